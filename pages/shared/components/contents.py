"""How much is in here."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from pages.shared import words
from pages.shared.components.layout import nothing_found


def contents(rows: pd.DataFrame) -> None:
    """How much is in here, in words."""
    row = rows.iloc[0]
    if not row["documents"]:
        nothing_found("No document has been read yet. Put documents into data/documents and run `python -m etl build`.")
        return
    figures = (
        ("Documents read", row["documents"]),
        (f"Meetings, {row['first_year']:.0f} to {row['last_year']:.0f}", row["meetings"]),
        ("Figures, each with its source", row["figures"]),
        ("Sessions listed here", row["sessions"]),
        ("Themes found", row["themes"]),
    )
    with st.container(horizontal=True, gap="small"):
        for label, value in figures:
            st.metric(label, words.number(value), width=180)
