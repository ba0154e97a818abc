"""The recipes of hosting: the image's steps in an empty folder, Caddy in front of two servers."""

from __future__ import annotations

import os
import re
import secrets
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
import yaml
from playwright.sync_api import BrowserContext

from etl import build
from pages.shared import access
from tests.browser.conftest import ROOT, charts, free_port, served
from tests.serving.stream import first_run

DEPLOY = ROOT / "deploy"
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ")


def steps(word: str) -> list[str]:
    """The lines of the image's last stage that begin with `word`."""
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    return re.findall(rf"^\s*{word} (.+)$", last, re.MULTILINE)


def test_the_image_copies_what_is_there_and_nothing_secret() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    for step in steps("COPY"):
        name = step.split()[-2]
        if "--from" not in step:
            assert (ROOT / name).exists(), name
            assert f"!{name}" in ignored, name
    assert {".streamlit/secrets.toml", "data/tables"} <= set(ignored)
    assert steps("USER") == ["atlas"]


@pytest.mark.long
def test_the_steps_of_the_image_serve_the_site(tmp_path: Path) -> None:
    for step in steps("COPY"):
        name = step.split()[-2]
        if "--from" not in step:
            source, target = ROOT / name, tmp_path / step.split()[-1].removeprefix("./")
            if source.is_dir():
                shutil.copytree(source, target, ignore=shutil.ignore_patterns("tables", "originals", "__pycache__"))
            else:
                shutil.copy(source, tmp_path / name)
    command = next(step for step in steps("RUN") if "etl" in step)
    subprocess.run([sys.executable, *shlex.split(command)[1:]], cwd=tmp_path, check=True, timeout=500)
    with served(tmp_path / "dashboard.py", tmp_path / "server.log", ATLAS_TABLES="") as address:
        wait_until(lambda: httpx.get(f"{address}/health").status_code == 200)
        assert httpx.get(f"{address}/api/registrations-by-group.json").json()["rows"]


@pytest.mark.long
def test_a_site_without_tables_builds_them(tmp_path: Path) -> None:
    for name in ("dashboard.py", ".streamlit", "static", "etl", "pages"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "data").mkdir()
    for path in (ROOT / "data").iterdir():
        if path.name != "tables":
            (tmp_path / "data" / path.name).symlink_to(path)
    # The modules are found by their real place: copies, so that the tables are built beside them.
    for name in ("etl", "pages"):
        (tmp_path / name).unlink()
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    with served(tmp_path / "dashboard.py", tmp_path / "server.log", ATLAS_TABLES="") as address:
        assert httpx.get(f"{address}/health").status_code in (200, 503)
        wait_until(lambda: httpx.get(f"{address}/health").status_code == 200)
    assert (tmp_path / "data" / "tables" / "current.json").is_file()


def wait_until(holds: Callable[[], bool], seconds: float = 300) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.2)


def compose(name: str) -> dict[str, dict[str, dict[str, object]]]:
    loaded: dict[str, dict[str, dict[str, object]]] = yaml.safe_load((DEPLOY / name).read_text("utf-8"))
    return loaded


def test_the_composed_servers_are_those_that_caddy_asks() -> None:
    for name in ("compose.yaml", "compose.replicas.yaml"):
        services = compose(name)["services"]
        asked = str(services["caddy"]["environment"]["ATLAS_REPLICAS"]).split()  # type: ignore[index]
        assert [f"{service}:8501" for service in services if service != "caddy"] == asked
    atlas = compose("compose.yaml")["services"]["atlas"]
    assert atlas["read_only"] is True
    assert atlas["ulimits"]["nofile"] >= 1 << 16  # type: ignore[index]


def test_the_documents_of_the_checkout_are_those_that_a_build_in_the_container_reads() -> None:
    mounted = [str(volume).split(":") for volume in compose("compose.yaml")["services"]["atlas"]["volumes"]]
    folders = {(DEPLOY / source).resolve(): target for source, target, *_ in mounted if source.startswith(".")}
    assert folders == {folder: f"/app/{folder.relative_to(ROOT)}" for folder in (build.DOCUMENTS, build.ORIGINALS)}


def test_the_example_of_settings_names_those_that_there_are() -> None:
    named = re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "env.example").read_text("utf-8"), re.MULTILINE)
    code = "".join(path.read_text("utf-8") for part in ("pages", "etl") for path in (ROOT / part).rglob("*.py"))
    assert {*named} - {"ATLAS_HOST", access.COOKIE_SECRET} == set(re.findall(r"ATLAS_[A-Z_]*[A-Z]", code))
    assert access.COOKIE_SECRET in named


def program(name: str) -> str:
    """Where a program is that tests/get-programs.sh gets: beside Python, or on the path."""
    beside = Path(sys.executable).parent
    found = shutil.which(name, path=f"{beside}{os.pathsep}{os.environ['PATH']}")
    assert found, f"no {name}: `apt-get install {name}`, or as root `sh tests/get-programs.sh {beside}`"
    return found


@contextmanager
def behind_caddy(tables: Path, folder: Path, replicas: int) -> Iterator[tuple[str, list[str]]]:
    """The site as deploy/Caddyfile serves it, on the way over TLS; its address, and those of the servers behind."""
    ports = [free_port() for _ in range(replicas)]
    host, http_port = f"localhost:{free_port()}", str(free_port())
    settings = {
        "ATLAS_TABLES": str(tables),
        "ATLAS_URL": f"https://{host}",
        access.COOKIE_SECRET: secrets.token_hex(32),
        "ATLAS_METRICS_TOKEN": "token",
    }
    with ExitStack() as running:
        servers = [
            running.enter_context(served(ROOT / "dashboard.py", folder / f"{port}.log", port, **settings))
            for port in ports
        ]
        environment = {
            **os.environ,
            "ATLAS_HOST": host,
            "HTTP_PORT": http_port,
            "ATLAS_REPLICAS": " ".join(f"127.0.0.1:{port}" for port in ports),
            "XDG_DATA_HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
        }
        log = running.enter_context((folder / "caddy.log").open("w"))
        command = [program("caddy"), "run", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]
        caddy = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        running.callback(caddy.wait, 20)
        running.callback(caddy.terminate)
        wait_until(lambda: _answers(f"https://{host}/health"), 60)
        yield f"https://{host}", servers


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, verify=False).status_code == 200
    except httpx.TransportError:
        return False


@pytest.mark.long
def test_caddy_serves_two_replicas_and_a_reader_stays_with_one(
    tables: Path, tmp_path: Path, new_context: Callable[..., BrowserContext]
) -> None:
    with behind_caddy(tables, tmp_path, 2) as (site, servers):
        page = httpx.get(f"{site}/", verify=False)
        assert page.headers["strict-transport-security"]
        assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
        assert page.headers.get("server", "") not in ("Caddy", "uvicorn")
        given = {"authorization": "Bearer token"}
        assert httpx.get(f"{site}/metrics", headers=given, verify=False).status_code == 404
        script = httpx.get(f"{site}/app/static/card.js", headers={"accept-encoding": "gzip"}, verify=False)
        assert script.headers["content-encoding"] == "gzip"
        served_by = set()
        for _ in range(6):
            reader = new_context(ignore_https_errors=True).new_page()
            reader.goto(f"{site}/registrations-by-stakeholder?group=civil-society")
            charts(reader)
            [stays] = [c for c in reader.context.cookies() if c["name"] == "atlas_replica"]
            served_by.add(stays["value"])
            card = reader.locator(".atlas-card").first
            card.locator("[data-menu=download]").click()
            with reader.expect_download() as download:
                card.locator("[data-file=csv]").first.click()
            assert download.value.path().read_text("utf-8-sig").startswith("meeting_id")
        assert len(served_by) == len(servers)


@pytest.mark.long
def test_pages_of_other_sites_do_not_open_the_websocket_through_caddy(tables: Path, tmp_path: Path) -> None:
    with behind_caddy(tables, tmp_path, 1) as (site, [server]):
        assert "new_session" in first_run(server, {})
        opened = httpx.get(
            f"{site}/_stcore/stream",
            headers={"origin": "https://elsewhere.example", "connection": "upgrade", "upgrade": "websocket",
                     "sec-websocket-version": "13", "sec-websocket-key": "AAAAAAAAAAAAAAAAAAAAAA=="},
            verify=False,
        )  # fmt: skip
        assert opened.status_code == 403
        assert httpx.get(f"{server}/", headers={"host": "elsewhere.example"}).status_code == 421
