"""What clerks type and what is meant by it: a table of forms for each kind of figure, and for days."""

from __future__ import annotations

from datetime import date
from math import isnan

import pytest

from data.findings import MESSAGES, finding
from data.reading.days import read_day
from data.reading.figures import NOT_APPLICABLE, REPORTED, UNREPORTED, Reading, read_figure
from data.reading.prepared import Figure
from data.reading.text import Cell
from data.templates.forms import Asked
from scoring.scheme import Indicator, Input

HOUSEHOLDS = Input("x", "户数", "户", whole=True)
PLACES = Input("x", "行政村数", "个", whole=True)
MONEY = Input("x", "投入资金", "万元")
YUAN = Input("x", "人均收入", "元")
AREA = Input("x", "面积", "亩")
WEIGHT = Input("x", "产量", "吨")
LENGTH = Input("x", "里程", "公里")
RATE = Input("x", "满意率", "%", high=100)
GROWTH = Input("x", "增速", "%", low=-100)
RULES = Input("x", "是否有制度", "是否")

NUMBERS: list[tuple[Input, str]] = [
    (
        HOUSEHOLDS,
        """
        960 → 960
        ９６０ → 960 R312
        '960 → 960 R312
        960。 → 960 R312
        960， → 960 R312
        960户 → 960 R312
        ９６０　户 → 960 R312
        960（户） → 960 R312
        960~户 → 960 R312
        共960户 → 960 R312
        合计：960 → 960 R312
        已完成960户 → 960 R312
        1,960 → 1960 R312
        1，960 → 1960 R312
        1'960 → 1960 R312
        1 960 → 1960 R312
        12 345 → 12345 R312
        1,234,567户 → 1234567 R312
        +5 → 5
        960.0 → 960
        1.2e3 → 1200 R312
        1.2E+03 → 1200 R312
        九百六十 → 960 R312
        九百六十户 → 960 R312
        玖佰陆拾 → 960 R312
        一百二 → 120 R312
        一百零二 → 102 R312
        两千零五 → 2005 R312
        廿三 → 23 R312
        卅 → 30 R312
        十二 → 12 R312
        二〇二六 → 2026 R312
        一万二 → 12000 R312
        3.2万 → 32000 R312
        3万2 → 32000 R312
        3万2千 → 32000 R312
        3.2w → 32000 R312
        1亿2000万 → 120000000 R312
        2千 → 2000 R312
        5百户 → 500 R312
        零 → 0 R312
        〇 → 0 R312
        0户 → 0 R312
        0 → 0
        12（含新增3） → 12 R319
        12户，其中新增3户 → 12 R319
        12户（未核实） → 12 R319
        9 60 → 960 R319
        12+3 → 15 R315
        12户+3户 → 15 R315
        =12+3 → 15 R315
        12.5 → R309
        -1 → R307
        －1 → R307
        约960 → R314
        960左右 → R314
        近千 → R314
        100余户 → R314
        三十多户 → R314
        几十 → R314
        十几户 → R314
        三四户 → R314
        960以上 → R314
        960+ → R314
        ≥960 → R314
        >960 → R314
        不低于960 → R314
        计划960 → R314
        10-12 → R314
        10～12户 → R314
        10至12 → R314
        九五 → R314
        一 → R314
        960？ → R314
        3/5 → R316
        960/1000 → R316
        三分之二 → R316
        1:2 → R316
        12、35 → R320
        12~35 → R320
        12户35人 → R320
        2026年3月5日 → R304
        3月5日 → R304
        960人 → R306
        95% → R306
        九成五 → R306
        960亩 → R306
        1,96 → R301
        3万20 → R301
        1.2.3 → R301
        (12) → R301
        12户未完成 → R301
        全部完成 → R301
        见附件 → R301
        @ → R301
        无 → R311
        没有 → R311
        有 → R311
        √ → R311
        ○ → R311
        待核 → R327
        未统计 → R327
        暂缺 → R327
        """,
    ),
    (
        PLACES,
        """
        12个 → 12 R312
        12个行政村 → 12 R312
        12个村 → 12 R312
        12个百分点 → R301
        """,
    ),
    (
        MONEY,
        """
        120 → 120
        120万元 → 120 R312
        1,200.5万元 → 1200.5 R312
        三百二十万元 → 320 R312
        32000元 → 3.2 R318
        ¥32000 → 3.2 R318
        人民币叁万贰仟元整 → 3.2 R318
        1.5亿元 → 15000 R318
        5千元 → 0.5 R318
        3.2万 → 3.2 R319
        1.5亿 → 15000 R319
        12万元（含省级3万元） → 12 R319
        1000000000000 → R310
        120亩 → R306
        约120万元 → R314
        """,
    ),
    (
        YUAN,
        """
        3.2万元 → 32000 R312
        3.2万 → 32000 R312
        21,345.67元 → 21345.67 R312
        1块 → 1 R312
        5角 → 0.5 R318
        """,
    ),
    (
        AREA,
        """
        1234.1 → 1234.1
        1.2万亩 → 12000 R312
        一千二百三十四点一亩 → 1234.1 R312
        3公顷 → 45 R318
        2平方公里 → 3000 R318
        1200㎡ → 1.8 R318
        1200平方米 → 1.8 R318
        .5 → 0.5
        1。5 → 1.5 R312
        3吨 → R306
        """,
    ),
    (WEIGHT, "3万吨 → 30000 R312~500公斤 → 0.5 R318~1000斤 → 0.5 R318~3kg → 0.003 R318".replace("~", "\n")),
    (LENGTH, "3千米 → 3 R318~3500米 → 3.5 R318~3.5公里 → 3.5 R312~3km → 3 R312".replace("~", "\n")),
    (
        RATE,
        """
        95.5 → 95.5
        95% → 95 R312
        ９５％ → 95 R312
        95 ％ → 95 R312
        0.95% → 0.95 R312
        950‰ → 95 R312
        百分之九十五 → 95 R312
        百分之95 → 95 R312
        百分之九十五点五 → 95.5 R312
        百分之百 → 100 R312
        千分之三 → 0.3 R312
        万分之五 → 0.05 R312
        九成 → 90 R312
        九成五 → 95 R312
        9成5 → 95 R312
        9.5成 → 95 R312
        两成半 → 25 R312
        十成 → 100 R312
        八折 → R306
        95个百分点 → R306
        101% → R308
        近九成 → R314
        95%左右 → R314
        95%-98% → R314
        12%+3% → R320
        """,
    ),
    (
        GROWTH,
        """
        -3.5 → -3.5
        －３．５％ → -3.5 R312
        −3.5 → -3.5 R312
        —3.5 → -3.5 R312
        负3.5 → -3.5 R312
        负百分之三 → -3 R312
        +8.5% → 8.5 R312
        增长8.5% → 8.5 R319
        同比下降3.2% → -3.2 R319
        （3.5） → -3.5 R319
        持平 → R301
        -100.5 → R307
        """,
    ),
]

ANSWERS = """
    是 → 1
    有 → 1
    √ → 1
    ✓ → 1
    ☑ → 1
    对 → 1
    达标 → 1
    已完成 → 1
    Y → 1
    yes → 1
    1 → 1
    １ → 1
    否 → 0
    无 → 0
    没有 → 0
    × → 0
    ✗ → 0
    x → 0
    错 → 0
    未达标 → 0
    N → 0
    0 → 0
    ☑是　□否 → 1 R312
    □是　☑否 → 0 R312
    是√ 否□ → 1 R312
    是，已建立 → 1 R319
    有，但不全 → R305
    部分 → R305
    ○ → R305
    ☒ → R305
    95 → R305
    待定 → R327
"""

NO_TASK = """
    不适用 →
    不 适 用 →
    / → R326
    ／ → R326
    \\ → R326
    — → R326
    —— → R326
    - → R326
    无此任务 → R326
    无任务 → R326
    本镇无此任务 → R326
    不涉及 → R326
    不考核 → R326
    N/A → R326
    n/a → R326
    NA → R326
    不适用（无任务） → R326
"""

DAYS = """
    2026-03-20 → 2026-03-20
    2026.3.20 → 2026-03-20
    2026/3/20 → 2026-03-20
    20260320 → 2026-03-20
    2026年3月20日 → 2026-03-20
    ２０２６年３月２０日 → 2026-03-20
    2026 年 3 月 20 日 → 2026-03-20
    2026年3月20号 → 2026-03-20
    26年3月20日 → 2026-03-20
    26.3.20 → 2026-03-20
    二〇二六年三月二十日 → 2026-03-20
    二○二六年三月廿日 → 2026-03-20
    2026-03-20 10:30:00 → 2026-03-20
    2026年3月20日 星期五 → 2026-03-20
    2026年3月20日前 → 2026-03-20
    2026、3、20 → 2026-03-20
    3月20日 → 2025-03-20 R508
    三月二十日 → 2025-03-20 R508
    3.20 → 2025-03-20 R508
    3/20 → 2025-03-20 R508
    于3月20日完成 → 2025-03-20 R508
    3月底 → R510
    3月上旬 → R510
    2026年3月 → R510
    2026.3 → R510
    4月 → R510
    已整改 → R502
    立行立改 → R502
    长期 → R502
    上周 → R502
    2026-02-30 → R502
    20261305 → R502
    1026-03-20 → R502
    5 → R502
"""


def rows(text: str) -> list[tuple[str, str]]:
    """The lines «typed → meaning»; ``~`` is a line break."""
    lines = [line.strip() for line in text.strip().splitlines()]
    pairs = [line.rsplit("→", 1) for line in lines]
    return [(typed.strip().replace("~", "\n"), meaning.strip()) for typed, meaning in pairs]


def read(cell: Cell, one: Input) -> Reading:
    """What a cell is read as where that figure is asked for."""
    indicator = Indicator("A1-01", "指标", 1, "town", (one,), rule=None)  # type: ignore[arg-type]
    return read_figure(cell, Figure.of(Asked(indicator, one)))


def shown(reading: Reading) -> str:
    """A reading as the table writes it."""
    number = "" if isnan(reading.value) else f"{reading.value:.12g}"
    return f"{number} {reading.code}".strip()


CASES = [(one, *row) for one, text in [*NUMBERS, (RULES, ANSWERS)] for row in rows(text)]


@pytest.mark.parametrize(("one", "typed", "meant"), CASES, ids=lambda case: getattr(case, "unit", str(case)))
def test_what_is_typed_is_read_as_it_is_meant_or_refused_with_its_reason(one: Input, typed: str, meant: str) -> None:
    reading = read(typed, one)
    assert shown(reading) == meant
    assert reading.status == (UNREPORTED if isnan(reading.value) else REPORTED)


@pytest.mark.parametrize("one", [HOUSEHOLDS, MONEY, RATE, GROWTH, RULES], ids=lambda one: one.unit)
@pytest.mark.parametrize(("typed", "code"), rows(NO_TASK))
def test_no_task_is_recognised_for_every_kind_of_figure_and_shown(one: Input, typed: str, code: str) -> None:
    reading = read(typed, one)
    assert (reading.status, reading.code) == (NOT_APPLICABLE, code)


@pytest.mark.parametrize(("typed", "meant"), rows(DAYS))
def test_a_day_is_read_as_people_write_it(typed: str, meant: str) -> None:
    day, code = read_day(typed, 2025)
    assert f"{day or ''} {code}".strip() == meant


@pytest.mark.parametrize(
    ("number", "from_1904", "meant"),
    [
        (46101.0, False, date(2026, 3, 20)),
        (46101.5, False, date(2026, 3, 20)),
        (44639.0, True, date(2026, 3, 20)),
        (20260320.0, True, date(2026, 3, 20)),
        (5.0, False, None),
        (3.2, False, None),
        (-1.0, False, None),
        (1e300, False, None),
        (float("nan"), False, None),
    ],
)
def test_a_date_that_lost_its_format_is_counted_as_its_book_counts_days(
    number: float, from_1904: bool, meant: date | None
) -> None:
    assert read_day(number, 2026, from_1904).day == meant


def test_a_day_without_a_year_is_not_guessed_where_no_year_is_known() -> None:
    assert read_day("3月20日") == (None, "R510")


def test_the_table_holds_at_least_150_forms_of_each_of_which_something_can_be_said() -> None:
    assert len({(one.unit, typed) for one, typed, _ in CASES} | {("", typed) for typed, _ in rows(DAYS)}) >= 150
    for one, typed, _ in CASES:
        reading = read(typed, one)
        if reading.code:
            assert finding(reading.code, typed=typed, **reading.words).severity == MESSAGES[reading.code].severity
