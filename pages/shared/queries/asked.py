"""What readers ask in SQL of their own."""

from __future__ import annotations

from pages.shared.catalog import Query
from pages.shared.choice import Choice

EXAMPLES = {
    "Sessions by year and type": """select year, session_type, count(*) as sessions
from sessions
where is_preferred and status not in ('proposal', 'cancelled')
group by all
order by year, sessions desc""",
    "Who registered, by year": """select year, group_name, count, share, qualifier, source_url
from participation
where is_preferred and measure = 'registered' and dimension = 'stakeholder'
order by year, count desc""",
    "Organisations with most sessions": """select name, stakeholder_group, count(distinct session_id) as sessions
from organisation_roles join organisations using (organisation_id)
where role = 'organiser'
group by all
order by sessions desc
limit 25""",
    "Themes of the last ten years": """select theme, year, count(distinct session_id) as sessions
from theme_mentions join themes using (theme_id)
where year >= 2016
group by all
order by sessions desc""",
}
"""What it is -> its SQL."""


def asked(chosen: Choice) -> Query:
    """What the reader asks."""
    return Query("asked", chosen.one("sql"), is_readers=True)
