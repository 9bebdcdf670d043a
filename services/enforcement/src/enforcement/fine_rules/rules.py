"""Proposals of a new version of a fine rule, and what the law leaves a city free to decide."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldError, FieldsRefusedError, StepRefusedError
from enforcement.gas.rules import MixedOffence

FACT_CODE = re.compile(r"\*|[a-z0-9]+(?:[.-][a-z0-9]+)*")
"""A code of a fact as findings have it; ``*`` is every fact without a rule of its own."""
FURTHEST = timedelta(days=3653)
"""The longest time ahead at which a rule may begin."""


class FineRuleWaitsError(StepRefusedError):
    """One proposal for a fact at a time: the second would not know what it changes."""

    def __init__(self) -> None:
        super().__init__(lazy("Voor dit feit wacht al een voorstel. Beslis daar eerst over."))


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A version of a rule as people choose it. ``max_eur`` in whole euros, empty where the rule
    sets no fine; ``source`` is where it was published.
    """

    fact_code: str
    valid_from: date
    article: str
    max_eur: int | None
    mixed: MixedOffence | None
    source: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds for the fact so far: the first day of its newest version, and each maximum, with
    whether the fact is a crime too, that holds without the draft from its first day until today.
    """

    newest_from: date | None
    held: Sequence[tuple[int | None, MixedOffence | None]]


def check(draft: RuleDraft, standing: Standing, most_eur: int, today: date) -> None:
    """``most_eur`` is the maximum of the law on the first day (art. 4). A stricter rule never holds
    for facts of before: it begins after today. Raises ``FieldsRefusedError``.
    """
    wrong: list[tuple[str, LazyMessage]] = []
    if FACT_CODE.fullmatch(draft.fact_code) is None:
        wrong.append(("factCode", lazy("Kies een feit, of een code in kleine letters.")))
    if standing.newest_from is not None and draft.valid_from <= standing.newest_from:
        day = f"{standing.newest_from:%d/%m/%Y}"
        wrong.append(
            (
                "validFrom",
                lazy("De laatste versie begint op %(day)s. Kies een latere dag.", day=day),
            )
        )
    elif draft.valid_from > today + FURTHEST:
        wrong.append(("validFrom", lazy("Kies een dag binnen tien jaar.")))
    elif draft.valid_from <= today and is_stricter(draft, standing):
        wrong.append(
            (
                "validFrom",
                lazy(
                    "Een strengere regel geldt nooit voor feiten van vroeger. Kies een dag na "
                    "vandaag."
                ),
            )
        )
    if draft.max_eur is not None and not 1 <= draft.max_eur <= most_eur:
        wrong.append(("maxEur", lazy("De wet laat 1 tot en met %(most)s euro toe.", most=most_eur)))
    if wrong:
        raise FieldsRefusedError([FieldError(field, reason) for field, reason in wrong])


def check_withdrawal(valid_from: date, newest_from: date, today: date) -> None:
    """A version that holds is never taken back: facts were judged by it. Raises
    ``StepRefusedError``.
    """
    if valid_from <= today:
        raise StepRefusedError(
            lazy("Deze versie geldt al. Stel een nieuwe versie voor, met een latere dag.")
        )
    if valid_from < newest_from:
        raise StepRefusedError(lazy("Neem eerst de latere versie voor dit feit terug."))


def is_stricter(draft: RuleDraft, standing: Standing) -> bool:
    """A higher maximum than one of these, or another answer to the question whether the fact is a
    crime too.
    """
    return any(
        (draft.max_eur or 0) > (max_eur or 0) or draft.mixed != mixed
        for max_eur, mixed in standing.held
    )
