"""Material of a report: all that a builder of a kind may make its content from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from contracts.codes import CountKind
from reporting.care.rules.publications import Care
from reporting.care.rules.year import CareYear
from reporting.figures.rules.outcomes import Outcome
from reporting.figures.rules.terms import Term
from reporting.periods.rules import Period
from reporting.report_content.rules.content import Section
from reporting.report_register.rules.kind import Chapter


@dataclass(frozen=True, slots=True)
class IndicatorFigure:
    """An indicator's answer, in the plan's own ``wording``; ``before``: of the period before.

    ``counts`` is what it counts, ``counts_of`` its parts and splits that count something else.
    """

    id: str
    action: str
    wording: str
    definition: str
    unit: str
    source: str
    source_service: str
    counts: CountKind
    outcome: Outcome
    before: Outcome | None = None
    counts_of: Mapping[str, CountKind] = field(default_factory=dict)

    def counted(self, code: str) -> CountKind:
        """The kind of count of a part or a split of it."""
        return self.counts_of.get(code, self.counts)


@dataclass(frozen=True, slots=True)
class Material:
    """``figures`` by id, in the order of the plan, as they were known at ``as_of`` (UTC).

    ``care`` is what care organisations delivered for the period, each protected by registry.
    """

    period: Period
    as_of: datetime
    ended: bool
    figures: Mapping[str, IndicatorFigure]
    care: Care = field(default_factory=lambda: Care(()))
    care_year: CareYear | None = None
    """Of a year alone: the newest publications, beside what its freeze said."""
    terms: Sequence[Term] = ()
    inspected: Mapping[date, int] = field(default_factory=dict)
    """Inspections by day, where there were any."""

    def of(self, *beginnings: str) -> Iterable[IndicatorFigure]:
        """The indicators whose id begins like one of these."""
        return [each for name, each in self.figures.items() if name.startswith(beginnings)]


Builder = Callable[[Chapter, Material], tuple[Section, ...]]
"""Content of a chapter, without I/O: the same material gives the same sections."""
