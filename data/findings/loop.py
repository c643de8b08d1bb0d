"""The workbooks of the loop: 整改台账 (R571 on), the survey, innovation cases and evidence coming back (R611 on)."""

from __future__ import annotations

from collections.abc import Mapping

from data.findings.message import ERROR, NOTICE, WARNING, Message

RECTIFICATION: Mapping[str, Message] = {
    "R571": Message(ERROR, "「{typed}」一行没有写明问题序号，未采用。", "请按导出的整改台账填写问题序号。"),
    "R572": Message(ERROR, "台账里没有第 {typed} 号问题，本行未采用。", "请重新导出整改台账，在上面填写。"),
    "R573": Message(ERROR, "台账版本「{typed}」看不懂，本行未采用。", "请按导出的整改台账恢复台账版本。"),
    "R574": Message(ERROR, "{why}本行未采用。", "请重新导出整改台账，看过再填。"),
    "R575": Message(ERROR, "第 {typed} 号问题与 {first} 重复且填写不同，两处均未采用。", "请只保留一行。"),
    "R576": Message(ERROR, "复核结论「{typed}」看不懂，本行未采用。", "请填“{allowed}”。"),
    "R577": Message(WARNING, "复核、销号和反弹由县里登记，这几格未采用。", "请由县里核验后登记；其余各格已采用。"),
    "R578": Message(ERROR, "{why}本行未采用。", "请按所说补齐或改正后，重新载入这份台账。"),
    "R579": Message(ERROR, "填了完成日期，没有写完成情况，本行未采用。", "请写明做了什么、整改到什么程度。"),
    "R580": Message(ERROR, "填了{which}，没有填复核结论，本行未采用。", "请选“通过”或“退回”，或删去这几格。"),
    "R581": Message(ERROR, "第 {typed} 号问题不归{unit}整改，本行未采用。", "请由{who}填报，或由县里载入。"),
    "R582": Message(ERROR, "这一行有看不懂的格子，整行未采用。", "请按上面所列改正后，重新载入这份台账。"),
    "R583": Message(ERROR, "问题描述与台账里第 {typed} 号问题不同，本行未采用。", "请重新导出整改台账，在上面填写。"),
    "R584": Message(
        ERROR,
        "第 {typed} 号问题{state}，整改措施、完成日期和完成情况的改动未采用。",
        "待核验的等县里核验或退回后再填；已销号又出现的，由县里登记反弹。",
    ),
    "R585": Message(ERROR, "没有找到整改台账。", "请在“问题销号”页导出整改台账，填好后载入。"),
    "R586": Message(ERROR, "销号日期 {typed} {why}，本行未采用。", "请核对销号日期。"),
    "R587": Message(ERROR, "这一格是公式，没有可用的结果（{typed}）。", "请改为直接填写内容。"),
    "R588": Message(NOTICE, "这份台账没有新填的内容。", "请填写后重新载入。"),
}

SURVEY: Mapping[str, Message] = {
    "R611": Message(ERROR, "这是三度调查表，不在这里接收。", "请到“三度调查”页上传。"),
    "R612": Message(ERROR, "没有找到调查表，不是三度调查表的模板。", "请在“三度调查”页下载模板，填写后上传。"),
    "R613": Message(
        ERROR,
        "表头「{typed}」要填的是个人信息，整份没有读取，也没有保存。",
        "请删去这一列再上传：调查表不得有姓名、证件号、电话、住址。",
    ),
    "R614": Message(ERROR, "这一格像{kind}，整份没有读取，也没有保存。", "请删去个人信息再上传。"),
    "R615": Message(ERROR, "没有写是哪个镇，本行未计。", "请补填镇。"),
    "R616": Message(ERROR, "镇「{typed}」不在名册中，本行未计。", "请核对镇名。"),
    "R617": Message(WARNING, "意见里有一处像{kind}，已隐去，原件不保存。", "请提醒调查组不要记录号码。"),
    "R618": Message(
        NOTICE,
        "文件里还有模板以外的内容（{what}），没有读取；保存的是去掉这些内容后重写的一份。",
        "请核对是否都不需要。",
    ),
    "R619": Message(ERROR, "「{typed}」不是“{question}”的回答，这一问未计。", "请从下拉框选：{allowed}。"),
    "R620": Message(
        WARNING, "户类型「{typed}」看不懂，只计入合计，不计入分户类型的比率。", "请从下拉框选：{allowed}。"
    ),
    "R621": Message(WARNING, "没有写户类型，只计入合计，不计入分户类型的比率。", "请从下拉框选：{allowed}。"),
    "R622": Message(WARNING, "三问都没有有效回答，本行未计。", "请核对；没有问到的请删去这一行。"),
    "R623": Message(ERROR, "没有一行有效的回答。", "请一行填一位受访户，三问至少有一问有回答。"),
    "R624": Message(NOTICE, "「{typed}」按“{read}”计，共 {times} 处。", "请核对；以后请从下拉框选。"),
}

INNOVATION: Mapping[str, Message] = {
    "R641": Message(ERROR, "没有找到改革创新案例表。", "请在“改革创新”页下载模板，填写后上传。"),
    "R642": Message(ERROR, "表里一个案例也没有。", "请一行填一个案例后重新上传。"),
    "R643": Message(ERROR, "「{typed}」这一行没有填{lacking}，未采用。", "请补填后重新上传。"),
    "R644": Message(ERROR, "级别「{typed}」不在方案的级别中，本行未采用。", "请选{allowed}之一。"),
    "R645": Message(WARNING, "申报单位「{typed}」不在名册中，照录。", "请核对单位名称。"),
    "R646": Message(ERROR, "「{typed}」与 {first} 是同一单位同一级别的同一案例，未采用。", "请只保留一行。"),
    "R647": Message(
        NOTICE, "「{typed}」与 {first} 是同一案例，只按最高级别计一次。", "如不是同一案例，请改用不同的名称。"
    ),
    "R648": Message(WARNING, "认定情况「{typed}」看不懂，按有无认定文件登记。", "请选{allowed}之一。"),
    "R649": Message(WARNING, "「{typed}」没有写认定文件，按待认定登记。", "请补填认定文件的名称和文号。"),
}

CATALOGUE: Mapping[str, Message] = {
    "R671": Message(ERROR, "这不是从本系统导出的佐证材料目录。", "请在“佐证台账”页导出目录，在上面填写后导入。"),
    "R672": Message(ERROR, "看不出这张表是哪个单位的，整张未采用。", "请保留标题下“填报单位”一行。"),
    "R673": Message(
        ERROR,
        "「{typed}」不在这个单位应有或已列的材料里，未采用。",
        "请按导出的目录恢复材料名称；新增的材料在末尾另起一行，核对版本留空。",
    ),
    "R674": Message(ERROR, "「{typed}」与 {first} 重复且填写不同，两处均未采用。", "请只保留一行。"),
    "R675": Message(ERROR, "「{typed}」在目录导出以后{who}又核对过，未采用。", "请重新导出目录，看过再填。"),
    "R676": Message(NOTICE, "这份目录与现在的核对没有不同。", "请填写核对结论后重新导入。"),
    "R677": Message(ERROR, "「{typed}」的核对版本看不懂，未采用。", "请按导出的目录恢复核对版本。"),
    "R678": Message(ERROR, "「{typed}」不是“是”或“否”，本行未采用。", "请选“是”或“否”，或清空这一格。"),
    "R679": Message(
        ERROR, "「{typed}」不在单位名册中，新列的材料未采用。", "请按名册写标题下的填报单位，县一级的写“县本级”。"
    ),
}
