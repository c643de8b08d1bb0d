"""差距分析: where points are lost, by 大项 → 小项 → item, by department, by town, and town by item."""

from __future__ import annotations

from functools import partial

from ui import clickable, explanation, losses, panels

diagnosis = panels.reported_diagnosis()
losses.headline(diagnosis)
clickable.views(
    "gaps-view",
    {
        "按大项、小项、指标": partial(losses.tree, diagnosis),
        "镇 × 指标": partial(losses.heat_map, diagnosis),
        "按责任单位": partial(losses.by_lead, diagnosis),
        "按镇": partial(losses.by_town, diagnosis),
    },
)
explanation.show_asked(diagnosis)
