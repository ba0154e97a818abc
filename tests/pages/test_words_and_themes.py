"""Words and themes: what is counted, on what basis, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pages.shared import catalog, charts, options, queries, terms
from pages.shared.catalog import Query, fetch, rows_behind
from pages.shared.charts import Chart
from pages.shared.choice import Choice
from tests.pages import wordy
from tests.pages.test_pages import cards, open_page
from tests.pages.tiny import write_build

pytestmark = pytest.mark.usefixtures("words")


def choice(**given: str) -> Choice:
    return options.choice({name.rstrip("_"): value.split("|") for name, value in given.items()})


def counted(query: Query, column: str, by: str = "term") -> dict[tuple[str, int], float]:
    rows = fetch(query)
    return dict(zip(zip(rows[by], rows["year"], strict=True), rows[column], strict=True))


def test_terms_are_what_stands_between_commas_and_the_prefixes_where_nothing_does() -> None:
    assert terms.terms_of(" human  rights,, –, privacy ,privacy") == ("human rights", "privacy")
    assert terms.terms_of("  ") == terms.prefixes() == ("cyber-", "digital", "e-", "online", "AI")
    assert len(terms.terms_of(",".join(f"word{n}" for n in range(50)))) == terms.MOST
    assert terms.terms_of("x" * 90) == ()


def test_words_in_titles_count_each_session_once() -> None:
    query = queries.words_in_titles(choice(term="privacy, cyber*, nothing"))
    assert counted(query, "sessions") == {("privacy", 2019): 2, ("privacy", 2020): 1, ("cyber*", 2020): 1}
    row = fetch(query).set_index("key").loc["privacy|igf-2019"]
    assert (row["held"], row["share"], row["session_list"]) == (2, 1.0, "complete")
    assert row["low"] == pytest.approx(0.342, abs=1e-3) and row["high"] == 1.0


def test_a_proposal_is_no_session_and_a_form_counts_its_own() -> None:
    assert ("proposed", 2020) not in counted(queries.words_in_titles(choice(term="proposed")), "sessions")
    originals = queries.words_in_titles(choice(term="children, privacy", form="original"))
    assert counted(originals, "sessions") == {("children", 2020): 1}


def test_prefixes_stand_for_their_words() -> None:
    found = counted(queries.words_in_titles(choice()), "sessions")
    assert found == {("cyber-", 2020): 1, ("e-", 2019): 1, ("online", 2019): 1, ("AI", 2020): 1}


def test_words_in_text_are_those_of_originals_per_ten_thousand_words() -> None:
    query = queries.words_in_text(choice(term="privacy, cyber*, cyber security"))
    assert counted(query, "uses") == {("privacy", 2020): 2, ("cyber*", 2020): 1, ("cyber security", 2020): 1}
    row = fetch(query).set_index("key").loc["privacy|igf-2020"]
    assert (row["of_words"], row["of_documents"], row["rate"]) == (2000, 1, 10.0)
    assert fetch(queries.words_in_text(choice(term="privacy", form="record"))).empty


def test_a_phrase_crosses_the_end_of_a_line_only_where_the_sentence_may_go_on() -> None:
    assert len(fetch(queries.words_in_text(choice(term="cyber security")))) == 1
    assert fetch(queries.words_in_text(choice(term="agenda privacy, children see, programme cyber"))).empty


def test_the_words_of_an_address_are_none_of_the_texts() -> None:
    assert fetch(queries.words_in_text(choice(term="online, example"))).empty


def test_contexts_say_what_is_before_and_after_and_where() -> None:
    rows = fetch(queries.contexts_of_words(choice(term="cyber security, privacy", within="text")))
    found = [tuple(row[name] for name in ("before", "word", "after", "place")) for row in rows.to_dict("records")]
    assert found == [
        ("Cyber-attacks and ", "cyber security", " were on the agenda.", "line 2"),
        ("", "Privacy", " of children", "line 4"),
        ("<b>", "Privacy", "</b> [x](javascript:alert(1)) of *all*", "line 6"),
    ]
    assert list(rows["code"].fillna("")) == ["", "WS #3", ""]


def test_contexts_are_those_of_titles_tracks_and_takeaways() -> None:
    rows = fetch(queries.contexts_of_words(choice(term="privacy", within="titles")))
    assert sorted(zip(rows["before"], rows["word"], rows["after"], strict=True)) == [
        ("", "Privacy", ""),
        ("", "Privacy", " needs a law; privacy needs courts."),
        ("", "Privacy", " online"),
        ("Privacy needs a law; ", "privacy", " needs courts."),
    ]


@pytest.mark.parametrize("given", [{"within": "text"}, {"within": "titles"}])
def test_every_point_has_its_contexts_behind_it(given: dict[str, str]) -> None:
    chosen = choice(term="privacy, cyber*", **given)
    query = (queries.words_in_text if given["within"] == "text" else queries.words_in_titles)(chosen)
    behind = {key: fetch(rows_behind(query, key)) for key in fetch(query)["key"]}
    assert behind and all(
        len(rows) and rows["quote"].str.contains("(?i)privacy|cyber").all() for rows in behind.values()
    )


@pytest.mark.parametrize("name", ["themes_in_documents", "themes_in_wording", "themes_together"])
def test_every_figure_has_rows_behind_it(name: str) -> None:
    query = getattr(queries, name)(choice())
    rows = fetch(query)
    assert len(rows)
    assert all(len(fetch(rows_behind(query, key))) for key in rows["key"])
    assert len(fetch(queries.sources_of(query)))


def test_themes_in_documents_are_shares_of_the_documents_about_a_meeting() -> None:
    rows = fetch(queries.themes_in_documents(choice())).set_index("key")
    assert rows.loc["privacy|igf-2020", ["documents", "of_documents"]].to_list() == [1, 2]
    assert "privacy|igf-2019" in rows.index
    assert set(fetch(queries.themes_in_documents(choice(form="original")))["year"]) == {2020}


def test_themes_in_wording_are_uses_in_originals_alone() -> None:
    rows = fetch(queries.themes_in_wording(choice())).set_index("key")
    assert rows["uses"].to_dict() == {"children|igf-2020": 1, "privacy|igf-2020": 2}
    assert rows.loc["privacy|igf-2020", ["of_words", "rate"]].to_list() == [2000, 10.0]
    assert fetch(queries.themes_in_wording(choice(form="record"))).empty


def test_themes_together_are_pairs_in_one_session() -> None:
    (pair,) = fetch(queries.themes_together(choice())).to_dict("records")
    assert (pair["key"], pair["sessions"], pair["one_sessions"], pair["other_sessions"]) == (
        "children|privacy",
        2,
        2,
        3,
    )
    assert (pair["with_theme"], pair["share"]) == (4, 1.0)
    assert pair["times_expected"] == pytest.approx(2 * 4 / (2 * 3))
    assert len(fetch(queries.themes_together(choice(theme="privacy")))) == 1
    assert fetch(queries.themes_together(choice(theme="cybersecurity"))).empty
    (recorded,) = fetch(queries.themes_together(choice(form="record"))).to_dict("records")
    assert recorded["sessions"] == 1


def chart(name: str, **given: str) -> Chart:
    chosen = choice(**given)
    drawn: Chart = getattr(charts, name)(fetch(getattr(queries, name)(chosen)), chosen)
    return drawn


@pytest.mark.parametrize("basis", ["agenda", "sessions", "documents", "wording"])
@pytest.mark.parametrize("drawn_as", ["heat", "ranking", "lines"])
def test_each_basis_is_drawn_each_way(basis: str, drawn_as: str) -> None:
    name = {"agenda": "themes_on_agenda", "sessions": "themes_in_sessions"}.get(basis, f"themes_in_{basis}")
    drawn = chart(name, chart=drawn_as)
    assert drawn.is_empty == (basis == "agenda")
    assert drawn.sentence and len(drawn.table.keys) == len(drawn.table.rows)
    keys = {key for trace in drawn.figure["data"] for key in _flat(trace.get("customdata", ())) if key}
    assert keys <= set(drawn.table.keys) and (keys or drawn.is_empty)


def _flat(values: object) -> Iterator[str]:
    for value in values:  # type: ignore[attr-defined]
        yield from _flat(value) if isinstance(value, list) else (value,)


def test_equal_themes_share_a_rank() -> None:
    cells = chart("themes_in_sessions", chart="ranking").figure["data"][1]
    ranks = {(m, x): t for m, x, t in zip(*(cells[name] for name in ("meta", "x", "text")), strict=True)}
    assert (ranks["privacy", 0], ranks["children", 0]) == ("1", "2")
    assert ranks["privacy", 1] == ranks["children", 1] == ranks["cybersecurity", 1] == "1"


def test_points_show_the_number_that_they_rest_on() -> None:
    figure = chart("words_in_titles", term="privacy").figure
    (numbers,) = (trace for trace in figure["data"] if trace["mode"] == "text")
    assert list(numbers["text"]) == ["2/2", "1/2"]
    narrow = chart("words_in_titles", term="privacy").narrow
    assert narrow["data.0.visible"] is False


def test_what_a_reader_writes_is_no_markup_in_a_chart() -> None:
    drawn = chart("words_in_text", term="<b>Privacy</b>", within="text")
    assert drawn.figure["layout"]["annotations"][0]["text"] == "<b>&lt;b&gt;Privacy&lt;/b&gt;</b>"


def test_what_was_not_found_is_said() -> None:
    assert "Not found: “zebra”" in chart("words_in_titles", term="privacy, zebra").sentence
    assert chart("words_in_titles", term="zebra").sentence.startswith("“zebra”: not in titles")
    assert "Nothing that can be looked for" in chart("words_in_titles", term="–").sentence


def test_the_page_has_all_of_it_from_a_link() -> None:
    app = open_page("pages/themes.py", basis="wording", chart="lines", term="privacy", within="titles", theme="privacy")
    assert [card["title"] for card in cards(app)] == [
        "Themes in the wording of originals",
        "Themes that appear together",
        "Words in titles, tracks and takeaways",
        "Sessions stated, and sessions listed here",
    ]
    assert all("term=privacy" in card["link"] and "basis=wording" in card["link"] for card in cards(app))
    assert {row[0] for row in cards(app)[2]["table"]["rows"]} == {"privacy"}
    assert set(app.dataframe[0].value["word"].str.lower()) == {"privacy"}


def test_where_no_original_is_loaded_the_page_says_so_and_names_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = wordy.rows()
    rows["documents"] = [row for row in rows["documents"] if row["form"] == "record"]
    rows["lines"] = [row for row in rows["lines"] if row["form"] == "record"]
    for name in ("sessions", "theme_mentions"):
        rows[name] = [row for row in rows[name] if row["document_id"] == "record"]
    rows["findings"] = []
    write_build(tmp_path, rows)
    monkeypatch.setenv("ATLAS_TABLES", str(tmp_path))
    catalog.use_latest()
    app = open_page("pages/themes.py", basis="wording", term="privacy")
    assert any("No original is loaded" in info.value and "python -m etl fetch" in info.value for info in app.info)
    assert any("titles, tracks and takeaways" in text.value and "etl fetch" in text.value for text in app.markdown)
    assert [card["title"] for card in cards(app)][1] == "Words in titles, tracks and takeaways"
