"""The same session gets the same id in every document, whatever form its code is printed in."""

from __future__ import annotations

import pytest

from etl.extract.identity import organisation_id_of, session_id_of, tidy_code


@pytest.mark.parametrize(
    ("printed", "code", "session_type"),
    [
        ("(WS #184 )", "WS #184", "Workshop"),
        ("ws#184", "WS #184", "Workshop"),
        ("WS100", "WS #100", "Workshop"),
        ("WS 7", "WS #7", "Workshop"),
        ("session #64", "Session #64", None),
        ("(Event #19)", "Event #19", None),
        ("OF #39", "OF #39", "Open Forum"),
        ("OPEN FORUM #4:", "Open Forum #4", "Open Forum"),
        ("Town hall no. 5", "Town hall #5", "Town Hall"),
        ("Day 0 Event #41", "Day 0 Event #41", "Pre-event"),
        ("Launch / Award Event #145", "Launch / Award Event #145", "Launch or Award"),
        ("72", "72", None),
        ("#72", "72", None),
        ("34/339", "34/339", None),
        ("DC-PAL", "DC-PAL", "Dynamic Coalition"),
        ("Day 0", "Day 0", "Pre-event"),
        ("", "", None),
    ],
)
def test_tidy_code(printed: str, code: str, session_type: str | None) -> None:
    assert tidy_code(printed) == (code, session_type)
    assert tidy_code(code)[0] == code


def test_the_same_session_meets_itself_under_other_spellings() -> None:
    assert session_id_of("igf-2020", "Open Forum", "OF #39", "A") == "igf-2020-open-forum-39"
    assert session_id_of("igf-2020", None, "Open Forum #39", "B") == "igf-2020-open-forum-39"
    assert session_id_of("igf-2021", "Pre-event", "Session #64", "A") == session_id_of(
        "igf-2021", None, "Pre-event #64", "B"
    )


def test_without_a_number_the_title_tells() -> None:
    assert session_id_of("igf-2019", None, None, "Opening: Été") == "igf-2019-opening-ete"
    assert session_id_of("igf-2019", "Dynamic Coalition", "DC-PAL", "Libraries") == "igf-2019-libraries"
    assert session_id_of("igf-2011", None, "72", "Trust") == "igf-2011-72"


def test_organisations_of_one_name_have_one_id() -> None:
    assert organisation_id_of("The IT for Change") == organisation_id_of("IT FOR CHANGE") == "it-for-change"
