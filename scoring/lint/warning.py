"""What the linter can say: one table of codes that never change their meaning."""

from __future__ import annotations

from dataclasses import dataclass

from scoring.expression import Wording
from scoring.located import Fault
from scoring.scheme import Indicator

ERROR, WARNING, HINT = "错误", "警告", "提示"


@dataclass(frozen=True)
class Warn:
    """What a code says: ``message`` and ``remedy`` are format strings."""

    severity: str
    message: str
    remedy: str


CODES: dict[str, Warn] = {
    "S101": Warn(ERROR, "规则分值合计 {rule:g}，与指标分值 {points:g} 不符", "请核对各子项的分值"),
    "S102": Warn(ERROR, "子项分值合计 {parts:g}，与上级分值 {points:g} 不符", "请核对各子项的分值"),
    "S103": Warn(WARNING, "权重合计 {weights:g}，不为 1", "请核对各部分的权重；系统按比例折算，不改动方案"),
    "S104": Warn(HINT, "扣分池 {points:g} 分大于各项扣分上限之和 {parts:g} 分，永远扣不完", "请核对扣分池与各项上限"),
    "S111": Warn(ERROR, "分档或名次没有从好到差排列", "请把最好的一档写在最前，且各档的线不重复"),
    "S112": Warn(WARNING, "分档的得分没有从高到低排列", "请核对各档得分"),
    "S113": Warn(ERROR, "档内最高得分 {most:g} 高于分值 {points:g}", "请核对各档得分"),
    "S201": Warn(WARNING, "没有牵头责任单位", "请补上牵头单位，否则失分无人认领"),
    "S202": Warn(WARNING, "刚性指标没有列出佐证材料", "请补上佐证材料，否则永远无法认定为安全"),
    "S203": Warn(HINT, "没有写评分办法原文", "请照录原文，以便逐字核对"),
    "S204": Warn(HINT, "填报项「{name}」没有用在规则里", "请确认是否多收了一个数，或规则漏写"),
    "S301": Warn(ERROR, "刚性主题「{theme}」不在方案的主题表中", "可用：{themes}"),
    "S302": Warn(ERROR, "填报项「{name}」的清单计数写了方案里没有的指标「{code}」", "请写方案中的指标编码"),
    "S401": Warn(WARNING, "没有算例", "请至少写一个算例，证明规则与原文一致"),
    "S402": Warn(ERROR, "算例不符：{what}", "请核对规则参数或算例"),
    "S501": Warn(WARNING, "原文写明得 {told:g} 分，指标分值为 {points:g} 分", "请核对分值栏与评分办法原文"),
    "S601": Warn(WARNING, "{left}（{left_unit}）与{right}（{right_unit}）单位不同，却相加减或比较", "请核对算式与单位"),
    "S602": Warn(WARNING, "填报项「{name}」是百分比，按{way}汇总会得到百分比的平均", "请改填分子、分母，求和后相除"),
    "S603": Warn(WARNING, "「{text}」没有分母", "比率请写成分子除以分母，再乘 100"),
    "S701": Warn(ERROR, "满分线 {line:g} 永远达不到（该值最高为 {most:g}）", "请核对目标值"),
    "S702": Warn(ERROR, "满分线与零分线相同", "请核对区间的两端"),
    "S703": Warn(WARNING, "分支「{text}」与前面的相同，永远轮不到", "请删去或改正条件"),
    "S704": Warn(WARNING, "类别 {code:g} 写了两次", "请保留一处"),
    "S705": Warn(WARNING, "按同组比较的规则用于全县时只有一个单位，无法计分", "请给全县另写一条规则"),
    "S706": Warn(WARNING, "只有一档，各单位得分都一样", "请核对分档"),
}  # fmt: skip


def warn(code: str, indicator: Indicator, /, at: int | str = 0, **words: object) -> Fault:
    """The warning of that code about the indicator, at that line or at that key of it."""
    said = CODES[code]
    line = indicator.place(at) if isinstance(at, str) else at or indicator.line
    return Fault(
        indicator.file, line, indicator.code,
        said.message.format(**words), said.remedy.format(**words), said.severity, code,
    )  # fmt: skip


_PREFIXES = {"target": "任务·", "last_year": "上年·", "county": "全县·"}


def named(indicator: Indicator) -> Wording:
    """The figures of an expression by their Chinese names."""

    def name(written: str) -> str:
        prefix, _, last = written.rpartition(".")
        return f"{_PREFIXES.get(prefix, '')}{indicator.input(last).name}"

    return name
