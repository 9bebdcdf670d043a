"""Instalments: dates and amounts that a person agreed, and how far they were kept.

The law has no rule for them; the figures here are the city's own policy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import count, pairwise

from chassis.messages import LazyMessage, lazy
from enforcement.legal_terms.rules import add_months

MOST = 24
"""Instalments of one plan."""


class InstalmentState(StrEnum):
    BETAALD = "betaald"
    OPEN = "open"
    GEMIST = "gemist"


@dataclass(frozen=True, slots=True)
class Instalment:
    """``due_on`` is the last day on which it is in time."""

    due_on: date
    amount_cents: int


@dataclass(frozen=True, slots=True)
class InstalmentStanding:
    """``paid_cents`` is the part of it that was paid: payments fill the oldest instalment first."""

    due_on: date
    amount_cents: int
    paid_cents: int
    state: InstalmentState


def propose(outstanding_cents: int, parts: int, first_on: date) -> list[Instalment]:
    """Equal parts, one a month; the cents that are left over go with the first."""
    each, rest = divmod(outstanding_cents, parts)
    return [
        Instalment(add_months(first_on, number), each + (rest if number == 0 else 0))
        for number in range(parts)
    ]


def objection(
    plan: Sequence[Instalment], outstanding_cents: int, today: date, prescribes_on: date
) -> LazyMessage | None:
    """The reason why these instalments are no plan for what is owed."""
    days = [part.due_on for part in plan]
    wrong = {
        lazy("Een plan heeft 2 tot %(most)s termijnen.", most=MOST): not 2 <= len(plan) <= MOST,
        lazy("Elke termijn heeft een bedrag."): any(part.amount_cents < 1 for part in plan),
        lazy("De termijnen zijn samen niet wat er nog te betalen is."): (
            sum(part.amount_cents for part in plan) != outstanding_cents
        ),
        lazy("De eerste termijn kan niet voor vandaag vallen."): any(day < today for day in days),
        lazy("Elke termijn komt na de vorige."): any(
            later <= earlier for earlier, later in pairwise(days)
        ),
        lazy("De laatste termijn valt na de verjaring."): any(day > prescribes_on for day in days),
    }
    return next((reason for reason, is_so in wrong.items() if is_so), None)


def shortened(standing: Sequence[InstalmentStanding], outstanding_cents: int) -> list[Instalment]:
    """What is still to be paid of a plan once less is owed: its last instalments fall away."""
    left, kept = outstanding_cents, []
    for part in standing:
        open_cents = min(left, part.amount_cents - part.paid_cents)
        left -= open_cents
        if open_cents:
            kept.append(Instalment(part.due_on, open_cents))
    return kept


def standing(plan: Sequence[Instalment], paid_cents: int, today: date) -> list[InstalmentStanding]:
    """Each instalment with what was paid of it since the plan was agreed."""
    left = max(0, paid_cents)
    found = []
    for part in plan:
        paid = min(left, part.amount_cents)
        left -= paid
        if paid == part.amount_cents:
            state = InstalmentState.BETAALD
        elif today > part.due_on:
            state = InstalmentState.GEMIST
        else:
            state = InstalmentState.OPEN
        found.append(InstalmentStanding(part.due_on, part.amount_cents, paid, state))
    return found


def missed(standing: Iterable[InstalmentStanding]) -> bool:
    """Whether an instalment was not paid whole by its day."""
    return any(part.state is InstalmentState.GEMIST for part in standing)


def postponed(standing: Sequence[InstalmentStanding], first_on: date) -> list[Instalment]:
    """What is still to be paid of a plan, as many months later as the first of it needs to fall on
    a day or after it; days that fall together in a shorter month are a day apart.
    """
    left = [part for part in standing if part.paid_cents < part.amount_cents]
    months = next(n for n in count() if not left or add_months(left[0].due_on, n) >= first_on)
    later: list[Instalment] = []
    for part in left:
        due_on = add_months(part.due_on, months)
        if later:
            due_on = max(due_on, later[-1].due_on + timedelta(days=1))
        later.append(Instalment(due_on, part.amount_cents - part.paid_cents))
    return later


def next_due(plan: Sequence[Instalment], today: date) -> date | None:
    """The day of the first instalment that has not come to its end."""
    return next((part.due_on for part in plan if part.due_on >= today), None)
