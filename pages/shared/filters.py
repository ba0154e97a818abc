"""The filters of the page: read from the address, written back to the address.

The address is the state. A callback writes what was chosen into it before the page runs, so that a page
reads nothing but its address and runs alone in a test.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st

from pages.shared import catalog, changes, declared, options, queries
from pages.shared.catalog import fetch
from pages.shared.choice import ALL, Choice
from pages.shared.plain import plain
from pages.shared.site import BY_ADDRESS, DOCUMENTS, Page

VERSION = "v"
CARD = "card"
_LAST = "address"
_CAME_WITH = "came-with"
_TURN = "turn"
_DRAWN = "drawn"
_SESSION = "session"
_OWN = frozenset((*declared.FILTERS, VERSION))


def current() -> Choice:
    """What the address chooses."""
    return options.choice(_given())


def _given() -> dict[str, list[str]]:
    """The parameters of the address. Going to another page empties it: then what was last written holds."""
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    if not _OWN & set(given) and _LAST in st.session_state:
        given = {**given, **st.session_state[_LAST]}
    return given


def follow_address(page: Page) -> Choice:
    """Write the whole address of the page that is about to run; returns what it chooses."""
    given = _given()
    chosen = options.choice(given)
    for notice in chosen.notices:
        st.warning(plain(notice), icon=":material/link_off:")
    _tell_of_other_version(chosen, page)
    _write(chosen, page)
    return chosen


def version() -> str:
    """The data version that the address asks for; empty where it asks for none."""
    return next(iter(_given().get(VERSION, [])), "")


def embedded() -> str:
    """The name of the one card that a frame in another page shows; empty: the whole page."""
    return st.query_params.get(CARD, "") if st.context.is_embedded else ""


def _tell_of_other_version(chosen: Choice, page: Page) -> None:
    """Where a link was made with other data than the newest: what is shown, and what has changed since."""
    if catalog.build().memory is not None:
        st.session_state.pop(_CAME_WITH, None)
        return
    shown, newest = catalog.build().version, catalog.newest()
    if shown != newest:
        st.info(plain(changes.kept(shown, newest)), icon=":material/history:")
        st.button("Show the newest data", on_click=_set, args=({VERSION: [newest]},), icon=":material/update:")
        return
    asked = version()
    if asked and asked != shown:
        st.session_state[_CAME_WITH] = asked
    if came_with := st.session_state.get(_CAME_WITH):
        in_view = set(fetch(queries.meetings_chosen(chosen))["meeting_id"])
        left_out = {str(option.value) for option in chosen.options["meeting"]} - in_view
        st.info(changes.notice(came_with, shown, page.tables, left_out), icon=":material/update:")
        st.button("Close", on_click=st.session_state.pop, args=(_CAME_WITH, None), icon=":material/close:")


def _write(chosen: Choice, page: Page) -> None:
    address = _grouped(_parameters(chosen, page))
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in _OWN}
    wanted = {**address, **others}
    if list(wanted.items()) != [(name, st.query_params.get_all(name)) for name in st.query_params]:
        st.query_params.from_dict(wanted)
    st.session_state[_LAST] = address


def _parameters(chosen: Choice, page: Page) -> list[tuple[str, str]]:
    return [*chosen.parameters(*page.parameters), (VERSION, catalog.build().version)]


def _grouped(parameters: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, code in parameters:
        grouped.setdefault(name, []).append(code)
    return grouped


def here() -> Page:
    """The page whose address is open; the overview where a page runs without the site."""
    path = urlsplit(st.context.url or "").path.rstrip("/").rsplit("/", 1)[-1]
    return BY_ADDRESS.get(path, BY_ADDRESS[""])


def link(chosen: Choice, page: Page) -> str:
    """The address that shows `chosen` on `page`, whole."""
    return _address(page, _parameters(chosen, page))


def embedded_link(card: str, chosen: Choice, page: Page) -> tuple[str, str]:
    """The addresses that show one card without its page: with this version of the data, with the newest."""
    parameters = [*chosen.parameters(*page.parameters), (CARD, card), ("embed", "true")]
    return _address(page, [*parameters, (VERSION, catalog.build().version)]), _address(page, parameters)


def document_link(document_id: str) -> str:
    """The address of a document's page."""
    return _address(DOCUMENTS, [("document", document_id), (VERSION, catalog.build().version)])


def _address(page: Page, parameters: Sequence[tuple[str, str]]) -> str:
    root = (st.context.url or "").split("?")[0]
    if root and not urlsplit(root).path:
        root += "/"
    root = root[: len(root) - len(urlsplit(root).path.rsplit("/", 1)[-1])] if root else "/"
    return f"{root}{page.address}?{urlencode(parameters)}"


def highlight(card: str, codes: Sequence[str]) -> None:
    """Highlight the series `codes` on the whole page."""
    _set({"highlight": list(codes) or [ALL]})
    st.session_state[f"{card}-moved"] = True


def moved(card: str) -> bool:
    """Whether the card has just changed the address, so that the whole page has to follow; told once."""
    return bool(st.session_state.pop(f"{card}-moved", False))


def search(chosen: Choice, page: Page) -> str:
    """What stands in the address of `page` after its path."""
    return f"?{urlencode(_parameters(chosen, page))}"


def told(said: Mapping[str, Any], page: Page) -> None:
    """In a callback: a reader chose in the browser, and some cards show it already.

    said: {codes: {filter: codes, or None for its default}, turn, drawn: names of cards, search: what they show}
    """
    codes = {
        name: None if given is None else [str(code) for code in given]
        for name, given in dict(said.get("codes") or {}).items()
        if name in page.parameters
    }
    kept = {name: given for name, given in _base().items() if codes.get(name, given)}
    _set({name: given for name, given in codes.items() if given}, kept)
    st.session_state[_TURN] = int(said.get("turn") or 0)
    st.session_state[_DRAWN] = (str(said.get("search")), frozenset(map(str, said.get("drawn") or ())))


def turn() -> dict[str, Any]:
    """The last choice that the browser told of: its number, and the session that knows of it."""
    session = st.session_state.setdefault(_SESSION, secrets.token_hex(4))
    return {"session": session, "number": int(st.session_state.get(_TURN, 0))}


def is_drawn(card: str) -> bool:
    """Whether the browser shows the card as this run chooses."""
    shown, cards = st.session_state.get(_DRAWN, ("", ()))
    address = parse_qsl(str(shown).removeprefix("?"), keep_blank_values=True)
    return card in cards and _grouped(address) == st.session_state.get(_LAST)


def ran() -> None:
    """A run is over, or was broken off: what the browser drew for it counts for no other."""
    st.session_state.pop(_DRAWN, None)


def option(name: str, chosen: Choice) -> None:
    """The switch of a chart option, where the page wants it."""
    labels = {option.code: option.label for option in chosen.options[name]}
    key = _key(name)
    _hold(key, chosen.one(name))
    st.segmented_control(
        declared.FILTERS[name].label,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        help=declared.FILTERS[name].help or None,
        required=True,
        on_change=_changed,
        args=(name, key),
    )


def written(name: str, chosen: Choice, placeholder: str) -> None:
    """The box for what a reader writes, where the page wants it."""
    key = _key(name)
    _hold(key, chosen.one(name))
    st.text_input(
        declared.FILTERS[name].label,
        key=key,
        max_chars=declared.FILTERS[name].longest,
        help=declared.FILTERS[name].help or None,
        placeholder=placeholder,
        type="search",
        on_change=_changed,
        args=(name, key),
    )


def found_by_typing(name: str, chosen: Choice) -> None:
    """The list from which one value is chosen, or none, where the page wants it."""
    labels = {option.code: option.label for option in chosen.options[name]}
    key = _key(name)
    _hold(key, chosen.one(name) or None)
    st.selectbox(
        declared.FILTERS[name].label,
        list(labels),
        format_func=lambda code: labels.get(code, code),
        key=key,
        help=declared.FILTERS[name].help or None,
        placeholder="Type to find one",
        filter_mode="contains",
        on_change=_changed,
        args=(name, key),
    )


def choose(name: str, code: str) -> None:
    """Choose one value, in a callback."""
    _set({name: [code]})


def choose_all(codes: Mapping[str, Sequence[str]]) -> None:
    """Choose values of several filters at once, in a callback."""
    _set({name: list(given) for name, given in codes.items()})


def _hold(key: str, value: Any) -> None:
    """Let the widget `key` show `value`. One that shows it already is left alone: set again, it is drawn again."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def _key(name: str) -> str:
    return f"filter-{name}"


def _base() -> dict[str, list[str]]:
    """What a change begins from: a quick second click must not undo the first, which the browser has not
    been told of yet."""
    return {
        **{name: st.query_params.get_all(name) for name in st.query_params},
        **st.session_state.get(_LAST, {}),
    }


def _set(codes: dict[str, list[str]], kept: Mapping[str, list[str]] | None = None) -> None:
    address = {**(_base() if kept is None else kept), **codes}
    st.query_params.from_dict(address)
    if _LAST in st.session_state:
        st.session_state[_LAST] = {name: address[name] for name in address if name in _OWN}


def _changed(name: str, key: str) -> None:
    value: Any = st.session_state[key]
    codes = [value] if isinstance(value, str) else list(value or ())
    _set({name: codes or [ALL]})
