"""Why a score is what it is: clause, rule, formula with its figures, step by step, and the cells it came from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from data.clock import spoken, spoken_day
from data.counted_figures import problems_behind
from data.county_itself import town_words
from data.diagnosis import Diagnosis
from data.raised_problems import of_loss
from scoring import COUNTY, Explanation
from scoring.rules import Step
from scoring.scheme import COUNTY_ITSELF, Indicator
from ui import current, escape
from ui.labels import HEADINGS, STATE_WORDS, interval, loss_span, number, plain
from ui.loop import raising
from ui.panels import sheet_html

ASKED_KEY = "asked"
"""Where the session keeps the unit and the item that somebody has just asked about."""

FILES_OFFERED = 40
"""With more files than this behind a score, the first ones are offered."""

ROLL_UPS = {"sum": "各镇求和", "mean": "各镇平均", "max": "取最大的镇", "min": "取最小的镇"}


def ask(unit: str, code: str) -> None:
    """Open the explanation at the end of this run."""
    st.session_state[ASKED_KEY] = (unit, code)


def ask_cell(behind: Sequence[Any]) -> None:
    """Open the explanation of a clicked cell, which stands for a unit and an item."""
    ask(str(behind[0]), str(behind[1]))


def show_asked(diagnosis: Diagnosis) -> None:
    """Show what was asked about, once; the last line of a page."""
    asked = st.session_state.pop(ASKED_KEY, None)
    if asked:
        unit, code = asked
        title = escape.markdown(f"{unit}　{code}　{diagnosis.scheme.indicator(code).name}")
        st.dialog(title, width="large")(_explain)(diagnosis, unit, code)


def _explain(diagnosis: Diagnosis, unit: str, code: str) -> None:
    found = diagnosis.explain(unit, code)
    if found is None:
        st.markdown(f"这一项只按全县计分，{escape.markdown(unit)}没有这一项的得分。")
        return
    show(diagnosis, found)
    if found.full > found.high and _may_be_raised(found):
        raising.button(of_loss(found, current.remedies_of(diagnosis.round).get((unit, code))), "explanation.raise")


def _may_be_raised(found: Explanation) -> bool:
    """Whether a problem can be made of the unit's lost point; of the county only where its towns have no part in it."""
    return found.unit != COUNTY or (found.indicator.scope == "county" and not found.indicator.component)


def show(diagnosis: Diagnosis, found: Explanation) -> None:
    """The whole explanation, from the verdict down to the cells."""
    st.html(f'<p class="headline {tone(found)}">{escape.html(outcome(found))}</p>')
    st.html(f'<p class="sentence">{escape.html(found.sentence)}</p>')
    st.html(_clause(diagnosis, found.indicator, found.rule))
    st.html("<h3>得分怎么算出来的</h3>" + steps_table(found))
    if found.unit == COUNTY and found.indicator.scope == "town":
        st.html("<h3>全县汇总数</h3>" + _rolled_up(diagnosis, found))
    rows = sources(diagnosis, found)
    st.html("<h3>数据从哪里来</h3>" + sources_table(rows))
    for beside in (counted_table(diagnosis, found), differences(diagnosis, found)):
        if beside:
            st.html(beside)
    _originals(rows)


def _originals(rows: pd.DataFrame) -> None:
    """The files themselves, byte for byte as they came."""
    files = rows[rows["sha256"].fillna("") != ""].drop_duplicates("sha256")
    with st.container(horizontal=True):
        for name, sha256 in files[["file", "sha256"]].head(FILES_OFFERED).itertuples(index=False):
            fetch = partial(current.current_store().original, sha256)
            label = escape.markdown(f"下载原件：{name}")
            st.download_button(label, fetch, file_name=name, key=f"original-{sha256}", icon=":material/download:")


def counted_table(diagnosis: Diagnosis, found: Explanation) -> str:
    """The problems that figures of the score were counted from, one by one; "" where none was."""
    due_on = diagnosis.round.due_on
    rows = problems_behind(found.indicator, found.unit, diagnosis.values, diagnosis.problems, due_on)
    told = [
        [
            (f"{town_words(one['town'])}{one['village']}", ""), (one["description"], ""), (one["source"], ""),
            (one["responsible_unit"], ""), (spoken_day(None if pd.isna(one["due_on"]) else one["due_on"]), "whole"),
        ]
        for one in rows.to_dict("records")
    ]  # fmt: skip
    heads = ["在哪里", "问题", "来源", "责任单位", "整改时限"]
    return f"<h3>从问题清单计入的问题</h3>{sheet_html(heads, told)}" if told else ""


def differences(diagnosis: Diagnosis, found: Explanation) -> str:
    """The figures behind the score of which town, department, inspection team or office say different things; "" when
    there are none.
    """
    everything = current.sources_of(diagnosis.round).found
    mine = [one for one in everything if one.indicator.code == found.indicator.code]
    mine = [one for one in mine if found.unit in (COUNTY, one.unit)]
    rows = [
        [
            (one.whose, ""), (one.input.name, ""), (said.source, "whole"), (said.by, ""),
            (f"{said.spoken}（采用）" if said.counts else said.spoken, "right"), (str(said.place), ""),
            (said.reason, ""),
        ]
        for one in mine
        for said in one.said
    ]  # fmt: skip
    heads = ["单位", "填报项", "来源", "谁报的", "数", "出处", "说明"]
    return f"<h3>各来源不一致的数</h3>{sheet_html(heads, rows)}" if rows else ""


def outcome(found: Explanation) -> str:
    """What the unit got, and what it lost."""
    if found.full == 0:
        return "不适用：没有这项任务，不计入应得分。"
    lost = loss_span(found.full - found.high, found.full - found.low)
    got = f"得 {interval(found.low, found.high)} 分，应得 {number(found.full)} 分"
    return f"{got}，失 {lost} 分（{STATE_WORDS[found.state]}）"


def tone(found: Explanation) -> str:
    """The colour of the result."""
    if found.full > found.high:
        return "veto" if found.indicator.rigid else "calm"
    return "open" if found.low < found.high else "safe"


def _clause(diagnosis: Diagnosis, one: Indicator, rule: str) -> str:
    lines = {
        "依据条款": f"{one.clause or '未注明'}（{diagnosis.scheme.name}，第 {diagnosis.scheme.version} 版）",
        "评分办法": one.words or rule,
        "程序规则": rule,
        "方案说明": one.basis,
        "刚性主题": f"{one.rigid}（扣分即一票否决）" if one.rigid else "",
        "责任单位": "；".join(
            part for part in (f"牵头 {one.lead}", f"配合 {'、'.join(one.support)}" * bool(one.support)) if part
        ),
        "应有佐证": "、".join(one.evidence),
    }
    rows = "".join(f"<tr><th>{name}</th><td>{escape.html(text)}</td></tr>" for name, text in lines.items() if text)
    return f'<table class="sheet">{rows}</table>'


def steps_table(found: Explanation) -> str:
    """How the score came about, step by step."""
    rows = [
        [
            (f"{'　' * step.depth}{step.label or '得分'}", ""),
            (step.formula or "各部分相加", ""),
            (step.values, ""),
            (_said(step, found), ""),
            (interval(step.low, step.high), "right"),
            (plain(step.full), "right"),
        ]
        for step in found.steps
    ]
    return sheet_html(["步骤", "算式", "代入数值", "说明", "得分", "分值"], rows)


def _said(step: Step, found: Explanation) -> str:
    """The step's sentence, unless it already stands above or repeats the step's name."""
    return "见上" if f"{step.sentence}。" == found.sentence else step.sentence.removeprefix(f"{step.label}：")


def _rolled_up(diagnosis: Diagnosis, found: Explanation) -> str:
    """The county's figures, and how each was made from the towns'."""
    how = {put.id: ROLL_UPS[put.roll_up] if put.scope == "town" else "全县数" for put in found.indicator.inputs}
    mine = diagnosis.values[diagnosis.values["indicator"] == found.indicator.code]
    for name, part in mine.loc[mine["sample"] == COUNTY_ITSELF, ["input", "value"]].itertuples(index=False):
        how[name] += f"，另加{COUNTY_ITSELF} {plain(part)}"
    rows = [[(one.name, ""), (one.unit, ""), (one.figure, "right"), (how[one.input], "")] for one in found.figures]
    return sheet_html(["填报项", "计量单位", "全县数", "汇总方式"], rows)


def sources(diagnosis: Diagnosis, found: Explanation) -> pd.DataFrame:
    """Every stored figure behind a score: of the unit itself, or of all towns that the county's figure is made from.

    Columns: unit, input_name, measure, sample, value, target, last_year, status, source, file, sheet, cell, typed,
    submitted_at; one row of blanks for an input of which nothing has come.
    """
    one = found.indicator
    rows = diagnosis.values[diagnosis.values["indicator"] == one.code]
    if found.unit != COUNTY:
        rows = rows[rows["unit"].isin([found.unit, COUNTY]) & (rows["sample"] != COUNTY_ITSELF)]
    asked = pd.DataFrame(
        {
            "input": [put.id for put in one.inputs],
            "input_name": [put.name for put in one.inputs],
            "measure": [put.unit for put in one.inputs],
            "place": range(len(one.inputs)),
        }
    )
    merged = asked.merge(_told(diagnosis, rows), on="input", how="left")
    merged = merged.fillna({"unit": found.unit, "status": "unreported"})
    return merged.sort_values(["place", "unit"], kind="stable", ignore_index=True)


def _told(diagnosis: Diagnosis, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows; one that was put right on the page says by whom and why where others name their file."""
    if not (rows["submission"] < 0).any():
        return rows
    made = current.sources_of(diagnosis.round).corrections
    columns = (made[name] for name in ("correction", "by", "reason"))
    told = {-number: f"页面更正第 {number} 号，{by}：{reason}" for number, by, reason in zip(*columns, strict=True)}
    named = zip(rows["submission"], rows["file"], strict=True)
    return rows.assign(file=[told.get(number, file) for number, file in named])


def sources_table(rows: pd.DataFrame) -> str:
    """The figures with their cells, as a table."""
    columns = [
        "unit",
        "input_name",
        "measure",
        "value",
        "target",
        "last_year",
        "source",
        "file",
        "sheet",
        "cell",
        "typed",
        "submitted_at",
    ]
    shown = [[_source_cell(row, name) for name in columns] for row in rows.to_dict("records")]
    return sheet_html([HEADINGS[name] for name in columns], shown)


def _source_cell(row: dict[Any, Any], name: str) -> tuple[str, str]:
    given = row[name]
    if name == "value":
        return (_value(row), "right open" if row["status"] == "unreported" else "right")
    if name in ("target", "last_year"):
        return ("" if pd.isna(given) else f"{plain(float(given))}{_where(row[f'{name}_cell'])}", "right")
    if name == "submitted_at":
        return ("" if pd.isna(given) else spoken(given), "right")
    if name == "unit" and row.get("sample") and not pd.isna(row["sample"]):
        return (f"{given} {row['sample']}", "")
    return ("" if pd.isna(given) else str(given), "")


def _where(cell: object) -> str:
    return f"（{cell}）" if isinstance(cell, str) and cell else ""


def _value(row: dict[Any, Any]) -> str:
    if row["status"] == "not_applicable":
        return "不适用"
    if row["status"] == "unreported" or pd.isna(row["value"]):
        return "未填报"
    if row["measure"] == "是否":
        return "是" if row["value"] == 1 else "否"
    return plain(float(row["value"]))
