"""A reader's own documents: tables that hold them too, for this reader's session alone.

The documents are read by a process of its own with limits. The tables that it makes are in a folder that nobody else
can read and that goes with the session; what is made from them is kept with them, and never with what readers share.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from pages.shared import access, catalog, temporary
from pages.shared.catalog import WITH_OWN, Build
from pages.shared.kept import Kept
from pages.shared.own.trying import FILE_MB as FILE_MB
from pages.shared.own.trying import FILES as FILES
from pages.shared.own.trying import File as File
from pages.shared.own.trying import NotTried as NotTried
from pages.shared.own.trying import tried

PREFIX = "atlas-own-"
_KEPT = 2_000
"""So much of what is made from a reader's own tables is kept while they are there."""


@dataclass
class Own:
    """What was read from a reader's documents."""

    trial: Mapping[str, Any]
    """As `etl.trial.Trial` has it."""
    base: str
    """The version of the tables that the documents were added to."""
    build: Build | None
    """The tables that hold the documents too; none where they could not be built."""
    folder: TemporaryDirectory[str]
    is_included: bool

    def close(self) -> None:
        """Remove everything."""
        if self.build and self.build.memory:
            self.build.memory.clear()
        self.folder.cleanup()


@dataclass
class _Holder:
    """What a session holds."""

    own: Own | None = None

    def release(self) -> None:
        """Remove the documents and all that was made of them."""
        own, self.own = self.own, None
        if own:
            own.close()


@st.cache_resource(scope="session", show_spinner=False, on_release=_Holder.release)
def _holder() -> _Holder:
    return _Holder()


def is_on() -> bool:
    """Whether readers may give documents of their own."""
    return access.offers("uploads")


def current() -> Own | None:
    """This reader's documents, where some were given."""
    return _holder().own if is_on() else None


def take(files: Sequence[File]) -> None:
    """Read the files, in place of what this reader gave before, and include them. Raises NotTried."""
    base = catalog.newest()
    folder = temporary.folder(PREFIX)
    try:
        trial = tried(files, Path(folder.name))
    except BaseException:
        folder.cleanup()
        raise
    build = None
    if trial["version"]:
        made = Path(folder.name) / "out" / "builds" / trial["version"]
        build = Build(made, f"{base}{WITH_OWN}", Kept(_KEPT))
    else:
        folder.cleanup()
    remove()
    _holder().own = Own(trial, base, build, folder, is_included=build is not None)


def remove() -> None:
    """Remove this reader's documents."""
    _holder().release()


def include(is_included: bool) -> None:
    """Let the documents be in all charts of this reader, or leave them out."""
    own = current()
    if own and own.build:
        own.is_included = is_included


def choose(version: str) -> None:
    """Choose the tables for this page run: this reader's own, else those of the version, else the newest."""
    own = current()
    if own and own.build and own.is_included:
        catalog.choose(own.build)
    else:
        catalog.use(version)
