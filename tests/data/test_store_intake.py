"""The Intake record refuses what the store could not keep."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from data.intake import PROBLEMS, SELF_SCORES, VALUES
from tests.data.drawn import intake


def test_an_intake_without_tables_has_empty_ones_with_their_columns() -> None:
    bare = intake("石桥镇", "")
    assert tuple(bare.problems.columns) == PROBLEMS.columns
    assert bare.problems.dtypes.astype(str)["due_on"] == "datetime64[us]"
    assert bare.values.dtypes.astype(str)["value"] == "float64"


def test_a_table_with_other_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="values has the columns"):
        replace(intake("石桥镇", ""), values=VALUES.empty().drop(columns="typed"))


def test_a_figure_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match=r"values has a row twice.*faulty"):
        intake("石桥镇", "C1-02 faulty 4\nC1-02 faulty 5")
    twice = SELF_SCORES.frame([("石桥镇", "C1-02", 1, None, "", "", "", "填报表", "H2")] * 2)
    with pytest.raises(ValueError, match="self_scores has a row twice"):
        intake("石桥镇", "", self_scores=twice)


def test_records_are_plain_python_whatever_dtype_the_frame_had() -> None:
    frame = PROBLEMS.empty().reindex(range(1)).astype(object)
    frame["number"], frame["rigid"], frame["due_on"] = 7, np.True_, pd.Timestamp("2025-03-31")
    (row,) = PROBLEMS.records(frame)
    assert (row["number"], row["rigid"], row["due_on"].isoformat()) == ("7", True, "2025-03-31")
    assert (row["found_on"], row["town"]) == (None, "")
