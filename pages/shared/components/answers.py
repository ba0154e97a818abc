"""What a card asked of the server, answered: rows behind a figure, a document's words, a file."""

from __future__ import annotations

import base64
import logging
from collections.abc import Mapping
from typing import Any

import streamlit as st

from pages.shared import evidence, filters, passages
from pages.shared.card import asked, highlighted
from pages.shared.catalog import Query
from pages.shared.charts import Chart
from pages.shared.components.downloads import MIME, SCOPES, Downloads

_LOG = logging.getLogger(__name__)


def answers(key: str, query: Query, chart: Chart, files: Downloads) -> dict[str, Any]:
    """The answers to what the card `key` asked last, as static/card.js takes them."""
    wanted = asked(key)
    given: dict[str, Any] = {"turn": wanted.get("turn", 0), "highlightTurn": highlighted(key).get("turn", 0)}
    point = wanted.get("key")
    if query.behind and point in set(chart.table.keys):
        given |= {"key": point, "behind": evidence.behind(query, point, evidence.names_of(chart.table))}
    if isinstance(passage := wanted.get("passage"), Mapping):
        given["passage"] = _passage(*(str(passage.get(name)) for name in ("documentId", "place", "quote")))
    if _is_new(key, given["turn"]) and isinstance(file := wanted.get("file"), Mapping):
        given["file"] = _file(files, str(file.get("kind")), str(file.get("scope")))
    return given


def _passage(document_id: str, place: str, quote: str) -> dict[str, Any] | None:
    found = passages.passage(document_id, place, quote)
    return {**found, "page": filters.document_link(document_id)} if found else None


def is_answered(key: str) -> bool:
    """Whether nothing that the card `key` asked is open."""
    return bool(asked(key).get("turn", 0) == st.session_state.get(f"{key}-answered", 0))


def _is_new(key: str, turn: int) -> bool:
    """Whether this is the first run that answers: a file is sent once."""
    answered, st.session_state[f"{key}-answered"] = st.session_state.get(f"{key}-answered"), turn
    return bool(turn != answered)


def _file(files: Downloads, kind: str, scope: str) -> dict[str, str]:
    if kind not in MIME or scope not in SCOPES:
        return {"error": "There is no such file."}
    try:
        name, mime, content = files.file(kind, scope)
    except Exception:  # the page stands, and the reader is told
        _LOG.exception("%s of %s could not be made", kind, files.title)
        return {"error": "The file could not be made; please report it."}
    return {"name": name, "mime": mime, "base64": base64.b64encode(content).decode()}
