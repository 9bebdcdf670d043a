"""Costs of an appeal (Judicial Code arts. 1017 and 1022): who owes them, and how much."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import FieldError, FieldsRefusedError, NotFoundError
from enforcement.payments.rules.balance import MOST_CENTS


class CostsDebtor(StrEnum):
    """Who lost pays the costs of who won."""

    PERSOON = "persoon"
    STAD = "stad"


class CostsStep(StrEnum):
    """Lines of the timeline about costs."""

    OWED_BY_PERSON = "court-costs-owed-by-person"
    OWED_BY_CITY = "court-costs-owed-by-city"
    SETTLED = "court-costs-settled"
    REOPENED = "court-costs-reopened"
    SERVED = "court-costs-served"


COSTS_TERM = "gas.costs_payment_days"
"""Days to pay costs, from the letter that asks for them: the city's own, no law has one."""


class CourtCostsNotFoundError(NotFoundError):
    """No court awarded costs in this case."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze gerechtskosten"))


def check_costs(owed_by: CostsDebtor | None, amount_cents: int | None) -> None:
    """Both or neither. Raises ``FieldsRefusedError``."""
    if owed_by is not None and amount_cents is None:
        reason = lazy("Geef het bedrag van de kosten.")
        raise FieldsRefusedError([FieldError("costsCents", reason)])
    if owed_by is None and amount_cents is not None:
        reason = lazy("Zeg wie de kosten moet betalen.")
        raise FieldsRefusedError([FieldError("costsOwedBy", reason)])
    if amount_cents is not None and not 1 <= amount_cents <= MOST_CENTS:
        reason = lazy("Geef een bedrag van meer dan nul.")
        raise FieldsRefusedError([FieldError("costsCents", reason)])
