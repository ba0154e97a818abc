"""Fetching originals, from a server on loopback that serves pages of ours."""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from etl import addresses, fetch, web
from etl.addresses import Programme, addresses_in, programmes
from etl.fetch import Fetched, fetch_one, fetch_programmes
from etl.formats import about_of, document_of, find_documents, read_bytes
from etl.web import Refused, Web, is_public

PAGE = b"<!doctype html><html><body><h1>Figures</h1><p>906 participants</p></body></html>"
HTML = {"Content-Type": "text/html; charset=utf-8"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass
class Site:
    """What a server answers by path: (status, headers, body); and what it was asked."""

    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            status, headers, body = site.answers.get(self.path, (404, HTML, b"none"))
            if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                status, body = 304, b""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_web() -> Iterator[Web]:
    found = Web(allow_private=True, delay=0)
    yield found
    found.close()


def record(folder: Path, site: Site, *paths: str) -> Path:
    rows = "".join(f"| Government | 906 | {site.url(path)} |\n" for path in paths)
    front = f"---\nkind: statistics\nurl: {site.url('/front')}\n---\n"
    text = f"{front}\n# R\n\n| Group | Count | Source |\n|---|---|---|\n{rows}"
    path = folder / "record.md"
    path.write_text(text + f"\n[un-1]: {site.url('/defined')}\n", "utf-8")
    return path


def test_addresses_come_from_front_matter_source_columns_and_links(tmp_path: Path, site: Site) -> None:
    path = record(tmp_path, site, "/a", "/b", "/a")
    (tmp_path / "original.txt").write_text("Source: http://example.org/not-a-record", "utf-8")
    assert addresses_in([tmp_path]) == [site.url(p) for p in ("/front", "/a", "/b", "/defined")]
    assert addresses_in([path]) == addresses_in([tmp_path])


def test_what_records_name_is_fetched_and_the_build_knows_where_it_came_from(tmp_path: Path, site: Site) -> None:
    site.answers = {"/a": (200, HTML, PAGE), "/front": (200, {"Content-Type": "text/plain"}, b"Plain words")}
    into = tmp_path / "originals"
    path = record(tmp_path, site, "/a")
    outcomes = list(fetch.fetch([path], into=into, allow_private=True, delay=0))
    assert [(f.url, f.outcome) for f in outcomes] == [
        (site.url("/front"), "new"), (site.url("/a"), "new"), (site.url("/defined"), "refused"),
    ]  # fmt: skip
    assert "404" in outcomes[2].message
    found, findings = find_documents([into])
    assert findings == []
    documents = [document_of(read_bytes(p), r, about_of(p, read_bytes(p))) for p, r in found]
    assert sorted((d.front["url"], d.format) for d in documents) == [
        (site.url("/a"), "html"), (site.url("/front"), "txt"),
    ]  # fmt: skip


def test_what_is_noted_beside_an_original(tmp_path: Path, site: Site, open_web: Web) -> None:
    site.answers = {"/a": (302, {"Location": "/b"}, b""), "/b": (200, HTML | {"ETag": '"1"'}, PAGE)}
    fetched = fetch_one(open_web, site.url("/a"), tmp_path)
    assert fetched.path is not None
    assert fetched.path.read_bytes() == PAGE
    note = json.loads(fetched.path.with_suffix(".json").read_text("utf-8"))
    assert (note["url"], note["final_url"], note["etag"]) == (site.url("/a"), site.url("/b"), '"1"')
    assert note["sha256"] == fetched.sha256
    assert note["fetched"].endswith("+00:00")
    assert {path.name for path in fetched.path.parent.iterdir()} == {
        note["file"],
        fetched.path.stem + ".json",
    }


def test_what_has_not_changed_is_not_fetched_again(tmp_path: Path, site: Site, open_web: Web) -> None:
    site.answers = {"/a": (200, HTML | {"ETag": '"1"'}, PAGE), "/b": (200, HTML, PAGE)}
    urls = [site.url("/a"), site.url("/b")]
    assert [fetch_one(open_web, url, tmp_path).outcome for url in urls] == ["new", "new"]
    assert [fetch_one(open_web, url, tmp_path).outcome for url in urls] == ["unchanged", "unchanged"]
    assert site.asked[-2][1]["If-None-Match"] == '"1"'
    site.answers["/b"] = (200, HTML, PAGE + b"more")
    changed = fetch_one(open_web, urls[1], tmp_path)
    assert changed.outcome == "changed"
    assert changed.path is not None
    assert changed.path.read_bytes().endswith(b"more")


def test_an_original_that_was_edited_is_fetched_anew(tmp_path: Path, site: Site, open_web: Web) -> None:
    site.answers = {"/a": (200, HTML | {"ETag": '"1"'}, PAGE)}
    first = fetch_one(open_web, site.url("/a"), tmp_path)
    assert first.path is not None
    first.path.write_bytes(b"edited")
    assert fetch_one(open_web, site.url("/a"), tmp_path).outcome == "new"
    assert first.path.read_bytes() == PAGE


@pytest.mark.parametrize(
    ("path", "kind", "suffix"),
    [
        ("/a", "text/html", ".html"),
        ("/a.php?x=1", "application/xhtml+xml", ".html"),
        ("/a", "application/pdf", ".pdf"),
        ("/a", DOCX, ".docx"),
        ("/a.docx", "application/octet-stream", ".docx"),
        ("/a.md", "text/markdown", ".txt"),
        ("/a.md", "application/octet-stream", ".txt"),
        ("/a", "text/csv", ".csv"),
        ("/a", "image/png", None),
        ("/a", "application/octet-stream", None),
        ("/a.exe", "application/x-msdownload", None),
    ],
)
def test_types(tmp_path: Path, site: Site, open_web: Web, path: str, kind: str, suffix: str | None) -> None:
    site.answers = {path: (200, {"Content-Type": kind}, b"words")}
    fetched = fetch_one(open_web, site.url(path), tmp_path)
    assert (fetched.path.suffix if fetched.path else None) == suffix


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "http://user:pw@127.0.0.1/",
        "http:///a",
        "javascript:alert(1)",
    ],
)
def test_other_addresses_than_plain_web_ones_are_refused(tmp_path: Path, open_web: Web, url: str) -> None:
    assert fetch_one(open_web, url, tmp_path).outcome == "refused"
    assert not list(tmp_path.iterdir())


def test_private_addresses_are_refused(tmp_path: Path, site: Site) -> None:
    found = Web(delay=0)
    for host in ("127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"):
        fetched = fetch_one(found, site.url("/a", host), tmp_path)
        assert (fetched.outcome, "private address" in fetched.message) == ("refused", True), host
    found.close()
    assert site.asked == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::1", False),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::5db8:d822", True),
    ],
)
def test_what_a_public_address_is(address: str, expected: bool) -> None:
    assert is_public(address) is expected


def names(monkeypatch: pytest.MonkeyPatch, table: dict[str, list[str]]) -> list[str]:
    """Let names resolve as in `table`; gives the names that were looked up."""
    looked_up: list[str] = []
    original = socket.getaddrinfo

    def resolve(host: str, port: Any, *args: Any, **more: Any) -> list[Any]:
        if host not in table:
            return original(host, port, *args, **more)
        looked_up.append(host)
        address = table[host].pop(0) if len(table[host]) > 1 else table[host][0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (part, port)) for part in address.split()]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return looked_up


def test_the_address_that_was_checked_is_the_one_connected_to(
    tmp_path: Path, site: Site, open_web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = names(monkeypatch, {"forum.example": ["127.0.0.1"]})
    site.answers = {"/a": (200, HTML, PAGE)}
    assert fetch_one(open_web, site.url("/a", "forum.example"), tmp_path).outcome == "new"
    assert len(looked_up) == len(site.asked) == 2
    assert site.asked[-1][1]["Host"] == f"forum.example:{site.port}"


def test_a_name_that_changes_its_address_between_two_requests_is_checked_again(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, {"forum.example": ["127.0.0.1", "10.0.0.1"]})
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")
    found = Web(delay=0)
    fetched = fetch_one(found, site.url("/a", "forum.example"), tmp_path)
    found.close()
    assert "private address (10.0.0.1)" in fetched.message
    assert site.paths() == ["/robots.txt"]


def test_a_name_with_a_private_address_among_others_is_refused(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    names(monkeypatch, {"forum.example": ["127.0.0.1 10.0.0.1"]})
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")
    found = Web(delay=0)
    assert "private address" in fetch_one(found, site.url("/a", "forum.example"), tmp_path).message
    found.close()


@pytest.mark.parametrize("target", ["http://inside.example/", "file:///etc/passwd", "http://user@forum.example/"])
def test_redirects_are_checked(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch, target: str) -> None:
    names(monkeypatch, {"forum.example": ["127.0.0.1"], "inside.example": ["192.168.0.1"]})
    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")
    site.answers = {"/a": (301, {"Location": target}, b"")}
    found = Web(delay=0)
    assert fetch_one(found, site.url("/a", "forum.example"), tmp_path).outcome == "refused"
    found.close()
    assert site.paths() == ["/robots.txt", "/a"]


def test_redirects_in_a_circle_end(tmp_path: Path, site: Site, open_web: Web) -> None:
    site.answers = {"/a": (302, {"Location": "/a"}, b"")}
    assert "redirects" in fetch_one(open_web, site.url("/a"), tmp_path).message
    assert site.paths().count("/a") == web.MOST_REDIRECTS + 1


def test_robots_txt_is_heeded_and_read_once(tmp_path: Path, site: Site, open_web: Web) -> None:
    rules = b"User-agent: *\nDisallow: /private\n"
    site.answers = {"/robots.txt": (200, {"Content-Type": "text/plain"}, rules), "/a": (200, HTML, PAGE)}
    assert "robots.txt" in fetch_one(open_web, site.url("/private/a"), tmp_path).message
    assert fetch_one(open_web, site.url("/a"), tmp_path).outcome == "new"
    assert site.paths() == ["/robots.txt", "/a"]
    assert site.asked[0][1]["User-Agent"].startswith("igf-atlas/")


def test_a_host_whose_rules_cannot_be_read_is_left_alone(tmp_path: Path, site: Site, open_web: Web) -> None:
    site.answers = {"/robots.txt": (500, {}, b""), "/a": (200, HTML, PAGE)}
    assert [fetch_one(open_web, site.url(p), tmp_path).outcome for p in ("/a", "/b")] == ["refused"] * 2
    assert site.paths() == ["/robots.txt"]


def test_a_host_that_asks_for_less_is_not_asked_again(tmp_path: Path, site: Site, open_web: Web) -> None:
    site.answers = {"/a": (429, {}, b""), "/b": (200, HTML, PAGE)}
    assert [fetch_one(open_web, site.url(p), tmp_path).outcome for p in ("/a", "/b")] == ["refused"] * 2
    assert site.paths() == ["/robots.txt", "/a"]


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    now, slept = [0.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    rules = b"User-agent: *\nCrawl-delay: 7\n"
    site.answers = {"/robots.txt": (200, {}, rules), "/a": (200, HTML, PAGE)}
    found = Web(allow_private=True, delay=2, sleep=sleep, clock=lambda: now[0])
    found.get(site.url("/a"))
    found.get(site.url("/a"))
    found.close()
    assert slept == [7, 7]


@pytest.mark.parametrize(
    "answer",
    [
        (200, HTML | {"Content-Length": "5000"}, b"x" * 5000),
        (200, HTML, b"x" * 5000),
        (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 5000)),
    ],
)
def test_large_pages_are_refused_also_when_packed(
    tmp_path: Path, site: Site, open_web: Web, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    monkeypatch.setattr(web, "LARGEST", 4096)
    site.answers = {"/a": answer}
    assert "larger than the limit" in fetch_one(open_web, site.url("/a"), tmp_path).message
    assert not list(tmp_path.iterdir())


def test_a_server_that_never_ends_is_left(site: Site) -> None:
    ticks = iter(range(0, 10_000, 200))
    site.answers = {"/a": (200, HTML, PAGE)}
    found = Web(allow_private=True, delay=0, clock=lambda: next(ticks))
    found.rules[site.url("")] = web.RobotFileParser()
    found.rules[site.url("")].parse([])
    with pytest.raises(Refused, match="slower than the limit"):
        found.get(site.url("/a"))
    found.close()


def test_an_empty_page_and_a_dead_host_are_refused(tmp_path: Path, site: Site, open_web: Web) -> None:
    site.answers = {"/a": (200, HTML, b"")}
    assert "empty" in fetch_one(open_web, site.url("/a"), tmp_path).message
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead = f"http://127.0.0.1:{free.getsockname()[1]}/a"
        assert "no answer" in fetch_one(open_web, dead, tmp_path).message


def test_the_pages_of_a_long_list_end_where_they_repeat_or_are_missing(
    tmp_path: Path, site: Site, open_web: Web
) -> None:
    site.answers = {f"/list?page={n}": (200, HTML, PAGE + str(min(n, 4)).encode()) for n in (1, 2, 4, 5, 6, 7, 8)}
    listed = Programme("igf-2030", site.url("/list?page={page}"), "session list", "source", tuple(range(1, 30)))
    outcomes: list[Fetched] = list(fetch_programmes(open_web, tmp_path, [listed]))
    assert [f.outcome for f in outcomes] == ["new", "new", "refused", "new", "new", "new", "new"]
    assert outcomes[-1].url == site.url("/list?page=7")


def test_without_records_programmes_are_fetched_too(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers = {"/programme": (200, HTML, PAGE), "/front": (200, HTML, PAGE)}
    monkeypatch.setattr(fetch, "RECORDS", record(tmp_path, site))
    programme = Programme("igf-2030", site.url("/programme"), "schedule", "source")
    monkeypatch.setattr(fetch, "programmes", lambda: [programme])
    outcomes = list(fetch.fetch(into=tmp_path / "originals", allow_private=True, delay=0))
    assert [f.url for f in outcomes if f.outcome == "new"] == [site.url("/front"), site.url("/programme")]


def test_the_list_of_programmes_is_sound() -> None:
    found = programmes()
    assert len(found) > 20
    assert {programme.what for programme in found} == {"schedule", "session list", "statistics"}
    assert {programme.known_from for programme in found} == {"source", "pattern"}
    urls = [url for programme in found for url in programme.urls()]
    assert len(set(urls)) == len(urls)
    assert all(addresses.ADDRESS.fullmatch(url) for url in urls)
    assert all((addresses.PAGE in programme.url) == bool(programme.pages) for programme in found)
