"""The roster's workbook (R601 on)."""

from __future__ import annotations

from collections.abc import Mapping

from data.findings.message import ERROR, NOTICE, WARNING, Message

ROSTER: Mapping[str, Message] = {
    "R601": Message(ERROR, "花名册里没有镇。", "请在“镇”表里一行填一个镇。"),
    "R602": Message(ERROR, "「{typed}」这一行没有填全，未采用。", "请补填名称。"),
    "R603": Message(WARNING, "「{typed}」与 {first} 重复，只采用前一处。", "请删去重复的行。"),
    "R604": Message(ERROR, "「{typed}」用来称呼县级合计，不能作镇名，未采用。", "请改用该镇的名称。"),
    "R605": Message(NOTICE, "挂点领导「{typed}」不在“领导”表中，照录。", "请核对姓名，或补登该领导。"),
    "R606": Message(NOTICE, "「{typed}」没有分组。", "如需组内排名，请补填分组。"),
    "R607": Message(ERROR, "「{typed}」不在“镇”表中，本行的村未采用。", "请核对镇名，须与“镇”表一致。"),
}
