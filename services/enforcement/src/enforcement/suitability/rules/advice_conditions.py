"""Conditions of an advice: they belong to one under conditions, and are due on a day to come."""

from collections.abc import Mapping, Sequence
from datetime import date

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.suitability.rules.codes import AdviceOutcome


def must_fit(
    outcome: AdviceOutcome, conditions: Sequence[str], due: Mapping[str, date], today: date
) -> None:
    """Raises ``FieldRefusedError``; about the day of a condition at ``due`` and its code."""
    if (outcome is AdviceOutcome.VOORWAARDELIJK) != bool(conditions):
        reason = lazy("Voorwaarden horen bij een gunstig advies onder voorwaarden, en alleen daar.")
        raise FieldRefusedError("conditions", reason)
    for code, day in due.items():
        if code not in conditions:
            reason = lazy("'%(code)s' is geen voorwaarde van dit advies.", code=code)
            raise FieldRefusedError(f"due.{code}", reason)
        if day <= today:
            raise FieldRefusedError(f"due.{code}", lazy("Kies een dag die nog moet komen."))
