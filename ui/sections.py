"""The sections of the navigation and the pages in them."""

from __future__ import annotations

SECTIONS = {
    "总体": [("overview/overview.py", "总览", ":material/dashboard:", "overview")],
    "填报": [
        ("intake/receive.py", "填报接收", ":material/inbox:", "receive"),
        ("intake/consistency.py", "台账一致性", ":material/compare_arrows:", "consistency"),
        ("intake/freeze.py", "封存与申诉", ":material/lock:", "freeze"),
        ("intake/setup.py", "轮次与名册", ":material/event_note:", "setup"),
    ],
    "诊断": [
        ("diagnose/gaps.py", "差距分析", ":material/stacked_bar_chart:", "gaps"),
        ("diagnose/ranking.py", "排名", ":material/format_list_numbered:", "ranking"),
        ("diagnose/town.py", "镇街画像", ":material/location_city:", "town"),
        ("diagnose/duty.py", "责任账", ":material/assignment_ind:", "duty"),
        ("diagnose/veto.py", "否决风险", ":material/gavel:", "veto"),
    ],
    "整改": [
        ("loop/problems.py", "问题销号", ":material/task_alt:", "problems"),
        ("loop/what_if.py", "试算", ":material/calculate:", "what-if"),
        ("loop/evidence.py", "佐证台账", ":material/folder_check:", "evidence"),
        ("loop/survey.py", "三度调查", ":material/forum:", "survey"),
        ("loop/innovation.py", "改革创新", ":material/emoji_objects:", "innovation"),
    ],
    "汇报": [
        ("meeting/briefing.py", "汇报模式", ":material/slideshow:", "briefing"),
        ("meeting/handouts.py", "会议材料", ":material/folder_zip:", "handouts"),
    ],
    "方案": [("scheme/scheme.py", "考核方案", ":material/rule:", "scheme")],
    "帮助": [("help/manual.py", "使用手册", ":material/menu_book:", "manual")],
}
"""Section → its pages: file under pages/, title, icon, address."""
