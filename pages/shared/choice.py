"""What a reader chose: filters and chart options, each declared once and rendered three ways.

A filter is rendered as bound SQL, as words and as parameters of the address, so that what is said,
what was run and what is linked cannot drift apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["from", "to", "many", "one", "text"]
ALL = "all"


@dataclass(frozen=True)
class Option:
    """A value that a filter may have: its stable code, what the tables hold, what a reader sees."""

    code: str
    value: str | int
    label: str


@dataclass(frozen=True)
class Filter:
    """A filter (with a `column`) or a chart option (without)."""

    name: str
    label: str
    kind: Kind
    column: str = ""
    words: str = "{}"
    """The filter in a sentence; {} stands for the labels."""
    default: tuple[str, ...] = ()
    """Codes; none: all values (for `many`), the first or last value (for years)."""
    options: tuple[Option, ...] = ()
    """The values, where they are the same in every build."""
    help: str = ""
    longest: int = 0
    """Characters that a text (kind `text`: what a reader writes) may have."""

    def condition(self) -> str:
        """SQL that is true of the rows that are kept; the parameter has the filter's name."""
        if self.kind == "from":
            return f"{self.column} >= $from"
        if self.kind == "to":
            return f"{self.column} <= $to"
        return f"list_contains(${self.name}, {self.column})"


@dataclass(frozen=True)
class Condition:
    """SQL after `where`, and its parameters."""

    sql: str
    parameters: tuple[tuple[str, str | int | tuple[str, ...]], ...]


@dataclass(frozen=True)
class Choice:
    """The chosen options of every filter; none chosen means all."""

    filters: Mapping[str, Filter]
    options: Mapping[str, Sequence[Option]]
    chosen: Mapping[str, tuple[Option, ...]]
    notices: tuple[str, ...] = ()

    def codes(self, name: str) -> tuple[str, ...]:
        return tuple(option.code for option in self.chosen[name])

    def one(self, name: str) -> str:
        """The code of a filter that has one value; empty where it has none."""
        return next(iter(self.codes(name)), "")

    def year(self, name: Literal["from", "to"]) -> int:
        """The chosen first or last year; 0 where no year has any data."""
        return next((int(option.value) for option in self.chosen[name]), 0)

    def is_active(self, name: str) -> bool:
        """Whether the filter leaves anything out."""
        kind, chosen, options = self.filters[name].kind, self.chosen[name], self.options[name]
        if kind in ("from", "to"):
            return bool(options) and chosen != (options[0 if kind == "from" else -1],)
        if kind == "text" or (kind == "one" and self.filters[name].column):
            return bool(chosen)
        return bool(chosen) and len(chosen) < len(options)

    def where(self, *names: str) -> Condition:
        """The condition of the named filters that leave something out; `true` where none does."""
        active = [name for name in names if self.is_active(name)]
        sql = " and ".join(self.filters[name].condition() for name in active) or "true"
        return Condition(sql, tuple((name, self._parameter(name)) for name in active))

    def _parameter(self, name: str) -> str | int | tuple[str, ...]:
        if self.filters[name].kind in ("from", "to"):
            return int(self.chosen[name][0].value)
        if self.filters[name].kind == "text":
            return self.one(name)
        codes = set(self.codes(name))
        return tuple(str(option.value) for option in self.options[name] if option.code in codes)

    def sentence(self, *names: str) -> str:
        """The named filters in words: "2008 to 2020; Civil Society"."""
        parts = []
        if "from" in names and self.options["from"]:
            first, last = self.year("from"), self.year("to")
            parts.append(str(first) if first == last else f"{first} to {last}")
        for name in names:
            is_option = self.filters[name].kind == "one" and not self.filters[name].column
            if self.filters[name].kind not in ("from", "to") and not is_option and self.is_active(name):
                labels = ", ".join(option.label for option in self.chosen[name])
                parts.append(self.filters[name].words.format(labels))
        return "; ".join(parts)

    def parameters(self, *names: str) -> list[tuple[str, str]]:
        """The address: every value of the named filters, defaults too, and what else is not as it begins.

        What a reader wrote is in the addresses of the pages that use it and in no other.
        """
        pairs = []
        for name in self.filters:
            codes = self.codes(name)
            if self.filters[name].kind == "text":
                pairs += [(name, code) for code in codes if name in names]
            elif name in names or codes != _default(self.filters[name], self.options[name]):
                pairs += [(name, code) for code in codes or (ALL,)]
        return pairs

    def only(self, *names: str) -> Choice:
        """The choice of the named filters, with all others as they begin."""
        others = {name: known for name, known in self.filters.items() if name not in names}
        return self.replace(**{name: _default(known, self.options[name]) for name, known in others.items()})

    def replace(self, **codes: Iterable[str]) -> Choice:
        """This choice with other codes for some filters."""
        given = {name: self.codes(name) for name in self.filters} | {name: tuple(new) for name, new in codes.items()}
        nothing = {name: () if known.kind == "text" else (ALL,) for name, known in self.filters.items()}
        return parse(self.filters, self.options, {name: given[name] or nothing[name] for name in given})


def _default(declared: Filter, options: Sequence[Option]) -> tuple[str, ...]:
    codes = [option.code for option in options]
    if declared.kind in ("from", "to"):
        return tuple(codes[:1] if declared.kind == "from" else codes[-1:])
    return tuple(code for code in declared.default if code in codes)


def parse(
    filters: Mapping[str, Filter], options: Mapping[str, Sequence[Option]], given: Mapping[str, Sequence[str]]
) -> Choice:
    """The choice that an address makes: unknown codes are dropped with a notice, years are put in order."""
    chosen: dict[str, tuple[Option, ...]] = {}
    notices: list[str] = []
    for name, declared in filters.items():
        if declared.kind == "text":
            chosen[name] = _written(declared, next(iter(given.get(name, ())), ""), notices)
            continue
        known = {option.code: option for option in options[name]}
        codes = tuple(dict.fromkeys(given.get(name, ())))
        unknown = [code for code in codes if code not in known and code != ALL]
        if unknown:
            notices.append(f"{declared.label}: {_quoted(unknown)} is not known here and was left out of the link.")
        if declared.kind == "many" and ALL in codes and not set(codes) & set(known):
            codes = ()
        else:
            codes = tuple(code for code in codes if code in known) or _default(declared, options[name])
        chosen[name] = tuple(known[code] for code in (codes[:1] if declared.kind != "many" else codes))
    if chosen["from"] and chosen["to"] and chosen["from"][0].value > chosen["to"][0].value:  # type: ignore[operator]
        chosen["from"], chosen["to"] = chosen["to"], chosen["from"]
    return Choice(filters, options, chosen, tuple(notices))


def _written(declared: Filter, text: str, notices: list[str]) -> tuple[Option, ...]:
    if len(text) > declared.longest:
        notices.append(f"{declared.label}: longer than {declared.longest:,} characters, and left out of the link.")
        return ()
    return (Option(text, text, text),) if text.strip() else ()


def _quoted(codes: Iterable[str]) -> str:
    return ", ".join(f"“{code[:40]}”" for code in codes)
