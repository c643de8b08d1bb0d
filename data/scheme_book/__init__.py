"""The scheme in Excel, both ways: a workbook that an official can read and edit, and the scheme in it again."""

from data.scheme_book.reader import read_scheme_workbook
from data.scheme_book.writer import BLANK, scheme_workbook

__all__ = ["BLANK", "read_scheme_workbook", "scheme_workbook"]
