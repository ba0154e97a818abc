"""An error that nobody expected: the reader gets its id, the log the rest."""

from __future__ import annotations

import secrets

import streamlit as st

from pages.shared.serving import log, metrics


def reported(error: BaseException, where: str) -> str:
    """Log `error`; returns the id under which the log has it."""
    number = secrets.token_hex(4)
    log.failure("error", error, id=number, where=where, type=type(error).__name__)
    metrics.count("atlas_errors_total", where=where)
    return number


def shown(error: Exception) -> bool:
    """What a reader sees where a page stops with `error`. Streamlit then shows nothing of its own."""
    number = reported(error, "page")
    st.error(
        f"Something went wrong here (error {number}). Reload the page; if it stays, report this number.",
        icon=":material/error:",
    )
    return True
