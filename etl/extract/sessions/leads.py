"""What stands before a title and is no part of it: "Session report: ", "IGF 2022 report – "."""

from __future__ import annotations

import re
from functools import cache

from etl.words import alternatives

REPORT_LINK = (
    r"(?:\s(?:of|on|from|for|de|del|da|do|du|der|des|zur|zum|vom|über)"
    r"(?:\s(?:the|la|el|le|session|sesión|sessão|séance|sitzung)){0,2})?\s*[:–—-]\s+"
)


def without_report(text: str) -> str:
    """ "Session report: Title" without what says that it is a report."""
    return _report_of().sub("", text, count=1)


@cache
def _report_of() -> re.Pattern[str]:
    of_meeting = r"(?:(?:IGF|FGI)(?:\s20\d\d)?\s)?"
    return re.compile(rf"^{of_meeting}(?:{alternatives('reports')}){REPORT_LINK}", re.IGNORECASE)
