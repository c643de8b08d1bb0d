"""The rule kinds of a scheme. Importing this package registers them all."""

from scoring.rules import bands, choices, combine, counts, lines, peers, samples, slopes
from scoring.rules.reader import Reader, Step
from scoring.rules.rule import KINDS, Lever, Outcome, Rule

__all__ = [
    "KINDS", "Lever", "Outcome", "Reader", "Rule", "Step", "bands", "choices", "combine", "counts", "lines", "peers",
    "samples", "slopes",
]  # fmt: skip
