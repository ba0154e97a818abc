"""What stands before every request: its host and origin, what is closed to the outside, who gets in, headers."""

from __future__ import annotations

import hmac
import os
from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from pages.shared import access
from pages.shared.serving import headers, metrics, readers
from pages.shared.site import BY_ADDRESS

METRICS_TOKEN = "ATLAS_METRICS_TOKEN"
HEALTH = ("/health", "/_stcore/health")
"""What proxies ask under the server's name within; it holds no data."""
METRICS = ("/metrics", "/_stcore/metrics")
_OPEN = (
    "/static/",
    "/app/static/",
    "/auth/",
    "/oauth2callback",
    *HEALTH,
    "/_stcore/host-config",
    "/favicon.png",
    "/manifest.json",
)
"""What a reader gets before logging in: the program, which holds no data."""
_STREAM = "/_stcore/stream"
"""The websocket, which the script itself guards: whoever may not read gets the way to log in and nothing else."""
REFUSALS: Mapping[str, tuple[int, str]] = {
    "host": (421, "This server does not answer to that name."),
    "origin": (403, "Requests from other sites are not answered."),
    "closed": (404, "Not Found"),
    "login": (401, "Log in first."),
}


def middleware() -> list[Middleware]:
    """The guard, as `st.App` takes it."""
    return [Middleware(Guard)]


class Guard:
    """ASGI middleware: refuses, or passes on and adds the headers to the answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.base = base()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        path = scope["path"].removeprefix(self.base) or "/"
        reason = refusal(connection, path)
        if not reason:
            await self.app(scope, receive, _with_headers(scope, path, send))
            return
        metrics.count("atlas_refused_total", reason=reason)
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        status, text = REFUSALS[reason]
        await PlainTextResponse(text, status)(scope, receive, _with_headers(scope, path, send))


def base() -> str:
    """The prefix of all addresses, from a slash on; empty: none."""
    prefix = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{prefix}" if prefix else ""


def refusal(connection: HTTPConnection, path: str) -> str:
    """Why a request for `path` is refused; empty: it is not."""
    if path not in HEALTH and not _is_known_host(connection.headers.get("host")):
        return "host"
    if not _is_known_origin(connection):
        return "origin"
    if path in METRICS and not _has_token(connection.headers.get("authorization", "")):
        return "closed"
    if path.startswith("/_stcore/agent") or (path.startswith("/_stcore/upload_file") and not access.offers("uploads")):
        return "closed"
    needs_login = not (path.startswith(_OPEN) or path.strip("/") in BY_ADDRESS or path in (_STREAM, *METRICS))
    return "login" if needs_login and not readers.is_admitted(connection.cookies) else ""


def _is_known_host(host: str | None) -> bool:
    """Names that this server has; any, where neither ATLAS_URL nor server.allowedHosts says which."""
    name = urlsplit(f"//{host}").hostname if host else None
    known = urlsplit(access.public_url()).hostname
    if name in access.OWN_MACHINE or (known and name == known):
        return True
    listed = st.get_option("server.allowedHosts")
    return is_host_allowed(host) if listed else not known


def _is_known_origin(connection: HTTPConnection) -> bool:
    """Whether a websocket, or what changes something, comes from a page of this site.

    Stricter than Streamlit, which takes pages of any port of this machine and asks the net for its own address.
    """
    if connection.scope["type"] == "http" and connection.scope["method"] in ("GET", "HEAD", "OPTIONS"):
        return True
    origin = connection.headers.get("origin")
    if origin is None or not st.get_option("server.enableCORS"):
        return True
    named = {str(known).rstrip("/") for known in st.get_option("server.corsAllowedOrigins")}
    return urlsplit(origin).netloc == connection.headers.get("host") or origin in named


def _has_token(authorization: str) -> bool:
    token = os.environ.get(METRICS_TOKEN, "")
    return bool(token) and hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())


def _with_headers(scope: Scope, path: str, send: Send) -> Send:
    is_https = access.public_url().startswith("https://")

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = MutableHeaders(scope=message)
            query = scope["query_string"].decode("latin-1")
            for name, value in headers.of(
                path, query, given.get("content-type", ""), may_embed=not access.is_closed()
            ).items():
                given.setdefault(name, value)
            if is_https:
                message["headers"] = [_secure(*header) for header in message["headers"]]
        await send(message)

    return sending


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """A cookie goes over TLS alone; Streamlit does not know that a proxy speaks it."""
    is_cookie = name.lower() == b"set-cookie" and b"; secure" not in value.lower()
    return (name, value + b"; Secure") if is_cookie else (name, value)
