"""What a reader does on a page, and what the page answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from streamlit.testing.v1 import AppTest

from data.place import store_url
from data.store import Store


@contextmanager
def stored() -> Iterator[Store]:
    """The store behind the page."""
    store = Store(store_url())
    try:
        yield store
    finally:
        store.close()


def choose(key: str, at: AppTest, choice: object) -> AppTest:
    """Have the session remember a choice under a key (a section of the page, what is opened), and draw it."""
    at.session_state[key] = choice
    at.run()
    assert not at.exception
    return at


def click(at: AppTest, label: str) -> AppTest:
    """Press the button of that label."""
    next(one for one in at.button if one.label == label).click().run()
    assert not at.exception
    return at


def give(at: AppTest, name: str, content: bytes) -> AppTest:
    """Give the first upload box of the page a file."""
    at.file_uploader[0].set_value((name, content, ""))
    at.run()
    assert not at.exception
    return at


def said(at: AppTest) -> str:
    """What the last action came to, without the marks that keep text from being markup."""
    return "\n".join(one.value.replace("\\", "") for one in (*at.success, *at.warning))
