"""The data of a card as files, made when a reader asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from pages.shared import exports, words


def downloads(package: exports.Package, key: str) -> None:
    kinds: Sequence[tuple[str, str, Callable[[exports.Package], bytes]]] = (
        ("CSV", "text/csv", exports.csv),
        ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", exports.xlsx),
        ("Parquet", "application/vnd.apache.parquet", exports.parquet),
    )
    with st.popover("Data", type="tertiary", icon=":material/download:", key=f"{key}-data"):
        st.markdown(f":small[{words.plural(len(package.rows), 'row')} as shown]")
        for kind, mime, make in kinds:
            st.download_button(
                kind,
                data=partial(make, package),
                file_name=package.file(kind.lower()),
                mime=mime,
                key=f"{key}-{kind}",
                on_click="ignore",
                type="tertiary",
                width="stretch",
            )
