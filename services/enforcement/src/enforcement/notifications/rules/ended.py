"""Ends of a decision that somebody was told of: taken back, lapsed by law, annulled, or lifted."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from contracts.codes import DecidingBody


class Ending(StrEnum):
    """``niet_behandeld``: the college let its next meeting pass by. ``opgeheven``: the body ended
    what held until then."""

    INGETROKKEN = "ingetrokken"
    NIET_BEVESTIGD = "niet_bevestigd"
    NIET_BEHANDELD = "niet_behandeld"
    VERNIETIGD = "vernietigd"
    OPGEHEVEN = "opgeheven"


@dataclass(frozen=True, slots=True)
class Ended:
    """A decision that is none any more, as a letter tells it.

    ``body`` decided; ``what`` is the code of its content in its procedure, ``renewal`` its number
    where it renewed another, which holds on until ``earlier_until``. ``notified``: it was;
    ``anew``: the body decides anew.
    """

    ending: Ending
    body: DecidingBody
    what: str
    decided_at: datetime
    ended_at: datetime
    notified: bool
    anew: bool = False
    renewal: int = 0
    earlier_until: date | None = None
