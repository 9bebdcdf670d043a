"""Rules of the case for which recherche reads, by its number (handbook §4.3: "R (case)").

A number of a report of the databank, a signal that is followed up, or the number of a case that
stands elsewhere, at the court for instance.
"""

import re
from datetime import timedelta
from enum import StrEnum

from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldRefusedError, NotFoundError

TERM = timedelta(hours=8)
"""So long somebody works in a case before naming it again: a shift of work."""
LONGEST = 40
"""Most characters of a number."""
LONG_OPEN = timedelta(days=365)
"""A case that is open for longer is one to ask about."""
_SIGNAL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9./-]{4,39}")
FEWEST_DIGITS = 4
"""A number has at least so many digits."""
KIND = "case"
"""A case in the access log."""
NO_NUMBER = lazy(
    "Geef het nummer van een dossier, met letters en cijfers. Bijvoorbeeld AN.37.L4.001234/2026."
)
ENDED = lazy("Dit verslag is beëindigd. Geef het nummer van een lopend dossier.")
NO_SIGNAL = lazy("Dit signaal bestaat niet of is afgesloten.")


class Source(StrEnum):
    """Source of a number: a report or a signal of the databank, or elsewhere."""

    VAN_VERSLAG = "verslag"
    VAN_SIGNAAL = "signaal"
    ELDERS = "elders"


class CaseNumberError(FieldRefusedError):
    """The number is not one of a case to work in now."""

    def __init__(self, reason: LazyMessage) -> None:
        super().__init__("nummer", reason)


class CaseNotFoundError(NotFoundError):
    """No such case, or not the actor's own."""

    def __init__(self) -> None:
        super().__init__(lazy("Dit dossier"))


def reference(text: str) -> str | None:
    """A number in the one form in which it is kept; None for what is no number of a case.

    Letters and digits are both asked for: so neither a name nor the national number of somebody
    comes into the log.
    """
    if _SIGNAL.fullmatch(text.strip()):
        return text.strip().lower()
    number = re.sub(r"\s+", "", text).upper()
    if not _NUMBER.fullmatch(number) or not re.search("[A-Z]", number):
        return None
    return number if sum(map(str.isdigit, number)) >= FEWEST_DIGITS else None


def is_signal(number: str) -> bool:
    """Whether a number is the id of a signal, which has no other number."""
    return _SIGNAL.fullmatch(number) is not None
