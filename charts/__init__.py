"""Tidy tables in, Plotly figures out. No Streamlit: pages, reports and tests draw the same pictures.

Every figure carries its own text alternative; :func:`alt_text` reads it back.
"""

from charts.changes import rank_change
from charts.gaps import gap_bars, loss_tree
from charts.heat import town_item_heatmap
from charts.profile import category_profile
from charts.progress import completeness_bars, total_trend
from charts.ranking import ranking_bars
from charts.rigid import rigid_board
from charts.style import alt_text
from charts.survey import survey_rates

__all__ = [
    "alt_text",
    "category_profile",
    "completeness_bars",
    "gap_bars",
    "loss_tree",
    "rank_change",
    "ranking_bars",
    "rigid_board",
    "survey_rates",
    "total_trend",
    "town_item_heatmap",
]
