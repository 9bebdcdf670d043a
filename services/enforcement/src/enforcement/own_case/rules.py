"""Own case: what may be shown of it, and what may be said."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from enforcement.gas.rules import GasState
from enforcement.notifications.rules import LetterKind

WITH_REPORT = (LetterKind.OPSTARTBRIEF,)
"""Whoever got one of these has the copy of the report already, on paper."""


class Offer(StrEnum):
    """Offers instead of a fine that somebody may accept or refuse."""

    BEMIDDELING = "bemiddeling"
    GEMEENSCHAPSDIENST = "gemeenschapsdienst"


class Progress(StrEnum):
    """Progress of a case, as the page says it.

    Nothing tells that the police asked to wait: that may point to a victim, so a case on hold looks
    like any other that is being looked at, or of which the days to pay stand still.
    """

    BEKEKEN = "bekeken"
    VERWEER = "verweer"
    BEMIDDELING = "bemiddeling"
    GEMEENSCHAPSDIENST = "gemeenschapsdienst"
    HOORZITTING = "hoorzitting"
    BESLISSING_VOLGT = "beslissing_volgt"
    BESLIST = "beslist"
    BEROEP = "beroep"
    TE_BETALEN = "te_betalen"
    BETALEN_WACHT = "betalen_wacht"
    BETAALD = "betaald"
    ZONDER_BOETE = "zonder_boete"
    INGETROKKEN = "ingetrokken"
    AFGESLOTEN = "afgesloten"


G = GasState
PROGRESS: Mapping[GasState, Progress] = {
    **dict.fromkeys((G.GEREGISTREERD, G.OPGESCHORT_OVERLEG, G.WACHT_OP_PARKET), Progress.BEKEKEN),
    **dict.fromkeys((G.OPGESTART, G.VERWEER_ONTVANGEN), Progress.VERWEER),
    G.BEMIDDELING_LOPEND: Progress.BEMIDDELING,
    G.GEMEENSCHAPSDIENST_LOPEND: Progress.GEMEENSCHAPSDIENST,
    G.HOORZITTING_GEPLAND: Progress.HOORZITTING,
    **dict.fromkeys(
        (G.HOORZITTING_GEHOUDEN, G.NIET_VERSCHENEN, G.KLAAR_VOOR_BESLISSING, G.GELDBOETE_OPGELEGD),
        Progress.BESLISSING_VOLGT,
    ),
    **dict.fromkeys((G.TER_KENNIS_GEBRACHT, G.DEFINITIEF), Progress.BESLIST),
    **dict.fromkeys((G.BEROEP_INGESTELD, G.VONNIS, G.HERZIEN), Progress.BEROEP),
    **dict.fromkeys((G.TE_BETALEN, G.AANMANING, G.DWANGINVORDERING), Progress.TE_BETALEN),
    G.BETAALD: Progress.BETAALD,
    G.INGETROKKEN: Progress.INGETROKKEN,
    **dict.fromkeys(
        (
            G.GEEN_GELDBOETE,
            G.WAARSCHUWING,
            G.GESEPONEERD,
            G.ONONTVANKELIJK,
            G.BEMIDDELING_GESLAAGD,
            G.GEMEENSCHAPSDIENST_VOLBRACHT,
            G.VERNIETIGD,
            G.VERVALLEN,
        ),
        Progress.ZONDER_BOETE,
    ),
}
"""States that are not here say no more than that the case ended."""


def progress(state: GasState) -> Progress:
    return PROGRESS.get(state, Progress.AFGESLOTEN)


class Waiting(StrEnum):
    """Why nothing need be paid now. A hold of the police and a prosecution are told alike: neither
    is told to whoever reads along.
    """

    BEROEP = "beroep"
    BEDRAG = "bedrag"
    NAKIJKEN = "nakijken"


class Standing(Protocol):
    """What keeps a city from asking for money now."""

    @property
    def amount_untold(self) -> bool: ...
    @property
    def on_hold(self) -> bool: ...


def waiting(debt: Standing, now: Progress) -> Waiting | None:
    """None also while somebody may appeal: paying is possible then, and never late."""
    if now is Progress.BEROEP:
        return Waiting.BEROEP
    if debt.amount_untold:
        return Waiting.BEDRAG
    return Waiting.NAKIJKEN if debt.on_hold else None
