"""Appeals (GAS law art. 31): the court, and what a judgment must say."""

from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import NotFoundError
from contracts.codes import AppealVerdict


class Court(StrEnum):
    POLITIERECHTBANK = "politierechtbank"
    JEUGDRECHTBANK = "jeugdrechtbank"


class AppealNotFoundError(NotFoundError):
    """Nobody lodged an appeal in this case."""

    def __init__(self) -> None:
        super().__init__(lazy("Dit beroep"), reason=lazy("In dit dossier is er geen beroep."))


def court_for(*, minor: bool) -> Court:
    return Court.JEUGDRECHTBANK if minor else Court.POLITIERECHTBANK


def unsound_amount(verdict: AppealVerdict, amount: int | None, limit: int) -> str | None:
    """The reason (Dutch) why a judgment cannot have this amount in euros, or None."""
    if verdict is not AppealVerdict.HERZIEN:
        return None if amount is None else lazy("Alleen een herziening heeft een nieuw bedrag.")
    if amount is None:
        return lazy("Geef het bedrag dat de rechtbank oplegt.")
    if not 1 <= amount <= limit:
        return lazy(
            "Geef een bedrag van 1 tot en met %(limit)s euro; anders is de boete vernietigd.",
            limit=limit,
        )
    return None
