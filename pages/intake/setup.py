"""轮次与名册: who takes part, which rounds there are and their dates, and the demo county."""

from __future__ import annotations

from ui import clickable, current, panels
from ui.intake import demo, outcome, roster, rounds

present, known = current.roster(), current.rounds()
if not present.town_names:
    panels.headline("还没有名册。第一步：下载名册表，填好镇、村、责任单位后上传。", "open")
elif not known:
    panels.headline("名册已有，还没有轮次。第二步：开启第一轮。", "open")
else:
    towns, villages = len(present.towns), len(present.villages)
    panels.headline(f"{present.county}：{towns} 镇 {villages} 村，已开启 {len(known)} 轮，最近一轮是{known[-1].name}。")
outcome.say()
sections = {"名册": roster.show, "轮次": rounds.show, "演示数据": demo.show}
clickable.views("setup-view", sections)
