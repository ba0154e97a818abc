"""The addresses beside the pages: health, data for programs, pictures for previews, metrics."""

from __future__ import annotations

import gc
import hashlib
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from pages.shared import access, api, catalog
from pages.shared.controls import FILES
from pages.shared.publish import live
from pages.shared.serving import document, errors, guard, log, metrics, preparing, preview
from pages.shared.site import PAGES

AT_ONCE = 2
"""So many answers are made at the same time."""
WAITING = 20
"""So many requests wait for their turn; further ones are told to come again."""
GARBAGE = 10
"""Seconds between two collections of garbage; Streamlit's own, after every run, took longer than the run."""
_KINDS = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_turns = CapacityLimiter(AT_ONCE)


def routes() -> list[BaseRoute]:
    """All routes, under the site's own prefix."""
    prefix = guard.base()
    own = (
        ("/health", health),
        ("/metrics", counted),
        ("/api", listed),
        ("/api/{name}.{kind}", answered),
        ("/preview/{name}.png", pictured),
        (f"{FILES}/definitions.js", defined),
        (FILES + "/{version}/{name}.json", cubed),
        *((f"/{page.address}", document.opened) for page in PAGES),
    )
    return [Route(f"{prefix}{path}", endpoint, methods=["GET"]) for path, endpoint in own]


@asynccontextmanager
async def prepared(_: Any) -> AsyncIterator[None]:
    """While the server is up: the tables are built in the background, where that is needed."""
    threading.Thread(target=_prepare, name="prepare", daemon=True).start()
    ended = threading.Event()
    threading.Thread(target=_tidy, args=(ended,), name="tidy", daemon=True).start()
    log.event("start", closed=access.is_closed(), sql=access.offers("sql"), uploads=access.offers("uploads"))
    yield
    ended.set()
    log.event("stop")


def _prepare() -> None:
    try:
        preparing.prepare()
        for page in PAGES:
            preview.drawn(page)
    except Exception as error:
        errors.reported(error, "tables")
    # What is there by now stays for good and need not be looked through for garbage.
    gc.collect()
    gc.freeze()


def _tidy(ended: threading.Event) -> None:
    """Collect garbage now and then: runs that failed hold files until somebody does."""
    while not ended.wait(GARBAGE):
        gc.collect()


async def health(_: Request) -> Response:
    """Whether the server answers and has tables, and their version."""
    try:
        version = catalog.newest() if preparing.is_prepared() else ""
    except catalog.NoTables:
        version = ""
    told = {"status": "ok" if version else "no tables yet", "version": version, "api": api.EDITION}
    return JSONResponse(told, 200 if version else 503, {"cache-control": "no-store"})


async def counted(_: Request) -> Response:
    """Counts and times, for whom the guard lets through."""
    return PlainTextResponse(metrics.text())


async def listed(request: Request) -> Response:
    """What programs may ask for."""
    return await _made(request, "index", lambda: Response(api.contents(), media_type="application/json"))


async def answered(request: Request) -> Response:
    """A view as CSV or JSON."""
    name, kind = request.path_params["name"], request.path_params["kind"]
    known = name if name in api.views() else "unknown"

    def make() -> Response:
        if kind not in _KINDS:
            raise api.Refused(404, "There are .csv and .json.")
        view = api.view(name, request.query_params.multi_items())
        given = {"x-atlas-version": view.version, "x-atlas-api": str(api.EDITION)}
        if kind == "csv":
            given["content-disposition"] = f'attachment; filename="{name}_{view.version}.csv"'
        return Response(view.csv() if kind == "csv" else view.json(), 200, given, _KINDS[kind])

    return await _made(request, known, make)


async def pictured(request: Request) -> Response:
    """The picture that a link to a page is shown with."""
    name = request.path_params["name"]
    page = next((page for page in PAGES if preview.name_of(page) == name), None)
    if page is None:
        return PlainTextResponse("Not Found", 404)
    return await _made(request, "preview", lambda: Response(preview.drawn(page), media_type="image/png"))


async def defined(_: Request) -> Response:
    """The chart definitions for the browser; the address has a part that changes with them."""
    return Response(live.definitions()[0], 200, _for_good(), "text/javascript; charset=utf-8")


async def cubed(request: Request) -> Response:
    """The rows of a card, or what its page needs, of one version of the data, which never changes."""

    def make() -> Response:
        try:
            found = live.file(request.path_params["version"], request.path_params["name"])
        except live.NotHeld as error:
            raise api.Refused(404, f"Not here: {error}.") from None
        return Response(found, 200, _for_good(), "application/json")

    return await _made(request, "cubes", make)


def _for_good() -> dict[str, str]:
    return {"cache-control": f"{'private' if access.is_closed() else 'public'}, max-age=31536000, immutable"}


async def _made(request: Request, name: str, make: Callable[[], Response]) -> Response:
    """What `make` makes in a thread, or why not, counted and logged."""
    begun = time.monotonic()
    if _turns.statistics().tasks_waiting >= WAITING:
        answer: Response = JSONResponse({"error": "Busy; come again in a moment."}, 503, {"retry-after": "2"})
    else:
        answer = await to_thread.run_sync(_answer, make, limiter=_turns)
    if answer.status_code == 200:
        answer = _kept(request, answer)
    metrics.count("atlas_api_answers_total", view=name, status=str(answer.status_code))
    log.event("answer", view=name, status=answer.status_code, ms=round((time.monotonic() - begun) * 1000))
    return answer


def _answer(make: Callable[[], Response]) -> Response:
    try:
        return make()
    except api.Refused as refused:
        return JSONResponse({"error": refused.message}, refused.status)
    except catalog.NoTables:
        return JSONResponse({"error": "The tables are being built; come again."}, 503, {"retry-after": "10"})
    except Exception as error:
        number = errors.reported(error, "api")
        return JSONResponse({"error": f"Something went wrong here (error {number})."}, 500)


def _kept(request: Request, answer: Response) -> Response:
    """Whom it may be shared with, and nothing at all where the caller has it already."""
    tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:20]}"'
    answer.headers["etag"] = tag
    answer.headers.setdefault("cache-control", "private, no-cache" if access.is_closed() else "public, max-age=60")
    if not access.is_closed():
        answer.headers["access-control-allow-origin"] = "*"
        answer.headers["access-control-expose-headers"] = "x-atlas-version, x-atlas-api"
    if request.headers.get("if-none-match") == tag:
        del answer.headers["content-length"]
        return Response(status_code=304, headers=answer.headers)
    return answer
