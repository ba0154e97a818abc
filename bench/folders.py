"""What the compared systems are started in: the folders that a plain file server serves are made here.

Observable Framework is installed by npm into a temporary folder; nothing of it is kept.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import duckdb

from pages.shared.publish import publish

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
FRAMEWORK = HERE / "peers/observable"
INSTALLED_WITHIN = 600
"""Seconds for npm."""
TOLD = 1_000
"""So many characters of what a failed command said are shown."""


class Missing(Exception):
    """A program that a compared system needs is not there, or does not do its work."""


def repository(_: Path) -> Path:
    return ROOT


def data(folder: Path) -> Path:
    return folder


def react(data: Path) -> Path:
    """A plain page that holds the cube: what any chart in a browser costs at least."""
    folder = data / "static"
    if not folder.exists():
        folder.mkdir()
        shutil.copy(HERE / "peers/react.html", folder)
        shutil.copy(ROOT / "static/plotly-cartesian.min.js", folder)
        (folder / "cube.json").write_text(json.dumps(_cube(data)))
    return folder


def edition(data: Path) -> Path:
    """The static edition of the tables."""
    folder = data / "edition"
    if not folder.exists():
        before = os.environ.get("ATLAS_TABLES")
        os.environ["ATLAS_TABLES"] = str(data / "tables")
        try:
            publish(folder)
        finally:
            os.environ.pop("ATLAS_TABLES")
            if before is not None:
                os.environ["ATLAS_TABLES"] = before
    return folder


def framework(data: Path) -> Path:
    """The same chart from the same cube as a page of Observable Framework, built. Raises Missing."""
    folder = data / "observable"
    if not folder.exists():
        project = data.parent / "framework"
        if not project.exists():
            shutil.copytree(FRAMEWORK, project)
            _run(project, "npm", "install", "--no-audit", "--no-fund")
        names = ("year", "track", "type", "sessions")
        rows = [dict(zip(names, row, strict=True)) for row in _cube(data)]
        (project / "src/sessions.json").write_text(json.dumps(rows))
        _run(project, "npm", "run", "build")
        shutil.move(project / "dist", folder)
    return folder


def versions() -> dict[str, str]:
    """Package of npm -> the version that is compared."""
    found: dict[str, str] = json.loads((FRAMEWORK / "package.json").read_text("utf-8"))["dependencies"]
    return found


def _cube(data: Path) -> list[tuple[object, ...]]:
    """Year, track, type, sessions."""
    return duckdb.sql(
        f"select year, track, session_type, count(*) from '{data / 'sessions.parquet'}' group by all order by all"
    ).fetchall()


def _run(folder: Path, *command: str) -> None:
    environment = {**os.environ, "OBSERVABLE_TELEMETRY_DISABLE": "true"}
    try:
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True,
                       timeout=INSTALLED_WITHIN)  # fmt: skip
    except subprocess.CalledProcessError as failed:
        raise Missing(f"{' '.join(command)} failed:\n{(failed.stdout + failed.stderr)[-TOLD:]}") from failed
    except subprocess.TimeoutExpired as slow:
        raise Missing(f"{' '.join(command)} took longer than {INSTALLED_WITHIN} seconds") from slow
