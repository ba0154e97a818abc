"""Takeaways: whose they are, in which order, and what is none."""

from __future__ import annotations

from tests.etl.extract.sessions_in import read

UNDER_A_HEADING = """Key takeaways of the first day

DC Session: Health records across borders

The panel named what a format has to do:

- 1. It must work offline
- 2. It must be cheap to leave

WS #2 Schools as hubs

A school pays for its line within three years, which holds where power is

stable for most of the day.

Teachers need someone to call.

WS #3 Nothing yet

None submitted to date.
"""


def texts(text: str, suffix: str = "txt") -> list[tuple[str, int, str]]:
    return [(row["session_id"], row["position"], row["text"]) for row in read(text, suffix).table("takeaways")]


def test_under_a_heading_every_paragraph_and_item_of_a_session_is_one() -> None:
    health, schools = "igf-2021-health-records-across-borders", "igf-2021-workshop-2"
    assert texts(UNDER_A_HEADING) == [
        (health, 1, "It must work offline"),
        (health, 2, "It must be cheap to leave"),
        (
            schools,
            1,
            "A school pays for its line within three years, which holds where power is stable for most of the day.",
        ),  # noqa: E501
        (schools, 2, "Teachers need someone to call."),
    ]


def test_the_quote_of_a_broken_paragraph_is_its_lines_joined() -> None:
    row = read(UNDER_A_HEADING).table("takeaways")[2]
    assert row["quote"] == row["text"]
    assert row["place"] == "line 12"


def test_descriptions_are_no_takeaways() -> None:
    assert texts("WS #2 Schools as hubs\n\nThe session will look at what a line costs.\n\n- Who pays?") == []


def test_a_heading_within_a_session_opens_and_the_next_one_closes() -> None:
    text = "# WS #2 Schools as hubs\n\nMany came to hear it.\n\n## Conclusiones\n\n- Una línea cuesta poco.\n\n## Participantes\n\n- Veinte personas vinieron.\n"  # noqa: E501
    assert texts(text, "md") == [("igf-2021-workshop-2", 1, "Una línea cuesta poco.")]


def test_items_after_a_sentence_about_points() -> None:
    text = "Report: WS #2 Schools as hubs\n\nOther points were made, such as:\n\n• Lines cost little money\n\n• Teachers need some help\n\nThe meeting closed."  # noqa: E501
    assert [row[1:] for row in texts(text)] == [(1, "Lines cost little money"), (2, "Teachers need some help")]
    questions = "Report: WS #2 Schools as hubs\n\nThe points to be put as questions are:\n\n• What does it cost us?"
    assert texts(questions) == []


def test_without_sessions_there_are_none() -> None:
    assert texts("Key takeaways\n\n- Lines cost little money") == []
