"""Reports as indicators count them, out or awaited (IND-2.4-03, 3-01, 3.1-01, 3.2-01, 3.4-01)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """A report of ``kind`` about ``period``, on the Brussels day of its first version that stands.

    An erratum is the same report; one that was withdrawn without another is none.
    """

    kind: str
    period: str
    published_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class AwaitedReport:
    """A report in the planning of which no version stands."""

    kind: str
    period: str
    due_on: date
