import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.parse.dates import find_dates, find_months, finding_of, parse_date, settle_year

PRINTED = [
    ("2-6 November 2020", "2020-11-02", "2020-11-06"),
    ("28-30 de junio 2017", "2017-06-28", "2017-06-30"),
    ("27 November to 1 December 2023", "2023-11-27", "2023-12-01"),
    ("du 12 au 14 novembre 2018", "2018-11-12", "2018-11-14"),
    ("les 12, 13 et 14 novembre 2018", "2018-11-12", "2018-11-14"),
    ("1er décembre 2022", "2022-12-01", "2022-12-01"),
    ("8.–12. Oktober 2023", "2023-10-08", "2023-10-12"),
    ("8. bis 12. Oktober 2023", "2023-10-08", "2023-10-12"),
    ("08.10. bis 12.10.2023", "2023-10-08", "2023-10-12"),
    ("8.-12.10.2023", "2023-10-08", "2023-10-12"),
    ("28 de novembro a 2 de dezembro de 2022", "2022-11-28", "2022-12-02"),
    ("6 al 9 de diciembre de 2016", "2016-12-06", "2016-12-09"),
    ("Monday 28 November to Friday 2 December 2022", "2022-11-28", "2022-12-02"),
    ("December 6-10, 2021", "2021-12-06", "2021-12-10"),
    ("Nov 28 - Dec 2, 2022", "2022-11-28", "2022-12-02"),
    ("April 29th and 30th, 2024", "2024-04-29", "2024-04-30"),
    ("30 December 2020 to 2 January 2021", "2020-12-30", "2021-01-02"),
    ("30 December to 2 January 2021", "2020-12-30", "2021-01-02"),
    ("10 out. 2015", "2015-10-10", "2015-10-10"),
    ("2021-12-06", "2021-12-06", "2021-12-06"),
    ("25/12/2021", "2021-12-25", "2021-12-25"),
    ("12/25/2021", "2021-12-25", "2021-12-25"),
    ("6.12.2021", "2021-12-06", "2021-12-06"),
]


@pytest.mark.parametrize(("text", "first", "last"), PRINTED)
def test_dates_as_printed_in_five_languages(text: str, first: str, last: str) -> None:
    [found] = find_dates(f"It took place ({text}) as planned")
    assert (found.start_date(), found.end_date()) == (date.fromisoformat(first), date.fromisoformat(last))
    assert found.problem == ""


@pytest.mark.parametrize(
    ("text", "span", "day"),
    [
        ("Monday, Dec 6 | 9:30 AM - 12:00 PM UTC", "Monday, Dec 6", (6, 12, 0)),
        ("Tuesday, 29 November | 13:50 – 14:50", "Tuesday, 29 November", (29, 11, 1)),
        ("Title (10 October | 11:00 - 12:30 JST | Main Hall)", "10 October", (10, 10, None)),
        ("DAY 1 - Monday, 18 December", "Monday, 18 December", (18, 12, 0)),
        ("Day 1 - 18 December", "18 December", (18, 12, None)),
        ("quarta-feira, 11 de novembro", "quarta-feira, 11 de novembro", (11, 11, 2)),
        ("mercredi 14 novembre", "mercredi 14 novembre", (14, 11, 2)),
        ("November 12 - 14:30 start", "November 12", (12, 11, None)),
    ],
)
def test_a_date_without_a_year_within_a_line(text: str, span: str, day: tuple[int, int, int | None]) -> None:
    [found] = find_dates(text)
    assert text[found.start : found.end] == span
    assert (found.first.day, found.first.month, found.first.weekday) == day
    assert found.year is None
    assert found.start_date() is None
    assert found.start_date(2021) == date(2021, day[1], day[0])


def test_a_range_without_a_year_runs_on_into_the_next() -> None:
    [found] = find_dates("December 30 - January 2")
    assert (found.start_date(2022), found.end_date(2022)) == (date(2022, 12, 30), date(2023, 1, 2))


@pytest.mark.parametrize(
    "text",
    [
        "10 out of 20",
        "6 may be late",
        "5218 registrations (17.3%)",
        "1 to 3 sessions in March 2020",
        "page 3 of 12",
        "WS 17 and OF 9",
        "10:30 - 11:00",
        "August 2024",
        "may 10,000 people",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31 Jume 2024", "date-invalid"),
        ("31 June 2024", "date-invalid"),
        ("30 February 2020", "date-invalid"),
        ("06/12/2021", "date-invalid"),
        ("Friday 6 December 2021", "weekday-mismatch"),
    ],
)
def test_what_is_wrong_is_reported_and_not_repaired(text: str, code: str) -> None:
    [found] = find_dates(f"on {text} in the hall")
    finding = finding_of(found)
    assert found.text == text
    assert finding is not None
    assert finding[0] == code
    assert text in finding[1]
    assert found.is_usable == (code == "weekday-mismatch")
    assert (found.start_date() is None) == (code == "date-invalid")


def test_a_day_between_slashes_comes_first_outside_of_english() -> None:
    assert [found.start_date() for found in find_dates("el 06/12/2021", "es")] == [date(2021, 12, 6)]


def test_parse_date_wants_nothing_else() -> None:
    assert parse_date(" 2-6 November 2020. ") is not None
    assert parse_date("from 2-6 November 2020") is None
    assert parse_date("soon") is None


@pytest.mark.parametrize(
    ("day", "candidates", "year"),
    [
        ((6, 12, 0), (2020, 2021), 2021),
        ((6, 12, 0), (2019, 2020), None),
        ((6, 12, None), (2020, 2021), None),
        ((6, 12, None), (2021,), 2021),
        ((29, 11, 1), (2016, 2022), None),
        ((29, 2, None), (2021, 2024), 2024),
    ],
)
def test_the_weekday_settles_the_year(
    day: tuple[int, int, int | None], candidates: tuple[int, ...], year: int | None
) -> None:
    assert settle_year(*day, candidates) == year


def test_months_without_a_day() -> None:
    text = "in June 2017, en junio de 2018, on 5 May 2019, we may go in March"
    assert [(month, year) for _, _, month, year in find_months(text)] == [(6, 2017), (6, 2018), (3, None)]


@given(st.text(alphabet="0123456789 -–.,/:thJanuaryDecmbrfdiozé", max_size=60))
def test_any_text_gives_spans_in_order_and_no_error(text: str) -> None:
    found = find_dates(text)
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
    for mention in found:
        mention.start_date(2021), mention.end_date(2021)


@pytest.mark.parametrize(
    "unit", ["1 ", "1, ", "6 a ", "6 dec ", "dec ", "1-", "1. 2020 ", "6 de dec 2020 a ", "june 1 to "]
)
def test_a_hostile_line_takes_no_longer_than_its_length(unit: str) -> None:
    line = unit * (100_000 // len(unit))
    before = time.process_time()
    find_dates(line)
    assert time.process_time() - before < 5
