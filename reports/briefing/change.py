"""What has moved since the round before, cause by cause, for the county and for the towns."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from charts.changes import CAUSES
from charts.text import number
from reports.blocks import Cell, Column, Figure, Figures, Sentences, Slide, Table
from reports.briefing.fitting import WIDE, clipped, held
from reports.briefing.moved import hundredths
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material
from scoring.round_change import shown

MOVED = (
    Column("镇", 0.24), Column("上轮", 0.12, "right"), Column("本轮", 0.12, "right"), Column("变化", 0.12, "right"),
    *(Column(word, 0.1, "right") for word in CAUSES.values()),
)  # fmt: skip


def change(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """What moved the county's total and the towns' since the round before, cause by cause."""
    earlier = material.diagnosis.before()
    if material.change is None or earlier is None or not (earlier.reported and material.diagnosis.reported):
        missing = "没有上一轮的数据，不能比较。" if material.diagnosis.reported else "本轮还没有数据，不能比较。"
        yield Slide("change", "change-county", KINDS["change"], missing)
        return
    yield _county_change(material, earlier.round.name)
    yield from _town_changes(material)


def _county_change(material: Material, earlier: str) -> Slide:
    assert material.change is not None
    row, parts = material.change.county.iloc[0], shown(material.change.county).iloc[0]
    moved = hundredths(parts["change"])
    figures = [Figure(earlier, number(row["total_before"])), Figure("本轮", number(row["total_after"]), moved)]
    figures += [Figure(word, hundredths(parts[cause])) for cause, word in CAUSES.items()]
    headline = f"全县预测总分 {number(row['total_before'])} → {number(row['total_after'])}（{moved} 分）。"
    return Slide(
        "change", "change-county", KINDS["change"], headline,
        blocks=(Figures(tuple(figures)), Sentences(_told(material))),
        notes=(
            "各项原因互相影响时，按各种先后次序的平均影响分摊，四项相加恰为总变化。",
            "核定与抽查含部门核定、实地抽查和单项更正；参评范围指增减的镇和指标。",
        ),
    )  # fmt: skip


def _told(material: Material) -> tuple[str, ...]:
    """Who rose and fell most, who came and who went."""
    assert material.change is not None
    moved = compared(material)
    up, down = (moved.sort_values("change", ascending=end, kind="stable") for end in (False, True))
    told = [_most("升", up, 1), _most("降", down, -1)]
    for word, names in (("本轮新进", material.change.came), ("上轮有、本轮没有", material.change.gone)):
        told.append(clipped(f"{word} {len(names)} 个镇：{'、'.join(names)}") if names else "")
    return tuple(one for one in told if one) or ("各镇得分都没有变化。",)


def compared(material: Material) -> pd.DataFrame:
    """The towns that reported in both rounds, with ``change`` and its CAUSES in hundredths."""
    assert material.change is not None
    towns = material.change.towns.join(shown(material.change.towns))
    return towns[towns["unit"].isin(material.diagnosis.comparable)]


def _most(word: str, moved: pd.DataFrame, sign: int) -> str:
    first = moved[moved["change"] * sign > 0].head(2)
    named = "、".join(f"{unit} {hundredths(by)}" for unit, by in zip(first["unit"], first["change"], strict=True))
    return f"得分{word}得最多：{named}。" if named else ""


def _town_changes(material: Material) -> Iterator[Slide]:
    """The towns that moved most, as many as one slide holds."""
    assert material.change is not None
    towns = compared(material)
    parts = towns[["change", *CAUSES]]
    order = parts["change"].abs().sort_values(ascending=False, kind="stable").index
    rows = [_town_change(towns.loc[place], parts.loc[place]) for place in order]
    portion = held(MOVED, rows, WIDE)
    if not portion:
        return
    silent = len(material.change.towns) - len(rows)
    more = len(rows) - len(portion)
    told = [f"变化最大的 {len(portion)} 个镇，另有 {more} 个镇变化较小"] if more else []
    told += [f"{silent} 个镇有一轮没有报数，不比较"] * (silent > 0)
    counted = [(word, int((parts["change"] * sign > 0).sum())) for word, sign in (("上升", 1), ("下降", -1))]
    counted.append(("持平", len(rows) - sum(count for _, count in counted)))
    headline = f"{len(rows)} 个镇得分：{'，'.join(f'{count} 个{word}' for word, count in counted if count)}。"
    yield Slide(
        "change", "change-towns", f"{KINDS['change']}：各镇", headline,
        blocks=(Table(MOVED, portion, note="；".join(told) + "。" * bool(told)),),
    )  # fmt: skip


def _town_change(town: pd.Series, parts: pd.Series) -> tuple[Cell, ...]:
    before, after = (float(town[f"total_{end}"]) for end in ("before", "after"))
    moved = (Cell(hundredths(parts[name]), parts[name] / 100) for name in ("change", *CAUSES))
    return (Cell(str(town["unit"])), Cell(number(before), before), Cell(number(after), after), *moved)
