"""Priorities that put protection before punishment (DP-11, handbook §4.6)."""

from enum import StrEnum

from contracts.codes import DisputeReason, Priority, SignalKind
from databank.finding_register.rules.steps import PossibleVictim


class RefutedReason(StrEnum):
    PERSOON_IS_NIET_DOCUMENT = "persoon_is_niet_document"
    VALS_OF_VERVALLEN_DOCUMENT = "vals_of_vervallen_document"
    MINDERJARIG = "minderjarig"
    MOGELIJK_SLACHTOFFER = "mogelijk_slachtoffer"
    ONBEKEND = "onbekend"


PROTECTIVE: dict[RefutedReason, SignalKind] = {
    RefutedReason.MINDERJARIG: SignalKind.MINDERJARIGHEID,
    RefutedReason.MOGELIJK_SLACHTOFFER: SignalKind.MENSENHANDEL,
    RefutedReason.PERSOON_IS_NIET_DOCUMENT: SignalKind.MENSENHANDEL,
}
"""Reasons to refute an identity that open a protective flow and never a fine flow.

Whoever works on the paper of another may be made to, and nobody knows her age.
"""

DISPUTES: dict[DisputeReason, SignalKind] = {
    DisputeReason.GEDWONGEN: SignalKind.DWANG,
    DisputeReason.ONVEILIG: SignalKind.DWANG,
    DisputeReason.HUURT_NIET: SignalKind.SCHIJNAANGIFTE,
    DisputeReason.WAS_ER_NIET: SignalKind.SCHIJNAANGIFTE,
    DisputeReason.UREN_KLOPPEN_NIET: SignalKind.SCHIJNAANGIFTE,
}
"""The signal that a worker's dispute raises; fear counts as force (handbook §4.6)."""

URGENT = frozenset({SignalKind.MINDERJARIGHEID, SignalKind.DWANG, SignalKind.MENSENHANDEL})


def priority_of(kind: SignalKind) -> Priority:
    return Priority.DRINGEND if kind in URGENT else Priority.GEWOON


def needs_hold(
    possible_victim: PossibleVictim, has_urgent_signal: bool, *, cleared: bool = False
) -> bool:
    """A possible victim is not punished: the city gets the finding, but may not act on it yet.

    Somebody who was asked and answered that nobody knows counts as a possible victim. ``cleared``:
    since then the leadership closed every signal about it, and the person had been reached.
    """
    return has_urgent_signal or (possible_victim is not PossibleVictim.NEE and not cleared)
