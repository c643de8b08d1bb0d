"""What can be wrong in a workbook (校验问题): every message in one table, with codes that never change their meaning.

R1 the file, R2 its sheets, columns and rows, R3 a cell, R4 figures against each other, R5 the lists of problems,
evidence and visits, R6 the roster's workbook. ``docs/findings.md`` lists the same table and a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Severity = Literal["错误", "警告", "提示"]

LONGEST_TYPED = 40
"""How many characters of what a clerk typed are repeated in a message."""


@dataclass(frozen=True)
class Finding:
    """One thing wrong in a workbook, where it stands, and how to put it right.

    ``sheet`` and ``cell`` (A1 notation) are "" when the whole file or sheet is meant; ``typed`` is the text as typed.
    错误: the cell, row or file was not taken over. 警告: taken over, but somebody should look. 提示: for information.
    """

    code: str
    severity: Severity
    sheet: str
    cell: str
    message: str
    remedy: str
    indicator: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Message:
    """What a code says: ``what`` and ``remedy`` are format strings."""

    severity: Severity
    what: str
    remedy: str


def finding(code: str, sheet: str = "", cell: str = "", indicator: str = "", typed: str = "", **words: str) -> Finding:
    """The finding of that code; ``words`` fill the message's blanks, as does ``typed`` (shortened)."""
    message = MESSAGES[code]
    filling = {**words, "typed": _shortened(typed)}
    what, remedy = message.what.format(**filling), message.remedy.format(**filling)
    return Finding(code, message.severity, sheet, cell, what, remedy, indicator, typed)


def _shortened(typed: str) -> str:
    text = " ".join(typed.split())
    return text if len(text) <= LONGEST_TYPED else text[: LONGEST_TYPED - 1] + "…"


_ERROR: Severity = "错误"
_WARNING: Severity = "警告"
_NOTICE: Severity = "提示"

_FILE = {
    "R101": Message(_ERROR, "文件是空的。", "请重新导出或重新发送该文件。"),
    "R102": Message(_ERROR, "这不是 Excel 工作簿。", "请在下发的模板上填写，存为 .xlsx 后上传。"),
    "R103": Message(_ERROR, "工作簿设有打开密码，无法读取。", "请取消打开密码，另存为 .xlsx 后上传。"),
    "R104": Message(_ERROR, "不能直接读取{kind}格式。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。"),
    "R105": Message(_ERROR, "文件有 {size} MB，超过上限 {limit} MB。", "请删去图片等无关内容，或分开上传。"),
    "R106": Message(_ERROR, "文件解压后超过上限 {limit} MB，未打开。", "请把内容复制到新下载的模板中再上传。"),
    "R107": Message(_ERROR, "文件已损坏，无法打开。", "请用 Excel 或 WPS 打开并修复，另存为 .xlsx 后上传。"),
    "R108": Message(
        _ERROR, "工作表用到的行列超出上限（{rows} 行、{columns} 列）。", "请删去表格以外的多余行列后上传。"
    ),
    "R109": Message(_ERROR, "没有找到填报表，不是本系统的模板。", "请下载本轮模板，在模板上填写后上传。"),
    "R111": Message(_ERROR, "这份表属于另一考核方案「{typed}」，本轮用「{expected}」。", "请下载本轮模板重新填写。"),
    "R112": Message(
        _WARNING, "这份表按方案第 {typed} 版制作，现行第 {expected} 版。", "请核对指标有无变化，或用新模板填写。"
    ),
    "R113": Message(_WARNING, "这份表用的是第 {typed} 版模板，现行第 {expected} 版。", "内容已读取，下次请用新模板。"),
    "R114": Message(_ERROR, "看不出是哪个单位报的。", "请用本单位的模板填写，或在文件名中写明单位名称。"),
    "R115": Message(_ERROR, "「{typed}」不在单位名册中。", "请核对单位名称，或先把该单位加入名册。"),
    "R116": Message(
        _WARNING, "文件名写的是「{named}」，表内登记的是「{typed}」。", "请确认没有拿错别单位的表，以表内单位为准。"
    ),
    "R117": Message(
        _ERROR, "这是「{typed}」的表，现在收的是「{expected}」。", "请下载本轮模板填写，或改到对应轮次上传。"
    ),
    "R118": Message(_WARNING, "看不出是哪一轮的表。", "请在接收时确认轮次。"),
    "R119": Message(_WARNING, "模板里一个数也没有填。", "请填写完成情况后重新上传。"),
    "R120": Message(_WARNING, "表头写的是「{typed}」，模板登记的是「{expected}」。", "请确认单位，以模板登记的为准。"),
}

_SHEETS = {
    "R201": Message(_WARNING, "缺少工作表「{wanted}」。", "请在模板的该工作表中填写，没有内容也请保留空表。"),
    "R202": Message(_NOTICE, "工作表「{wanted}」被改名为「{typed}」，已按内容识别。", "请保留模板原有的工作表名称。"),
    "R203": Message(_ERROR, "没有找到表头，缺少「{wanted}」列。", "请恢复模板的表头行，各列标题不要改动。"),
    "R204": Message(_WARNING, "缺少「{wanted}」列。", "请恢复该列；没有内容也请保留标题。"),
    "R205": Message(_NOTICE, "「{typed}」列不在模板中，没有读取。", "如需说明，请写在“备注”列。"),
    "R206": Message(_ERROR, "工作表无法读取。", "请把内容复制到新下载的模板中再上传。"),
    "R207": Message(_NOTICE, "「{typed}」列出现多次，只读取最左边一列。", "请删去重复的列。"),
    "R211": Message(_ERROR, "指标编码「{typed}」不在考核方案中，本行未读取。", "请按模板改正编码。"),
    "R212": Message(_ERROR, "填报项「{typed}」不属于该指标，本行未读取。", "请按模板恢复填报项名称：{expected}。"),
    "R213": Message(_ERROR, "与 {first} 重复且填写不同，两处均未采用。", "请只保留一行，填写正确的数。"),
    "R214": Message(_NOTICE, "与 {first} 重复，已采用前一处。", "请删去重复的行。"),
    "R215": Message(_WARNING, "指标「{typed}」不由本表填报，本行未读取。", "请删去该行；该数由{who}填报。"),
    "R216": Message(_WARNING, "缺少指标 {which} 的“{wanted}”一行，按未填报处理。", "请从模板复制该行补填。"),
}

_CELLS = {
    "R301": Message(_ERROR, "「{typed}」不是数，按未填报处理。", "请填{allowed}。"),
    "R302": Message(_ERROR, "公式出错（{typed}），按未填报处理。", "请改正公式，或直接填数。"),
    "R303": Message(_ERROR, "公式没有计算结果，按未填报处理。", "请用 Excel 或 WPS 打开并保存一次，或直接填数。"),
    "R304": Message(_ERROR, "「{typed}」是日期，按未填报处理。", "请把单元格格式改为“常规”，重新填数。"),
    "R305": Message(_ERROR, "「{typed}」不是“是”或“否”，按未填报处理。", "请从下拉框选“是”“否”或“不适用”。"),
    "R306": Message(
        _ERROR, "「{typed}」的单位与“{unit}”不符，按未填报处理。", "请换算成以“{unit}”为单位的数，只填数字。"
    ),
    "R307": Message(_ERROR, "{typed} 小于允许的最小值 {low}，按未填报处理。", "请核对后改正。"),
    "R308": Message(_ERROR, "{typed} 大于允许的最大值 {high}，按未填报处理。", "请核对后改正。"),
    "R309": Message(_ERROR, "{typed} 应为整数（单位：{unit}），按未填报处理。", "请核对后填整数。"),
    "R310": Message(_ERROR, "{typed} 大得不合常理，按未填报处理。", "请核对位数和单位后改正。"),
    "R311": Message(
        _ERROR, "「{typed}」说不清是 0 还是不适用，按未填报处理。", "没有发生请填 0；没有这项任务请填“不适用”。"
    ),
    "R312": Message(_NOTICE, "「{typed}」按 {read} 读取。", "如不是这个数，请直接填数字。"),
    "R313": Message(_WARNING, "{typed} 按 {typed}% 读取，像是小数写法。", "如果是百分之九十五，请填 95。"),
    "R321": Message(_WARNING, "没有年度目标任务，暂不能计分。", "请补填年度目标任务。"),
    "R322": Message(_WARNING, "没有上年值，暂不能计分。", "请补填上年值。"),
    "R323": Message(_WARNING, "年度目标任务写了不适用，完成情况却是空的。", "没有这项任务，请在完成情况也填“不适用”。"),
    "R331": Message(
        _ERROR, "自评分「{typed}」不是 0 到 {points} 之间的数，未采用。", "请填 0 到 {points} 之间的分数。"
    ),
    "R332": Message(_WARNING, "是否减分「{typed}」看不懂，未采用。", "请从下拉框选“是”或“否”。"),
    "R333": Message(_NOTICE, "自评分 {typed} 低于满分 {points}，是否减分却填了“否”。", "请核对自评分和是否减分。"),
    "R334": Message(_NOTICE, "填了减分，没有写减分原因。", "请补写减分原因和整改措施。"),
}

_RELATIONS = {
    "R401": Message(_ERROR, "{typed} 大于“{base}”的 {limit}，按未填报处理。", "完成数不能大于基数，请核对这两个数。"),
    "R402": Message(
        _ERROR,
        "填了“{typed}”，但“{base}”为 {limit}，按未填报处理。",
        "有基数就要填完成数；确无此任务的，基数填 0 或不适用。",
    ),
}

_LISTS = {
    "R501": Message(_WARNING, "关联指标「{typed}」不在考核方案中，未关联。", "请从下拉框选指标。"),
    "R502": Message(_WARNING, "日期「{typed}」看不懂，未采用。", "请按 2026-03-20 的样子填写。"),
    "R503": Message(_NOTICE, "「{typed}」不在备选项中，照录。", "请尽量从下拉框选：{allowed}。"),
    "R504": Message(_WARNING, "没有写问题描述。", "请写明是什么问题。"),
    "R505": Message(_WARNING, "「{typed}」不是{town}的村，照录。", "请核对村名，或先把该村加入名册。"),
    "R506": Message(_WARNING, "「{typed}」不在单位名册中，照录。", "请核对镇名。"),
    "R507": Message(_NOTICE, "是否刚性填了「{typed}」，与考核方案不一致，以方案为准。", "请核对关联指标。"),
    "R511": Message(_WARNING, "指标编码「{typed}」不在考核方案中，本行未读取。", "请从下拉框选指标。"),
    "R512": Message(_WARNING, "没有写材料名称，本行未读取。", "请写明材料名称。"),
    "R513": Message(_NOTICE, "「{typed}」不是“是”或“否”，按未填处理。", "请从下拉框选“是”或“否”。"),
    "R521": Message(_ERROR, "没有写明镇和村，本行未读取。", "请补填镇名和村名。"),
    "R522": Message(_ERROR, "「{typed}」不在单位名册中，本行未读取。", "请按名册填写镇名。"),
}

_ROSTER = {
    "R601": Message(_ERROR, "花名册里没有镇。", "请在“镇”表里一行填一个镇。"),
    "R602": Message(_ERROR, "「{typed}」这一行没有填全，未采用。", "请补填名称。"),
    "R603": Message(_WARNING, "「{typed}」与 {first} 重复，只采用前一处。", "请删去重复的行。"),
    "R604": Message(_ERROR, "「{typed}」用来称呼县级合计，不能作镇名，未采用。", "请改用该镇的名称。"),
    "R605": Message(_NOTICE, "挂点领导「{typed}」不在“领导”表中，照录。", "请核对姓名，或补登该领导。"),
    "R606": Message(_NOTICE, "「{typed}」没有分组。", "如需组内排名，请补填分组。"),
    "R607": Message(_ERROR, "「{typed}」不在“镇”表中，本行的村未采用。", "请核对镇名，须与“镇”表一致。"),
}

MESSAGES: Mapping[str, Message] = MappingProxyType({**_FILE, **_SHEETS, **_CELLS, **_RELATIONS, **_LISTS, **_ROSTER})
"""Every message there is, by code."""
