"""The case for which recherche reads, by its number (handbook §4.3: "R (case)").

A number of a report of the databank, a signal that is followed up, or the number of a case that
stands elsewhere, at the court for instance.
"""

import re
from datetime import timedelta
from enum import StrEnum

TERM = timedelta(hours=8)
"""So long somebody works in a case before naming it again: a shift of work."""
LONGEST = 40
LONG_OPEN = timedelta(days=365)
"""A case that is open for longer is one to ask about."""
_SIGNAL = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9./-]{4,39}")
FEWEST_DIGITS = 4


class Source(StrEnum):
    """Where a number comes from: a report or a signal of the databank, or elsewhere."""

    VAN_VERSLAG = "verslag"
    VAN_SIGNAAL = "signaal"
    ELDERS = "elders"


def reference(text: str) -> str | None:
    """A number in the one form in which it is kept; None for what is no number of a case.

    Letters and digits are both asked for: so neither a name nor the national number of somebody
    comes into the log.
    """
    if _SIGNAL.fullmatch(text.strip()):
        return text.strip().lower()
    found = re.sub(r"\s+", "", text).upper()
    if not _NUMBER.fullmatch(found) or not re.search("[A-Z]", found):
        return None
    return found if sum(map(str.isdigit, found)) >= FEWEST_DIGITS else None


def is_signal(number: str) -> bool:
    """Of a signal the databank gives an id and no number."""
    return _SIGNAL.fullmatch(number) is not None
