"""填报说明: whose form it is, how to fill it, what the colours and an empty cell mean, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Protection

from data.intake import Kind
from data.templates.forms import GUIDE_SHEET, KIND_TITLES, NOT_APPLICABLE, Column
from data.templates.look import lines_needed
from data.templates.meta import Meta
from data.templates.paper import LINE_HEIGHT, Paper
from scoring.survey import ENOUGH

_COLUMNS = (Column("mark", "", 18), Column("text", "", 76))

_STEPS: dict[Kind, tuple[str, ...]] = {
    "town": (
        "在“填报表”逐行填写浅黄色格子：完成情况只填数字，单位已在“单位”列写明，不要在数字后再写单位。",
        "完成数与基数分两行填写（如“无害化卫生户厕户数”和“常住农户数”），比率由系统计算，完成数不能大于基数。",
        "每项指标填一次自评分、是否减分；有减分的写明减分原因和整改措施。",
        "已发现的问题填入“问题清单”，一行一个；佐证材料在“佐证目录”逐件填写是否齐全、是否与实地一致。",
        "各项怎样计分、怎样统计，见“评分细则”。",
        "有“分村明细”的，可填可不填：要分村的，整列填到每个村，合计要等于“填报表”的数；不分村的整列留空。",
        "不要增删列、改列标题、改工作表名称；可以调整行高列宽。填好后存为 .xlsx 报送。",
        "不要填写农户姓名、身份证号、电话等个人信息。",
    ),
    "department": (
        "在“填报表”逐行填写浅黄色格子，填全县的数；完成情况只填数字，单位已在“单位”列写明。",
        "完成数与基数分两行填写，比率由系统计算，完成数不能大于基数。",
        "掌握的问题填入“问题清单”，一行一个；佐证材料在“佐证目录”逐件填写。",
        "各项怎样计分、怎样统计，见“评分细则”。",
        "不要增删列、改列标题、改工作表名称。填好后存为 .xlsx 报送。",
        "不要填写农户姓名、身份证号、电话等个人信息。",
    ),
    "verification": (
        "“核定表”已预填各镇上报的数（“镇报数”），只核定本单位牵头的指标；用筛选可以只看一个镇或一项指标。",
        "镇报数属实的，“核定意见”选“同意”，核定数可以不填。",
        "镇报数有误的选“更正”，查无实据的选“查不实”，都要在“核定数”填核定后的数；一个也不能认定的填 0。",
        "与镇报数不同的，写明“核定说明”和“依据”，各镇会看到。",
        "没有核定的行留空。核定数优先于镇报数，抽查数优先于核定数。",
        "不要增删列、改列标题、改工作表名称。核定后存为 .xlsx 报送。",
    ),
    "inspection": (
        "在“暗访表”一行填一个村：镇、村、日期和各类问题的处数；没有去的村留空。",
        "去了没有发现问题，处数填 0；没有查这一项，留空。",
        "对镇里报的总数作了现场核实的，填入“抽查核实表”：选镇和填报项，填实地数出来的数。",
        "同一个村只填一行；点位和问题写在“点位”“描述”，照片只写编号。",
        "不要增删列、改列标题、改工作表名称。填好后存为 .xlsx 报送。",
        "不要填写农户姓名、身份证号、电话等个人信息，照片不要拍到人脸和证件。",
    ),
    "survey": (
        "在“调查表”一行填一位受访户，镇、村、户类型、方式和三个回答都从下拉框选。",
        "知晓问是否知道当前的帮扶和乡村振兴政策，满意问对本地工作是否满意，支持问对下一步工作是否支持。",
        "没有问到的回答留空；受访户说不清楚的选“不清楚”，不要代填。",
        "“意见”照受访户的原话简要记，没有的留空。",
        "不得填写姓名、户主、身份证号、电话号码、住址，也不要加这样的列：含有这些内容的表整份退回，不予保存。",
        "不要增删列、改列标题、改工作表名称；行可以增加。填好后存为 .xlsx 报送。",
    ),
}

_COLOURS = (
    ("fill_choice", "请填写"),
    ("given", "县里已填好，不能改；有不同意见写在“备注”"),
    ("grey", "不用填"),
    ("wrong", "填写有误，请改正"),
)

_BLANK = {"verification": ("（空白）", "还没有核定，仍按镇报数计分，但不算核定过。")}
"""What an empty cell means where it is not «unreported»."""

_RATES = (
    ("知晓度", "（知道 + 听说过）÷ 有效回答。"),
    ("满意度", "（满意 + 比较满意）÷（有效回答 − 不清楚）。"),
    ("支持度", "（支持 + 比较支持）÷（有效回答 − 不清楚）。"),
    ("（空白）", "这一问没有有效回答，不计入这一问；其余两问照计。"),
    ("份数", f"不足 {ENOUGH} 份的标明“样本少”，每个比率都附 95% 区间。"),
)
"""What is said of a survey in the place of 空白、0 和不适用."""

_MEANINGS = (
    ("（空白）", "还没有填报。空白不当作 0，也不当作满分，得分只能给出范围，刚性指标列为待核。"),
    ("0", "填报的数就是零，例如没有发生、没有完成。"),
    (NOT_APPLICABLE, f"没有这项任务。填“{NOT_APPLICABLE}”，填“/”也可以；经核实后不计入总分，按其余各项折算。"),
    ("是 / 否", "从下拉框选择。"),
)


@dataclass(frozen=True)
class GuideText:
    """What the guide is headed with: until when to report, whom to ask, what the scheme rests on."""

    title: str
    meta: Meta
    scheme_name: str
    basis: str = ""
    due: str = ""
    contact: str = ""


def write_guide(workbook: Workbook, text: GuideText) -> None:
    """Add the sheet 填报说明."""
    guide = _Guide(Paper(workbook, GUIDE_SHEET, _COLUMNS))
    guide.paper.span(1, text.title, "title", 36)
    guide.section("本表", _facts(text), "centred")
    guide.section("怎样填", [(str(n), step) for n, step in enumerate(_STEPS[text.meta.kind], 1)], "centred")
    if text.meta.kind == "survey":
        guide.section("怎样计算", _RATES, "centred")
    else:
        guide.colours()
        blank, *others = _MEANINGS
        guide.section("空白、0 和不适用", [_BLANK.get(text.meta.kind, blank), *others], "centred")
    guide.paper.finish(text.meta.footer, freeze="A2", title_rows="1:1", landscape=False)


def _facts(text: GuideText) -> list[tuple[str, str]]:
    facts = [
        ("填报单位", text.meta.unit),
        ("轮次", text.meta.round_name),
        ("表类", KIND_TITLES[text.meta.kind]),
        ("考核方案", f"{text.scheme_name}（{text.meta.scheme_code}，第 {text.meta.scheme_version} 版）"),
        ("方案依据", text.basis),
        ("报送截止", text.due),
        ("咨询", text.contact),
    ]
    return [(key, value) for key, value in facts if value]


class _Guide:
    def __init__(self, paper: Paper) -> None:
        self.paper, self.row = paper, 2

    def section(self, title: str, rows: Sequence[tuple[str, str]], mark_style: str) -> None:
        """A heading, and under it a mark and a text a row."""
        self._heading(title)
        for mark, words in rows:
            self._line(mark, words, mark_style)

    def colours(self) -> None:
        """The colours, each shown as it is."""
        self._heading("颜色")
        for style, words in _COLOURS:
            self._line("", words, style)

    def _heading(self, title: str) -> None:
        self.paper.span(self.row, title, "section", 28)
        self.row += 1

    def _line(self, mark: str, words: str, style: str) -> None:
        cell = self.paper.put(self.row, "mark", mark, style)
        cell.protection = Protection(locked=True)
        self.paper.put(self.row, "text", words, "text")
        lines = max(lines_needed(words, 76), lines_needed(mark, 18))
        self.paper.sheet.row_dimensions[self.row].height = lines * LINE_HEIGHT + 6
        self.row += 1
