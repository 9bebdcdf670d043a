"""Indicators of counts that the police released: arrests, judicial measures, the parket's set.

The police let each half-year go once, with its small numbers hidden. Halves share no arrest, so
their sum tells no more than they do; of a month there is nothing to tell.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reporting.facts.rules.facts import Fact
from reporting.figures.rules import told as telling
from reporting.figures.rules.code_labels import label_of
from reporting.figures.rules.outcomes import (
    Breakdown,
    Outcome,
    Part,
    Row,
    figure,
    no_delivery,
)
from reporting.figures.rules.remarks import Remark
from reporting.figures.rules.told import Provenance
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.unavailable import (
    JUDICIAL,
    NOT_BY_MONTH,
    NOT_RELEASED,
    SOME_HALF_NOT_RELEASED,
)
from reporting.periods.rules import PeriodKind

ADMINISTRATIVE, JUDICIAL_ARRESTS = "bestuurlijke_aanhoudingen", "gerechtelijke_aanhoudingen"
MEASURES, PARKET = "gerechtelijke_maatregelen", "cijfers_van_het_parket"
PERSONS = "gecontroleerde_personen"
LABELS = {"branches": "branche", "grounds": "reden of feitengroep", "kinds": "soort"}
RELEASED = (
    "De politie geeft aantallen per halfjaar vrij, elk één keer. Een aantal onder {least} is"
    " verborgen ({sign}), en ook wat het zou verraden."
)

Table = Mapping[str, Sequence[int | None]]
"""By code the number of each release; the sum of them is shown."""


def releases(evidence: Evidence, about: str) -> list[Fact]:
    """Releases of the halves of the period; of the parket, of its years."""
    facts = evidence.facts.of("police-counts-released").where("about", about)
    whole = about == PARKET
    if evidence.period.kind is PeriodKind.MAAND:
        return []
    if whole and evidence.period.kind is PeriodKind.HALFJAAR:
        return []
    return [fact for fact in facts if (fact.dims["half"] is None) == whole]


def judicial(evidence: Evidence) -> list[Fact]:
    """Judicial arrests and other judicial measures of the police."""
    return [*releases(evidence, JUDICIAL_ARRESTS), *releases(evidence, MEASURES)]


def lacking(evidence: Evidence) -> str | None:
    """What :func:`judicial` lacks of the period: all of it, or some half of arrests or measures."""
    if not judicial(evidence):
        by_month = evidence.period.kind is PeriodKind.MAAND
        return NOT_BY_MONTH if by_month else NOT_RELEASED
    if any(is_partial(evidence, about) for about in (JUDICIAL_ARRESTS, MEASURES)):
        return SOME_HALF_NOT_RELEASED
    return None


def is_partial(evidence: Evidence, about: str) -> bool:
    """Whether a half of the period did not leave yet."""
    months = (evidence.period.last.year - evidence.period.first.year) * 12
    months += evidence.period.last.month - evidence.period.first.month + 1
    return len(releases(evidence, about)) < months // (12 if about == PARKET else 6)


def total(facts: Sequence[Fact]) -> int | None:
    """The sum, or nothing where one of them is hidden."""
    return _sum([fact.dims["total"] for fact in facts])


def told(facts: Sequence[Fact]) -> Provenance | None:
    """Of :func:`total`: one half as the police let it go, or the sum of halves."""
    return _told([fact.dims["total"] for fact in facts])


def table(facts: Sequence[Fact], dimension: str) -> Table:
    """By code what each told of it; hidden where one of them is. Empty where one of the tables was
    not told."""
    if any(fact.dims["total"] != 0 and not fact.dims[dimension] for fact in facts):
        return {}
    codes = sorted({code for fact in facts for code in fact.dims[dimension]})
    return {code: [fact.dims[dimension].get(code, 0) for fact in facts] for code in codes}


def _told(numbers: Sequence[Any]) -> Provenance | None:
    return None if None in numbers else telling.added((n, telling.of(n)) for n in numbers)


def _sum(numbers: Sequence[Any]) -> int | None:
    return None if None in numbers else sum(numbers)


def breakdown(dimension: str, label: str, counts: Table) -> Breakdown:
    rows = (
        Row(code, label_of(code), _sum(numbers), None in numbers, told=_told(numbers))
        for code, numbers in counts.items()
    )
    return Breakdown(dimension, label, tuple(rows))


def part(
    code: str,
    label: str,
    facts: Sequence[Fact],
    *,
    unit: str,
    counted: bool = True,
    missing: str | None = NOT_RELEASED,
) -> Part:
    """A released number as a part; ``missing`` where nothing of it was released."""
    if not facts:
        return Part(code, label, unit, None, missing=missing, counted=counted)
    number = total(facts)
    return Part(
        code, label, unit, number, suppressed=number is None, counted=counted, told=told(facts)
    )


def arrests(about: str, ground: str) -> Callable[[Evidence], Outcome]:
    """Arrests of one kind, by branch and by ``ground``: why they were made."""

    def compute(evidence: Evidence) -> Outcome:
        facts = releases(evidence, about)
        if not facts:
            by_month = evidence.period.kind is PeriodKind.MAAND
            return no_delivery(NOT_BY_MONTH if by_month else NOT_RELEASED)
        number = total(facts)
        return figure(
            number,
            suppressed=number is None,
            told=told(facts),
            breakdowns=[
                breakdown("branch", "branche", table(facts, "branches")),
                breakdown("ground", ground, table(facts, "grounds")),
            ],
            missing=[SOME_HALF_NOT_RELEASED] if is_partial(evidence, about) else [],
            notes=[
                Remark(
                    RELEASED.format(least="5", sign="•"), RELEASED.format(least="10", sign="[c]")
                )
            ],
        )

    return compute


def judicial_measures(evidence: Evidence) -> Outcome:
    """IND-2-04: judicial arrests and measures of the police; the parket's set stands apart.

    The parket counts other acts in the same files, so that a sum would count one file twice.
    """
    made = [(code, releases(evidence, code)) for code in (JUDICIAL_ARRESTS, MEASURES)]
    parket = releases(evidence, PARKET)
    own = [fact for _, facts in made for fact in facts]
    if not own and not parket:
        by_month = evidence.period.kind is PeriodKind.MAAND
        return no_delivery(NOT_BY_MONTH if by_month else NOT_RELEASED, JUDICIAL)
    missing = [] if parket else [JUDICIAL]
    if lacks := lacking(evidence):
        missing.append(lacks)
    number = total(own) if own else None
    return figure(
        number,
        suppressed=bool(own) and number is None,
        told=told(own),
        parts=[
            part("arrests", "gerechtelijke aanhoudingen", made[0][1], unit="aanhoudingen"),
            part("measures", "andere gerechtelijke maatregelen", made[1][1], unit="maatregelen"),
            part(
                "parket",
                "maatregelen van parket en rechtbank",
                parket,
                unit="maatregelen",
                counted=False,
            ),
        ],
        breakdowns=[
            breakdown("kind", "soort", table(own, "kinds")),
            breakdown("ground", "feitengroep", table(own, "grounds")),
            breakdown("kind_parket", "soort, parket", table(parket, "kinds")),
            breakdown("ground_parket", "feitengroep, parket", table(parket, "grounds")),
        ],
        missing=missing,
    )


def distinct_persons(evidence: Evidence) -> Part:
    """Different persons checked, of a half-year alone: who comes back in the other is the same."""
    code, label = "distinct", "verschillende personen"
    facts = releases(evidence, PERSONS)
    if evidence.period.kind is not PeriodKind.HALFJAAR or not facts:
        missing = NOT_RELEASED
        if evidence.period.kind is not PeriodKind.HALFJAAR:
            missing = "verschillende personen zijn alleen per halfjaar geteld"
        return Part(code, label, "personen", None, missing=missing)
    return part(code, label, facts, unit="personen")
