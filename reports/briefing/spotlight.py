"""One slide a town, in the order chosen beforehand: what it got, where it loses, what it has to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import Any

from charts.changes import move
from charts.text import interval, loss_span, percent, plain, room
from data.clock import spoken_day
from data.town_portrait import Portrait
from data.town_tasks import DEDUCTED, Task
from reports.blocks import Bar, Bars, Block, Figure, Figures, Sentences, Slide, Tone
from reports.briefing.fitting import clipped
from reports.briefing.moved import hundredths, score_changes
from reports.briefing.notes import reasons
from reports.briefing.sequence import KINDS, Sequence
from reports.material import Material
from scoring.risk import UNCLEAR

NAME = 12
"""Characters of a name in a line of what is to be done."""
WEAKEST, TASKS, REASONS = 4, 4, 3
"""Items that lose, lines of things to do, and reasons that stand on one town's slide and in its notes."""
LINE, LONGEST = 37, 74
"""Characters of a line of what is to be done on a 4:3 slide, and of the longest thing that is told there."""


def towns(material: Material, sequence: Sequence) -> Iterator[Slide]:
    """The chosen towns' slides."""
    places = {unit: place for place, unit in enumerate(material.diagnosis.units, 1)}
    chosen = ordered(material, sequence.town_order)
    for unit in chosen:
        if sequence.towns is None or unit in sequence.towns:
            yield _town(material, unit, places[unit], sequence.anonymous)


def ordered(material: Material, order: str) -> list[str]:
    """The towns in one of the TOWN_ORDERS; inside groups and leaders those with the lowest score first."""
    diagnosis = material.diagnosis
    ranks = dict(zip(diagnosis.ranking["unit"], diagnosis.ranking["rank"], strict=True))
    worst = sorted(diagnosis.units, key=lambda unit: -ranks[unit])
    if order == "roster":
        listed = diagnosis.roster.town_names
        return sorted(diagnosis.units, key=lambda unit: listed.index(unit) if unit in listed else len(listed))
    if order == "by_group":
        return sorted(worst, key=lambda unit: diagnosis.groups.index(material.portraits[unit].group))
    if order == "by_leader":
        leaders = [name for name in dict.fromkeys(material.duties.leaders["leader"]) if name]
        return sorted(worst, key=lambda unit: _place_of(material.portraits[unit].leader[0], leaders))
    return worst


def _place_of(leader: str, leaders: list[str]) -> int:
    return leaders.index(leader) if leader in leaders else len(leaders)


def _town(material: Material, unit: str, place: int, anonymous: bool) -> Slide:
    portrait = material.portraits[unit]
    blocks: list[Block] = [_figures(material, portrait)]
    weakest = _weakest(portrait)
    if weakest:
        blocks.append(weakest)
    elif portrait.reported:
        blocks.append(Sentences(("各项都没有失分。",)))
    blocks.append(_tasks(material, unit))
    codes = [str(code) for code in portrait.weakest["indicator"].head(REASONS)] if portrait.reported else []
    leader = "" if anonymous else _leader(portrait)
    notes = (*([leader] if leader else []), *reasons(material, unit, codes), *_more(material, unit))
    title = f"{KINDS['towns']}：{unit}" + (f"（{portrait.group}）" if portrait.group else "")
    return Slide("towns", f"town-{place}", title, _headline(portrait), _tone(portrait), tuple(blocks), town=unit,
                 notes=notes)  # fmt: skip


def _headline(portrait: Portrait) -> str:
    if not portrait.reported:
        return f"{portrait.unit}还没有报数，得分和名次不能定。"
    row = portrait.standing
    group = f"，组内第 {int(row['group_rank'])}" if portrait.group else ""
    rigid = f"刚性 {portrait.vetoed} 项已扣分" if portrait.vetoed else "刚性没有扣分"
    waiting = _waiting(portrait)
    unclear = f"，{waiting} 项待核" if waiting else ""
    score = interval(row["low"], row["high"])
    return f"{portrait.unit}得 {score} 分，全县第 {int(row['rank'])}{group}；{rigid}{unclear}。"


def _waiting(portrait: Portrait) -> int:
    return int((portrait.board["state"] == UNCLEAR).sum())


def _tone(portrait: Portrait) -> Tone:
    if not portrait.reported:
        return Tone.UNREPORTED
    if portrait.vetoed:
        return Tone.VETO
    return Tone.CLOSE if _waiting(portrait) else Tone.SAFE


def _figures(material: Material, portrait: Portrait) -> Figures:
    row, count = portrait.standing, len(portrait.diagnosis.units)
    waiting, overdue = _waiting(portrait), int(portrait.problems["overdue"].sum())
    figures = [_score(material, portrait), _place(f"全县 {count} 个镇", row, "rank", portrait.reported)]
    if portrait.group:
        peers = int((portrait.diagnosis.towns.groups == portrait.group).sum())
        figures.append(_place(f"组内 {peers} 个镇", row, "group_rank", portrait.reported))
    rigid = Tone.VETO if portrait.vetoed else Tone.PLAIN
    late = f"逾期 {overdue} 个" if overdue else "没有逾期"
    figures += [
        Figure("刚性已扣分", f"{portrait.vetoed} 项", f"待核 {waiting} 项", rigid),
        Figure("未销号问题", f"{len(portrait.problems)} 个", late, Tone.CLOSE if overdue else Tone.PLAIN),
        _completeness(portrait),
    ]
    return Figures(tuple(figures))


def _score(material: Material, portrait: Portrait) -> Figure:
    row = portrait.standing
    if not portrait.reported:
        return Figure("得分", "未定", "没有报数", Tone.UNREPORTED)
    moved = score_changes(material).get(portrait.unit)
    below = "与上轮不可比" if moved is None else _moved(moved)
    return Figure("得分", interval(row["low"], row["high"]), below,
                  Tone.PLAIN if row["low"] == row["high"] else Tone.UNREPORTED)  # fmt: skip


def _moved(moved: int) -> str:
    """«升 5.22 分» since the round before."""
    if not moved:
        return "与上轮持平"
    return f"{'升' if moved > 0 else '降'} {hundredths(abs(moved)).lstrip('+')} 分"


def _place(label: str, row: dict[Any, Any], column: str, reported: bool) -> Figure:
    """«组内 7 个镇：第 3，可能 2–4»: the place, and between which it may still move or how it has moved."""
    if not reported:
        return Figure(label, "未定", "没有报数", Tone.UNREPORTED)
    before, best, worst = float(row[f"previous_{column}"]), int(row[f"{column}_best"]), int(row[f"{column}_worst"])
    open_, moved = f"可能 {best}–{worst}", f"比上轮 {move(before, row[column])}" if before == before else ""
    return Figure(label, f"第 {int(row[column])}", open_ if best < worst else moved)


def _completeness(portrait: Portrait) -> Figure:
    table = portrait.diagnosis.completeness
    reported, expected = (
        int(table.loc[table["unit"] == portrait.unit, name].sum()) for name in ("reported", "expected")
    )
    share = reported / expected if expected else float("nan")
    return Figure("填报完整度", percent(share), f"{reported}／{expected} 项",
                  Tone.PLAIN if reported >= expected else Tone.UNREPORTED)  # fmt: skip


def _weakest(portrait: Portrait) -> Bars | None:
    """The items on which the town loses most."""
    rows = portrait.weakest.head(WEAKEST) if portrait.reported else portrait.weakest.head(0)
    if rows.empty:
        return None
    bars = tuple(_bar({str(name): told for name, told in row.items()}) for row in rows.to_dict("records"))
    more = len(portrait.weakest) - len(rows)
    besides = f"，另有 {more} 项失分" if more else ""
    open_ = "，斜纹为可能再失" if rows["at_risk"].any() else ""
    return Bars(bars, f"失分最多的 {len(rows)} 项{besides}（失分／应得{open_}，单位：分）", "分")


def _bar(row: dict[str, Any]) -> Bar:
    lost, at_risk = float(row["lost"]), float(row["at_risk"])
    vetoed = bool(row["rigid"]) and lost > 0
    label = f"{'✕' if vetoed else ''}{row['indicator']} {row['name']}"
    text = f"{loss_span(lost, lost + at_risk)}／{plain(row['full'])}"
    return Bar(label, lost, text, lost + at_risk if at_risk else None, Tone.VETO if vetoed else Tone.PLAIN)


def _tasks(material: Material, unit: str) -> Sentences:
    """The most urgent things to do in full; the day of one where it is not the day by which all is to be done.

    How many there are besides stands in the title, so that it takes no line from them.
    """
    found, until = material.tasks[unit], material.diagnosis.round.rectify_by
    if not found:
        return Sentences(("没有要立即办的事。",))
    told = _first_lines([_line(one, until) for one in found])
    more = len(found) - len(told)
    rest = f"；另有 {more} 件，见一镇一单" if more else ""
    return Sentences(told, f"要做的事（{spoken_day(until)}前{rest}）")


def _first_lines(told: list[str]) -> tuple[str, ...]:
    """As many of the first sentences as TASKS lines hold, one at least."""
    ends = list(accumulate(-(-room(one) // LINE) for one in told))
    return tuple(one for place, (one, end) in enumerate(zip(told, ends, strict=True)) if end <= TASKS or not place)


def _line(one: Task, until: date | None) -> str:
    """«刚性已扣分：一般脏乱点处数须减少 19 处»: what has lost points says itself what it is about."""
    late = "，已逾期" if one.late else ""
    day = f"（{spoken_day(one.due_on)}{late}）" if one.due_on != until or late else ""
    name, colon, action = one.what.partition("：")
    what = action if one.kind == DEDUCTED and action else f"{clipped(name, NAME)}{colon}{action}"
    return clipped(f"{one.kind}：{what}", LONGEST - room(day)) + day


def _more(material: Material, unit: str) -> Iterator[str]:
    """The things to do in full, with who does them."""
    for one in material.tasks[unit][:TASKS]:
        yield f"{one.kind}：{clipped(one.what, 90)}；{one.who}，{spoken_day(one.due_on)}前。"


def _leader(portrait: Portrait) -> str:
    name, post = portrait.leader
    return f"挂点领导：{name}{post and f'，{post}'}。" if name else ""
