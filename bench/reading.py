"""Reading twenty filled town workbooks, against the libraries that only fetch cells."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pandas as pd
from python_calamine import CalamineWorkbook

from bench.clock import Line, timed
from data.demo.dates import ROUNDS
from data.demo.workbooks import demo_workbooks
from data.reading import read_workbook
from scoring import load_scheme

COUNT = 20


def lines() -> Iterator[Line]:
    """Raw calamine is the baseline; ours also checks every cell and keeps where it came from."""
    scheme = load_scheme("gd2021")
    files = town_files()
    base = timed(lambda: [raw_calamine(content) for _, content in files])
    yield Line(f"{COUNT} workbooks, raw python-calamine (every sheet to lists)", base)
    yield Line(
        "read_workbook: values, findings, problems, evidence",
        timed(lambda: [read_workbook(c, n, scheme) for n, c in files]),
        base,
    )
    yield Line(
        "openpyxl read-only, every cell", timed(lambda: [raw_openpyxl(content) for _, content in files], 3), base
    )
    yield Line("pandas.read_excel, every sheet", timed(lambda: [raw_pandas(content) for _, content in files], 3), base)


def town_files() -> list[tuple[str, bytes]]:
    """Twenty town workbooks of the demo county, as they were sent."""
    scheme = load_scheme("gd2021")
    found = [(one.file_name, one.content) for number in (2, 1) for one in demo_workbooks(scheme, ROUNDS[number])]
    return [(name, content) for name, content in found if "镇级" in name or name.endswith("镇.xlsx")][:COUNT] or found[
        :COUNT
    ]


def raw_calamine(content: bytes) -> list[list[list[object]]]:
    """Every sheet's cells."""
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]  # type: ignore[misc]


def raw_openpyxl(content: bytes) -> list[list[tuple[object, ...]]]:
    """Every sheet's cells."""
    book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    return [list(sheet.iter_rows(values_only=True)) for sheet in book]


def raw_pandas(content: bytes) -> dict[str, pd.DataFrame]:
    """Every sheet as a frame."""
    return pd.read_excel(BytesIO(content), sheet_name=None, header=None, engine="openpyxl")
