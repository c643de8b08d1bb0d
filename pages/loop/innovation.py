"""改革创新: the cases, what they are worth under the scheme's list, and what is still to be won."""

from __future__ import annotations

from functools import partial

from ui import clickable, current, panels
from ui.intake import outcome
from ui.loop import innovation, innovation_case, innovation_loading

chosen, scheme = current.current_round(), current.current_scheme()
if chosen is None or scheme is None:
    panels.nothing_yet("还没有考核轮次。", "案例按轮次登记：请先登记名册、开启一个轮次。", panels.SETUP)
if not current.roster().town_names:
    panels.nothing_yet("名册里还没有镇。", "请先登记各镇和责任单位，再登记改革创新案例。", panels.SETUP)

account = current.innovation_of(chosen)
innovation.headline(account)
outcome.say()
innovation.tiles(account)
if said := innovation.beside(account):
    panels.note(said)
clickable.views(
    innovation.VIEWS,
    {
        innovation.LIST: partial(innovation.show_list, account, chosen),
        innovation.ENTRY: partial(innovation_case.show_entry, chosen, scheme),
        innovation.LOADING: partial(innovation_loading.show, account, chosen, scheme),
    },
)
innovation_case.show_asked(chosen, scheme)
