"""The towns' ranking by group, and what has moved since the round before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from charts.changes import move
from charts.text import interval, number, percent, plain
from reports.blocks import Cell, Column, Figure, Figures, Sentences, Slide, Table, Tone
from reports.briefing.fitting import NARROW, ROWS, WIDE, beside, clipped, held, numbered, pages
from reports.briefing.moved import CAUSES, hundredths, score_changes
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material
from scoring.round_change import shown

RANKED = (
    Column("名次", 0.1, "center"), Column("镇", 0.24), Column("得分", 0.29, "right"),
    Column("较上轮", 0.24, "right"), Column("刚性", 0.13, "center"),
)  # fmt: skip
MOVED = (
    Column("镇", 0.24), Column("上轮", 0.12, "right"), Column("本轮", 0.12, "right"), Column("变化", 0.12, "right"),
    *(Column(word, 0.1, "right") for word in CAUSES.values()),
)  # fmt: skip
OPEN_NAMED = 2
"""Of more towns with figures missing, the first ones are named."""
NOTE = 1.5
"""The rows that a note below a table takes the room of."""


def ranking(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """Two tables a slide: the groups in their order, a long group in several tables."""
    if not material.diagnosis.reported:
        yield Slide("ranking", "ranking-1", KINDS["ranking"], "还没有镇报数，名次不能定。", Tone.UNREPORTED)
        return
    tables = list(_tables(material))
    slides = list(beside(tables))
    for place, pair in enumerate(slides, 1):
        title = numbered(KINDS["ranking"], place, len(slides))
        yield Slide(
            "ranking", f"ranking-{place}", title, _leading(material), blocks=pair, beside=len(pair) > 1,
            notes=_how_ranked(material) if place == 1 else (),
        )  # fmt: skip


def _tables(material: Material) -> Iterator[Table]:
    table, changes = material.diagnosis.ranking, score_changes(material)
    for group in material.diagnosis.groups:
        rows = table[table["group"] == group].sort_values("group_rank", kind="stable").to_dict("records")
        note = _open_note(rows)
        portions = pages(
            RANKED,
            [_ranked(material, row, changes.get(str(row["unit"]))) for row in rows],
            NARROW,
            ROWS - NOTE * bool(note),
        )
        for place, portion in enumerate(portions, 1):
            last = place == len(portions)
            yield Table(RANKED, portion, numbered(group or "全县各镇", place, len(portions)), note if last else "")


def _ranked(material: Material, row: dict[Any, Any], change: int | None) -> tuple[Cell, ...]:
    low, high, lost = float(row["low"]), float(row["high"]), float(row["rigid_lost"])
    vetoed = material.portraits[str(row["unit"])].vetoed
    score = interval(low, high) if low == low else "未报"
    return (
        Cell(str(int(row["group_rank"])), float(row["group_rank"])),
        Cell(str(row["unit"])),
        Cell(score, low, Tone.PLAIN if low == high else Tone.UNREPORTED),
        Cell(_moved(material, row, change), None if change is None else change / 100),
        Cell(f"✕{vetoed}" if vetoed else "无", lost, Tone.VETO if vetoed else Tone.PLAIN),
    )


def _moved(material: Material, row: dict[Any, Any], change: int | None) -> str:
    """«↑1 +0.52»: the place in the group and the score against the round before; a dash where there is none."""
    if material.change is None:
        return "—"
    before = float(material.portraits[str(row["unit"])].standing["previous_group_rank"])
    if change is None or before != before:
        return "新进"
    return f"{move(before, float(row['group_rank'])).replace('持平', '平')} {hundredths(change)}"


def _open_note(rows: list[dict[Any, Any]]) -> str:
    """Which towns have figures missing, how much of their score is settled and which places they may still take."""
    open_ = [row for row in rows if row["low"] != row["high"]]
    named = [
        f"{row['unit']}已定 {percent(row['completeness'])}，可能第 {row['group_rank_best']}–{row['group_rank_worst']}"
        for row in open_[:OPEN_NAMED]
    ]
    more = f"等 {len(open_)} 个镇" if len(open_) > OPEN_NAMED else ""
    return f"数据未齐的按已确定的得分排：{'；'.join(named)}{more}。" if named else ""


def _leading(material: Material) -> str:
    """«平原圩镇组第 1：石桥镇 98.87 分；山区镇组第 1：云岭镇 98.24 分。»"""
    table = material.diagnosis.ranking
    told = []
    for group in material.diagnosis.groups:
        rows = table[(table["group"] == group) & (table["group_rank"] == 1)]
        names, best = "、".join(rows["unit"]), rows.iloc[0]
        told.append(f"{group}第 1：{clipped(names, 20)} {interval(best['low'], best['high'])} 分")
    last = table.iloc[-1]
    if len(told) > 2 or len(table) == 1:
        best = table.iloc[0]
        told = [f"全县第 1：{best['unit']} {interval(best['low'], best['high'])} 分"]
    if len(table) > 1:
        told.append(f"全县末位：{last['unit']}")
    return "；".join(told) + "。"


def _how_ranked(material: Material) -> tuple[str, ...]:
    ties = {"rigid": "刚性失分少的在前", "open_problems": "未销号问题少的在前"}
    written = [ties[name] for name in material.diagnosis.scheme.tie_break]
    scale = plain(material.diagnosis.scheme.town_scale)
    return (
        f"镇得分＝已得分÷适用分值×{scale}；没有任务的项不计入。得分相同：{'，'.join(written) or '并列'}。",
        "较上轮：箭头为组内名次升降，数字为得分变化。刚性：✕后为已扣分的刚性项数。",
    )


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
    towns = material.change.towns
    moved = towns.assign(change=shown(towns)["change"])
    up, down = (moved.sort_values("change", ascending=end, kind="stable") for end in (False, True))
    told = [_most("升", up, 1), _most("降", down, -1)]
    for word, names in (("本轮新进", material.change.came), ("上轮有、本轮没有", material.change.gone)):
        told.append(clipped(f"{word} {len(names)} 个镇：{'、'.join(names)}") if names else "")
    return tuple(one for one in told if one) or ("各镇得分都没有变化。",)


def _most(word: str, moved: pd.DataFrame, sign: int) -> str:
    first = moved[moved["change"] * sign > 0].head(2)
    named = "、".join(f"{unit} {hundredths(by)}" for unit, by in zip(first["unit"], first["change"], strict=True))
    return f"得分{word}得最多：{named}。" if named else ""


def _town_changes(material: Material) -> Iterator[Slide]:
    """The towns that moved most, as many as one slide holds."""
    assert material.change is not None
    towns, parts = material.change.towns, shown(material.change.towns)
    order = parts["change"].abs().sort_values(ascending=False, kind="stable").index
    rows = [_town_change(towns.loc[place], parts.loc[place]) for place in order]
    portion = held(MOVED, rows, WIDE)
    if not portion:
        return
    note = f"变化最大的 {len(portion)} 个镇；另有 {len(rows) - len(portion)} 个镇变化较小。"
    up, down = (int((parts["change"] * sign > 0).sum()) for sign in (1, -1))
    headline = f"{len(rows)} 个镇得分：{up} 个上升，{down} 个下降，{len(rows) - up - down} 个持平。"
    yield Slide(
        "change", "change-towns", f"{KINDS['change']}：各镇", headline,
        blocks=(Table(MOVED, portion, note=note if len(rows) > len(portion) else ""),),
    )  # fmt: skip


def _town_change(town: pd.Series, parts: pd.Series) -> tuple[Cell, ...]:
    before, after = (float(town[f"total_{end}"]) for end in ("before", "after"))
    moved = (Cell(hundredths(parts[name]), parts[name] / 100) for name in ("change", *CAUSES))
    return (Cell(str(town["unit"])), Cell(number(before), before), Cell(number(after), after), *moved)
