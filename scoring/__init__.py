"""The scoring core: pure. A scheme and a table of values in, scores with their reasons out."""

from scoring.located import Fault, SchemeError
from scoring.scheme import COUNTY, Indicator, Input, Scheme
from scoring.scheme_file import load_scheme, parse_scheme
from scoring.score import score, score_county
from scoring.scorecard import Explanation, Scorecard

__all__ = [
    "COUNTY", "Explanation", "Fault", "Indicator", "Input", "Scheme", "SchemeError", "Scorecard",
    "load_scheme", "parse_scheme", "score", "score_county",
]  # fmt: skip
