"""The filters on the page: read from the address, shown in the sidebar, written back to the address.

The address is the state. A widget's callback writes what was chosen into it before the page runs, so
that a page reads nothing but its address and runs alone in a test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

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
    if wanted != {name: st.query_params.get_all(name) for name in st.query_params}:
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


def sidebar(page: Page, chosen: Choice) -> None:
    """The filters that act on the page; none: no sidebar."""
    if not page.filters:
        return
    with st.sidebar:
        st.header("Filters", anchor=False)
        for name in page.filters:
            if name == "from":
                _years(chosen)
            elif name != "to":
                _many(name, chosen)
        st.button("Reset filters", on_click=_reset, args=(page,), type="tertiary", icon=":material/restart_alt:")


def _years(chosen: Choice) -> None:
    years = [int(option.value) for option in chosen.options["from"]]
    if len(years) < 2:
        return
    key = _key("from")
    _hold(key, (chosen.year("from"), chosen.year("to")))
    st.slider("Years", years[0], years[-1], key=key, on_change=_years_changed, args=(key,))


def _many(name: str, chosen: Choice) -> None:
    labels = {option.code: option.label for option in chosen.options[name]}
    if len(labels) < 2:
        return
    filter_ = declared.FILTERS[name]
    key = _key(name)
    _hold(key, list(chosen.codes(name)))
    st.multiselect(
        filter_.label,
        list(labels),
        format_func=labels.__getitem__,
        key=key,
        placeholder="All",
        help=filter_.help or None,
        filter_mode="contains",
        select_all=False,
        on_change=_changed,
        args=(name, key),
    )


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


def _set(codes: dict[str, list[str]]) -> None:
    address = {**_base(), **codes}
    st.query_params.from_dict(address)
    if _LAST in st.session_state:
        st.session_state[_LAST] = {name: address[name] for name in address if name in _OWN}


def _changed(name: str, key: str) -> None:
    value: Any = st.session_state[key]
    codes = [value] if isinstance(value, str) else list(value or ())
    _set({name: codes or [ALL]})


def _years_changed(key: str) -> None:
    first, last = st.session_state[key]
    _set({"from": [str(first)], "to": [str(last)]})


def _reset(page: Page) -> None:
    kept = {name: codes for name, codes in _base().items() if name not in page.parameters}
    st.query_params.from_dict(kept or {VERSION: [catalog.build().version]})
    st.session_state[_LAST] = {name: codes for name, codes in kept.items() if name in _OWN}
