"""Downloads of a list, as it is chosen."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from pages.shared import catalog, exports
from pages.shared.choice import Choice
from pages.shared.site import Page

_NO_SOURCES = pd.DataFrame(columns=["url", "document", "form", "published"])


def packaged(name: str, rows: pd.DataFrame, chosen: Choice, page: Page) -> exports.Package:
    """`rows` with what tells how they were chosen."""
    given = [pair for pair in chosen.parameters(*page.parameters) if pair[0] in page.parameters]
    return exports.Package(name, rows, given, _NO_SOURCES, catalog.build().version)


def list_downloads(name: str, rows: pd.DataFrame, chosen: Choice, page: Page) -> None:
    """Buttons that give `rows` as CSV and XLSX, under a name that says page, filters and data version."""
    package = packaged(name, rows, chosen, page)
    kinds = (
        ("CSV", "text/csv", exports.csv),
        ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", exports.xlsx),
    )
    with st.container(horizontal=True, gap="small"):
        for kind, mime, make in kinds:
            st.download_button(
                f"This list as {kind}",
                data=partial(make, package),
                file_name=package.file(kind.lower()),
                mime=mime,
                key=f"{name}-{kind}",
                icon=":material/download:",
                on_click="ignore",
                type="tertiary",
            )
