"""The front page against a ten-line Streamlit page with one Plotly chart, in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import DRAWN, served

pytestmark = pytest.mark.browser

MOST = 1.5
ROUNDS = 3
TEN_LINES = """
import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(layout="wide")
st.title("Registrations")
years = list(range(2006, 2026))
frame = pd.DataFrame({"year": years * 2, "group": ["a"] * 20 + ["b"] * 20, "count": range(40)})
st.plotly_chart(px.bar(frame, x="year", y="count", color="group"))
"""


def seconds(new_context: Callable[..., BrowserContext], address: str, chart: str) -> float:
    """From a new tab to the first chart."""
    page = new_context().new_page()
    begin = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(chart).first.wait_for()
    took = time.perf_counter() - begin
    page.context.close()
    return took


def test_front_page_is_not_much_slower_than_ten_lines(
    site: str, new_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    script = tmp_path / "ten_lines.py"
    script.write_text(TEN_LINES)
    with served(script, tmp_path / "server.log") as plain:
        pairs = [("[data-testid=stPlotlyChart] .main-svg", plain), (DRAWN, site)]
        for chart, address in pairs:
            seconds(new_context, address, chart)
        took = [[seconds(new_context, address, chart) for chart, address in pairs] for _ in range(ROUNDS)]
    ten_lines, ours = (statistics.median(times) for times in zip(*took, strict=True))
    print(f"ten lines {ten_lines:.2f} s, front page {ours:.2f} s, ratio {ours / ten_lines:.2f}")
    assert ours <= MOST * ten_lines
