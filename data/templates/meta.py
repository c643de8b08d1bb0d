"""What a workbook knows of itself, and the lists behind its drop-downs, on a hidden sheet.

A hidden sheet is what Excel, WPS, LibreOffice and phones all keep when they save; document properties and defined
names are lost by one or the other. The same facts stand visibly under each title, for a sheet copied out alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from data.intake import Kind
from data.templates.forms import KIND_TITLES, META_KEYS, META_SHEET, TEMPLATE_VERSION
from scoring.scheme import Scheme


@dataclass(frozen=True)
class Meta:
    """Whose workbook it is, for which round, under which scheme."""

    scheme_code: str
    scheme_version: str
    template_version: str
    kind: Kind
    unit: str
    round_name: str

    @classmethod
    def of(cls, scheme: Scheme, kind: Kind, unit: str, round_name: str) -> Meta:
        """The facts of a workbook of today's template."""
        return cls(scheme.code, scheme.version, TEMPLATE_VERSION, kind, unit, round_name)

    def facts(self) -> list[tuple[str, str]]:
        """Key and value as they stand on the hidden sheet."""
        values = {**self.__dict__, "kind": KIND_TITLES[self.kind]}
        return [(heading, str(values[key])) for key, heading in META_KEYS.items()]

    def line(self, *more: str) -> str:
        """The visible line under a title: «填报单位：石桥镇　轮次：…»."""
        shown = ("unit", "round_name", "scheme_code", "scheme_version")
        values = [f"{META_KEYS[key]}：{getattr(self, key)}" for key in shown]
        return "　　".join((*values, *(one for one in more if one)))

    @property
    def footer(self) -> str:
        """What stands at the foot of each page."""
        return f"{self.unit}　{self.round_name}　{KIND_TITLES[self.kind]}"


def mark(workbook: Workbook, title: str, facts: Mapping[str, str]) -> None:
    """Put a hidden sheet into a list that goes out and comes back: what it is (表类), and ``facts`` by META_KEYS."""
    sheet = workbook.create_sheet(META_SHEET)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    for row, (key, text) in enumerate({"kind": title, **facts}.items(), 1):
        for column, content in enumerate((META_KEYS[key], text), 1):
            cell = sheet.cell(row, column, content)
            cell.data_type = "s"


class Backstage:
    """The hidden sheet: the facts in columns A and B, a list for drop-downs in each column from D on."""

    def __init__(self, workbook: Workbook, meta: Meta) -> None:
        self.sheet = workbook.create_sheet(META_SHEET)
        self.sheet.sheet_state = "hidden"
        self.sheet.protection.sheet = True
        self.next_column = 4
        for row, fact in enumerate(meta.facts(), 1):
            for column, text in enumerate(fact, 1):
                cell = self.sheet.cell(row, column, text)
                cell.data_type = "s"

    def list_of(self, words: Sequence[str]) -> str:
        """Put the words down as a list; the range of it for a drop-down."""
        column, self.next_column = self.next_column, self.next_column + 1
        for row, word in enumerate(words, 1):
            cell = self.sheet.cell(row, column, word)
            cell.data_type = "s"
        letter = get_column_letter(column)
        return f"{META_SHEET}!${letter}$1:${letter}${max(len(words), 1)}"
