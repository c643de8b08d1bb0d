"""The cells of a worksheet's XML: finding one, making one, changing its style."""

from __future__ import annotations

from collections.abc import Iterator

from data.returning.markup import Element, SurgeryError, child, is_true, local, namespace
from data.returning.places import Place, name_of, place_of


class Cells:
    """The rows of a sheet. Rows and cells without a name of their own count on from the one before."""

    def __init__(self, sheet: Element) -> None:
        found = child(sheet, "sheetData")
        if found is None:
            raise SurgeryError("a sheet without rows")
        self._rows, self._sheet = found, sheet
        self._row_at: dict[int, Element] = {}
        self._cell_at: dict[Place, Element] = {}
        for number, row in _numbered_rows(found):
            self._row_at[number] = row
            self._cell_at.update({(number, column): cell for column, cell in _numbered_cells(row)})

    def styled(self) -> Iterator[tuple[Place, int]]:
        """Every cell there is with its style."""
        return ((place, _style(cell)) for place, cell in self._cell_at.items())

    def style(self, place: Place) -> int:
        """The style of a cell, that of its row or column when it is not there."""
        cell = self._cell_at.get(place)
        return _style(cell) if cell is not None else self._style_around(place)

    def set_style(self, place: Place, style: int) -> None:
        """Give a cell a style; it is made when it is not there."""
        cell = self._cell_at.get(place)
        (self._made(place) if cell is None else cell).set("s", str(style))

    def _style_around(self, place: Place) -> int:
        row = self._row_at.get(place[0])
        if row is not None and is_true(row.get("customFormat")):
            return _style(row)
        columns = child(self._sheet, "cols")
        for one in columns if columns is not None else ():
            if int(one.get("min") or 0) <= place[1] <= int(one.get("max") or 0):
                return int(one.get("style") or 0)
        return 0

    def _made(self, place: Place) -> Element:
        number, column = place
        row = self._row_at.get(number)
        if row is None:
            row = self._rows.makeelement(f"{{{namespace(self._rows)}}}row", {"r": str(number)})
            self._rows.insert(sum(other < number for other in self._row_at), row)
            self._row_at[number] = row
        cell = row.makeelement(f"{{{namespace(row)}}}c", {"r": name_of(place)})
        row.insert(sum(other < column for other, _ in _numbered_cells(row)), cell)
        row.attrib.pop("spans", "")
        self._cell_at[place] = cell
        return cell


def _numbered_rows(rows: Element) -> Iterator[tuple[int, Element]]:
    number = 0
    for row in rows:
        if local(row) == "row":
            number = int(row.get("r") or number + 1)
            yield number, row


def _numbered_cells(row: Element) -> Iterator[tuple[int, Element]]:
    column = 0
    for cell in row:
        if local(cell) == "c":
            place = place_of(cell.get("r") or "")
            column = place[1] if place else column + 1
            yield column, cell


def _style(element: Element) -> int:
    return int(element.get("s") or 0)
