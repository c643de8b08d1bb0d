"""说明: whose figures these are, how to check them, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

from reports.audit import paper
from scoring.scheme import Scheme

GUIDE = "说明"
SIGNS_A_LINE = 52
"""How many Chinese characters stand in one line of the second column."""

SHEETS_TOLD = (
    ("汇总", "各镇总分、完整度、名次、等次"),
    ("全县", "全县总分、等次、否决项和各项得分"),
    ("计分", "各镇各项得分、应计分、最低分、最高分"),
    ("扣分原因", "没有得满分或尚未确定的得分，一句话说明原因（系统生成的文字，公式不引用）"),
    ("填报值", "各镇填报的数；底色为浅黄的格可以改，改后全部重算"),
    ("全县填报值", "全县一个数的填报项；属镇填报的项在此留空，由各镇汇总"),
    ("抽查村", "抽查村的数；“列入抽查”为 1 的村才计入该指标"),
    ("计分过程", "从填报值到得分的每一步，一列一步，一行一镇"),
    ("全县计分过程", "全县各项从汇总数到得分的每一步，一行一步"),
    ("全县测算过程", "尚未报齐的指标，只用数据已齐的镇测算"),
    ("抽查村计分", "每个抽查村从填报值到得分的每一步"),
    ("出处", "每个填报数的文件、工作表、单元格和所填原文"),
)

SIGNS = (
    ("空格", "未填报。未填报不是 0，也不是满分：得分在“最低”与“最高”之间，两者相同时即已确定。"),
    ("不适用", "没有此项任务，或基数为 0。按方案规定计入、不计入或转给其他子项。"),
    ("待补", "还缺数据，得分未定；“最低”“最高”是补齐后可能的范围。"),
    ("不限", "未填报的数没有上限。公式中以 1E+60 代替无穷大，以 1E-60 代替可作除数的 0。"),
    ("ROUND(…,9)", "与分数线比较前先取到小数点后 9 位，正好在线上的数不会因二进制误差被判到线下。"),
)


def guide(sheet: Worksheet, scheme: Scheme, title: str, fingerprint: str) -> None:
    """The first sheet."""
    paper.text(sheet, 1, 1, f"{title}复核底稿" if title else "复核底稿", "title")
    for row, (name, words) in enumerate(_lines(scheme, fingerprint), 3):
        paper.text(sheet, row, 1, name, "text" if words else "heading")
        paper.text(sheet, row, 2, words, "text" if words else "heading")
        sheet.row_dimensions[row].height = 18 * max(1, -(-len(words) // SIGNS_A_LINE))
    paper.laid_out(sheet, (18, 110), across=False)
    sheet.freeze_panes = None


def _lines(scheme: Scheme, fingerprint: str) -> Iterator[tuple[str, str]]:
    if fingerprint:
        yield "指纹", f"{fingerprint}（与同一轮的投影、通报上印的相同，说明用的是同一批数）"
    yield "方案", f"{scheme.name}（{scheme.code}，第 {scheme.version} 版）"
    yield "依据", scheme.basis or "方案未注明"
    yield "怎样核对", "除填报值外，本簿每个数都是公式。点中任一得分，可一步步查到填报值。"
    yield "", "改动填报值，得分、名次、等次随之重算。"
    yield "工作表", ""
    yield from SHEETS_TOLD
    yield "记号", ""
    yield from SIGNS
