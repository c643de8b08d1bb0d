"""The cover, the verdict on the county, and the rigid items."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from charts.text import loss, loss_span, number, percent, plain
from reports.blocks import Bar, Bars, Block, Figure, Figures, Light, Lights, Sentences, Slide, Tone
from reports.briefing.fitting import LIGHTS, numbered, spread
from reports.briefing.notes import grades, reasons
from reports.briefing.sequence import KINDS, Sequence, spoken_date
from reports.material import Material
from scoring import COUNTY
from scoring.duty import printed
from scoring.gaps import losses_by
from scoring.grading import Verdict
from scoring.risk import CLOSE, NO_TASK, SAFE, STATES, UNCLEAR, VETOED

TONES = {
    VETOED: Tone.VETO, UNCLEAR: Tone.UNREPORTED, CLOSE: Tone.CLOSE, SAFE: Tone.SAFE, NO_TASK: Tone.PLAIN,
}  # fmt: skip
CATEGORIES = 8
"""Bars of categories that stand below the figures of the verdict."""
OPEN_PART = "（斜纹：数据未齐，可能再失）"
REASONS = 6
"""Items that the speaker has the reasons of."""


def cover(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """Whose meeting it is, and on which round."""
    frozen = "已封存" if material.frozen else "未封存，数据仍可能变动"
    lines = (sequence.county, spoken_date(sequence.day), f"{material.diagnosis.round.name}（{frozen}）")
    scheme = material.diagnosis.scheme
    notes = (f"考核方案：{scheme.name}，第 {scheme.version} 版。", f"数据指纹：{material.fingerprint}。")
    yield Slide("cover", "cover", KINDS["cover"], sequence.title, blocks=(Sentences(lines),), notes=notes)


def verdict(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """The predicted total, the grade before and after the veto, and where the points are lost."""
    found = material.diagnosis.verdict
    bars = _categories(material)
    blocks: tuple[Block, ...] = (_figures(material, found), bars) if bars else (_figures(material, found),)
    vetoed = list(reasons(material, COUNTY, list(found.vetoed[:REASONS])))
    yield Slide(
        "verdict", "verdict", KINDS["verdict"], found.sentence, verdict_tone(found), blocks,
        notes=(grades(material), *vetoed),
    )  # fmt: skip


def verdict_tone(found: Verdict) -> Tone:
    """Red for a veto, grey where nothing has been reported, amber where a grade may still be missed."""
    if found.vetoed:
        return Tone.VETO
    if found.projected != found.projected:
        return Tone.UNREPORTED
    return Tone.CLOSE if found.unclear or found.to_top > 0 else Tone.SAFE


def _figures(material: Material, found: Verdict) -> Figures:
    diagnosis = material.diagnosis
    waiting = int((diagnosis.county_board["state"] == UNCLEAR).sum())
    sums = diagnosis.completeness[["reported", "expected"]].sum()
    share = float(sums["reported"] / sums["expected"]) if sums["expected"] else float("nan")
    done = int((diagnosis.completeness["reported"] >= diagnosis.completeness["expected"]).sum())
    vetoed = Tone.VETO if found.vetoed else Tone.PLAIN
    return Figures((
        Figure("预测总分", number(found.projected), f"满分 {plain(found.full)}"),
        Figure("按分值的等次", _known(found, found.grade_by_points), _reach(found, diagnosis.scheme.grades[0].name)),
        Figure("否决后的等次", _known(found, found.grade_final), _possible(found), vetoed),
        Figure("刚性已扣分", f"{len(found.vetoed)} 项", f"刚性共 {len(diagnosis.county_board)} 项", vetoed),
        Figure("刚性待核", f"{waiting} 项", "数据或佐证未齐", Tone.UNREPORTED if waiting else Tone.PLAIN),
        Figure("填报完整度", percent(share), f"{done}／{len(diagnosis.completeness)} 个镇已填齐"),
    ))  # fmt: skip


def _known(found: Verdict, grade: str) -> str:
    """The grade; nothing where nothing has been reported."""
    return grade if found.projected == found.projected else "未定"


def _reach(found: Verdict, top: str) -> str:
    if found.projected != found.projected:
        return "尚无数据"
    return f"距{top}还差 {loss(found.to_top)} 分" if found.to_top > 0 else f"已达{top}分数线"


def _possible(found: Verdict) -> str:
    if found.grade_low == found.grade_high:
        return f"刚性 {len(found.vetoed)} 项扣分" if found.vetoed else "没有否决"
    return f"可能为{found.grade_low}至{found.grade_high}"


def _categories(material: Material) -> Bars | None:
    """Points lost by category, the open ones behind them; None where none are lost."""
    sums = losses_by(material.diagnosis.county_gaps, "category_name")
    sums = sums.assign(lost=printed(sums["lost"]), at_risk=printed(sums["at_risk"]))
    sums = sums[sums["lost"] + sums["at_risk"] > 0].head(CATEGORIES)
    if sums.empty or not material.diagnosis.reported:
        return None
    bars = tuple(_category(*row) for row in sums[["category_name", "lost", "at_risk", "full"]].itertuples(index=False))
    return Bars(bars, "各大项失分" + OPEN_PART * bool(sums["at_risk"].any()), "分")


def _category(name: str, lost: float, at_risk: float, full: float) -> Bar:
    upper = lost + at_risk if at_risk else None
    return Bar(name, lost, f"失 {loss_span(lost, lost + at_risk)} 分，应得 {plain(full)} 分", upper)


def rigid(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """The rigid items as lights, by theme."""
    board, scheme = material.diagnosis.county_board, material.diagnosis.scheme
    order = {theme: place for place, theme in enumerate(scheme.themes)}
    rows = board.sort_values("theme", key=lambda column: column.map(order), kind="stable").to_dict("records")
    lights = [_light({str(name): told for name, told in row.items()}) for row in rows]
    portions = list(spread(len(lights), LIGHTS))
    urgent = [str(code) for state in STATES[:2] for code in board.loc[board["state"] == state, "indicator"]]
    notes = tuple(reasons(material, COUNTY, urgent[:REASONS]))
    for place, (first, last) in enumerate(portions, 1):
        title = numbered(KINDS["rigid"], place, len(portions))
        blocks = (Lights(tuple(lights[first:last])),) if lights else ()
        yield Slide(
            "rigid", f"rigid-{place}", title, _counted(board), _worst(board), blocks, notes=notes if place == 1 else (),
        )  # fmt: skip


def _counted(board: pd.DataFrame) -> str:
    """«刚性指标 19 项：已扣分 6 项，待核 4 项，临界 4 项，满分有佐证 5 项。»"""
    if board.empty:
        return "考核方案没有刚性指标。"
    states = board["state"].value_counts()
    counted = "，".join(f"{state} {states[state]} 项" for state in STATES if state in states)
    return f"刚性指标 {len(board)} 项：{counted}。"


def _worst(board: pd.DataFrame) -> Tone:
    return next((TONES[state] for state in STATES[:4] if (board["state"] == state).any()), Tone.PLAIN)


def _light(row: dict[str, object]) -> Light:
    state = str(row["state"])
    return Light(str(row["indicator"]), str(row["name"]), state, TONES[state], _detail(row))


def _detail(row: dict[str, object]) -> str:
    """In a few words what has been lost, what lacks, or what hangs."""
    lost, at_risk, hanging = (float(str(row[name])) for name in ("lost", "at_risk", "open_problems"))
    told = {
        VETOED: f"失 {loss_span(lost, lost + at_risk)} 分",
        UNCLEAR: "数据未齐" if at_risk > 0 else "佐证未齐",
        CLOSE: f"{hanging:.0f} 个未销号" if hanging else "紧贴扣分线",
        NO_TASK: "无此任务",
    }
    return told.get(str(row["state"]), "")
