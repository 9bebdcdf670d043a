"""Need to know: who reads an exchange reads it for what it was made for (DP-03)."""

from chassis.messages import lazy
from chassis.refusals import NotPermittedError
from databank.access.purposes.rules import PurposeCode

MADE_FOR = (PurposeCode.TOEZICHT, PurposeCode.BESCHERMING, PurposeCode.DOSSIER)
"""Purposes for which the police exchange anything; upkeep of the databank is none."""


class OtherPurposeError(NotPermittedError):
    """The exchange was made for another purpose than its reader says."""

    def __init__(self) -> None:
        reason = lazy("Deze uitwisseling was voor een ander doel. Zeg waarvoor je ze nodig hebt.")
        super().__init__(reason, code="ander-doel")


def may_know(
    made_for: str, of_case: str | None, purpose: str, within_case: str | None = None
) -> bool:
    """Whether a reader with a purpose, and recherche within its case, may know of an exchange.

    ``within_case`` is empty for whoever reads within none: the team and its leadership. An exchange
    about one case is not for another (decision 0023).
    """
    if made_for != purpose:
        return False
    return None in (of_case, within_case) or of_case == within_case
