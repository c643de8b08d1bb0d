"""Every number in a reason is challenged in the hall: what the sentence says must add up to the score it explains."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import COUNTY, Scorecard, score, score_county
from scoring.rules import Rule
from tests.scoring.figures import alone, default_scheme, examples, roster, rows_of, table, towns_table
from tests.scoring.filling import truthful, with_gaps
from tests.scoring.reference import Sheet, of_towns
from tests.scoring.reference_items import ITEMS

CODES = tuple(ITEMS)
SEEDS = st.integers(0, 2**32 - 1)
SHOWN = 0.0001
"""How far a number shown to four decimals may be from the stored one."""
NUMBER = r"(-?\d+(?:\.\d+)?)"
GOT = re.compile(rf"得 {NUMBER} 分")
STEPS = re.compile(
    rf"差 {NUMBER}(?: \S+)?，每 {NUMBER}(?: \S+?)?扣 {NUMBER} 分(?:，不足一步按一步计，计 {NUMBER} 步)?，扣 {NUMBER} 分"
)
CASES = re.compile(rf"{NUMBER} \S+ × {NUMBER} 分，扣 {NUMBER} 分")
SHARE = re.compile(rf"完成 {NUMBER}% × {NUMBER} 分")


def card_of(code: str, sheet: Sheet) -> Scorecard:
    if of_towns(code):
        return score(alone(code), towns_table(code, [sheet]), roster(1))
    return score_county(alone(code), table(rows_of(COUNTY, code, sheet)))


def parts_of(sentence: str, rule: Rule) -> list[tuple[str, Rule]]:
    """The sentence cut into what it says of each part, with the part's rule; without the closing sum."""
    told = sentence.removesuffix("。")
    if rule.kind != "sum":
        return [(told, rule)]
    starts = [told.index(f"{part.label}：") for part in rule.parts()]
    ends = [*starts[1:], told.index("；合计")]
    return [(told[start:end].rstrip("；"), part) for start, end, part in zip(starts, ends, rule.parts(), strict=True)]


def earned(told: str) -> float:
    """The points that a sentence says were earned; none where the part does not apply."""
    found = GOT.findall(told)
    return float(found[-1]) if found else 0.0


@pytest.mark.parametrize("code", CODES)
@examples(6)
@given(SEEDS)
def test_the_numbers_of_a_reason_add_up_to_the_score_it_explains(code: str, seed: int) -> None:
    card = card_of(code, truthful(random.Random(seed), code))
    sentence, rule = card.reason(0, 0), card.indicators[0].rule
    if card.low[0, 0] != card.high[0, 0]:
        return
    forfeited = sentence.endswith("，不得分。")
    assert abs((0 if forfeited else earned(sentence)) - card.low[0, 0]) <= SHOWN or card.absent[0, 0], sentence
    if forfeited or card.absent[0, 0]:
        return
    told = parts_of(sentence, rule)
    assert abs(sum(earned(each) for each, _ in told) - card.low[0, 0]) <= SHOWN * len(told), sentence
    for each, part in told:
        _assert_re_adds(each, part)


def _assert_re_adds(told: str, part: Rule) -> None:
    """Points − deduction, or share × points, is what the part is said to earn."""
    if "差 " in told:
        steps = STEPS.search(told)
        assert steps, told
        short, step, each, whole, cut = (float(one) if one else None for one in steps.groups())
        taken = short / step if whole is None else whole
        slack = SHOWN * (1 + each / step)
        assert abs(min(taken * each, part.points) - cut) <= slack, told
        assert whole is None or short / step - SHOWN <= whole < short / step + 1 + SHOWN, told
        assert abs(part.points - cut - earned(told)) <= 2 * SHOWN, told
    elif " × " in told and part.kind == "count":
        cases = CASES.findall(told)
        cuts = [float(count) * float(each) for count, each, _ in cases]
        assert [float(cut) for *_, cut in cases] == pytest.approx(cuts, abs=SHOWN * 10)
        assert abs(max(part.points - sum(cuts), 0) - earned(told)) <= SHOWN * 10, told
    elif "% × " in told:
        share = SHARE.search(told)
        assert share, told
        assert abs(float(share[1]) / 100 * float(share[2]) - earned(told)) <= SHOWN, told


@pytest.mark.parametrize(
    ("code", "figures", "sentence"),
    [
        ("C1-03", {"covered": "97", "hamlets": "100"},
         "保洁与收运体系覆盖的自然村数 97 ÷ 自然村总数 100 × 100 = 97%，低于 100%，差 3 个百分点，"
         "每 1 个百分点扣 0.2 分，扣 0.6 分，得 1.4 分。"),
        ("C1-03", {"covered": "100", "hamlets": "100"},
         "保洁与收运体系覆盖的自然村数 100 ÷ 自然村总数 100 × 100 = 100%，达到 100%，得 2 分。"),
        ("A3-02", {"passed": "964", "tested": "1000", "accidents": "0"},
         "例行监测合格批次数 964 ÷ 例行监测批次数 1000 × 100 = 96.4%，低于 98%，差 1.6 个百分点，"
         "每 1 个百分点扣 0.2 分，不足一步按一步计，计 2 步，扣 0.4 分，得 0.6 分。"),
        ("B2-01", {"lapses": "2"}, "抽查发现脱岗、驻镇天数不足、无工作台账次数 2 次 × 0.2 分，扣 0.4 分，得 0.6 分。"),
        ("B2-01", {"lapses": "7"},
         "抽查发现脱岗、驻镇天数不足、无工作台账次数 7 次 × 0.2 分，扣 1.4 分，扣完为止，得 0 分。"),
        ("A2-03", {"illegal": "0", "unpunished": "1"}, "未查处的新增乱占耕地建房宗数 1 ≥ 1，不得分。"),
        ("F1-01", {"meetings": "3"},
         "党委会专题研究乡村振兴次数 3 次，低于 4 次，差 1 次，每 1 次扣 0.25 分，扣 0.25 分，得 0.75 分。"),
    ],
)  # fmt: skip
def test_a_reason_reads_like_this(code: str, figures: dict[str, str], sentence: str) -> None:
    assert card_of(code, Sheet(figures)).reason(0, 0) == sentence


@pytest.mark.parametrize("code", CODES)
def test_an_open_score_says_between_what_it_lies_and_what_is_missing(code: str) -> None:
    for seed in range(8):
        chance = random.Random(f"{code}{seed}")
        card = card_of(code, with_gaps(chance, truthful(chance, code), 0.5))
        sentence = card.reason(0, 0)
        if card.low[0, 0] == card.high[0, 0]:
            continue
        low, high = re.findall(rf"{NUMBER}–{NUMBER} 分，待补齐后确定。$", sentence)[0]
        assert abs(float(low) - card.low[0, 0]) <= SHOWN, sentence
        assert abs(float(high) - card.high[0, 0]) <= SHOWN, sentence
        assert "未填报" in sentence or "尚无" in sentence or "未齐" in sentence or "无法排名" in sentence, sentence


@examples(3)
@given(SEEDS)
def test_no_reason_shows_what_a_reader_cannot_read(seed: int) -> None:
    chance = random.Random(seed)
    rows = [
        row
        for code in CODES
        for row in rows_of(COUNTY if not of_towns(code) else "镇000", code, truthful(chance, code))
    ]
    for scored in (score, score_county):
        card = scored(default_scheme(), table(rows), roster(1))
        for sentence in card.reasons():
            assert sentence.endswith("。")
            assert not re.search(r"nan|inf|None|e[+-]\d|\bTrue\b|[,;?!]|\.\d{10,}", sentence), sentence
            assert sentence.count("（") == sentence.count("）")


def test_a_sentence_never_says_that_a_figure_equals_the_line_it_misses() -> None:
    """A million mu short by a third of one: what is lost is shown, however little it is."""
    card = card_of("A1-01", Sheet({"sown": "999999.67", "target.sown": "1000000"}))
    assert card.high[0, 0] < 3
    assert "= 100%，低于 100%" not in card.reason(0, 0)
    assert "得 3 分" not in card.reason(0, 0)
