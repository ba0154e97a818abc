"""A closed site: who gets in, with a real identity provider and a real browser, and what goes to those who do not."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import ROOT, charts, free_port, served
from tests.serving.stream import first_run

pytestmark = pytest.mark.browser
expect.set_options(timeout=30_000)

LINK = "/registrations-by-stakeholder?group=civil-society&group=government&from=2010"
DATA = re.compile(r"Civil Society|Government|Vilnius|Lillestrøm|igf-20|Session \d|0\.45|5,?218|a-password")
"""Words of the tables, and what the site and the provider alone know."""
USERS = (
    User(sub="jane", claims={"email": "Jane@Example.org", "email_verified": True}),
    User(sub="guest", claims={"email": "guest@other.example"}),
    User(sub="unverified", claims={"email": "director@example.org", "email_verified": False}),
    User(sub="stranger", claims={"email": "stranger@other.example", "email_verified": True}),
    User(sub="nameless", claims={"name": "jane@example.org"}),
)


@pytest.fixture(scope="module")
def closed_site(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site for readers of example.org and one guest, who log in at a provider of their own."""
    port = free_port()
    with (
        run_server_in_thread(user_claims=USERS) as provider,
        served(
            ROOT / "dashboard.py",
            tmp_path_factory.mktemp("log") / "server.log",
            port,
            ATLAS_TABLES=str(tables),
            ATLAS_URL=f"http://127.0.0.1:{port}",
            ATLAS_ALLOW="example.org, guest@other.example",
            ATLAS_OIDC_METADATA_URL=f"http://localhost:{provider.server_port}/.well-known/openid-configuration",
            ATLAS_OIDC_CLIENT_ID="atlas",
            ATLAS_OIDC_CLIENT_SECRET="a-password",
            STREAMLIT_SERVER_COOKIE_SECRET=secrets.token_hex(32),
        ) as address,
    ):
        yield address


def log_in(page: Page, sub: str) -> None:
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name=sub, exact=True).click()


def cookies(context: BrowserContext) -> dict[str, str]:
    return {cookie["name"]: cookie["value"] for cookie in context.cookies()}


def received(page: Page) -> list[str]:
    """All that goes over the page's websockets from now on."""
    frames: list[str] = []

    def keep(data: str | bytes) -> None:
        frames.append(data.decode("utf-8", "replace") if isinstance(data, bytes) else data)

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    return frames


def test_nothing_goes_to_whoever_has_not_logged_in(closed_site: str, page: Page) -> None:
    frames = received(page)
    page.goto(closed_site + LINK)
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    assert frames
    assert not DATA.search("".join(frames))
    assert not DATA.search(page.content())


@pytest.mark.parametrize(
    "given",
    [{}, {"_streamlit_user": "forged"}, {"_streamlit_user": '{"email":"jane@example.org","is_logged_in":true}'}],
    ids=["nothing", "forged", "unsigned"],
)
def test_nothing_goes_to_a_program_without_a_login(closed_site: str, given: dict[str, str]) -> None:
    sent = first_run(closed_site, given, LINK.partition("?")[2])
    assert "Log in" in sent
    assert not DATA.search(sent)
    with httpx.Client(base_url=closed_site, cookies=given) as client:
        for address in ("/api", "/api/total-size.csv", "/preview/overview.png", "/media/x.csv", "/component/x", "/x",
                        "/cubes/definitions.js", "/cubes/x/site.json"):  # fmt: skip
            assert client.get(address).status_code == 401
        assert not DATA.search(client.get(LINK).text)
        assert client.get("/health").status_code == 200


@pytest.mark.parametrize("sub", ["jane", "guest"])
def test_who_is_on_the_list_gets_to_the_link(closed_site: str, sub: str, page: Page) -> None:
    page.goto(closed_site + LINK)
    log_in(page, sub)
    page.wait_for_url(re.compile(r"registrations-by-stakeholder\?.*group=civil-society.*"))
    charts(page)
    assert "from=2010" in page.url
    page.locator(".atlas-controls details").first.wait_for()
    answer = page.request.get(f"{closed_site}/api/total-size.csv")
    assert answer.status == 200
    assert answer.headers["cache-control"].startswith("private")
    assert "access-control-allow-origin" not in answer.headers
    sent = first_run(closed_site, cookies(page.context), LINK.partition("?")[2])
    assert DATA.search(sent)


@pytest.mark.parametrize("sub", ["stranger", "unverified", "nameless"])
def test_who_is_not_on_the_list_gets_nothing(closed_site: str, sub: str, page: Page) -> None:
    frames = received(page)
    page.goto(closed_site + LINK)
    log_in(page, sub)
    expect(page.get_by_text("this account is not among the invited readers")).to_be_visible()
    assert not DATA.search("".join(frames))
    assert page.request.get(f"{closed_site}/api/total-size.csv").status == 401
    assert not DATA.search(first_run(closed_site, cookies(page.context)))


def test_who_logs_out_is_out(closed_site: str, page: Page) -> None:
    page.goto(f"{closed_site}/registrations-by-stakeholder")
    log_in(page, "jane")
    charts(page)
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url(re.compile("end_session"))
    page.goto(closed_site)
    expect(page.get_by_role("button", name="Log in")).to_be_visible()
    assert page.request.get(f"{closed_site}/api/total-size.csv").status == 401


def test_a_login_of_another_site_does_not_count(closed_site: str, page: Page) -> None:
    """A cookie is bound to the address that it was given at: other names of the server do not take it."""
    page.goto(closed_site)
    log_in(page, "jane")
    page.locator(".atlas-card[data-drawn]").first.wait_for()
    elsewhere = closed_site.replace("127.0.0.1", "localhost")
    sent = first_run(elsewhere, cookies(page.context))
    assert "Log in" in sent
    assert not DATA.search(sent)


def test_where_a_reader_is_sent_after_the_login_is_on_this_site(closed_site: str, page: Page) -> None:
    context = page.context
    context.add_cookies(
        [{"name": "atlas_wanted", "value": "//elsewhere.example/?x", "url": closed_site}]  # type: ignore[list-item]
    )
    page.goto(closed_site)
    log_in(page, "jane")
    page.locator(".atlas-card[data-drawn]").first.wait_for()
    assert page.url.startswith(f"{closed_site}/")
