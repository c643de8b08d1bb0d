"""责任账: what each department and each county leader answers for."""

from __future__ import annotations

from functools import partial

from data.duty import Duties
from ui import clickable, overview, panels
from ui.duty import account, leaders, work_list

diagnosis = panels.reported_diagnosis()
answered = Duties(diagnosis, overview.today())
account.headline(answered)
clickable.views(
    account.VIEWS,
    {
        "各责任单位": partial(account.show, answered),
        work_list.TITLE: partial(work_list.show, answered),
        "县领导挂点": partial(leaders.show, answered),
    },
)
