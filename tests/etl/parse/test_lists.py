import pytest

from etl.parse.lists import parse_list


@pytest.mark.parametrize(
    ("text", "count", "items"),
    [
        ("A; B; and C.", None, ["A", "B", "C"]),
        ("A, B and C. More", None, ["A", "B", "C"]),
        ("A, B and C", 3, ["A", "B", "C"]),
        ("A, B and C", 2, ["A", "B and C"]),
        ("A, B, and C, D and E", 3, ["A", "B", "C, D and E"]),
        ("work and rest, food and drink, sleep", None, ["work and rest", "food and drink", "sleep"]),
        ("A (x, y), B", 2, ["A (x, y)", "B"]),
        ("“A, a”, “Be” and “Ce”", 3, ["A, a", "Be", "Ce"]),
        ("(1) A, (2) B b", 2, ["A", "B b"]),
        ("Daten, Teilhabe sowie Sicherheit und Ruhe", 3, ["Daten", "Teilhabe", "Sicherheit und Ruhe"]),
        ("A and B", 2, ["A", "B"]),
        ("A, B", 5, []),
        ("A", None, []),
        ("", None, []),
    ],
)
def test_items(text: str, count: int | None, items: list[str]) -> None:
    line = f"themes: {text}"
    assert [line[start:end] for start, end in parse_list(line, 8, count)] == items
