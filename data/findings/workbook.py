"""The file (R1), its sheets, columns and rows (R2)."""

from __future__ import annotations

from collections.abc import Mapping

from data.findings.message import ERROR, NOTICE, WARNING, Message

FILE: Mapping[str, Message] = {
    "R101": Message(ERROR, "文件是空的。", "请重新导出或重新发送该文件。"),
    "R102": Message(ERROR, "这不是 Excel 工作簿。", "请在下发的模板上填写，存为 .xlsx 后上传。"),
    "R103": Message(ERROR, "工作簿设有打开密码，无法读取。", "请取消打开密码，另存为 .xlsx 后上传。"),
    "R104": Message(ERROR, "不能直接读取{kind}格式。", "请用 Excel 或 WPS 打开，另存为 .xlsx 后上传。"),
    "R105": Message(ERROR, "文件有 {size} MB，超过上限 {limit} MB。", "请删去图片等无关内容，或分开上传。"),
    "R106": Message(ERROR, "文件解压后超过上限 {limit} MB，未打开。", "请把内容复制到新下载的模板中再上传。"),
    "R107": Message(ERROR, "文件已损坏，无法打开。", "请用 Excel 或 WPS 打开并修复，另存为 .xlsx 后上传。"),
    "R108": Message(ERROR, "工作表用到的行列超出上限（{rows} 行、{columns} 列）。", "请删去表格以外的多余行列后上传。"),
    "R109": Message(ERROR, "没有找到填报表，不是本系统的模板。", "请下载本轮模板，在模板上填写后上传。"),
    "R110": Message(NOTICE, "单位写作「{typed}」，按名册中的“{expected}”读取。", "请按名册填写单位名称。"),
    "R111": Message(ERROR, "这份表属于另一考核方案「{typed}」，本轮用「{expected}」。", "请下载本轮模板重新填写。"),
    "R112": Message(
        WARNING, "这份表按方案第 {typed} 版制作，现行第 {expected} 版。", "请核对指标有无变化，或用新模板填写。"
    ),
    "R113": Message(WARNING, "这份表用的是第 {typed} 版模板，现行第 {expected} 版。", "内容已读取，下次请用新模板。"),
    "R114": Message(ERROR, "看不出是哪个单位报的。", "请用本单位的模板填写，或在文件名中写明单位名称。"),
    "R115": Message(ERROR, "「{typed}」不在单位名册中。", "请核对单位名称，或先把该单位加入名册。"),
    "R116": Message(
        WARNING, "文件名写的是「{named}」，表内登记的是「{typed}」。", "请确认没有拿错别单位的表，以表内单位为准。"
    ),
    "R117": Message(
        ERROR, "这是「{typed}」的表，现在收的是「{expected}」。", "请下载本轮模板填写，或改到对应轮次上传。"
    ),
    "R118": Message(WARNING, "看不出是哪一轮的表。", "请在接收时确认轮次。"),
    "R119": Message(WARNING, "模板里一个数也没有填。", "请填写完成情况后重新上传。"),
    "R120": Message(WARNING, "表头写的是「{typed}」，模板登记的是「{expected}」。", "请确认单位，以模板登记的为准。"),
    "R121": Message(
        NOTICE,
        "文件名以 {typed} 结尾，内容其实是 {kind} 格式，已按内容读取。",
        "请以后直接存为 .xlsx，不要改文件名的后缀。",
    ),
    "R122": Message(NOTICE, "文件带有宏，宏没有运行，只读取了表中的数。", "请另存为不带宏的 .xlsx。"),
    "R123": Message(
        NOTICE, "文件链接到别的文件或网址，没有打开这些链接，只采用保存时的数。", "请核对这些数，或直接填数。"
    ),
    "R124": Message(ERROR, "读取超过 {limit} 秒，已停止，未采用。", "请把内容复制到新下载的模板中再上传。"),
    "R125": Message(
        ERROR, "读取时内存超过 {limit} MB 或意外中断，已停止，未采用。", "请把内容复制到新下载的模板中再上传。"
    ),
    "R128": Message(ERROR, "压缩包设有密码，无法打开。", "请取消密码重新压缩，或直接上传其中的工作簿。"),
    "R129": Message(ERROR, "这是压缩包里的压缩包，层数太多，没有打开。", "请解压后直接上传其中的工作簿。"),
    "R130": Message(ERROR, "压缩包解开后超过上限 {limit} MB，没有打开。", "请分成几个压缩包，或直接上传其中的工作簿。"),
    "R131": Message(
        NOTICE, "这种格式只有一张表，问题清单和佐证目录没有随表报来。", "要报问题清单和佐证目录，请用 .xlsx 模板。"
    ),
    "R132": Message(ERROR, "压缩包里没有工作簿。", "请确认压缩的是填报表，重新上传。"),
    "R133": Message(ERROR, "这一批文件合计超过上限 {limit} MB，这一份没有读取。", "请分几批上传。"),
    "R134": Message(ERROR, "压缩包已损坏，无法打开。", "请重新压缩，或直接上传其中的工作簿。"),
    "R135": Message(
        ERROR, "压缩包里有 {count} 个文件，超过上限 {limit} 个，没有打开。", "请只压缩填报表，或分几包上传。"
    ),
    "R136": Message(ERROR, "不能打开{kind}压缩包。", "请解压后上传其中的工作簿，或改用 .zip 压缩。"),
    "R138": Message(
        NOTICE,
        "这份表的日期从 1904 年算起，带日期格式的已换算。",
        "请核对问题清单中的日期，另存为 .xlsx 时取消该选项。",
    ),
    "R139": Message(
        ERROR, "工作簿有 {count} 张工作表，超过上限 {limit} 张，没有读取。", "请把填报表复制到新下载的模板中再上传。"
    ),
}

SHEETS: Mapping[str, Message] = {
    "R201": Message(WARNING, "缺少工作表「{wanted}」。", "请在模板的该工作表中填写，没有内容也请保留空表。"),
    "R202": Message(NOTICE, "工作表「{wanted}」被改名为「{typed}」，已按内容识别。", "请保留模板原有的工作表名称。"),
    "R203": Message(ERROR, "没有找到表头，缺少「{wanted}」列。", "请恢复模板的表头行，各列标题不要改动。"),
    "R204": Message(WARNING, "缺少「{wanted}」列。", "请恢复该列；没有内容也请保留标题。"),
    "R205": Message(NOTICE, "「{typed}」列不在模板中，没有读取。", "如需说明，请写在“备注”列。"),
    "R206": Message(ERROR, "工作表无法读取。", "请把内容复制到新下载的模板中再上传。"),
    "R207": Message(NOTICE, "「{typed}」列出现多次，只读取最左边一列。", "请删去重复的列。"),
    "R208": Message(NOTICE, "「{typed}」列按“{wanted}”读取。", "请保留模板原有的列标题。"),
    "R211": Message(ERROR, "指标编码「{typed}」不在考核方案中，本行未读取。", "请按模板改正编码。"),
    "R212": Message(ERROR, "填报项「{typed}」不属于该指标，本行未读取。", "请按模板恢复填报项名称：{expected}。"),
    "R213": Message(ERROR, "与 {first} 重复且填写不同，两处均未采用。", "请只保留一行，填写正确的数。"),
    "R214": Message(NOTICE, "与 {first} 重复，已采用前一处。", "请删去重复的行。"),
    "R215": Message(WARNING, "指标「{typed}」不由本表填报，本行未读取。", "请删去该行；该数由{who}填报。"),
    "R216": Message(WARNING, "缺少指标 {which} 的“{wanted}”一行，按未填报处理。", "请从模板复制该行补填。"),
    "R217": Message(NOTICE, "「{typed}」一行是合计，没有读取。", "合计由系统计算，不必填写。"),
    "R218": Message(NOTICE, "指标编码没有填或写法不同，按内容识别为 {which}。", "请按模板恢复指标编码。"),
    "R221": Message(WARNING, "第 {where} 行被隐藏，其中有数，已照常读取。", "请取消隐藏或筛选，确认这些数要报。"),
    "R222": Message(WARNING, "{where} 列被隐藏，其中有数。", "请取消隐藏并核对，不用的内容请删去。"),
    "R223": Message(WARNING, "工作表「{typed}」被隐藏，其中有数。", "请取消隐藏并核对，不用的工作表请删去。"),
    "R231": Message(NOTICE, "有 {count} 个数由公式算出（{where}），已采用算出的数。", "请核对后改填数值。"),
    "R232": Message(WARNING, "公式「{typed}」取用别的文件或程序的数，没有打开，采用保存时的数。", "请核对后直接填数。"),
}
