"""The check of the pinned versions: it finds what applies, and does not pass where it cannot look."""

from __future__ import annotations

import importlib.util
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from tests.browser.conftest import ROOT

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / "deploy" / "audit.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write(folder: Path, package: str, identity: str, *events: dict[str, str], **rest: object) -> None:
    path = folder / "vulns" / package / f"{identity}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    affected = {"package": {"name": package}, "ranges": [{"type": "ECOSYSTEM", "events": list(events)}]}
    path.write_text(
        yaml.safe_dump({"id": identity, "published": "2026-11-20T00:00:00Z", "affected": [affected], **rest})
    )


@pytest.fixture
def advisories(tmp_path: Path) -> Path:
    write(tmp_path, "jinja2", "PYSEC-2019-217", {"introduced": "0"}, {"fixed": "2.10.1"})
    write(tmp_path, "example", "X-1", {"introduced": "1.2"}, {"fixed": "1.4"}, {"introduced": "2.0"}, {"fixed": "2.1"})
    write(tmp_path, "other", "X-2", {"introduced": "0"}, {"last_affected": "3.0"})
    write(tmp_path, "gone", "X-3", {"introduced": "0"}, withdrawn="2026-01-01T00:00:00Z")
    return tmp_path


@pytest.mark.parametrize(
    ("package", "version", "is_found"),
    [
        ("example", "1.1", False),
        ("example", "1.2", True),
        ("example", "1.10", False),
        ("example", "1.4", False),
        ("example", "2.0.5", True),
        ("other", "3.0", True),
        ("other", "3.0.1", False),
        ("gone", "1.0", False),
        ("unheard-of", "1.0", False),
    ],
)
def test_an_advisory_applies_to_its_versions(
    audit: ModuleType, advisories: Path, package: str, version: str, is_found: bool
) -> None:
    assert bool(audit.found(advisories, {package: version})) is is_found


def test_it_says_how_old_the_advisories_are(
    audit: ModuleType, advisories: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.audit(advisories, {"example": "1.4"}, NOW) == 0
    assert "2026-11-20, 2 days ago" in capsys.readouterr().out
    assert audit.audit(advisories, {"example": "1.3"}, NOW) == 1
    assert "example 1.3: X-1" in capsys.readouterr().out


def test_it_fails_without_advisories_and_where_the_planted_version_is_not_flagged(
    audit: ModuleType, advisories: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert audit.main([]) == 2
    assert audit.main([str(tmp_path_factory.mktemp("nothing"))]) == 2
    (advisories / "vulns" / "jinja2" / "PYSEC-2019-217.yaml").unlink()
    assert audit.main([str(advisories)]) == 2


def test_every_pinned_version_has_hashes(audit: ModuleType) -> None:
    assert {"streamlit", "authlib", "pytest"} <= set(audit.pinned())
    for name in audit.PINNED:
        blocks = (ROOT / name).read_text("utf-8").replace("\\\n", " ").splitlines()
        assert all("--hash=sha256:" in line for line in blocks if "==" in line)
