"""What a cube is: a small table that charts read (`etl.cubes`)."""

from __future__ import annotations

from dataclasses import dataclass

HELD = "status not in ('proposal', 'cancelled')"
"""Which rows of `sessions` are sessions: a proposal is not a session, nor is a cancelled one."""


@dataclass(frozen=True)
class Cube:
    """A cube: what one row of it is, and the SELECT that makes it."""

    name: str
    meaning: str
    sql: str
