"""青禾县, the demo county: made-up towns with a story over three rounds, sent in as real workbooks.

The story stands in the CSV files of this folder; ``docs/demo.md`` tells it.
"""

from data.demo.county import COUNTY_NAME
from data.demo.dates import EVALUATION_BY, RECTIFY_BY, ROUNDS, DemoRound
from data.demo.loading import load_demo
from data.demo.spoiled import Spoiled, spoiled_workbooks
from data.demo.workbooks import DemoWorkbook, demo_workbooks, write_demo

__all__ = [
    "COUNTY_NAME",
    "EVALUATION_BY",
    "RECTIFY_BY",
    "ROUNDS",
    "DemoRound",
    "DemoWorkbook",
    "Spoiled",
    "demo_workbooks",
    "load_demo",
    "spoiled_workbooks",
    "write_demo",
]
