"""The way in, where ATLAS_ALLOW closes the site: asked before anything is read for the reader."""

from __future__ import annotations

import streamlit as st

from pages.shared import access
from pages.shared.serving import log, metrics
from pages.shared.site import NAME


def is_passed() -> bool:
    """Whether who reads here may."""
    return not access.is_closed() or access.admits(st.user.to_dict())


def ask() -> None:
    """What whoever may not read sees instead of everything else."""
    st.title(NAME, anchor=False)
    if not st.user.get("is_logged_in"):
        st.markdown("This site is open to invited readers.")
        st.button("Log in", on_click=st.login, icon=":material/login:", type="primary")
        return
    metrics.count("atlas_refused_total", reason="allow-list")
    log.event("refused", reason="allow-list")
    st.markdown("You are logged in, but this account is not among the invited readers.")
    st.button("Log out", on_click=st.logout, icon=":material/logout:")


def way_out() -> None:
    """The button to log out, at the end of the sidebar."""
    if access.is_closed():
        st.sidebar.button("Log out", on_click=st.logout, type="tertiary", icon=":material/logout:")
