"""退回更正: a unit's own workbook back with the faults marked, for one or for all."""

from data.returning.bundle import returned_all
from data.returning.workbook import Returned, returned

__all__ = ["Returned", "returned", "returned_all"]
