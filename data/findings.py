"""What can be wrong in a workbook (校验问题): every message in one table, with codes that never change their meaning.

R1 the file, R2 its sheets, columns and rows, R3 a cell, R4 figures against each other, R5 the lists of problems,
evidence, visits and verifications, R6 the roster's workbook and the survey, R7 a workbook beside our score, its history
and the other towns. ``docs/findings.md`` lists the same table and a test compares the two.
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
    "R110": Message(_NOTICE, "单位写作「{typed}」，按名册中的“{expected}”读取。", "请按名册填写单位名称。"),
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
    "R121": Message(
        _NOTICE,
        "文件名以 {typed} 结尾，内容其实是 {kind} 格式，已按内容读取。",
        "请以后直接存为 .xlsx，不要改文件名的后缀。",
    ),
    "R122": Message(_NOTICE, "文件带有宏，宏没有运行，只读取了表中的数。", "请另存为不带宏的 .xlsx。"),
    "R123": Message(
        _NOTICE, "文件链接到别的文件或网址，没有打开这些链接，只采用保存时的数。", "请核对这些数，或直接填数。"
    ),
    "R124": Message(_ERROR, "读取超过 {limit} 秒，已停止，未采用。", "请把内容复制到新下载的模板中再上传。"),
    "R125": Message(
        _ERROR, "读取时内存超过 {limit} MB 或意外中断，已停止，未采用。", "请把内容复制到新下载的模板中再上传。"
    ),
    "R128": Message(_ERROR, "压缩包设有密码，无法打开。", "请取消密码重新压缩，或直接上传其中的工作簿。"),
    "R129": Message(_ERROR, "这是压缩包里的压缩包，层数太多，没有打开。", "请解压后直接上传其中的工作簿。"),
    "R130": Message(
        _ERROR, "压缩包解开后超过上限 {limit} MB，没有打开。", "请分成几个压缩包，或直接上传其中的工作簿。"
    ),
    "R131": Message(
        _NOTICE, "这种格式只有一张表，问题清单和佐证目录没有随表报来。", "要报问题清单和佐证目录，请用 .xlsx 模板。"
    ),
    "R132": Message(_ERROR, "压缩包里没有工作簿。", "请确认压缩的是填报表，重新上传。"),
    "R133": Message(_ERROR, "这一批文件合计超过上限 {limit} MB，这一份没有读取。", "请分几批上传。"),
    "R134": Message(_ERROR, "压缩包已损坏，无法打开。", "请重新压缩，或直接上传其中的工作簿。"),
    "R135": Message(
        _ERROR, "压缩包里有 {count} 个文件，超过上限 {limit} 个，没有打开。", "请只压缩填报表，或分几包上传。"
    ),
    "R136": Message(_ERROR, "不能打开{kind}压缩包。", "请解压后上传其中的工作簿，或改用 .zip 压缩。"),
    "R138": Message(
        _NOTICE,
        "这份表的日期从 1904 年算起，带日期格式的已换算。",
        "请核对问题清单中的日期，另存为 .xlsx 时取消该选项。",
    ),
    "R139": Message(
        _ERROR, "工作簿有 {count} 张工作表，超过上限 {limit} 张，没有读取。", "请把填报表复制到新下载的模板中再上传。"
    ),
}

_SHEETS = {
    "R201": Message(_WARNING, "缺少工作表「{wanted}」。", "请在模板的该工作表中填写，没有内容也请保留空表。"),
    "R202": Message(_NOTICE, "工作表「{wanted}」被改名为「{typed}」，已按内容识别。", "请保留模板原有的工作表名称。"),
    "R203": Message(_ERROR, "没有找到表头，缺少「{wanted}」列。", "请恢复模板的表头行，各列标题不要改动。"),
    "R204": Message(_WARNING, "缺少「{wanted}」列。", "请恢复该列；没有内容也请保留标题。"),
    "R205": Message(_NOTICE, "「{typed}」列不在模板中，没有读取。", "如需说明，请写在“备注”列。"),
    "R206": Message(_ERROR, "工作表无法读取。", "请把内容复制到新下载的模板中再上传。"),
    "R207": Message(_NOTICE, "「{typed}」列出现多次，只读取最左边一列。", "请删去重复的列。"),
    "R208": Message(_NOTICE, "「{typed}」列按“{wanted}”读取。", "请保留模板原有的列标题。"),
    "R211": Message(_ERROR, "指标编码「{typed}」不在考核方案中，本行未读取。", "请按模板改正编码。"),
    "R212": Message(_ERROR, "填报项「{typed}」不属于该指标，本行未读取。", "请按模板恢复填报项名称：{expected}。"),
    "R213": Message(_ERROR, "与 {first} 重复且填写不同，两处均未采用。", "请只保留一行，填写正确的数。"),
    "R214": Message(_NOTICE, "与 {first} 重复，已采用前一处。", "请删去重复的行。"),
    "R215": Message(_WARNING, "指标「{typed}」不由本表填报，本行未读取。", "请删去该行；该数由{who}填报。"),
    "R216": Message(_WARNING, "缺少指标 {which} 的“{wanted}”一行，按未填报处理。", "请从模板复制该行补填。"),
    "R217": Message(_NOTICE, "「{typed}」一行是合计，没有读取。", "合计由系统计算，不必填写。"),
    "R218": Message(_NOTICE, "指标编码没有填或写法不同，按内容识别为 {which}。", "请按模板恢复指标编码。"),
    "R221": Message(_WARNING, "第 {where} 行被隐藏，其中有数，已照常读取。", "请取消隐藏或筛选，确认这些数要报。"),
    "R222": Message(_WARNING, "{where} 列被隐藏，其中有数。", "请取消隐藏并核对，不用的内容请删去。"),
    "R223": Message(_WARNING, "工作表「{typed}」被隐藏，其中有数。", "请取消隐藏并核对，不用的工作表请删去。"),
    "R231": Message(_NOTICE, "有 {count} 个数由公式算出（{where}），已采用算出的数。", "请核对后改填数值。"),
    "R232": Message(
        _WARNING, "公式「{typed}」取用别的文件或程序的数，没有打开，采用保存时的数。", "请核对后直接填数。"
    ),
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
    "R314": Message(_ERROR, "「{typed}」不是一个确定的数，按未填报处理。", "请只填一个准确的数。"),
    "R315": Message(_WARNING, "「{typed}」按各数之和 {read} 读取。", "请核对，并直接填合计数。"),
    "R316": Message(
        _ERROR, "「{typed}」是分数或比，说不清是哪个数，按未填报处理。", "请只填本项的数；百分比请填百分号前面的数。"
    ),
    "R317": Message(
        _ERROR,
        "「{typed}」是日期，像是输入“3/5”或“3-5”时被自动改成的，按未填报处理。",
        "请把单元格格式改为“常规”，重新填一个数。",
    ),
    "R318": Message(_NOTICE, "「{typed}」换算为 {read} {unit}读取。", "如不是这个数，请换算后直接填数字。"),
    "R319": Message(_WARNING, "「{typed}」按 {read} 读取：{why}。", "请核对，并只填数字或“是”“否”。"),
    "R320": Message(_ERROR, "「{typed}」里不止一个数，按未填报处理。", "一格只填一个数，其余写在“备注”列。"),
    "R321": Message(_WARNING, "没有年度目标任务，暂不能计分。", "请补填年度目标任务。"),
    "R322": Message(_WARNING, "没有上年值，暂不能计分。", "请补填上年值。"),
    "R323": Message(_WARNING, "年度目标任务写了不适用，完成情况却是空的。", "没有这项任务，请在完成情况也填“不适用”。"),
    "R324": Message(_WARNING, "{typed} 按 {read}% 读取：{why}。", "请核对，并填百分号前面的数。"),
    "R325": Message(
        _WARNING, "单元格显示为 {typed}，按 {read}% 读取。", "请核对，并填百分号前面的数，单元格格式改为“常规”。"
    ),
    "R326": Message(_NOTICE, "「{typed}」按“不适用”读取。", "确无这项任务的请填“不适用”；没有发生的请填 0。"),
    "R327": Message(_WARNING, "「{typed}」是说还没有数，按未填报处理。", "有了数请补报。"),
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
    "R506": Message(_WARNING, "「{typed}」不在单位名册中，照录。", "请核对镇名；问题是县一级的，填“县本级”。"),
    "R507": Message(_NOTICE, "是否刚性填了「{typed}」，与考核方案不一致，以方案为准。", "请核对关联指标。"),
    "R508": Message(_NOTICE, "日期「{typed}」没有写年份，按 {read} 读取。", "如不是这一天，请写明年、月、日。"),
    "R509": Message(_NOTICE, "日期「{typed}」按 {read} 读取。", "如不是这一天，请按 2026-03-20 的样子填写。"),
    "R510": Message(_WARNING, "日期「{typed}」说不清是哪一天，未采用。", "请写明年、月、日，如 2026-03-20。"),
    "R511": Message(_WARNING, "指标编码「{typed}」不在考核方案中，本行未读取。", "请从下拉框选指标。"),
    "R512": Message(_WARNING, "没有写材料名称，本行未读取。", "请写明材料名称。"),
    "R513": Message(_NOTICE, "「{typed}」不是“是”或“否”，按未填处理。", "请从下拉框选“是”或“否”。"),
    "R514": Message(_WARNING, "县本级的问题没有写责任单位。", "请写明由哪个部门整改。"),
    "R521": Message(_ERROR, "没有写明镇和村，本行未读取。", "请补填镇名和村名。"),
    "R522": Message(_ERROR, "「{typed}」不在单位名册中，本行未读取。", "请按名册填写镇名。"),
}

_VERIFICATIONS = {
    "R541": Message(_ERROR, "没有写明镇，本行未读取。", "请补填镇名。"),
    "R542": Message(
        _ERROR, "核定意见「{typed}」看不懂，本行未采用。", "请从下拉框选“同意”“更正”或“查不实”，或留空只填核定数。"
    ),
    "R543": Message(
        _ERROR,
        "意见填了“同意”，核定数 {typed} 却与镇报数 {claimed} 不同，本行未采用。",
        "同意镇报数的，删去核定数；不同意的，意见选“更正”或“查不实”。",
    ),
    "R544": Message(_ERROR, "意见填了“{typed}”，没有填核定数，本行未采用。", "请填核定后的数；一个也不能认定的填 0。"),
    "R545": Message(_ERROR, "意见填了“同意”，但没有可以同意的镇报数，本行未采用。", "请填核定数，或退回该镇补报。"),
    "R546": Message(
        _WARNING, "核定数 {typed} 与镇报数 {claimed} 不同，没有写核定说明。", "请写明为什么改、依据是什么。"
    ),
    "R547": Message(
        _NOTICE, "意见填了“{typed}”，核定数却与镇报数相同，按同意读取。", "请核对核定数；确实相同的，意见选“同意”。"
    ),
    "R548": Message(_WARNING, "按核定数，{town}“{name}”的镇报数 {claimed} 已大于“{base}”。", "请把“{name}”一并核定。"),
    "R549": Message(_WARNING, "指标「{typed}」不由{unit}牵头，本行未读取。", "请删去该行；该指标由{who}核定。"),
    "R551": Message(_WARNING, "填报项「{typed}」不是各镇填报的数，本行未读取。", "请从下拉框选填报项。"),
    "R552": Message(_WARNING, "没有写核实说明。", "请写明在哪里、怎样数出来的。"),
}

_RECTIFICATION = {
    "R571": Message(_ERROR, "「{typed}」一行没有写明问题序号，未采用。", "请按导出的整改台账填写问题序号。"),
    "R572": Message(_ERROR, "台账里没有第 {typed} 号问题，本行未采用。", "请重新导出整改台账，在上面填写。"),
    "R573": Message(_ERROR, "台账版本「{typed}」看不懂，本行未采用。", "请按导出的整改台账恢复台账版本。"),
    "R574": Message(_ERROR, "{why}本行未采用。", "请重新导出整改台账，看过再填。"),
    "R575": Message(_ERROR, "第 {typed} 号问题与 {first} 重复且填写不同，两处均未采用。", "请只保留一行。"),
    "R576": Message(_ERROR, "复核结论「{typed}」看不懂，本行未采用。", "请填“{allowed}”。"),
    "R577": Message(_WARNING, "复核、销号和反弹由县里登记，这几格未采用。", "请由县里核验后登记；其余各格已采用。"),
    "R578": Message(_ERROR, "{why}本行未采用。", "请按所说补齐或改正后，重新载入这份台账。"),
    "R579": Message(_ERROR, "填了完成日期，没有写完成情况，本行未采用。", "请写明做了什么、整改到什么程度。"),
    "R580": Message(_ERROR, "填了{which}，没有填复核结论，本行未采用。", "请选“通过”或“退回”，或删去这几格。"),
    "R581": Message(_ERROR, "第 {typed} 号问题不归{unit}整改，本行未采用。", "请由{who}填报，或由县里载入。"),
    "R582": Message(_ERROR, "这一行有看不懂的格子，整行未采用。", "请按上面所列改正后，重新载入这份台账。"),
    "R583": Message(_ERROR, "问题描述与台账里第 {typed} 号问题不同，本行未采用。", "请重新导出整改台账，在上面填写。"),
    "R584": Message(
        _ERROR,
        "第 {typed} 号问题{state}，整改措施、完成日期和完成情况的改动未采用。",
        "待核验的等县里核验或退回后再填；已销号又出现的，由县里登记反弹。",
    ),
    "R585": Message(_ERROR, "没有找到整改台账。", "请在“问题销号”页导出整改台账，填好后载入。"),
    "R586": Message(_ERROR, "销号日期 {typed} {why}，本行未采用。", "请核对销号日期。"),
    "R587": Message(_ERROR, "这一格是公式，没有可用的结果（{typed}）。", "请改为直接填写内容。"),
    "R588": Message(_NOTICE, "这份台账没有新填的内容。", "请填写后重新载入。"),
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

_SURVEY = {
    "R611": Message(_ERROR, "这是三度调查表，不在这里接收。", "请到“三度调查”页上传。"),
    "R612": Message(_ERROR, "没有找到调查表，不是三度调查表的模板。", "请在“三度调查”页下载模板，填写后上传。"),
    "R613": Message(
        _ERROR,
        "表头「{typed}」要填的是个人信息，整份没有读取，也没有保存。",
        "请删去这一列再上传：调查表不得有姓名、证件号、电话、住址。",
    ),
    "R614": Message(_ERROR, "这一格像{kind}，整份没有读取，也没有保存。", "请删去个人信息再上传。"),
    "R615": Message(_ERROR, "没有写是哪个镇，本行未计。", "请补填镇。"),
    "R616": Message(_ERROR, "镇「{typed}」不在名册中，本行未计。", "请核对镇名。"),
    "R617": Message(_WARNING, "意见里有一处像{kind}，已隐去，原件不保存。", "请提醒调查组不要记录号码。"),
    "R618": Message(
        _NOTICE,
        "文件里还有模板以外的内容（{what}），没有读取；保存的是去掉这些内容后重写的一份。",
        "请核对是否都不需要。",
    ),
    "R619": Message(_ERROR, "「{typed}」不是“{question}”的回答，这一问未计。", "请从下拉框选：{allowed}。"),
    "R620": Message(
        _WARNING, "户类型「{typed}」看不懂，只计入合计，不计入分户类型的比率。", "请从下拉框选：{allowed}。"
    ),
    "R621": Message(_WARNING, "没有写户类型，只计入合计，不计入分户类型的比率。", "请从下拉框选：{allowed}。"),
    "R622": Message(_WARNING, "三问都没有有效回答，本行未计。", "请核对；没有问到的请删去这一行。"),
    "R623": Message(_ERROR, "没有一行有效的回答。", "请一行填一位受访户，三问至少有一问有回答。"),
    "R624": Message(_NOTICE, "「{typed}」按“{read}”计，共 {times} 处。", "请核对；以后请从下拉框选。"),
}

_INNOVATION = {
    "R641": Message(_ERROR, "没有找到改革创新案例表。", "请在“改革创新”页下载模板，填写后上传。"),
    "R642": Message(_ERROR, "表里一个案例也没有。", "请一行填一个案例后重新上传。"),
    "R643": Message(_ERROR, "「{typed}」这一行没有填{lacking}，未采用。", "请补填后重新上传。"),
    "R644": Message(_ERROR, "级别「{typed}」不在方案的级别中，本行未采用。", "请选{allowed}之一。"),
    "R645": Message(_WARNING, "申报单位「{typed}」不在名册中，照录。", "请核对单位名称。"),
    "R646": Message(_ERROR, "「{typed}」与 {first} 是同一单位同一级别的同一案例，未采用。", "请只保留一行。"),
    "R647": Message(
        _NOTICE, "「{typed}」与 {first} 是同一案例，只按最高级别计一次。", "如不是同一案例，请改用不同的名称。"
    ),
    "R648": Message(_WARNING, "认定情况「{typed}」看不懂，按有无认定文件登记。", "请选{allowed}之一。"),
    "R649": Message(_WARNING, "「{typed}」没有写认定文件，按待认定登记。", "请补填认定文件的名称和文号。"),
}

_CATALOGUE = {
    "R671": Message(_ERROR, "这不是从本系统导出的佐证材料目录。", "请在“佐证台账”页导出目录，在上面填写后导入。"),
    "R672": Message(_ERROR, "看不出这张表是哪个单位的，整张未采用。", "请保留标题下“填报单位”一行。"),
    "R673": Message(
        _ERROR, "「{typed}」不在这个单位应有或已列的材料里，未采用。", "请由该单位在填报表的佐证目录里列出后重报。"
    ),
    "R674": Message(_ERROR, "「{typed}」与 {first} 重复且填写不同，两处均未采用。", "请只保留一行。"),
    "R675": Message(_ERROR, "「{typed}」在目录导出以后{who}又核对过，未采用。", "请重新导出目录，看过再填。"),
    "R676": Message(_NOTICE, "这份目录与现在的核对没有不同。", "请填写核对结论后重新导入。"),
    "R677": Message(_ERROR, "「{typed}」的核对版本看不懂，未采用。", "请按导出的目录恢复核对版本。"),
    "R678": Message(_ERROR, "「{typed}」不是“是”或“否”，本行未采用。", "请选“是”或“否”，或清空这一格。"),
}

_VILLAGES = {
    "R403": Message(
        _WARNING,
        "分村明细“{name}”合计 {total}，填报表填的是 {reported}，相差 {difference}。",
        "请核对各村数和全镇数，两处要一致；不分村的整列留空。",
    ),
    "R404": Message(
        _NOTICE, "分村明细填了“{name}”，合计 {total}，填报表没有这个数。", "请在填报表补填全镇数，或把该列清空。"
    ),
    "R405": Message(
        _WARNING, "分村明细“{name}”缺 {count} 个村：{villages}。", "请补填这些村的数，没有的填 0；不分村的整列留空。"
    ),
}

_EXPLAIN = "请核对；属实的请在备注说明。"
_UNIT = "请核对这两个数的单位（如元与万元）和小数点。"
_EVIDENCE = "请在佐证目录填写材料，并写明是否齐全。"

_BESIDE_OTHERS = {
    "R701": Message(_WARNING, "“{name}”上轮 {before}，本轮 {now}，{change}，{others}。", _EXPLAIN),
    "R702": Message(_WARNING, "“{name}”上轮 {before}，本轮 {now}，{change}，可能是单位或小数点写错。", _UNIT),
    "R703": Message(
        _WARNING,
        "“{name}”是完成数，上轮 {before}，本轮 {now}，少了 {less}。",
        "完成数一般不会减少，请核对；属实的请在备注说明。",
    ),
    "R704": Message(_WARNING, "“{name}”上年 {before}，今年 {now}，{change}，{others}。", _EXPLAIN),
    "R705": Message(_WARNING, "“{name}”上年 {before}，今年 {now}，{change}，可能是单位或小数点写错。", _UNIT),
    "R711": Message(
        _NOTICE, "自评 {said} 分，按规则算得 {ours} 分：{sentence}。", "请对照评分细则核对自评分和填报的数。"
    ),
    "R721": Message(_WARNING, "刚性指标「{which}」没有列出已备齐的佐证材料，不能认定满分。", _EVIDENCE),
    "R722": Message(_NOTICE, "「{which}」可以得分，但没有列出已备齐的佐证材料。", _EVIDENCE),
    "R723": Message(
        _WARNING, "整份表没有列出一件已备齐的佐证材料，涉及 {count} 项可得分的指标。", "请在佐证目录逐件填写。"
    ),
    "R731": Message(
        _WARNING,
        "与{town}{when}的表有 {equal} 个不常见的数相同，几乎全部一样，可能拿错了表。",
        "请确认是不是本镇的数，按本镇实际重新填写。例如：{examples}。",
    ),
    "R732": Message(
        _WARNING,
        "与{town}{when}的表有 {equal} 个不常见的数相同。",
        "请核对是否照抄，按本镇实际填写。例如：{examples}。",
    ),
}

MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        **_FILE,
        **_SHEETS,
        **_CELLS,
        **_RELATIONS,
        **_LISTS,
        **_VERIFICATIONS,
        **_RECTIFICATION,
        **_ROSTER,
        **_SURVEY,
        **_INNOVATION,
        **_CATALOGUE,
        **_VILLAGES,
        **_BESIDE_OTHERS,
    }
)
"""Every message there is, by code."""
