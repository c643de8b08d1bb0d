"""What should be put right before slides and papers are made: problems that only the towns' lists know."""

from __future__ import annotations

import streamlit as st

from reports.material import Material
from ui import escape


def say_not_taken_over(material: Material) -> None:
    """That some problems are not in the ledger yet, with the way there; nothing when all of them are."""
    if material.not_taken_over:
        said = f"各镇问题清单里有{material.not_taken_over}，还没有并入台账。"
        why = "镇街页已经计入，问题清单、通报还没有，数会对不上；请先并入，再制作材料。"
        st.warning(escape.markdown(said + why))
        st.page_link("../pages/loop/problems.py", label="打开“问题销号”", icon=":material/arrow_forward:")
