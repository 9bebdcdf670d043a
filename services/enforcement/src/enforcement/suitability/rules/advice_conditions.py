"""What an advice may hold: conditions that belong to one under conditions, and reasons."""

from collections.abc import Mapping, Sequence
from datetime import date

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from enforcement.suitability.rules.codes import AdviceOutcome, AdviceService


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


def gives_reasons(service: AdviceService) -> bool:
    """False for the morality of a holder: of it the city gets the conclusion alone (handbook
    §2.1)."""
    return service is not AdviceService.POLITIE_MORALITEIT


def must_give_reasons(service: AdviceService, outcome: AdviceOutcome, reasons: str | None) -> None:
    """A refusal may rest on an unfavourable advice, so that it says why. Raises
    ``FieldRefusedError``.
    """
    if not gives_reasons(service):
        if reasons:
            raise FieldRefusedError(
                "reasons", lazy("Van de moraliteit noteer je alleen het besluit, nooit waarom.")
            )
    elif outcome is AdviceOutcome.ONGUNSTIG and not reasons:
        raise FieldRefusedError(
            "reasons", lazy("Zeg waarom het advies ongunstig is: een weigering kan erop steunen.")
        )
