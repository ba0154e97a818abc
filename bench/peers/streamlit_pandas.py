"""What one writes first: Streamlit, pandas, px.bar."""

import os

import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(layout="wide")


@st.cache_data
def load():
    return pd.read_parquet(os.environ["BENCH_SESSIONS"])


sessions = load()
st.title("Sessions")
kinds = st.sidebar.multiselect("Session types", sessions["session_type"].value_counts().index)
chosen = sessions[sessions["session_type"].isin(kinds)] if kinds else sessions
counted = chosen.groupby(["year", "track"]).size().reset_index(name="sessions")
st.plotly_chart(px.bar(counted, x="year", y="sessions", color="track"))
