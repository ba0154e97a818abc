"""Bytes in every encoding that people save text in, and bytes that are no text."""

from __future__ import annotations

import pytest

from etl.findings import SEVERITY
from etl.formats.encoding import decode, is_right_to_left, tidy
from tests.etl.formats.reading import codes, read, refusal, texts

SPANISH = "Sociedad civil: 2.136 (40,9 %). La sesión empezó mañana.\nTítulo: «Inclusión»\n"
JAPANESE = "インターネットガバナンスフォーラムは京都で開催され、登録者数は6000人でした。\n次の会合\n"
RUSSIAN = "Форум по управлению Интернетом прошёл в Баку.\nУчастников было 3000.\n"


@pytest.mark.parametrize(
    ("text", "encoding", "code"),
    [
        (SPANISH, "utf-8", None),
        (SPANISH, "utf-8-sig", "encoding-mark"),
        (SPANISH, "utf-16", "encoding-mark"),
        (SPANISH, "utf-32", "encoding-mark"),
        (SPANISH, "utf-16-le", "encoding-guessed"),
        (SPANISH, "utf-16-be", "encoding-guessed"),
        (JAPANESE, "utf-16-le", "encoding-guessed"),
        (SPANISH, "cp1252", "encoding-guessed"),
        (JAPANESE, "shift_jis", "encoding-guessed"),
        (JAPANESE, "iso2022_jp", "encoding-guessed"),
        (JAPANESE, "euc_jp", "encoding-guessed"),
        (RUSSIAN, "cp1251", "encoding-guessed"),
        (RUSSIAN, "koi8_r", "encoding-guessed"),
    ],
)
def test_every_encoding_gives_the_same_text(text: str, encoding: str, code: str | None) -> None:
    decoded, warnings = decode(text.encode(encoding))
    assert decoded == text
    assert [warning[0] for warning in warnings] == ([code] if code else [])


def test_utf8_and_windows_1252_in_one_file_are_both_read_and_the_place_is_named() -> None:
    document = read("Uno: sesión\n".encode() + "Dos: sesión\n".encode("cp1252"), "a.txt")
    assert texts(document) == ["Uno: sesión", "Dos: sesión"]
    assert [(code, place) for code, place, _ in document.warnings] == [("encoding-mixed", "line 2")]


def test_a_character_cut_off_at_the_end_does_not_spoil_the_rest() -> None:
    assert texts(read("La sesión fue así. Más: señor".encode()[:-4], "a.txt"))[0].startswith("La sesión fue así.")


def test_garbled_text_is_pointed_out_at_its_place() -> None:
    document = read("Title\nSociÃ©tÃ© civile: 40\n", "a.txt")
    assert [(code, place) for code, place, _ in document.warnings] == [("encoding-garbled", "line 2")]


def test_a_portuguese_word_in_capitals_is_not_garbled() -> None:
    assert codes(read("NÃO HÁ SESSÃO\nParticipação\n", "a.txt")) == []


def test_stray_nul_bytes_are_shown_and_never_join_figures() -> None:
    document = read(b"Title\nGovernment: 9\x0006 persons\n\0\0\0", "a.txt")
    assert texts(document) == ["Title", "Government: 9\ufffd06 persons"]
    assert [(code, place) for code, place, _ in document.warnings] == [("nul-bytes", "line 2")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document-empty"),
        (b" \n\t\r\n ", "document-blank"),
        ("\ufeff\u00a0\u200b \n".encode(), "document-blank"),
        ("  \n".encode("utf-16"), "document-blank"),
        (b"\0" * 50, "nul-bytes"),
        (bytes(range(256)) * 20, "document-not-text"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.html"])
def test_what_holds_no_text_is_refused_with_its_own_code(data: bytes, code: str, name: str) -> None:
    assert refusal(data, name) == code
    assert SEVERITY[code] in ("error", "warning")


def test_spaces_are_plain_and_what_nobody_sees_is_gone() -> None:
    assert tidy("\u200f2\u202f000\u00a0par\u00adtici\u200bpants\u2069 ") == "2 000 participants"


def test_arabic_is_noticed_and_read_in_its_order() -> None:
    arabic = "منتدى حوكمة الإنترنت 2024 في الرياض"
    document = read(f"{arabic}\nIGF 2024\n", "a.txt")
    assert texts(document)[0] == arabic
    assert codes(document) == ["text-right-to-left"]
    assert not is_right_to_left("IGF 2024 in Riyadh (الرياض)")
