"""What stands before every request: headers, host, origin, what is closed to the outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from pages.shared import access
from pages.shared.serving import headers
from pages.shared.site import PAGES
from tests.browser.conftest import ROOT, served
from tests.serving.conftest import TOKEN

Get = Callable[..., httpx.Response]


def policy(answer: httpx.Response) -> dict[str, str]:
    parts = answer.headers["content-security-policy"].split("; ")
    return {name: rest for name, _, rest in (part.partition(" ") for part in parts)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_a_page_runs_nothing_from_elsewhere_and_stands_in_no_foreign_frame(page: object, get: Get) -> None:
    answer = get(f"/{page.address}")  # type: ignore[attr-defined]
    told = policy(answer)
    assert told["default-src"] == "'none'"
    assert told["frame-ancestors"] == "'self'"
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"
    scripts = told["script-src"].split()
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & set(scripts)
    for name in ("script-src", "connect-src", "img-src", "font-src", "worker-src"):
        assert "http" not in told[name] and "*" not in told[name]


def test_a_single_chart_may_stand_in_a_foreign_frame(get: Get) -> None:
    answer = get("/registrations-by-stakeholder?card=registrations-by-group&embed=true")
    assert policy(answer)["frame-ancestors"] == "*"
    assert "x-frame-options" not in answer.headers
    card = "card=registrations-by-group"
    for other in (f"{card}&embed=false", "embed=true", card, "embed=true&card="):
        assert policy(get(f"/registrations-by-stakeholder?{other}"))["frame-ancestors"] == "'self'"


def test_where_readers_log_in_no_page_stands_in_a_foreign_frame() -> None:
    told = headers.of("/", "card=total-size&embed=true", "text/html", may_embed=False)
    assert "frame-ancestors 'self'" in told["content-security-policy"]


@pytest.mark.parametrize("address", ["/", "/health", "/api", "/app/static/card.js", "/_stcore/health", "/nothing"])
def test_every_answer_has_the_headers(address: str, get: Get) -> None:
    answer = get(address)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/api/total-size.json", "/media/0123.html", "/media/0123.svg"])
def test_data_opened_as_a_page_run_nothing(path: str) -> None:
    for content_type in ("text/html; charset=utf-8", "image/svg+xml", "application/json"):
        told = headers.of(path, "", content_type, may_embed=True)
        assert told["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"


def test_metrics_are_for_whoever_has_the_token(get: Get) -> None:
    for address in ("/metrics", "/_stcore/metrics"):
        assert get(address).status_code == 404
        assert get(address, headers={"authorization": "Bearer wrong"}).status_code == 404
        assert get(address, headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    get("/api/total-size.csv")
    counted = get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).text
    assert 'atlas_api_answers_total{status="200",view="total-size"}' in counted


@pytest.mark.parametrize("address", ["/_stcore/agent/openapi.json", "/_stcore/upload_file/a/b"])
def test_what_is_not_used_is_closed(address: str, site: str) -> None:
    assert httpx.get(site + address).status_code == 404
    assert httpx.put(site + address, content=b"x").status_code == 404


def stream(site: str, **given: str) -> int:
    """The status with which the websocket opens."""
    try:
        with connect(f"{site.replace('http', 'ws')}/_stcore/stream", additional_headers=given):
            return 101
    except InvalidStatus as error:
        return int(error.response.status_code)


def test_the_websocket_opens_to_pages_of_this_site_alone(site: str) -> None:
    port = urlsplit(site).port
    assert stream(site, Origin=site) == 101
    assert stream(site, Origin="https://elsewhere.example") == 403
    # Streamlit itself lets in any port of this machine.
    assert stream(site, Origin="http://localhost:1") == 403
    assert stream(site, Origin=f"http://127.0.0.1:{port}.elsewhere.example") == 403


@pytest.mark.parametrize(
    ("host", "is_known"),
    [
        ("atlas.example.org", True),
        ("atlas.example.org:443", True),
        ("127.0.0.1:8501", True),
        ("elsewhere.example", False),
        ("atlas.example.org.elsewhere.example", False),
        ("atlas.example.org@elsewhere.example", False),
        ("", False),
    ],
)
def test_the_site_answers_to_its_own_name_alone(host: str, is_known: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from starlette.requests import HTTPConnection

    from pages.shared.serving import guard

    monkeypatch.setenv("ATLAS_URL", "https://atlas.example.org")
    scope = {"type": "http", "method": "GET", "headers": [(b"host", host.encode())]}
    assert guard.refusal(HTTPConnection(scope), "/") == ("" if is_known else "host")
    assert guard.refusal(HTTPConnection(scope), "/health") == ""


def test_an_error_shows_its_id_and_the_log_has_the_trace(site: str, tables: Path, tmp_path: Path, page: object) -> None:
    broken = tmp_path / "tables"
    build = next((tables / "builds").glob("[!.]*"))
    (broken / "builds" / build.name).mkdir(parents=True)
    (broken / "current.json").write_text(json.dumps({"path": f"builds/{build.name}", "version": build.name}))
    log = tmp_path / "server.log"
    with served(ROOT / "dashboard.py", log, ATLAS_TABLES=str(broken)) as address:
        page.goto(address)  # type: ignore[attr-defined]
        alert = page.get_by_text("Something went wrong here")  # type: ignore[attr-defined]
        alert.wait_for()
        shown = page.inner_text("body")  # type: ignore[attr-defined]
        answer = httpx.get(f"{address}/api/total-size.json")
    assert answer.status_code == 500
    number = alert.inner_text().split("error ")[1].split(")")[0]
    for text in (shown, answer.text):
        assert "Traceback" not in text and "CatalogException" not in text and str(ROOT) not in text
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    [logged] = [line for line in lines if line.get("id") == number]
    assert "Traceback" in logged["trace"]


def test_the_log_is_one_line_per_event_and_names_no_reader(site: str, log_file: Path, page: object) -> None:
    page.goto(f"{site}/registrations-by-stakeholder?group=civil-society")  # type: ignore[attr-defined]
    page.locator(".atlas-card[data-drawn]").first.wait_for()  # type: ignore[attr-defined]
    httpx.get(f"{site}/api/total-size.csv?meeting=igf-2008")
    lines = [line for line in log_file.read_text().splitlines() if line.startswith("{")]
    events = [json.loads(line) for line in lines]
    assert {"start", "page", "answer"} <= {event["event"] for event in events}
    assert any(event.get("page") == "Registrations" for event in events)
    for line in lines:
        assert "civil-society" not in line and "igf-2008" not in line and "127.0.0.1" not in line


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"ATLAS_ALLOW": "example.org"}, "ATLAS_URL"),
        ({"ATLAS_ALLOW": "example.org", "ATLAS_URL": "https://a.example"}, "ATLAS_OIDC_CLIENT_ID"),
        ({"ATLAS_ALLOW": ","}, "names nobody"),
        ({"ATLAS_ALLOW": "everybody"}, "neither an e-mail address"),
        ({"ATLAS_URL": "atlas.example.org"}, "not an address"),
        (
            {"ATLAS_ALLOW": "a@example.org", "ATLAS_URL": "https://a.example"}
            | dict.fromkeys(access.PROVIDER, "https://login.example"),
            "32 characters",
        ),
    ],
)
def test_a_site_that_cannot_be_closed_as_told_does_not_start(
    settings: dict[str, str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ATLAS_ALLOW", "ATLAS_URL", *access.PROVIDER, access.COOKIE_SECRET):
        monkeypatch.setenv(name, settings.get(name, ""))
    with pytest.raises(access.NotConfigured, match=message):
        access.check()


def test_settings_may_stand_in_the_secrets_of_a_host_that_has_no_environment(tables: Path, tmp_path: Path) -> None:
    told = tmp_path / "secrets.toml"
    told.write_text('ATLAS_URL = "https://atlas.example.org"\nATLAS_METRICS_TOKEN = "token"\n')
    settings = {"ATLAS_TABLES": str(tables), "STREAMLIT_SECRETS_FILES": str(told)}
    with served(ROOT / "dashboard.py", tmp_path / "server.log", **settings) as address:
        given = {"authorization": "Bearer token"}
        assert httpx.get(f"{address}/metrics", headers=given).status_code == 200
        assert httpx.get(address, headers={"host": "atlas.example.org"}).status_code == 200
        assert httpx.get(address, headers={"host": "elsewhere.example"}).status_code == 421


@pytest.mark.parametrize(
    ("reader", "admitted"),
    [
        ({"email": "jane@example.org"}, True),
        ({"email": "JANE@Example.ORG"}, True),
        ({"email": "guest@other.example"}, True),
        ({"email": "other@other.example"}, False),
        ({"email": "jane@sub.example.org"}, False),
        ({"email": "jane@notexample.org"}, False),
        ({"email": "example.org"}, False),
        ({"email": "@example.org"}, False),
        ({"email": "jane@example.org", "email_verified": False}, False),
        ({"email": "jane@example.org", "email_verified": "false"}, False),
        ({"email": "jane@example.org", "is_logged_in": False}, False),
        ({"email": ["jane@example.org"]}, False),
        ({}, False),
    ],
)
def test_the_list_admits_addresses_and_domains(
    reader: dict[str, object], admitted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_ALLOW", "example.org, Guest@other.example")
    assert access.admits({"is_logged_in": True, **reader}) is admitted


@pytest.mark.parametrize(("origin", "admitted"), [("https://a.example", True), ("https://staging.example", False)])
def test_a_login_at_another_address_with_the_same_secret_does_not_count(
    origin: str, admitted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
    from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

    from pages.shared.serving import readers

    monkeypatch.setenv("ATLAS_URL", "https://a.example")
    monkeypatch.setenv("ATLAS_ALLOW", "example.org")
    claims = {"email": "jane@example.org", "is_logged_in": True, "origin": origin}
    signed = create_signed_value(get_cookie_secret(), USER_COOKIE_NAME, json.dumps(claims)).decode()
    assert readers.is_admitted({USER_COOKIE_NAME: signed}) is admitted
    assert not readers.is_admitted({USER_COOKIE_NAME: signed[:-2]})


@pytest.mark.parametrize(
    ("setting", "url", "offered"),
    [("on", "https://a.example", True), ("off", "", False), ("", "https://a.example", False), ("", "", True)],
)
def test_sql_and_uploads_are_off_on_a_public_host(
    setting: str, url: str, offered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_URL", url)
    for what, name in (("sql", "ATLAS_SQL"), ("uploads", "ATLAS_UPLOADS")):
        monkeypatch.setenv(name, setting)
        assert access.offers(what) is offered


@pytest.mark.parametrize(
    ("address", "offered"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False), (None, False)]
)
def test_a_server_that_others_reach_is_a_public_host(
    address: str | None, offered: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import streamlit

    for name in ("ATLAS_URL", "ATLAS_SQL"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(streamlit.runtime, "exists", lambda: True)
    monkeypatch.setattr(streamlit, "get_option", lambda _: address)
    assert access.offers("sql") is offered
