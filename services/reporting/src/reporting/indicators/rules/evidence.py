"""All that the indicators of one period are computed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reporting.care.rules.publications import Care
from reporting.facts.rules.facts import Facts
from reporting.indicators.rules.persons_told import ToldPersons
from reporting.periods.rules import Period
from reporting.regie.rules.records import Register
from reporting.report_register.rules.published import AwaitedReport, PublishedReport

KINDS = frozenset(
    {
        "branch-readings-measured",
        "expected-recall-measured",
        "gas-fine-imposed",
        "inspection-completed",
        "inventory-published",
        "mayor-measure-ordered",
        "monthly-action-planned",
        "operation-measured",
        "police-counts-released",
        "population-measured",
        "report-drawn-up",
        "sanction-decided",
        "street-ban-ordered",
        "suitability-advice-given",
        "suitability-visit-completed",
        "website-statistics-noted",
    }
)
"""The kinds of facts that indicators read one by one; shifts are counted in the database."""
FINES = frozenset(
    {
        "gas-appeal-decided",
        "gas-appeal-lodged",
        "gas-case-closed",
        "gas-case-opened",
        "gas-collection-started",
        "gas-fine-corrected",
        "gas-fine-final",
        "gas-fine-withdrawn",
        "gas-payment-received",
        "gas-payment-undone",
        "gas-reminder-sent",
    }
)
"""The kinds that say what a fine was for, and what became of it."""
FINED = ("gas-fine-imposed",)
"""The kind by which a fine is of a period."""

FOLLOWED = frozenset(
    {
        "mayor-measure-ended",
        "mayor-measure-execution-recorded",
        "mayor-measure-lapsed",
        "mayor-measure-notified",
        "mayor-measure-ordered",
        "sanction-appeal-decided",
        "sanction-execution-recorded",
        "sanction-notified",
        "street-ban-breached",
        "street-ban-ended",
        "street-ban-notified",
        "street-ban-ordered",
    }
)
"""The kinds that say how far a sanction or an order is that was decided."""
FOLLOWS = ("sanction-decided", "mayor-measure-ordered", "street-ban-ordered")
"""The kinds by which one of those is of a period."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """``facts`` lie in the period; ``followed`` is what became of its sanctions and orders.

    ``fines`` is the history of the cases of its fines, before and since.
    ``reports`` are all that were published here, whenever; ``awaited`` those that were due before
    ``today`` and are not.
    ``care`` is what was delivered for this period, or for a month for the year or half around it.
    ``streets`` gives the street of each window premises with a declaration in the period.
    ``since`` is the day from which on each service has told anything; absent is one that never did.
    ``persons`` are the halves of persons at inspections that were told; None for leadership of the
    police, who count their own exactly.
    All of it as it is known today, or was known on ``today`` of the past.
    """

    period: Period
    today: date
    since: Mapping[str, date]
    facts: Facts = field(default_factory=lambda: Facts(()))
    followed: Facts = field(default_factory=lambda: Facts(()))
    fines: Facts = field(default_factory=lambda: Facts(()))
    care: Care = field(default_factory=lambda: Care(()))
    register: Register = field(default_factory=lambda: Register(()))
    reports: tuple[PublishedReport, ...] = ()
    awaited: tuple[AwaitedReport, ...] = ()
    premises_in_use: int = 0
    streets: Mapping[str, str] = field(default_factory=dict)
    persons: tuple[ToldPersons, ...] | None = ()
