"""What stands beside the list of findings: the documents that were read, findings by kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from pages.shared import words
from pages.shared.components.layout import cells, nothing_found


def documents_read(rows: pd.DataFrame) -> None:
    """How many documents of which kind were read."""
    if rows.empty:
        nothing_found("No document has been read yet. Put documents into data/documents and run `python -m etl build`.")
        return
    documents = words.plural(int(rows["documents"].sum()), "document")
    st.header(f"{documents} read, {words.number(rows['words'].sum())} words", anchor=False)
    shown = rows.assign(
        form=rows["form"].map({"record": "records (our words)", "original": "originals (their words)"}),
        words=rows["words"].map(words.number),
    )
    st.table(
        cells(shown.rename(columns=str.capitalize)),
        border="horizontal",
        hide_index=True,
        alt="Documents by kind and form",
    )


def findings_by_code(by_code: pd.DataFrame) -> None:
    """How many findings there are of each kind."""
    st.header(words.plural(int(by_code["findings"].sum()), "finding"), anchor=False)
    if by_code.empty:
        nothing_found("Nothing was found that was not understood or that does not add up.")
        return
    summary = by_code.drop(columns=["key"]).assign(code=by_code["code"].str.replace("-", " "))
    shown = cells(summary.rename(columns=str.capitalize))
    st.table(shown, border="horizontal", hide_index=True, alt="Findings by kind")


def corrections(made: Sequence[Mapping[str, Any]]) -> None:
    """Every correction of a value that a source was misread or misprinted in, with before, after and reason."""
    st.header("Corrections", anchor=False)
    if not made:
        st.markdown("No value has been corrected: the tables hold what the documents state.", width=760)
        return
    shown = pd.DataFrame(
        [
            {
                "Table": str(one["table"]).replace("_", " "),
                "Row": ", ".join(str(value) for value in one["where"].values()),
                "Column": one["column"],
                "Before": str(one["before"]),
                "After": str(one["after"]),
                "Reason": one["reason"],
            }
            for one in made
        ]
    )
    st.table(cells(shown), border="horizontal", hide_index=True, alt="Corrections with before, after and reason")


def error_rates(rates: Sequence[Mapping[str, Any]]) -> None:
    """How much is read right, measured on samples; nothing where it has not been measured."""
    if not rates:
        return
    st.header("How much is read right", anchor=False)
    st.markdown(
        "Measured on documents whose right rows are known. Precision is the part of the rows read that is"
        " right, recall the part of the right rows that is read; details are the other columns of rows that"
        " were found.",
        width=760,
    )
    for basis, said in BASES.items():
        rows = [_rate(rate) for rate in rates if rate["basis"] == basis]
        if rows:
            st.markdown(said, width=760)
            shown = cells(pd.DataFrame(rows))
            st.table(shown, border="horizontal", hide_index=True, alt=f"Precision and recall. {said}")


BASES = {
    "unseen": "On documents that nobody had seen when the rules were written: what to expect.",
    "known": "On documents that the rules were written with: that nothing got worse.",
}


def _rate(rate: Mapping[str, Any]) -> dict[str, str]:
    parts = {"Precision": "precision", "Recall": "recall", "Details": "attributes"}
    return {
        "Table": str(rate["table"]).replace("_", " "),
        "Documents": words.number(rate["documents"]),
        "Rows": words.number(rate["rows"]),
        **{title: _percent(rate.get(name)) for title, name in parts.items()},
    }


def _percent(value: Any) -> str:
    return "" if words.is_missing(value) else f"{float(value):.1%}"
