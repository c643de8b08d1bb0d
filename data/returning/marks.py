"""The marks in one sheet: wrong cells coloured and commented, and all of it taken away again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from data.findings import Finding
from data.returning.book import Book, Sheet
from data.returning.cells import Cells
from data.returning.comments import Comments
from data.returning.look import FILLS, NOTE_TITLE, SEVERITIES
from data.returning.note_text import note_lines
from data.returning.places import Place, merged, name_of, place_of, shown_at
from data.returning.styles import Styles

Grounds = Mapping[tuple[str, str], str]
"""Sheet and cell → the fill that a marked cell had before, as :meth:`Styles.fill` describes it."""

NO_FILL = "none"


class Marker:
    """Marks the sheets of one workbook."""

    def __init__(self, book: Book, styles: Styles) -> None:
        self.book, self.styles = book, styles
        self.marking = {place for place in range(styles.count) if styles.ground(place) in FILLS.values()}

    def clean(self, sheets: Iterable[Sheet], grounds: Grounds) -> None:
        """Take all our marks out of those sheets. A marked cell that was moved looks like its neighbours again."""
        for sheet in sheets:
            if self._is_marked(sheet):
                root = self.book.package.tree(sheet.part)
                self._uncolour(sheet.name, Cells(root), grounds)
                Comments(self.book, sheet.part, root).clean()

    def mark(self, sheet: Sheet, findings: Sequence[Finding]) -> dict[tuple[str, str], str]:
        """Mark the cells of those findings; what each coloured cell was filled with before."""
        root = self.book.package.tree(sheet.part)
        ranges, at = merged(root), defaultdict(list)
        for one in findings:
            place = place_of(one.cell)
            if place:
                at[shown_at(place, ranges)].append(one)
        grounds = self._colour(Cells(root), at)
        Comments(self.book, sheet.part, root).put({place: note_lines(ones) for place, ones in sorted(at.items())})
        return {
            (sheet.name, one.cell): grounds[shown] for shown, ones in at.items() for one in ones if shown in grounds
        }

    def _colour(self, cells: Cells, at: Mapping[Place, Sequence[Finding]]) -> dict[Place, str]:
        grounds = {}
        for place, findings in at.items():
            worst = min((one.severity for one in findings), key=SEVERITIES.index)
            if worst in FILLS:
                style = cells.style(place)
                grounds[place] = self.styles.fill(style)
                cells.set_style(place, self.styles.with_ground(style, FILLS[worst]))
        return grounds

    def _uncolour(self, name: str, cells: Cells, grounds: Grounds) -> None:
        looks = dict(cells.styled())
        for place, style in looks.items():
            if style in self.marking:
                before = grounds.get((name, name_of(place))) or self._neighbours_fill(place, style, looks)
                cells.set_style(place, self.styles.with_fill(style, before))

    def _neighbours_fill(self, place: Place, style: int, looks: Mapping[Place, int]) -> str:
        """The fill of most cells of the column that are alike in everything else."""
        wanted = self.styles.without_fill(style)
        column = (look for (_, column), look in looks.items() if column == place[1] and look not in self.marking)
        alike = Counter(look for look in column if self.styles.without_fill(look) == wanted)
        return self.styles.fill(alike.most_common(1)[0][0]) if alike else NO_FILL

    def _is_marked(self, sheet: Sheet) -> bool:
        package = self.book.package
        notes = (one.target for one in package.relations(sheet.part) if one.kind == "comments")
        if any(one in package and NOTE_TITLE.encode() in package.read(one) for one in notes):
            return True
        return bool(self.marking) and any(
            style in self.marking for _, style in Cells(package.look(sheet.part)).styled()
        )
