"""Who asks, by the cookie that Streamlit sets after a login: the same that opens its websocket.

Reads Streamlit's cookie with Streamlit's own functions; tests/serving/test_login.py fails where a new release
of it keeps readers elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from pages.shared import access


def reader(cookies: Mapping[str, str]) -> dict[str, Any]:
    """The claims of the reader who logged in at this site; none: nobody did."""
    signed = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    claims = json.loads(signed) if signed else {}
    return claims if isinstance(claims, dict) and claims.get("origin") == access.public_url() else {}


def is_admitted(cookies: Mapping[str, str]) -> bool:
    """Whether who sends these cookies may read."""
    return not access.is_closed() or access.admits(reader(cookies))
