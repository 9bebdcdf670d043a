"""Heads of the cases that stand on the lists of a team, as their procedures say them in SQL.

Cases know no procedure: the service hands them over where it is wired (decision 0186).
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class _Known:
    heads: str = ""


_KNOWN = _Known()


def hand_over(heads: Iterable[str]) -> None:
    """Once. Each has ``case_id``, ``kind``, ``number``, ``state``, ``fact_code``, ``opened_at`` and
    ``premises_id``."""
    _KNOWN.heads = " UNION ALL ".join(heads)


def team_heads() -> str:
    """The cases of all these procedures, as one query."""
    return _KNOWN.heads
