"""The addresses beside the pages: health, the data of every chart, pictures and words for previews."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import httpx
import pytest
from PIL import Image

from pages.shared import api
from pages.shared.site import PAGES
from tests.browser.conftest import ROOT

Get = Callable[..., httpx.Response]
GROUPS = "/api/registrations-by-group"


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_health_names_the_version_of_the_data(get: Get, tables: object) -> None:
    answer = get("/health")
    assert answer.status_code == 200
    told = answer.json()
    assert told["status"] == "ok"
    assert (tables / "builds" / told["version"]).is_dir()  # type: ignore[operator]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", list(api.views()))
def test_every_view_is_csv_and_json_with_the_same_rows(name: str, get: Get) -> None:
    as_csv, as_json = get(f"/api/{name}.csv"), get(f"/api/{name}.json")
    assert (as_csv.status_code, as_json.status_code) == (200, 200)
    told = as_json.json()
    assert told["version"] == as_csv.headers["x-atlas-version"] == get("/health").json()["version"]
    assert [column["name"] for column in told["columns"]] == list(told["rows"][0] if told["rows"] else [
        column["name"] for column in told["columns"]
    ])  # fmt: skip
    assert len(rows_of(as_csv)) == len(told["rows"])


def test_the_parameters_are_those_of_a_link(get: Get) -> None:
    everything = rows_of(get(f"{GROUPS}.csv"))
    chosen = get(f"{GROUPS}.csv?group=civil-society&from=2010&meeting=igf-2010&meeting=igf-2025&show=count")
    rows = rows_of(chosen)
    assert 0 < len(rows) < len(everything)
    assert {row["group_name"] for row in rows} == {"Civil Society"}
    assert {row["meeting_id"] for row in rows} <= {"igf-2010", "igf-2025"}
    told = get(f"{GROUPS}.json?group=civil-society").json()
    assert ["group", "civil-society"] in told["parameters"]
    assert told["sources"]


def test_words_of_ones_own_are_a_parameter(get: Get) -> None:
    rows = rows_of(get("/api/words-in-titles.csv", params={"term": "session, nowhere"}))
    assert rows and {row["term"] for row in rows} == {"session"}
    refused = get("/api/words-in-titles.csv", params={"term": "x" * 401})
    assert refused.status_code == 400 and "term=x" in refused.json()["error"]


def test_figures_are_those_that_were_built_without_their_rivals(get: Get) -> None:
    rows = get("/api/total-size.json?meeting=igf-2020&meeting=igf-2025").json()["rows"]
    assert {(row["meeting_id"], row["measure"], row["count"], row["qualifier"]) for row in rows} == {
        ("igf-2020", "registered", 5218, "exact"),
        ("igf-2025", "participants", 6000, "over"),
        ("igf-2025", "onsite", 900, "exact"),
    }


@pytest.mark.parametrize(
    ("address", "status", "word"),
    [
        (f"{GROUPS}.csv?group=mars", 400, "group=mars"),
        (f"{GROUPS}.csv?groups=civil-society", 400, "groups"),
        (f"{GROUPS}.csv?v=000000000000", 410, "000000000000"),
        (f"{GROUPS}.csv?{'group=government&' * (api.PARAMETERS + 1)}", 400, "at most"),
        (f"{GROUPS}.xml", 404, ".csv"),
        ("/api/nothing.csv", 404, "/api lists"),
    ],
)
def test_what_is_not_known_is_an_error_and_never_other_rows(address: str, status: int, word: str, get: Get) -> None:
    answer = get(address)
    assert answer.status_code == status
    assert word in answer.text


def test_a_version_that_is_kept_can_be_asked_for(get: Get) -> None:
    version = get("/health").json()["version"]
    assert get(f"{GROUPS}.json?v={version}").json()["version"] == version


def test_what_the_caller_has_is_not_sent_again(get: Get) -> None:
    first = get(f"{GROUPS}.csv")
    again = get(f"{GROUPS}.csv", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert get(f"{GROUPS}.csv?show=count&group=government", headers={"if-none-match": first.headers["etag"]}).content


def test_the_list_says_what_there_is(get: Get) -> None:
    told = get("/api").json()
    assert told["views"] == list(api.views())
    assert "civil-society" in told["parameters"]["group"]["codes"]
    assert told["limits"]["rows"] == api.ROWS


def test_more_rows_than_the_limit_are_refused(tables: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_TABLES", str(tables))
    monkeypatch.setattr(api, "ROWS", 1)
    with pytest.raises(api.Refused, match="at most 1"):
        api.view("coverage", [])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.title)
def test_every_page_has_words_and_a_picture_for_a_preview(page: object, get: Get, site: str) -> None:
    html = get(f"/{page.address}?group=civil-society").text  # type: ignore[attr-defined]
    shown = dict(re.findall(r'<meta (?:property|name)="((?:og|twitter):[a-z:_]+)" content="([^"]*)">', html))
    assert page.title in shown["og:title"] or not page.address  # type: ignore[attr-defined]
    assert shown["og:url"] == f"{site}/{page.address}"  # type: ignore[attr-defined]
    picture = get(shown["og:image"])
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/png")
    image = Image.open(io.BytesIO(picture.content))
    assert image.size == (1200, 630)
    assert len(image.convert("RGB").getcolors(1 << 20) or ()) > 3


def test_a_picture_of_no_page_is_not_found(get: Get) -> None:
    assert get("/preview/nothing.png").status_code == 404


def test_the_readme_says_what_is_there(get: Get) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    told = readme.split("## Data for programs")[1].split("\n## ")[0]
    assert f"{api.ROWS:,} rows" in told
    for address in re.findall(r"`(/[^`]+)`", told):
        wanted = address.replace("<view>", "total-size").replace("<page>", "overview").replace("igf-2020", "igf-2008")
        assert get(wanted).status_code == 200, address
