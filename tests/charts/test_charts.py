"""Every chart holds up with no town, one and forty, says in a sentence what it shows, and keeps red for the veto."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pandas as pd
import plotly.graph_objects as go
import pytest

import charts
from charts import style
from charts.states import LIGHTS

LONG = "农村户厕公厕建设管护与问题厕所整改及其长效管护机制落实情况"
ITEMS = [
    ("A1-01", "粮食播种面积", "粮食安全"),
    ("C1-02", LONG, "农村人居环境整治"),
    ("D2-03", "扶贫项目资产确权登记", ""),
]


def towns(count: int) -> list[str]:
    return [f"第{at}号石桥镇" if at else "石桥镇" for at in range(count)]


def gaps(count: int, lost: float = 0.4) -> pd.DataFrame:
    states = ["scored", "unreported", "absent"]
    rows = [
        {
            "unit": unit,
            "group": "圩镇",
            "indicator": code,
            "name": name,
            "category": code[0],
            "category_name": "乡村建设",
            "sub_item": code[:2],
            "sub_item_name": "农村人居环境整治",
            "rigid": rigid,
            "full": 2.0,
            "lost": lost if states[(row + at) % 3] == "scored" else 0.0,
            "at_risk": 2.0 if states[(row + at) % 3] == "unreported" else 0.0,
        }
        for row, (code, name, rigid) in enumerate(ITEMS)
        for at, unit in enumerate(towns(count))
        if states[(row + at) % 3] != "absent"
    ]
    columns = "unit group indicator name category category_name sub_item sub_item_name rigid full lost at_risk"
    return pd.DataFrame(rows, columns=columns.split())


def ranking(count: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit": towns(count),
            "score": [90.0 - at for at in range(count)],
            "low": [90.0 - at - at % 3 for at in range(count)],
            "high": [90.0 - at + at % 2 for at in range(count)],
            "rank": [float(at + 1) for at in range(count)],
            "previous_rank": [float(count - at) for at in range(count)],
            "score_change": [0.5] * count,
        }
    )


def lights(count: int) -> pd.DataFrame:
    states = list(LIGHTS)
    rows = [
        {
            "unit": unit,
            "indicator": code,
            "name": name,
            "points": 2.5,
            "state": states[at % 5],
            "margin_text": "还差 12 户",
        }
        for code, name, _ in ITEMS
        for at, unit in enumerate(["全县", *towns(count)] if count else [])
    ]
    return pd.DataFrame(rows, columns=["unit", "indicator", "name", "points", "state", "margin_text"])


def shares(count: int) -> pd.DataFrame:
    names = ["乡村建设", LONG, "乡村治理"][: min(count, 3)]
    own = [0.9, float("nan"), 1.0][: len(names)]
    return pd.DataFrame({"category_name": names, "share": own, "group_share": own, "county_share": own})


def rounds(count: int) -> pd.DataFrame:
    names = [f"第{at + 1}轮" for at in range(count)]
    totals = [80.0 + at / 4 for at in range(count)]
    return pd.DataFrame({"round": names, "projected": totals, "low": totals, "high": [one + 1 for one in totals]})


def completeness(count: int) -> pd.DataFrame:
    return pd.DataFrame({"unit": towns(count), "reported": [100] * count, "expected": [149] * count})


def surveyed(count: int) -> pd.DataFrame:
    shown = [0.9 + at / 1000 for at in range(count)]
    return pd.DataFrame(
        {
            "unit": towns(count),
            "base": [20 + at for at in range(count)],
            "rate": shown,
            "low": [one - 0.1 for one in shown],
            "high": [one + 0.05 for one in shown],
            "small": [20 + at < 30 for at in range(count)],
        }
    )


DRAWN: dict[str, Callable[[int], go.Figure]] = {
    "gap_bars": lambda count: charts.gap_bars(gaps(count)),
    "gap_bars_by_town": lambda count: charts.gap_bars(gaps(count), label="unit", key="unit", limit=10),
    "loss_tree": lambda count: charts.loss_tree(gaps(count), depth=3),
    "town_item_heatmap": lambda count: charts.town_item_heatmap(gaps(count), towns(count)),
    "ranking_bars": lambda count: charts.ranking_bars(ranking(count)),
    "rank_change": lambda count: charts.rank_change(ranking(count)),
    "category_profile": lambda count: charts.category_profile(shares(count), "石桥镇"),
    "rigid_board": lambda count: charts.rigid_board(lights(count)),
    "total_trend": lambda count: charts.total_trend(rounds(count), [("优秀", 90.0), ("一般", float("-inf"))]),
    "completeness_bars": lambda count: charts.completeness_bars(completeness(count)),
    "survey_rates": lambda count: charts.survey_rates(surveyed(count), "满意度"),
}
every_chart = pytest.mark.parametrize("draw", DRAWN.values(), ids=DRAWN.keys())


def written(figure: go.Figure) -> str:
    """Everything in the figure, as it goes to the browser."""
    return json.dumps(json.loads(figure.to_json()), ensure_ascii=False)


def tick_texts(figure: go.Figure) -> list[str]:
    return [text for axis in (figure.layout.xaxis, figure.layout.yaxis) for text in axis.ticktext or ()]


@every_chart
@pytest.mark.parametrize("count", [0, 1, 40])
def test_a_chart_draws_any_number_of_towns_and_says_in_a_sentence_what_it_shows(
    draw: Callable[[int], go.Figure], count: int
) -> None:
    figure = draw(count)
    assert re.search(r"[\u4e00-\u9fff].*。$", charts.alt_text(figure))
    assert "nan" not in charts.alt_text(figure)
    assert bool(figure.data) is (count > 0)


@every_chart
def test_forty_towns_get_the_height_they_need_so_that_no_label_overlaps(draw: Callable[[int], go.Figure]) -> None:
    figure = draw(40)
    rows = len(figure.layout.yaxis.ticktext or ())
    assert figure.layout.height >= rows * 30


@every_chart
def test_no_label_is_cut_and_no_line_of_it_is_longer_than_its_room(draw: Callable[[int], go.Figure]) -> None:
    lines = [line for text in tick_texts(draw(3)) for line in re.sub("</?b>", "", text).split("<br>")]
    assert lines and all(len(line) <= 20 and "…" not in line for line in lines)


def test_a_long_name_is_shown_whole_in_even_lines() -> None:
    label = next(text for text in tick_texts(charts.gap_bars(gaps(3))) if "<br>" in text)
    assert label.replace("<br>", "") == f"{LONG}（刚性）"
    first, second = label.split("<br>")[:2]
    assert abs(len(first) - len(second)) <= 2


@pytest.mark.parametrize(
    "name", ["ranking_bars", "rank_change", "category_profile", "total_trend", "completeness_bars", "survey_rates"]
)
def test_charts_that_do_not_speak_of_the_veto_have_no_red(name: str) -> None:
    assert style.RED not in written(DRAWN[name](40))


@pytest.mark.parametrize("name", ["gap_bars", "loss_tree"])
def test_bars_are_red_only_where_a_rigid_item_has_lost_points(name: str) -> None:
    soft = gaps(4).assign(rigid=False)
    safe = gaps(4, lost=0.0)
    drawn = {"gap_bars": charts.gap_bars, "loss_tree": lambda losses: charts.loss_tree(losses, depth=3)}[name]
    assert style.RED in written(drawn(gaps(4)))
    assert style.RED not in written(drawn(soft))
    assert style.RED not in written(drawn(safe))


def test_the_heat_map_marks_a_lost_rigid_item_with_a_cross_and_not_with_colour_alone() -> None:
    signs = [
        text
        for trace in charts.town_item_heatmap(gaps(4), towns(4)).data
        for text in (trace.text if trace.text is not None else ())
    ]
    assert "✕0.40" in signs and "？" in signs and "—" in signs and "0.40" in signs


def test_every_state_on_the_board_has_its_own_shape() -> None:
    signs = {
        text for trace in charts.rigid_board(lights(4)).data for text in (trace.text if trace.text is not None else ())
    }
    assert signs == {light.shape for light in LIGHTS.values()}


@pytest.mark.parametrize(
    "draw", [lambda: charts.town_item_heatmap(gaps(2), towns(2)), lambda: charts.rigid_board(lights(2))]
)
def test_a_click_on_a_cell_gives_the_unit_and_the_indicator(draw: Callable[[], go.Figure]) -> None:
    touched = next(trace for trace in draw().data if trace.customdata is not None)
    assert ["石桥镇", "C1-02"] in [list(pair) for pair in touched.customdata]


def test_unreported_points_are_hatched_and_stand_as_an_interval() -> None:
    one = gaps(1)
    figure = charts.gap_bars(one[one["at_risk"] > 0])
    assert figure.data[0].marker.pattern.shape == "/"
    assert [text.strip() for text in figure.data[2].text] == ["0.00–2.00 分"]


def test_a_rate_of_a_small_sample_is_hollow_and_says_so_and_one_without_an_answer_is_left_out() -> None:
    rates = surveyed(12).assign(base=[0, *range(21, 32)])
    points, labels = charts.survey_rates(rates, "满意度").data
    assert list(points.marker.color) == [style.PAPER] * 9 + [style.BLUE] * 2
    assert ["样本少" in text for text in labels.text] == [True] * 9 + [False] * 2
    assert list(points.error_x.arrayminus) == pytest.approx([0.1] * 11)


def test_a_name_from_a_workbook_is_never_read_as_markup() -> None:
    hostile = ranking(1).assign(unit="<a href='http://x'>石桥</a>")
    assert "<a href" not in " ".join(tick_texts(charts.ranking_bars(hostile)))


def test_the_first_round_has_no_change_of_place_and_says_so() -> None:
    first = ranking(3).assign(previous_rank=float("nan"))
    assert charts.alt_text(charts.rank_change(first)) == "没有上一轮，暂无名次变化。"
