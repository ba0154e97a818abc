import re

from etl.parse.quotes import quotation_at, quotations
from etl.parse.sentences import sentences
from etl.parse.wording import finder, phrases_of


def test_phrases_are_matched_as_whole_words_with_rests_and_gaps() -> None:
    planned = finder("meeting_words", "planned")
    assert planned.search("Es wird vom 8. bis 12. Oktober in Kyoto stattfinden.")
    assert planned.search("It WILL BE\nHELD")
    assert not planned.search("unscheduled forest")
    assert finder("track_words", "said").search("what emerged")


def test_every_phrase_of_every_list_is_a_pattern() -> None:
    for name in ("meeting_words", "track_words"):
        for phrase in phrases_of(name, "planned" if name == "meeting_words" else "always"):
            assert re.search(r"\w", phrase)


def test_quotations_in_the_marks_of_five_languages() -> None:
    text = "\"one\" “two” « three » „four“ »five« the forum's 'si’x s' 'end"
    assert [text[start:end] for start, end in quotations(text)] == [
        "one",
        "two",
        "three",
        "four",
        "five",
        "si’x s",
    ]
    assert quotation_at("x “the theme” y", 2) == (3, 12)
    assert quotation_at("x “the theme” y", 0) is None


def test_sentences_do_not_end_after_abbreviations_and_ordinals() -> None:
    text = "Das 14. Forum war groß. The U.S. Government came! “Quite” so. In 2020. Next."
    assert [text[start:end].strip() for start, end in sentences(text)] == [
        "Das 14. Forum war groß.",
        "The U.S. Government came!",
        "“Quite” so.",
        "In 2020.",
        "Next.",
    ]
