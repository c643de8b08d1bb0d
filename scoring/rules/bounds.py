"""What a number among the parameters of a rule may be, said beside its type: ``step: Positive``."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Annotated

GRAIN = 1e-9
"""The grid that values are settled on: what is smaller is nothing."""


@dataclass(frozen=True)
class Within:
    """The numbers from ``least`` to ``most``, both included, and how that is said."""

    least: float
    most: float
    words: str

    def __contains__(self, number: float) -> bool:
        return self.least <= number <= self.most

    @property
    def inside(self) -> float:
        """Some number within."""
        return max(self.least, min(1.0, self.most))


Positive = Annotated[float, Within(GRAIN, inf, "须大于 0")]
NotNegative = Annotated[float, Within(0, inf, "不能小于 0")]
Share = Annotated[float, Within(0, 1, "须在 0 与 1 之间")]
