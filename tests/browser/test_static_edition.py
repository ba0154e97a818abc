"""The static edition in a browser, from a plain file server at a sub-path and from a folder of files."""

from __future__ import annotations

import gzip
import re
import statistics
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from pages.shared import catalog, exports, ical, options, queries, site
from pages.shared.catalog import fetch
from pages.shared.publish import composition, publish, report
from tests.browser.editions import IN_BROWSER, address, browsers, difference, file_server, links, live
from tests.pages import sample
from tests.pages.tiny import write_build

pytestmark = pytest.mark.browser

BY_TITLE = [pytest.param(page, id=page.title) for page in site.PAGES]
WITH_CARDS = [pytest.param(page, id=page.title) for page in composition.COMPOSED]
DONE = "html[data-drawn]"
LOADED = """Promise.all(window.atlas.page.cards.map(({ name }) => name)
    .filter((name) => atlasData[`cube-${name}`].evidence && !atlasData[`evidence-${name}`])
    .map((name) => new Promise((resolve) => {
        const script = document.createElement("script");
        script.src = `${document.documentElement.dataset.root}assets/data/evidence-${name}.js`;
        script.onload = resolve;
        document.head.append(script);
    })))"""


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small build, with sessions that state when they were and takeaways in which words stand that are counted."""
    rows = sample.rows()
    moment = datetime(2025, 6, 24, 9, tzinfo=UTC)
    rows["sessions"] = [
        {**row, "date": moment.date(), "start_time": moment if at % 3 else None, "start_local": "9:00"}
        if row["meeting_id"] in ("igf-2020", "igf-2025")
        else row
        for at, row in enumerate(rows["sessions"])
    ]
    said = "Cyber norms, and again cyber norms, digital skills, e-waste"
    rows["takeaways"] = [
        {"takeaway_id": f"t-{year}", "meeting_id": f"igf-{year}", "session_id": f"s-{year}-0", "text": f"{said} {year}",
         "document_id": document}
        for year, document in ((2008, "record"), (2020, "original"), (2025, "record"))
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("edition-tables")
    write_build(folder, rows)
    return folder


@pytest.fixture(scope="session")
def folder(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of the small build, two folders below the root of a host."""
    made = tmp_path_factory.mktemp("host") / "some" / "place"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_TABLES", str(tables))
        publish(made)
    return made


@pytest.fixture(scope="session")
def hosted(folder: Path) -> Iterator[str]:
    with file_server(folder.parents[1]) as host:
        yield f"{host}/some/place"


@pytest.fixture(params=["server", "files"])
def base(request: pytest.FixtureRequest, folder: Path, hosted: str) -> str:
    """Where the edition is opened from."""
    return hosted if request.param == "server" else folder.as_uri()


@pytest.fixture
def asked(tables: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The live queries read the same build."""
    monkeypatch.setenv("ATLAS_TABLES", str(tables))
    catalog.use_latest()
    yield
    catalog.forget()


@pytest.fixture
def watched(page: Page, base: str) -> Iterator[Page]:
    """A page that must not complain, fail to load anything or ask anyone else."""
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda asked: wrong.append(f"failed: {asked.url}"))
    page.on("response", lambda answer: wrong.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None)
    page.on("request", lambda asked: _own(asked.url, base) or wrong.append(f"elsewhere: {asked.url}"))
    yield page
    assert not wrong


def _own(url: str, base: str) -> bool:
    return url.startswith((base, "blob:", "data:"))


def opened(page: Page, base: str, wanted: site.Page, search: str = "") -> None:
    """Open a page and wait until everything on it is drawn."""
    page.goto(f"{base}/{wanted.address + '/' if wanted.address else ''}index.html{search}")
    page.locator(DONE).wait_for(state="attached")


@pytest.mark.parametrize("wanted", BY_TITLE)
def test_every_page_has_its_twin(wanted: site.Page, watched: Page, base: str) -> None:
    opened(watched, base, wanted)
    assert watched.get_by_role("heading", level=1).count() == 1
    if wanted in composition.COMPOSED and wanted != site.QUALITY:
        watched.locator(".atlas-card[data-drawn] .main-svg").first.wait_for()
    for other in site.PAGES:
        link = watched.locator(f'nav a[data-to="{other.address}"]')
        assert f"{base}/{other.address + '/' if other.address else ''}index.html" in link.evaluate("a => a.href")


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("wanted", WITH_CARDS)
def test_the_same_figures_as_the_live_app_for_the_same_links(wanted: site.Page, page: Page, hosted: str) -> None:
    opened(page, hosted, wanted)
    page.evaluate(LOADED)
    compared, empty = 0, set()
    for given in links(wanted, seed=7, count=10):
        chosen = options.choice(given)
        for placed in composition.placed(wanted, chosen):
            if placed.name.startswith("words-in-") and chosen.one("term"):
                continue
            found = browsers(page.evaluate(IN_BROWSER, [address(given), placed.name]))
            expected = live(placed, composition.seen(wanted, chosen))
            assert not difference(expected, found), (placed.name, given)
            compared += 1
            if "meeting" in given and "The nearest" in expected.get("nothing", ""):
                empty.add(placed.name)
    assert compared > 8
    assert empty or wanted not in (site.REGISTRATIONS, site.SESSIONS)


def test_a_filter_changes_charts_and_address_without_a_request(watched: Page, base: str) -> None:
    opened(watched, base, site.REGISTRATIONS)
    watched.wait_for_load_state("networkidle")
    requests: list[str] = []
    watched.on("request", lambda asked: requests.append(asked.url))
    card = watched.locator('.atlas-card[data-card="registrations-by-group"]')
    before = card.locator(".atlas-sentence").inner_text()
    watched.locator('[data-filter="group"] summary').click()
    watched.get_by_label("Civil Society", exact=True).check()
    expect(card.locator(".atlas-sentence")).not_to_have_text(before)
    expect(watched).to_have_url(re.compile("group=civil-society"))
    assert parse_qs(urlsplit(watched.url).query)["group"] == ["civil-society"]
    assert "Civil Society:" in card.locator(".atlas-sentence").inner_text()
    watched.get_by_role("radio", name="Count").check()
    expect(watched).to_have_url(re.compile("show=count"))
    watched.locator("#filter-from").select_option("2020")
    expect(watched).to_have_url(re.compile("from=2020"))
    assert "from=2020" in str(watched.locator(f'nav a[data-to="{site.SESSIONS.address}"]').get_attribute("href"))
    assert not requests
    watched.reload()
    watched.locator(DONE).wait_for(state="attached")
    assert "Civil Society:" in card.locator(".atlas-sentence").inner_text()
    assert watched.get_by_role("radio", name="Count").is_checked()


@pytest.mark.usefixtures("asked")
def test_downloads_are_made_in_the_browser(watched: Page, base: str) -> None:
    opened(watched, base, site.REGISTRATIONS, "?group=civil-society&series=all")
    card = watched.locator('.atlas-card[data-card="registrations-by-group"][data-drawn]')
    files = {}
    for label in ("PNG", "SVG", re.compile("^CSV, The data displayed")):
        card.locator("[data-menu=download]").click()
        with watched.expect_download() as waited:
            card.get_by_role("button", name=label).click()
        files[waited.value.suggested_filename.rpartition(".")[2]] = Path(waited.value.path()).read_bytes()
        watched.keyboard.press("Escape")
    rows = fetch(queries.registrations_by_group(options.choice({"group": ["civil-society"], "series": ["all"]})))
    assert files["csv"] == exports.csv_of(rows.drop(columns=["key"]))
    assert files["png"].startswith(b"\x89PNG")
    assert b"Sources:" in files["svg"] and b"groups: Civil Society" in files["svg"]


@pytest.mark.usefixtures("asked")
def test_sessions_are_a_calendar_file(watched: Page, base: str) -> None:
    chosen = options.choice({"type": ["workshop"], "series": ["all"]})
    opened(watched, base, site.SESSIONS, "?type=workshop&series=all")
    with watched.expect_download() as waited:
        watched.get_by_role("button", name="Calendar (ICS)").click()
    assert re.fullmatch(r"sessions_\S*workshop\S*\.ics", waited.value.suggested_filename)
    written = Path(waited.value.path()).read_bytes()
    moments = set(re.findall(rb"DTSTAMP:(\S+)", written))
    made = datetime.strptime(moments.pop().decode(), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert not moments and abs(datetime.now(UTC) - made) < timedelta(minutes=5)
    rows = fetch(queries.session_times(chosen))
    has_day = rows["date"].notna() | rows["start_time"].notna()
    assert 0 < has_day.sum() < len(fetch(queries.session_times(options.choice({"series": ["all"]}))))
    assert written == ical.calendar(rows[has_day].to_dict("records"), site.NAME, made)


@pytest.mark.usefixtures("asked")
def test_words_stand_in_the_same_places_as_in_the_live_app(page: Page, hosted: str) -> None:
    opened(page, hosted, site.THEMES)
    names = ["before", "word", "after", "year", "document", "place"]
    found = 0
    for given in links(site.THEMES, seed=3, count=10):
        chosen = options.choice({**given, "term": [], "within": ["titles"]})
        rows = fetch(queries.contexts_of_words(chosen))[names]
        columns = page.evaluate(
            """([search, names]) => {
                const { lists, addresses } = window.atlas;
                const { held } = lists.frame(window.atlasData["list-contexts"], addresses.chosen(search));
                return names.map((name) => held.get(name));
            }""",
            [address(given), names],
        )
        assert columns == [rows[name].tolist() for name in names], given
        found += len(rows)
    assert found
    opened(page, hosted, site.THEMES, "?within=titles")
    assert page.get_by_role("heading", name="In context").is_visible()
    opened(page, hosted, site.THEMES, "?within=titles&term=access")
    assert page.get_by_role("heading", name="In context").is_hidden()
    assert page.get_by_text("Words of your own are looked for in the live app only.").is_visible()


def test_a_card_is_kept_as_a_page_of_its_own(page: Page, hosted: str, tmp_path: Path) -> None:
    opened(page, hosted, site.REGISTRATIONS)
    card = page.locator('.atlas-card[data-card="registrations-by-group"][data-drawn]')
    card.locator("[data-menu=download]").click()
    with page.expect_download() as waited:
        card.get_by_role("button", name="HTML").click()
    kept = tmp_path / "card.html"
    waited.value.save_as(kept)
    page.goto(kept.as_uri())
    page.locator(".atlas-card[data-drawn] .main-svg").first.wait_for()


def test_rows_behind_a_figure_and_its_sources(watched: Page, base: str) -> None:
    opened(watched, base, site.REGISTRATIONS)
    card = watched.locator('.atlas-card[data-card="registrations-by-group"]')
    card.get_by_role("button", name="Sources").click()
    card.locator(".atlas-sheet li").first.wait_for()
    card.get_by_role("button", name="Table").click()
    card.locator(".atlas-sheet tbody button").first.click()
    assert card.locator(".atlas-behind q").count() >= 1


def test_search_finds_all_kinds(watched: Page, base: str) -> None:
    opened(watched, base, site.OVERVIEW)
    for words, heading in (("internet", "Sessions"), ("cybersec", "Themes"), ("record", "Documents")):
        watched.get_by_label("Search", exact=True).fill(words)
        watched.get_by_role("button", name="Search").click()
        watched.locator(DONE).wait_for(state="attached")
        found = watched.locator("#results")
        found.wait_for()
        if found.get_by_role("heading", name=re.compile(f"^{heading}")).count():
            break
    assert found.locator("li a").count() >= 1
    found.locator("li a").first.click()
    watched.locator(DONE).wait_for(state="attached")
    assert watched.locator("#notices").is_hidden()


def test_a_link_of_other_data_says_so_and_unknown_codes_are_told(page: Page, hosted: str) -> None:
    opened(page, hosted, site.REGISTRATIONS, "?group=martians&v=0123456789ab")
    told = page.locator("#notices").inner_text()
    assert "“martians” is not known here" in told
    assert "This link was made with data version 0123456789ab" in told


@pytest.mark.usefixtures("asked")
def test_pages_can_be_read_without_a_program(new_context: Callable[..., BrowserContext], hosted: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{hosted}/{site.REGISTRATIONS.address}/index.html")
    made = live(composition.Placed("registrations-by-group"), options.choice({}))
    text = page.locator('[data-card="registrations-by-group"]').inner_text()
    assert made["sentence"] in text
    assert all(cell in text for row in made["table"]["rows"][:20] for cell in row)
    assert page.locator('[data-card="registrations-by-group"] details li').count() == len(made["sources"])


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("wanted", BY_TITLE)
def test_nothing_found_by_axe(
    wanted: site.Page, mode: str, hosted: str, new_context: Callable[..., BrowserContext]
) -> None:
    width = {"light": 1280, "dark": 390}[mode]
    page = new_context(color_scheme=mode, viewport={"width": width, "height": 900}).new_page()
    opened(page, hosted, wanted)
    found = [
        (one["id"], one["impact"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in Axe().run(page).response["violations"]
    ]
    assert not found
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_a_report_is_one_file(tables: Path, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_TABLES", str(tables))
    link = f"https://example.org/{site.REGISTRATIONS.address}?group=civil-society&series=all"
    file = tmp_path / "report.html"
    file.write_text(report(link), "utf-8")
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: _own(asked.url, file.as_uri()) or wrong.append(asked.url))
    page.goto(file.as_uri())
    page.locator(DONE).wait_for(state="attached")
    page.locator('.atlas-card[data-card="registrations-by-group"][data-drawn]').wait_for()
    text = page.locator("body").inner_text()
    assert "Filters: 2006 to 2025; groups: Civil Society" in text or "groups: Civil Society" in text
    assert "Sources" in text and link in text
    page.emulate_media(media="print")
    assert page.locator(".atlas-tools").first.is_hidden()
    assert not wrong


def test_the_first_page_is_small_and_soon_readable(folder: Path, page: Page, hosted: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 100, "downloadThroughput": 1.5e6 / 8, "uploadThroughput": 1.5e6 / 8}
    network.send("Network.emulateNetworkConditions", slow)
    page.goto(f"{hosted}/index.html", wait_until="commit")
    page.locator(".plain td").first.wait_for()
    page.locator(".atlas-card[data-drawn] .main-svg").first.wait_for()
    page.wait_for_load_state("networkidle")
    readable = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    sizes = {path: len(gzip.compress((folder / path.removeprefix("/some/place/")).read_bytes())) for path in set(asked)}
    library = sum(size for path, size in sizes.items() if "plotly" in path)
    assert readable < 2000
    assert sum(sizes.values()) - library < 300_000
    assert sum(sizes.values()) < 750_000


def test_the_chart_is_drawn_before_its_words_are_written(page: Page, hosted: str) -> None:
    opened(page, hosted, site.REGISTRATIONS)
    card = page.locator('.atlas-card[data-card="registrations-by-group"][data-drawn]')
    before = card.locator(".atlas-sentence").inner_text()
    said = card.evaluate(
        """(card) => new Promise((resolve) => {
            card.querySelector(".atlas-plot").once("plotly_afterplot", () => resolve(card.querySelector(".atlas-sentence").textContent));
            document.querySelector("input[name=group][value=civil-society]").click();
        })"""  # noqa: E501
    )
    assert said == before
    expect(card.locator(".atlas-sentence")).not_to_have_text(before)


@pytest.mark.long
def test_a_filter_change_costs_little_more_than_drawing(page: Page, hosted: str) -> None:
    """From the click on a filter to the painted chart, and a bare `Plotly.react` of the same figures beside it.

    The two take turns, each begins at any moment between two frames, and both end with the frame that shows the drawn
    chart. Of each side the median counts. It is a measure of time, for a machine that does nothing else meanwhile.
    """
    opened(page, hosted, site.REGISTRATIONS)
    page.locator('.atlas-card[data-card="registrations-by-group"][data-drawn]').wait_for()
    measured: dict[str, list[float]] = page.evaluate(MEASURED, {"warm": 4, "rounds": 60})
    own, bare = (statistics.median(measured[side]) for side in ("own", "bare"))
    assert own <= LIMIT * bare, f"{own:.1f} ms from click to painted chart, {bare:.1f} ms bare: {own / bare:.2f}"


LIMIT = 1.2


MEASURED = """async ({ warm, rounds }) => {
    const { Plotly } = window;
    const rest = (least) => new Promise((resume) => setTimeout(resume, least + 17 * Math.random()));
    const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
    }));
    const timed = async (plot, act) => {
        const drawn = new Promise((resolve, reject) => {
            plot.once("plotly_afterplot", resolve);
            setTimeout(reject, 10_000, new Error("nothing was drawn"));
        });
        const begun = performance.now();
        act();
        await drawn;
        await painted();
        return performance.now() - begun;
    };
    const config = { displayModeBar: false, doubleClick: false };
    const copy = ({ data, layout }) => JSON.parse(JSON.stringify([data, layout]));
    const plot = document.querySelector('[data-card="registrations-by-group"] .atlas-plot');
    const beside = plot.cloneNode(false);
    plot.after(beside);
    await Plotly.newPlot(beside, ...copy(plot), config);
    const boxes = ["civil-society", "government"]
        .map((code) => document.querySelector(`input[name=group][value=${code}]`));
    const [own, bare] = [[], []];
    for (let round = 0; round < warm + rounds; round += 1) {
        await rest(120);
        own.push(await timed(plot, () => boxes[round % boxes.length].click()));
        await rest(120);
        const figure = copy(plot);
        await rest(20);
        bare.push(await timed(beside, () => Plotly.react(beside, ...figure, config)));
    }
    return { own: own.slice(warm), bare: bare.slice(warm) };
}"""
