"""县本级: how a problem of the county itself is called, and what people type for it.

In tables its town is ``scoring.COUNTY``, the unit that is the county everywhere. On screen and on paper it is not
called 全县, which would read as all towns together.
"""

from __future__ import annotations

import re
import unicodedata

from scoring.scheme import COUNTY, COUNTY_ITSELF

_COUNTY_SIGNS = "县市区旗"
_TYPED = r"(?:{sign}?本?级|[全本]?{sign}(?:本?级|直)?(?:部门|单位|层面)?)"


def town_words(town: object) -> str:
    """The town of a problem as it is shown."""
    return COUNTY_ITSELF if town == COUNTY else str(town)


def means_county(typed: str, county: str = "") -> bool:
    """Whether somebody who typed that in the place of a town means the county; ``county`` is its name.

    县本级, 全县, 本县, 县级, 县直部门, the name itself with or without 本级; of a district 区本级, of a city 全市.
    """
    said, name = (_plain(text) for text in (typed, county))
    if not said:
        return False
    sign = f"[县{name[-1]}]" if name and name[-1] in _COUNTY_SIGNS else "县"
    own = said.removeprefix(name) if name else said
    return own == "" or re.fullmatch(_TYPED.format(sign=sign), own) is not None


def _plain(text: str) -> str:
    """Without blanks; full and half width make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).split())
