"""Reading what comes back: a workbook's bytes in, an :class:`~data.intake.Intake` out."""

from data.reading.reader import read_workbook

__all__ = ["read_workbook"]
