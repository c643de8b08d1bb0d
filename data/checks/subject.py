"""What a check of one workbook looks at."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.intake import Intake
from data.roster import Roster
from scoring.scheme import Scheme
from scoring.scorecard import Scorecard


@dataclass(frozen=True, eq=False)
class Subject:
    """One workbook as read, beside the scheme, the roster, and the scores with it accepted.

    ``card`` has the row ``scored`` (the town, or 全县); it is None where no score hangs on the workbook.
    """

    scheme: Scheme
    roster: Roster
    intake: Intake
    scored: str = ""
    card: Scorecard | None = None

    def first_cells(self) -> dict[str, tuple[str, str]]:
        """Indicator's code → sheet and cell of its first reported figure in the form."""
        values = self.intake.values
        given = values[(values["status"] == "reported") & (values["sample"] == "")]
        first = given.drop_duplicates("indicator")
        cells = zip(first["sheet"], first["cell"], strict=True)
        return dict(zip(first["indicator"], cells, strict=True))

    def outcomes(self) -> pd.DataFrame:
        """The scores of the unit by the indicator's code: points, full, low, high; empty without a card."""
        if self.card is None:
            return pd.DataFrame(columns=["points", "full", "low", "high"])
        card, row = self.card, self.card.units.tolist().index(self.scored)
        columns = {"points": card.points, "full": card.full[row], "low": card.low[row], "high": card.high[row]}
        return pd.DataFrame(columns, index=[one.code for one in card.indicators])
