"""台账一致性: where town, department, inspection team and office say different things, and what hangs on it."""

from __future__ import annotations

from functools import partial

from ui import clickable, current, panels
from ui.consistency import both, correcting, detail, listing
from ui.intake import outcome

diagnosis = panels.reported_diagnosis()
sources = current.sources_of(diagnosis.round)
if sources.found:
    panels.headline(sources.summary(), "veto" if any(one.county_veto for one in sources.found) else "near")
elif len(sources.sources_present) < 2:
    panels.headline("还只有一个来源的数，没有可以比较的。", "open")
    panels.note("请到“填报接收”下载部门核定表发给牵头单位，或收回暗访组的表，再到这里核对。")
else:
    panels.headline("各来源报的数没有不一致。", "safe")
outcome.say()
sections = {"不一致清单": listing.show, "自报与采用": both.show, correcting.TITLE: correcting.show}
clickable.views(correcting.VIEW, {name: partial(draw, sources) for name, draw in sections.items()})
detail.show_asked(sources)
