"""The lists of problems, evidence and visits, and what departments verified (R5)."""

from __future__ import annotations

from collections.abc import Mapping

from data.findings.message import ERROR, NOTICE, WARNING, Message

LISTS: Mapping[str, Message] = {
    "R501": Message(WARNING, "关联指标「{typed}」不在考核方案中，未关联。", "请从下拉框选指标。"),
    "R502": Message(WARNING, "日期「{typed}」看不懂，未采用。", "请按 2026-03-20 的样子填写。"),
    "R503": Message(NOTICE, "「{typed}」不在备选项中，照录。", "请尽量从下拉框选：{allowed}。"),
    "R504": Message(WARNING, "没有写问题描述。", "请写明是什么问题。"),
    "R505": Message(WARNING, "「{typed}」不是{town}的村，照录。", "请核对村名，或先把该村加入名册。"),
    "R506": Message(WARNING, "「{typed}」不在单位名册中，照录。", "请核对镇名；问题是县一级的，填“县本级”。"),
    "R507": Message(NOTICE, "是否刚性填了「{typed}」，与考核方案不一致，以方案为准。", "请核对关联指标。"),
    "R508": Message(NOTICE, "日期「{typed}」没有写年份，按 {read} 读取。", "如不是这一天，请写明年、月、日。"),
    "R509": Message(NOTICE, "日期「{typed}」按 {read} 读取。", "如不是这一天，请按 2026-03-20 的样子填写。"),
    "R510": Message(WARNING, "日期「{typed}」说不清是哪一天，未采用。", "请写明年、月、日，如 2026-03-20。"),
    "R511": Message(WARNING, "指标编码「{typed}」不在考核方案中，本行未读取。", "请从下拉框选指标。"),
    "R512": Message(WARNING, "没有写材料名称，本行未读取。", "请写明材料名称。"),
    "R513": Message(NOTICE, "「{typed}」不是“是”或“否”，按未填处理。", "请从下拉框选“是”或“否”。"),
    "R514": Message(WARNING, "县本级的问题没有写责任单位。", "请写明由哪个部门整改。"),
    "R515": Message(ERROR, "这是问题清单，不在这里接收。", "请到“问题销号”页的“导入问题清单”上传。"),
    "R516": Message(ERROR, "没有找到问题清单。", "请在“问题销号”页下载空白问题清单，填写后上传。"),
    "R517": Message(ERROR, "{why}本行未采用。", "请补填或改正后重新上传，已导入的不会重复。"),
    "R518": Message(
        ERROR, "镇「{typed}」不在单位名册中，本行未采用。", "请按名册填写镇名；问题是县一级的，填“县本级”。"
    ),
    "R519": Message(ERROR, "与 {first} 是同一个问题，本行未采用。", "请只保留一行。"),
    "R521": Message(ERROR, "没有写明镇和村，本行未读取。", "请补填镇名和村名。"),
    "R522": Message(ERROR, "「{typed}」不在单位名册中，本行未读取。", "请按名册填写镇名。"),
}

VERIFICATIONS: Mapping[str, Message] = {
    "R541": Message(ERROR, "没有写明镇，本行未读取。", "请补填镇名。"),
    "R542": Message(
        ERROR, "核定意见「{typed}」看不懂，本行未采用。", "请从下拉框选“同意”“更正”或“查不实”，或留空只填核定数。"
    ),
    "R543": Message(
        ERROR,
        "意见填了“同意”，核定数 {typed} 却与镇报数 {claimed} 不同，本行未采用。",
        "同意镇报数的，删去核定数；不同意的，意见选“更正”或“查不实”。",
    ),
    "R544": Message(ERROR, "意见填了“{typed}”，没有填核定数，本行未采用。", "请填核定后的数；一个也不能认定的填 0。"),
    "R545": Message(ERROR, "意见填了“同意”，但没有可以同意的镇报数，本行未采用。", "请填核定数，或退回该镇补报。"),
    "R546": Message(
        WARNING, "核定数 {typed} 与镇报数 {claimed} 不同，没有写核定说明。", "请写明为什么改、依据是什么。"
    ),
    "R547": Message(
        NOTICE, "意见填了“{typed}”，核定数却与镇报数相同，按同意读取。", "请核对核定数；确实相同的，意见选“同意”。"
    ),
    "R548": Message(WARNING, "按核定数，{town}“{name}”的镇报数 {claimed} 已大于“{base}”。", "请把“{name}”一并核定。"),
    "R549": Message(WARNING, "指标「{typed}」不由{unit}牵头，本行未读取。", "请删去该行；该指标由{who}核定。"),
    "R551": Message(WARNING, "填报项「{typed}」不是各镇填报的数，本行未读取。", "请从下拉框选填报项。"),
    "R552": Message(WARNING, "没有写核实说明。", "请写明在哪里、怎样数出来的。"),
}
