"""The page that a browser loads first: Streamlit's own, with the words and the picture that others show of a link."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from streamlit.file_util import get_static_dir

from pages.shared import access, catalog
from pages.shared.serving import errors, guard, preview, readers
from pages.shared.site import BY_ADDRESS, NAME, PAGES, Page

WANTED = "atlas_wanted"
"""Cookie: the link that a reader opened before logging in."""
_LASTS = 600
_LONGEST = 3_000


async def opened(request: Request) -> Response:
    """A page of the site. Who has to log in first comes back to the link that was opened."""
    prefix = guard.base()
    page = BY_ADDRESS[request.url.path.removeprefix(prefix).strip("/")]
    wanted = _address(request.cookies.get(WANTED, ""))
    if not readers.is_admitted(request.cookies):
        answer: Response = HTMLResponse(_html(page, {}))
        link = f"{page.address}?{request.url.query}"
        if request.url.query or page.address:
            answer.set_cookie(WANTED, _address(link), _LASTS, path=prefix or "/", httponly=True, samesite="lax")
    elif wanted and not page.address and not request.url.query:
        answer = RedirectResponse(f"{prefix}/{wanted}", 302)
        answer.delete_cookie(WANTED, path=prefix or "/")
    else:
        root = (access.public_url() or f"{request.url.scheme}://{request.url.netloc}") + prefix
        answer = HTMLResponse(_html(page, await to_thread.run_sync(_shown, page, root)))
    answer.headers["cache-control"] = "no-cache"
    return answer


def _address(link: str) -> str:
    """`link` as an address of this site; empty where it is none."""
    path, _, query = link.partition("?")
    if not link or path not in BY_ADDRESS or len(link) > _LONGEST:
        return ""
    return f"{path}?{urlencode(parse_qsl(query))}"


def _shown(page: Page, root: str) -> Mapping[str, str]:
    """What a link to `page` is shown with; nothing where the tables cannot be read: the page then says so."""
    try:
        version = catalog.newest()
        sentence = _sentence(page, version)
    except catalog.NoTables:
        return {}
    except Exception as error:
        errors.reported(error, "preview")
        return {}
    return {
        "description": sentence,
        "og:title": _title(page),
        "og:description": sentence,
        "og:type": "website",
        "og:site_name": NAME,
        "og:url": f"{root}/{page.address}",
        "og:image": f"{root}/preview/{preview.name_of(page)}.png?v={version}",
        "og:image:width": str(preview.WIDTH),
        "og:image:height": str(preview.HEIGHT),
        "og:image:alt": sentence,
        "twitter:card": "summary_large_image",
    }


@lru_cache(maxsize=len(PAGES) * 3)
def _sentence(page: Page, version: str) -> str:
    """What the page's chart says, in the build `version`."""
    catalog.use(version)
    try:
        chart = preview.chart_of(page)
    finally:
        catalog.forget()
    return chart.sentence if chart is not None else f"{page.title}: {NAME}."


def _title(page: Page) -> str:
    return f"{page.title} · {NAME}" if page.address else NAME


def _html(page: Page, shown: Mapping[str, str]) -> str:
    metas = "".join(
        f'<meta {"property" if name.startswith("og:") else "name"}="{escape(name)}" content="{escape(value)}">'
        for name, value in shown.items()
    )
    return _streamlits().replace("<title>Streamlit</title>", f"<title>{escape(_title(page))}</title>{metas}", 1)


@cache
def _streamlits() -> str:
    return (Path(get_static_dir()) / "index.html").read_text("utf-8")
