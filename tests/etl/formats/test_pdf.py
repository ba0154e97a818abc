"""PDF: pages and lines, divided words, running headers, headings, and files that hold no text."""

from __future__ import annotations

from etl.formats.running import without_running
from tests.etl.formats.making import Print, column, pdf
from tests.etl.formats.reading import codes, line, read, refusal, texts


def test_lines_are_found_by_page_and_line() -> None:
    data = pdf([column(["First line", "Second line", "", "After a gap"]), column(["Another page", "Its end"])])
    document = read(data, "a.pdf")
    assert [(found.place, found.text) for found in document.lines if found.text] == [
        ("page 1, line 1", "First line"),
        ("page 1, line 2", "Second line"),
        ("page 1, line 3", "After a gap"),
        ("page 2, line 1", "Another page"),
        ("page 2, line 2", "Its end"),
    ]
    assert document.lines[2].is_blank


def test_a_divided_word_stands_whole_in_the_first_line() -> None:
    data = pdf([column(["There were many regis-", "trations in all, and COVID-", "19 was a theme."])])
    assert texts(read(data, "a.pdf")) == [
        "There were many registrations",
        "in all, and COVID-19",
        "was a theme.",
    ]


def test_running_headers_footers_and_page_numbers_are_no_content() -> None:
    bodies = ["alpha", "beta", "gamma", "delta"]
    pages = [
        [
            Print("The Forum, summary", 810, size=8),
            *column([f"On {body} 4", "More of it."], top=700),
            Print(f"Page {number} of 4", 30),
        ]
        for number, body in enumerate(bodies, 1)
    ]
    document = read(pdf(pages), "a.pdf")
    assert texts(document) == [text for body in bodies for text in (f"On {body} 4", "More of it.")]


def test_bare_page_numbers_are_no_content_and_figures_at_the_edge_are() -> None:
    pages = [[*column([f"Body {name}"]), Print(str(number), 30)] for number, name in ((7, "one"), (8, "two"))]
    pages.append([*column(["Body three"]), Print("2019", 30)])
    assert texts(read(pdf(pages), "a.pdf")) == ["Body one", "Body two", "Body three", "2019"]


def test_a_title_that_the_running_header_repeats_stays() -> None:
    pages = [[Print("Summary of the Forum", 810, size=8), *column([f"Body {index}."])] for index in "abc"]
    pages[0].insert(0, Print("Summary of the Forum", 780, size=20))
    document = read(pdf(pages), "a.pdf")
    heading = line(document, "Summary of the Forum")
    assert (heading.kind, heading.level, heading.place) == ("heading", 1, "page 1, line 1")


def test_larger_and_bold_lines_are_headings_and_rows_of_a_table_are_not() -> None:
    prints = [
        Print("Report", 800, size=20),
        Print("Participation", 770, size=14),
        Print("By group", 750, bold=True),
        *column(
            ["Body of the text, long enough to be the usual size of this page.", "More of it, and more."],
            top=730,
        ),
        Print("Government 906 17.3%", 680),
        Print("Civil society 2136 40.9%", 655),
    ]
    kinds = {found.text: (found.kind, found.level) for found in read(pdf([prints]), "a.pdf").lines}
    assert kinds["Report"] == ("heading", 1)
    assert kinds["Participation"] == ("heading", 2)
    assert kinds["By group"] == ("heading", 4)
    assert kinds["Government 906 17.3%"] == ("text", 0)


def test_the_mark_of_a_footnote_is_no_digit() -> None:
    prints = [
        Print("Registered: 906", 700),
        Print("7", 705, x=149.8, size=6),
        *column(["Usual text"], top=650),
    ]
    assert texts(read(pdf([prints]), "a.pdf"))[0] == "Registered: 906"
    prints[1] = Print("7", 705, x=153, size=6)
    assert texts(read(pdf([prints]), "a.pdf"))[0] == "Registered: 906"
    prints[1] = Print("7", 700, x=153)
    assert texts(read(pdf([prints]), "a.pdf"))[0] == "Registered: 906 7"


def test_a_sentence_runs_on_over_the_page() -> None:
    data = pdf([column(["It began on this page and"]), column(["ended on the next."])])
    assert not any(found.is_blank for found in read(data, "a.pdf").lines)


def test_the_title_in_its_properties_unless_a_program_made_it_up() -> None:
    pages = [column(["Text"])]
    assert read(pdf(pages, title="Annual report"), "a.pdf").front == {"title": "Annual report"}
    assert read(pdf(pages, title="Microsoft Word - draft.doc"), "a.pdf").front == {}


def test_files_without_text_are_refused_each_for_its_reason() -> None:
    good = pdf([column(["Text"])])
    assert refusal(pdf([[]]), "a.pdf") == "document-without-text"
    assert refusal(pdf([[], []], picture=True), "a.pdf") == "pdf-scanned"
    assert refusal(pdf([column(["Text"])], locked=True), "a.pdf") == "document-encrypted"
    assert refusal(b"%PDF-1.4\nnothing more", "a.pdf") == "pdf-corrupt"
    assert refusal(good[: len(good) // 2].replace(b"Page", b"P\xffge"), "a.pdf") == "pdf-corrupt"


def test_scanned_pages_among_others_are_pointed_out() -> None:
    document = read(pdf([column(["Text"]), []], picture=True), "a.pdf")
    assert codes(document) == ["pdf-page-scanned"]
    assert document.warnings[0][1] == "page 2"


def test_two_pages_with_one_header_lose_it_and_one_page_loses_nothing() -> None:
    header = [Print("Header", 810)]
    assert texts(read(pdf([header + column(["One."]), header + column(["Two."])]), "a.pdf")) == [
        "One.",
        "Two.",
    ]
    assert texts(read(pdf([header + column(["One."])]), "a.pdf")) == ["Header", "One."]
    assert without_running([]) == []
