"""Web pages: what is content, its blocks and tables, and what a page says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from tests.etl.formats.reading import codes, line, read, refusal, texts


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='pt-BR'><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "noise",
    [
        "<script>noise()</script>",
        "<style>.noise{color:red}</style>",
        "<noscript>noise</noscript>",
        "<template><p>noise</p></template>",
        "<nav><ul><li>noise</li></ul></nav>",
        "<header><div>noise</div><ul><li>noise</li></ul></header>",
        "<footer><p>noise</p></footer>",
        "<aside><p>noise</p></aside>",
        "<form><label>noise</label><input value=noise><button>noise</button></form>",
        "<div role='navigation'>noise</div>",
        "<div role='dialog'>noise</div>",
        "<div id='cookie-banner'>noise</div>",
        "<div class='block gdpr__box'>noise</div>",
        "<ul class='main-menu'><li>noise</li></ul>",
        "<div class='breadcrumbs'>noise</div>",
        "<div class='site-footer'>noise</div>",
        "<a class='skip-link'>noise</a>",
        "<span class='sr-only'>noise</span>",
        "<p hidden>noise</p>",
        "<p aria-hidden='true'>noise</p>",
        "<p style='color:red; DISPLAY : none'>noise</p>",
        "<p style='visibility:hidden'>noise</p>",
        "<p style='position:absolute;left:-9999px'>noise</p>",
        "<div style='display:none'><p>noise</p></div>",
        "<div class='d-none'>noise</div>",
        "<p class='gone'>noise</p>",
        "<p id='out'>noise</p>",
        "<select><option>noise</option></select>",
        "<svg><text>noise</text></svg>",
        "<!-- noise -->",
    ],
)
def test_what_is_no_content(noise: str) -> None:
    head = "<style>.gone, #out { display: none } @media print { p, .kept { display: none } }</style>"
    document = read(page(f"{noise}<h1>Title</h1><p class=kept>Some content</p>{noise}", head), "a.html")
    assert texts(document) == ["Title", "Some content"]


@pytest.mark.parametrize(
    "body",
    [
        "<form><h2>kept</h2><p>A page within a form, as some servers make them.</p></form>",
        "<div class='no-sidebar'><main><p>kept</p></main></div>",
        "<div class='page-with-menu'><h1>kept</h1></div>",
        "<div id='cookies-and-consent-in-practice'><p>kept</p></div>",
        "<article><header><p>kept</p></header><p>More</p></article>",
        "<header><h1>kept</h1></header>",
        "<table><tr><th>Group</th><th>Share</th></tr><tr><td>kept</td><td class=menu>17%</td></tr></table>",
        "<p class='hidden md:block'>kept</p>",
    ],
)
def test_what_is_content_all_the_same(body: str) -> None:
    document = read(page(f"{body}<p>Beside</p>"), "a.html")
    assert any("kept" in text for text in texts(document))


def test_a_page_with_nothing_but_menus_and_footers_is_read_all_the_same() -> None:
    assert texts(read(page("<nav>All of it</nav><footer>and more</footer>"), "a.html")) == ["All of it", "and more"]


def test_blocks_are_lines_and_inline_elements_split_nothing() -> None:
    body = """
      <p>In all <b>5</b>,218 par<i>tici</i>pants<sup>2</sup>
         came.<br>Second&nbsp;line</p><p>Next</p>
      <div>A<div>B</div>C</div>
      <div><span class=n>906</span><span class=l>representatives</span></div>
    """
    document = read(page(body), "a.html")
    assert texts(document) == [
        "In all 5,218 participants came.", "Second line", "Next", "A", "B", "C", "906 representatives",
    ]  # fmt: skip
    assert document.text.startswith("In all 5,218 participants came.\nSecond line\n\nNext\n\nA\nB\nC")


def test_headings_and_items_have_their_levels() -> None:
    body = """<h1>Report</h1><h3>Groups</h3><p><strong>By region</strong></p>
      <ul><li>Asia: 17%<ul><li>South: 4%</li></ul></li></ul>
      <ol start=3><li>Third<br>14:00</li><li>Fourth</li></ol>"""
    document = read(page(body), "a.html")
    assert [(found.kind, found.level, found.text) for found in document.lines if found.text] == [
        ("heading", 1, "Report"),
        ("heading", 3, "Groups"),
        ("heading", 6, "By region"),
        ("item", 0, "Asia: 17%"),
        ("item", 1, "South: 4%"),
        ("item", 0, "3. Third"),
        ("text", 0, "14:00"),
        ("item", 0, "4. Fourth"),
    ]


TABLE = """<table><caption>Who came</caption>
  <thead><tr><th rowspan=2>Group</th><th colspan=2>2019</th></tr><tr><th>Count</th><th>Share</th></tr></thead>
  <tr><td rowspan=2>Government</td><td>906</td><td>17%</td></tr>
  <tr><td>12</td><td><ul><li>a</li><li>b</li></ul></td></tr></table>"""


def test_tables_have_cells_on_their_grid_and_names_of_columns() -> None:
    document = read(page(f"<p>Before</p>{TABLE}<table><tr><td>x</td><td>1</td></tr></table>"), "a.html")
    rows = [found for found in document.lines if found.kind == "row"]
    header = ("Group", "2019 Count", "2019 Share")
    assert [(row.place, row.text, row.cells, row.header) for row in rows] == [
        ("table 1, row 1", "Group | 2019", ("Group", "2019", ""), ()),
        ("table 1, row 2", "Count | Share", ("", "Count", "Share"), ()),
        ("table 1, row 3", "Government | 906 | 17%", ("Government", "906", "17%"), header),
        ("table 1, row 4", "12 | a; b", ("", "12", "a; b"), header),
        ("table 2, row 1", "x | 1", ("x", "1"), ()),
    ]
    assert line(document, "Who came").index < rows[0].index


def test_a_first_row_of_words_names_the_columns_also_where_it_is_not_marked() -> None:
    rows = "<tr><td>Group</td><td>Share</td></tr><tr><td>Government</td><td>17%</td></tr>"
    assert read(page(f"<table>{rows}</table>"), "a.html").lines[-1].header == ("Group", "Share")


def test_a_table_that_arranges_the_page_is_read_as_blocks() -> None:
    body = "<table><tr><td><h2>Title</h2><p>Text</p></td><td><p>Side</p></td></tr></table>"
    document = read(page(body), "a.html")
    assert [(found.kind, found.text) for found in document.lines if found.text] == [
        ("heading", "Title"), ("text", "Text"), ("text", "Side"),
    ]  # fmt: skip


def test_a_line_is_found_where_its_place_says() -> None:
    document = read(page(f"<h1>T</h1>{TABLE}<p>End</p>"), "a.html")
    end = line(document, "End")
    assert end.place == f"line {end.index + 1}"


def test_what_a_page_says_of_itself() -> None:
    head = """<title>Figures of the year | The Forum</title><meta property="og:site_name" content="The Forum">
      <link rel="canonical" href="https://example.org/figures">
      <meta name="DC.Date" content="2020-11-09T10:00:00Z">"""
    document = read(page("<h1>Figures of the year</h1><p>x</p>", head), "a.html")
    assert document.front == {
        "title": "Figures of the year",
        "url": "https://example.org/figures",
        "publisher": "The Forum",
        "published": date(2020, 11, 9),
        "language": "pt",
    }
    assert document.form == "original"


def test_the_address_that_a_browser_noted_when_it_saved_the_page() -> None:
    saved = "<!-- saved from url=(0027)https://example.org/figures -->\n"
    assert read("<!doctype html>\n" + saved + "<p>Text</p>", "a.html").front["url"] == "https://example.org/figures"


def test_the_stated_encoding_is_believed() -> None:
    data = "<html><head><meta charset='iso-8859-2'></head><body><p>Społeczeństwo</p></body></html>".encode("iso-8859-2")
    document = read(data, "a.html")
    assert (texts(document), codes(document)) == (["Społeczeństwo"], [])


@pytest.mark.parametrize(
    ("stated", "written", "text"),
    [
        ("iso-8859-1", "cp1252", "The “first” day, 13:00 – 14:00"),
        ("us-ascii", "cp1252", "The “first” day, 13:00 – 14:00"),
        ("iso-8859-1", "utf-8", "Les régions, 13:00 – 14:00"),
        ("iso-8859-9", "cp1254", "İstanbul, 13:00 – 14:00"),
        ("gb2312", "gb18030", "会议 镕 10:00 – 11:00"),
        ("shift_jis", "cp932", "①会議 10:00～11:00"),
    ],
)
def test_a_page_is_written_in_what_browsers_take_its_stated_encoding_for(stated: str, written: str, text: str) -> None:
    data = f"<html><head><meta charset='{stated}'></head><body><p>{text}</p></body></html>".encode(written)
    document = read(data, "a.html")
    assert (texts(document), codes(document)) == ([text], [])


@pytest.mark.parametrize("stated", ["x-none", "utf-16", "cp037", "rot13"])
@pytest.mark.parametrize("end", ["", " "])
def test_an_encoding_that_cannot_be_is_not_believed(stated: str, end: str) -> None:
    data = f"<html><head><meta charset='{stated}'></head><body><p>Sesión</p></body></html>{end}".encode()
    assert texts(read(data, "a.html")) == ["Sesión"]


@pytest.mark.parametrize("body", ["<script>draw()</script>", "<div id=root></div>", "<img src=a.png>", ""])
def test_a_page_without_text_is_refused(body: str) -> None:
    assert refusal(page(body, "<title>App</title>"), "a.html") == "html-without-text"


def test_a_page_nested_deeper_than_the_stack_is_read() -> None:
    document = read("<html><body>" + "<div>" * 3_000 + "deep" + "</div>" * 3_000, "a.html")
    assert texts(document) == ["deep"]
