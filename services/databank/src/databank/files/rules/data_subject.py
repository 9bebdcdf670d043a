"""Categories of data subjects: as what the police know somebody (DP-06, LED article 6)."""

from collections.abc import Iterable
from enum import StrEnum

from contracts.codes import SignalKind


class Category(StrEnum):
    """Category of data subject (DP-06)."""

    VERDACHTE = "verdachte"
    VEROORDEELDE = "veroordeelde"
    SLACHTOFFER = "slachtoffer"
    GETUIGE_OF_ANDERE = "getuige_of_andere"
    CONTACT_ZONDER_VERDENKING = "contact_zonder_verdenking"

    @property
    def is_judicial(self) -> bool:
        """Whether the category is kept longer (handbook §4.9)."""
        return self in (Category.VERDACHTE, Category.VEROORDEELDE)


VICTIM_SIGNALS = frozenset(
    {
        SignalKind.MINDERJARIGHEID,
        SignalKind.DWANG,
        SignalKind.MENSENHANDEL,
        SignalKind.MENSONWAARDIGE_OMSTANDIGHEDEN,
    }
)
"""Kinds of signals that make somebody a possible victim."""


def qualities(
    noted: Iterable[str], signals: Iterable[str], *, is_offender: bool
) -> tuple[Category, ...]:
    """All categories that hold, protection first; who only works is a contact without suspicion.

    ``noted`` are the categories of older databases, ``signals`` kinds of signals that stand.
    """
    held = {Category(code) for code in noted}
    if is_offender:
        held.add(Category.VERDACHTE)
    if not VICTIM_SIGNALS.isdisjoint(signals):
        held.add(Category.SLACHTOFFER)
    telling = held - {Category.CONTACT_ZONDER_VERDENKING}
    order = (Category.SLACHTOFFER, *(each for each in Category if each is not Category.SLACHTOFFER))
    return tuple(each for each in order if each in telling) or (Category.CONTACT_ZONDER_VERDENKING,)
