"""A year of care as reporting knows it: publications, and what its freeze said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reporting.care.rules.publications import Care, LinkedCare


@dataclass(frozen=True, slots=True)
class Freeze:
    """``coverage``: completeness by organisation and indicator, as it was then."""

    on: date
    without: Sequence[str]
    coverage: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class CareYear:
    """``later``: organisations, by code, with a revision after the freeze that is not in here."""

    year: int
    whole: Care
    halves: tuple[Care, Care]
    freeze: Freeze | None = None
    linked: LinkedCare | None = None
    later: Mapping[str, int] = field(default_factory=dict)
