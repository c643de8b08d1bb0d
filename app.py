"""The front door: an ASGI app around ui/frame.py, with a health check and the store's migration at start-up.

Run it with ``streamlit run app.py``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from data.place import store_url
from data.reading import isolated
from data.store import Store
from ui import panels


async def healthz(_request: Request) -> JSONResponse:
    """200 once the store answers, with its revision."""
    return JSONResponse({"status": "ok", "revision": await run_in_threadpool(_revision)})


def _revision() -> int:
    store = Store(store_url())
    try:
        return store.revision()
    finally:
        store.close()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Bring the store's schema up to date before the first page is served; a store that cannot be opened stops here.

    The processes that read uploads are started meanwhile, and end with the server.
    """
    Store(store_url()).migrate().close()
    warming = Thread(target=isolated.warm, daemon=True)
    warming.start()
    yield
    isolated.close()


app = st.App("ui/frame.py", routes=[Route("/healthz", healthz)], lifespan=lifespan, on_script_error=panels.failure)
