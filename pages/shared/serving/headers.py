"""The headers that tell a browser what an answer may do."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from streamlit.file_util import get_static_dir

ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
}
NOTHING = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""For data: opened as a page, they run nothing and load nothing."""
_PAGE = {
    "default-src": "'none'",
    # Streamlit loads the code of a component as a module from a blob.
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
_EMBEDDED = "*"
_OWN = "'self'"


def of(path: str, query: str, content_type: str, may_embed: bool) -> Mapping[str, str]:
    """The headers of an answer to `path?query` (without the site's own prefix) with this content type.

    A page may stand in a frame of this site alone; in any other only one chart of it (`?card=…&embed=true`), and where
    `may_embed`.
    """
    if path.startswith(("/api", "/cubes", "/media/")):
        return {**ALWAYS, "content-security-policy": NOTHING}
    if not content_type.startswith("text/html"):
        return ALWAYS
    asked = parse_qs(query)
    embeds = may_embed and asked.get("embed") == ["true"] and "card" in asked
    policy = f"{_policy()}; frame-ancestors {_EMBEDDED if embeds else _OWN}"
    framed = {} if embeds else {"x-frame-options": "SAMEORIGIN"}
    return {**ALWAYS, **framed, "content-security-policy": policy}


@cache
def _policy() -> str:
    html = (Path(get_static_dir()) / "index.html").read_text("utf-8")
    inline = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in inline]
    scripts = " ".join([_PAGE["script-src"], *(f"'sha256-{digest}'" for digest in hashes)])
    return "; ".join(f"{name} {of}" for name, of in {**_PAGE, "script-src": scripts}.items())
