"""What one writes second: Streamlit, DuckDB, px.bar."""

import os

import duckdb
import plotly.express as px
import streamlit as st

KINDS = "select session_type from sessions group by all order by count(*) desc"

st.set_page_config(layout="wide")


@st.cache_resource
def connection():
    made = duckdb.connect()
    made.execute(f"create table sessions as select * from '{os.environ['BENCH_SESSIONS']}'")
    return made


sessions = connection().cursor()
st.title("Sessions")
types = [row[0] for row in sessions.execute(KINDS).fetchall()]
kinds = st.sidebar.multiselect("Session types", types, default=st.query_params.get_all("type")) or types
counted = sessions.execute(
    "select year, track, count(*) as sessions from sessions where list_contains(?, session_type)"
    " group by all order by all",
    [kinds],
).df()
st.plotly_chart(px.bar(counted, x="year", y="sessions", color="track"))
