"""The survey (三度调查) of the second and third round: respondents whose answers come to what the towns report.

The towns take the figures of B1-05 from the same questionnaires, so that the count agrees with what counts anyway: no
score moves, and the figure that 长圩镇 claimed too high is contradicted once more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from random import Random

from data.demo.county import Town
from data.demo.dates import DemoRound, moment
from data.demo.figures import town_figures
from data.demo.tables import chance, rows
from data.reading.survey import read_survey
from data.roster import Roster
from data.store import Store
from data.survey.book import SurveyBook
from data.survey.copies import kept
from data.templates import survey_workbook
from data.templates.filled import Row
from scoring.scheme import Scheme

FIRST_ROUND = 2
"""From which round on there is a survey."""

VALID, CONTENT = ("B1-05", "valid"), ("B1-05", "satisfied")
MONITORED, UNSURE, OTHERS, SPEAKS, PHONED = 0.22, 0.03, 0.14, 0.3, 0.15
"""The share of monitored among the households supported; how many more say 不清楚, and are of other households; who
says something, and who is asked by telephone.
"""

KNOWS, SUPPORTS = (0.8, 0.86), (0.93, 0.95)
"""How likely a respondent of a town of strength 0 knows the policies and supports the work, in those rounds."""

TOLD_A_NUMBER = {("高寨镇", 3): "低保的事请打 13800138000 回我"}
"""What a surveyor wrote down that should never be written: the reader takes the number out."""

File = tuple[str, bytes]


def survey_files(scheme: Scheme, members: Sequence[Town], one: DemoRound) -> Iterator[File]:
    """The workbooks of the survey teams, one for each group of towns: file name and bytes."""
    if one.number < FIRST_ROUND:
        return
    for number, (group, of) in enumerate(groupby(members, key=lambda town: town.group), 1):
        mine = list(of)
        team = f"县调查{'一二三四五六'[number - 1]}组"
        answers = [row for town in mine for row in _respondents(scheme, town, one)]
        villages = {town.name: town.villages for town in mine}
        content = survey_workbook(scheme, one.name, villages, team=team, due_on=one.due_on, answers=answers)
        yield f"{one.name}-{team}（{group}）-三度调查表.xlsx", content


def take_survey(
    store: Store, scheme: Scheme, roster: Roster, members: Sequence[Town], one: DemoRound, office: str
) -> None:
    """Read the teams' workbooks and keep them, on the evening of the round's last day."""
    for place, (name, content) in enumerate(survey_files(scheme, members, one)):
        read = read_survey(content, name, roster, one.name)
        SurveyBook(store).save(
            one.name, *kept(read, content, scheme), office, moment(one.due_on, 18 * 60 + 20 + 7 * place)
        )


def _respondents(scheme: Scheme, town: Town, one: DemoRound) -> list[Row]:
    """Everybody asked in the town, village by village."""
    luck = chance("survey", town.name, one.number)
    answers = _contentment(scheme, town, one, luck)
    visited = luck.sample(town.villages, min(len(town.villages), 5))
    asked: list[Row] = [_respondent(town, kind, content, one, luck, visited) for kind, content in answers]
    asked.sort(key=lambda row: visited.index(str(row["village"])))
    if told := TOLD_A_NUMBER.get((town.name, one.number)):
        asked[0] = {**asked[0], "opinion": told}
    return asked


def _contentment(scheme: Scheme, town: Town, one: DemoRound, luck: Random) -> list[tuple[str, str]]:
    """Kind of household and answer of each respondent; those of B1-05 come to the town's figures exactly."""
    figures = town_figures(scheme, town, one).values
    valid, content = int(float(figures[VALID])), int(float(figures[CONTENT]))
    said = [*(luck.choice(("满意", "满意", "比较满意")) for _ in range(content)),
            *(luck.choice(("一般", "一般", "不满意")) for _ in range(valid - content)),
            *("不清楚" for _ in range(round(valid * UNSURE)))]  # fmt: skip
    supported = [("监测户" if luck.random() < MONITORED else "脱贫户", answer) for answer in said]
    others = [
        ("一般户", luck.choice(("满意",) * 6 + ("比较满意",) * 3 + ("一般",))) for _ in range(round(valid * OTHERS))
    ]
    return [*supported, *others]


def _respondent(town: Town, kind: str, content: str, one: DemoRound, luck: Random, visited: Sequence[str]) -> Row:
    turn, strength = one.number - FIRST_ROUND, town.strength[one.number - 1]
    day = one.opened_on + timedelta(days=luck.randrange((one.due_on - one.opened_on).days))
    knows = luck.random() < KNOWS[turn] + 0.03 * strength
    supports = luck.random() < SUPPORTS[turn] + 0.01 * strength
    return {
        "town": town.name, "village": luck.choice(visited), "household": kind, "asked_on": day,
        "mode": "电话" if luck.random() < PHONED else "入户",
        "aware": "知道" if knows else luck.choice(("听说过", "听说过", "听说过", "不知道")), "satisfied": content,
        "supports": luck.choice(("支持", "支持", "比较支持") if supports else ("一般", "不清楚", "不支持")),
        "opinion": _opinion(content, luck) if luck.random() < SPEAKS else "",
    }  # fmt: skip


def _opinion(content: str, luck: Random) -> str:
    kind = {"一般": "fair", "不满意": "bad", "不清楚": "fair"}.get(content, "good")
    return luck.choice([row["said"] for row in rows("opinions") if row["kind"] == kind])
