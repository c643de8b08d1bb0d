"""The rule kinds of a scheme. Importing this package registers them all."""

from scoring.rules import combine, leaves, peers
from scoring.rules.rule import KINDS, Lever, Outcome, Reader, Rule, Step

__all__ = ["KINDS", "Lever", "Outcome", "Reader", "Rule", "Step", "combine", "leaves", "peers"]
