"""A workbook against its own villages (R4), our score, its history and the other towns (R7)."""

from __future__ import annotations

from collections.abc import Mapping

from data.findings.message import NOTICE, WARNING, Message

_EXPLAIN = "请核对；属实的请在备注说明。"
_UNIT = "请核对这两个数的单位（如元与万元）和小数点。"
_EVIDENCE = "请在佐证目录填写材料，并写明是否齐全。"

VILLAGES: Mapping[str, Message] = {
    "R403": Message(
        WARNING,
        "分村明细“{name}”合计 {total}，填报表填的是 {reported}，相差 {difference}。",
        "请核对各村数和全镇数，两处要一致；不分村的整列留空。",
    ),
    "R404": Message(
        NOTICE, "分村明细填了“{name}”，合计 {total}，填报表没有这个数。", "请在填报表补填全镇数，或把该列清空。"
    ),
    "R405": Message(
        WARNING, "分村明细“{name}”缺 {count} 个村：{villages}。", "请补填这些村的数，没有的填 0；不分村的整列留空。"
    ),
}

BESIDE_OTHERS: Mapping[str, Message] = {
    "R701": Message(WARNING, "“{name}”上轮 {before}，本轮 {now}，{change}，{others}。", _EXPLAIN),
    "R702": Message(WARNING, "“{name}”上轮 {before}，本轮 {now}，{change}，可能是单位或小数点写错。", _UNIT),
    "R703": Message(
        WARNING,
        "“{name}”是完成数，上轮 {before}，本轮 {now}，少了 {less}。",
        "完成数一般不会减少，请核对；属实的请在备注说明。",
    ),
    "R704": Message(WARNING, "“{name}”上年 {before}，今年 {now}，{change}，{others}。", _EXPLAIN),
    "R705": Message(WARNING, "“{name}”上年 {before}，今年 {now}，{change}，可能是单位或小数点写错。", _UNIT),
    "R711": Message(
        NOTICE, "自评 {said} 分，按规则算得 {ours} 分：{sentence}。", "请对照评分细则核对自评分和填报的数。"
    ),
    "R721": Message(WARNING, "刚性指标「{which}」没有列出已备齐的佐证材料，不能认定满分。", _EVIDENCE),
    "R722": Message(NOTICE, "「{which}」可以得分，但没有列出已备齐的佐证材料。", _EVIDENCE),
    "R723": Message(
        WARNING, "整份表没有列出一件已备齐的佐证材料，涉及 {count} 项可得分的指标。", "请在佐证目录逐件填写。"
    ),
    "R731": Message(
        WARNING,
        "与{town}{when}的表有 {equal} 个不常见的数相同，几乎全部一样，可能拿错了表。",
        "请确认是不是本镇的数，按本镇实际重新填写。例如：{examples}。",
    ),
    "R732": Message(
        WARNING,
        "与{town}{when}的表有 {equal} 个不常见的数相同。",
        "请核对是否照抄，按本镇实际填写。例如：{examples}。",
    ),
}
