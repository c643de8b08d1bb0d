"""三度调查: how many know, are content and support, by town, village and kind of household, with what they said."""

from __future__ import annotations

from functools import partial

from ui import clickable, current, panels
from ui.intake import outcome
from ui.loop import survey, survey_files

chosen, scheme = current.current_round(), current.current_scheme()
if chosen is None or scheme is None:
    panels.nothing_yet("还没有考核轮次。", "问卷按轮次收：请先登记名册、开启一个轮次。", panels.SETUP)
if not current.roster().town_names:
    panels.nothing_yet("名册里还没有镇。", "请先登记各镇和各村，再下载调查表。", panels.SETUP)

found = current.survey_of(chosen)
panels.headline(found.summary, "open" if found.answers.empty else "calm")
outcome.say()
if found.answers.empty:
    panels.note("请下载调查表模板发给调查组，填好后在这里上传。")
    survey_files.show(found, chosen, scheme)
else:
    survey.tiles(found)
    clickable.views(
        survey.VIEWS,
        {
            survey.BY_TOWN: partial(survey.by_town, found),
            survey.BY_VILLAGE: partial(survey.by_household_and_village, found),
            survey.OPINIONS: partial(survey.opinions, found),
            survey.FILES: partial(survey_files.show, found, chosen, scheme),
        },
    )
