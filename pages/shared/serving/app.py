"""What the server gets beside the script: routes, guard, what to do at an error, how readers log in."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.shared import access
from pages.shared.serving import errors, guard, log, routes


def served() -> dict[str, Any]:
    """What `st.App` takes beside the script. Raises access.NotConfigured where readers could not log in."""
    st.secrets.load_if_toml_exists()  # its plain entries are settings as those of the environment are
    log.begin()
    access.check()
    return {
        "routes": routes.routes(),
        "middleware": guard.middleware(),
        "on_script_error": errors.shown,
        "secrets": access.login(),
        "lifespan": routes.prepared,
    }
