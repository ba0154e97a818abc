"""The floor of a rerun: a filter and nothing that depends on it."""

import streamlit as st

st.set_page_config(layout="wide")
st.title("Sessions")
st.sidebar.multiselect("Session types", ["Workshop", "Main Session", "Open Forum", "High-Level Session"])
