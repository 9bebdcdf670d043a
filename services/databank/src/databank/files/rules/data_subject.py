"""In what quality somebody is known to the police (DP-06, LED article 6)."""

from collections.abc import Iterable
from enum import StrEnum


class Category(StrEnum):
    """In what quality somebody is known to the police (DP-06)."""

    VERDACHTE = "verdachte"
    VEROORDEELDE = "veroordeelde"
    SLACHTOFFER = "slachtoffer"
    GETUIGE_OF_ANDERE = "getuige_of_andere"
    CONTACT_ZONDER_VERDENKING = "contact_zonder_verdenking"

    @property
    def is_judicial(self) -> bool:
        """Kept longer (handbook §4.9)."""
        return self in (Category.VERDACHTE, Category.VEROORDEELDE)


VICTIM_SIGNALS = frozenset(
    {"minderjarigheid", "dwang", "mensenhandel", "mensonwaardige_omstandigheden"}
)


def qualities(
    noted: Iterable[str], signals: Iterable[str], *, is_offender: bool
) -> tuple[Category, ...]:
    """All that hold, protection first. Who works, and no more, is a contact without suspicion.

    ``noted`` are the categories of older databases, ``signals`` kinds of signals that stand.
    """
    found = {Category(code) for code in noted}
    if is_offender:
        found.add(Category.VERDACHTE)
    if not VICTIM_SIGNALS.isdisjoint(signals):
        found.add(Category.SLACHTOFFER)
    telling = found - {Category.CONTACT_ZONDER_VERDENKING}
    order = (Category.SLACHTOFFER, *(one for one in Category if one is not Category.SLACHTOFFER))
    return tuple(one for one in order if one in telling) or (Category.CONTACT_ZONDER_VERDENKING,)
