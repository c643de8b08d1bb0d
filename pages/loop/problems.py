"""问题销号: every problem until it is closed: how far, by whom, and the next step of each."""

from __future__ import annotations

from functools import partial

from ui import clickable, current, overview, panels
from ui.intake import outcome
from ui.loop import problem_entry, problem_list, problem_loading, problem_sheet, problems, raising, rectification

chosen, scheme = current.current_round(), current.current_scheme()
if chosen is None or scheme is None:
    panels.nothing_yet("还没有考核轮次。", "问题按轮次登记：请先登记名册、开启一个轮次。", panels.SETUP)
if not current.roster().town_names:
    panels.nothing_yet("名册里还没有镇。", "请先登记各镇，再登记问题或导入问题清单。", panels.SETUP)

today = overview.today()
ledger = current.problem_ledger_of(chosen)
table = problems.table_of(ledger, scheme, today)
problems.headline(table, chosen, ledger, today)
outcome.say()
problems.ask_taking_over(ledger, chosen)
views = {
    problem_sheet.PROGRESS: partial(problems.progress, table),
    problem_sheet.LEDGER: partial(problem_list.show, table),
    raising.ENTRY: partial(problem_entry.show, chosen, scheme, ledger),
    problem_loading.TITLE: partial(problem_loading.show, chosen, scheme, ledger),
    rectification.TITLE: partial(rectification.show, chosen, scheme, ledger),
}
if not problem_sheet.show_opened(ledger, scheme, today):
    clickable.views(raising.VIEWS, views)
