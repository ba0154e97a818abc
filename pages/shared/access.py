"""Who may read, and what a server offers: settings from the environment, read whenever they are needed.

ATLAS_URL                  the public address, `https://atlas.example.org`
ATLAS_ALLOW                who may read: e-mail addresses and domains, by commas or spaces; unset: everybody
ATLAS_OIDC_METADATA_URL    the identity provider: `https://…/.well-known/openid-configuration`
ATLAS_OIDC_CLIENT_ID       what the provider calls this site
ATLAS_OIDC_CLIENT_SECRET   and its password there
STREAMLIT_SERVER_COOKIE_SECRET   signs the cookies of readers who logged in; the same on all replicas
ATLAS_SQL, ATLAS_UPLOADS, ATLAS_TEXTS   `on`, `off`: whether readers may write SQL, may give documents of their own,
                           may read the text of originals; unset: they may where the server listens to its own machine
                           alone and ATLAS_URL is not set
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

PROVIDER = ("ATLAS_OIDC_METADATA_URL", "ATLAS_OIDC_CLIENT_ID", "ATLAS_OIDC_CLIENT_SECRET")
COOKIE_SECRET = "STREAMLIT_SERVER_COOKIE_SECRET"
OWN_MACHINE = ("127.0.0.1", "::1", "localhost")
LEAST_SECRET = 32
"""So many characters a cookie secret has at least."""
_ENTRY = re.compile(r"([^@\s]+@)?([a-z0-9-]+\.)+[a-z0-9-]+")
_SWITCHES = {"sql": "ATLAS_SQL", "uploads": "ATLAS_UPLOADS", "texts": "ATLAS_TEXTS"}


class NotConfigured(Exception):
    """The settings contradict each other, or something is missing; the server does not start with them."""


def offers(what: str) -> bool:
    """Whether readers may use `sql`, `uploads` or `texts` here."""
    set_to = os.environ.get(_SWITCHES[what], "").strip().lower()
    return set_to == "on" if set_to else not _is_public()


def _is_public() -> bool:
    from streamlit import get_option, runtime  # settings can be checked without a server

    return bool(public_url()) or (runtime.exists() and get_option("server.address") not in OWN_MACHINE)


def public_url() -> str:
    """The public address without a slash at its end; empty where none is set."""
    return os.environ.get("ATLAS_URL", "").strip().rstrip("/")


def allowed() -> frozenset[str]:
    """The addresses and domains that may read, in small letters; none: everybody may."""
    return frozenset(re.split(r"[,\s]+", os.environ.get("ATLAS_ALLOW", "").strip().lower())) - {""}


def is_closed() -> bool:
    """Whether readers have to log in."""
    return bool(allowed())


def admits(reader: Mapping[str, Any]) -> bool:
    """Whether the reader with these claims of the identity provider may read.

    An address counts as the reader's own unless the provider says that it was not verified.
    """
    if not is_closed():
        return True
    email = reader.get("email")
    if not isinstance(email, str) or not reader.get("is_logged_in"):
        return False
    if reader.get("email_verified", True) not in (True, "true"):
        return False
    name, _, domain = email.strip().lower().rpartition("@")
    return bool(name) and not {f"{name}@{domain}", domain}.isdisjoint(allowed())


def check() -> None:
    """Raises NotConfigured where readers would have to log in and cannot, or could get in without."""
    url = urlsplit(public_url())
    if public_url() and not (url.scheme in ("http", "https") and url.netloc and not url.path):
        raise NotConfigured(f"ATLAS_URL is not an address like https://atlas.example.org: {public_url()}")
    if not is_closed():
        if os.environ.get("ATLAS_ALLOW", "").strip():
            raise NotConfigured("ATLAS_ALLOW names nobody; leave it out to let everybody read")
        return
    wrong = sorted(entry for entry in allowed() if not _ENTRY.fullmatch(entry))
    if wrong:
        raise NotConfigured(f"ATLAS_ALLOW: neither an e-mail address nor a domain: {', '.join(wrong)}")
    missing = [name for name in ("ATLAS_URL", *PROVIDER) if not os.environ.get(name, "").strip()]
    if missing:
        raise NotConfigured(f"ATLAS_ALLOW asks readers to log in; for that, set {', '.join(missing)}")
    if len(os.environ.get(COOKIE_SECRET, "")) < LEAST_SECRET:
        raise NotConfigured(f"{COOKIE_SECRET} needs {LEAST_SECRET} characters or more, as of `openssl rand -hex 32`")


def login() -> dict[str, Any]:
    """What Streamlit's login has to know, as its secrets; empty where everybody may read."""
    if not is_closed():
        return {}
    metadata, client, password = (os.environ[name].strip() for name in PROVIDER)
    return {
        "auth": {
            "redirect_uri": f"{public_url()}/oauth2callback",
            "cookie_secret": os.environ[COOKIE_SECRET],
            "client_id": client,
            "client_secret": password,
            "server_metadata_url": metadata,
        }
    }
