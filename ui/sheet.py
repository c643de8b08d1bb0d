"""A table as it would stand on paper: every cell is text, and long text takes more lines instead of being cut off."""

from __future__ import annotations

from collections.abc import Sequence

from ui import escape

Cell = tuple[str, str]
"""The text of a cell and its classes: ``right``, ``open``, or none."""


def sheet(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> str:
    """The table as HTML, everything in it escaped; a heading stands as the first cell below it does."""
    kinds = [kind for _, kind in rows[0]] if rows else [""] * len(heads)
    head = "".join(f'<th class="{kind}">{escape.html(text)}</th>' for text, kind in zip(heads, kinds, strict=True))
    body = "".join(
        "<tr>" + "".join(f'<td class="{kind}">{escape.html(text)}</td>' for text, kind in row) + "</tr>" for row in rows
    )
    return f'<div class="scroll"><table class="sheet"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
