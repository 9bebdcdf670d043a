"""Opening a shielded file in an emergency: who may do which step, and for how long (DP-14).

Never alone: somebody asks, somebody else agrees, access ends by itself, and a third person judges
afterwards whether it was right. A term that passes flags; it decides nothing (DP-09).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chassis.messages import lazy

ACCESS = timedelta(hours=3)
ANSWER_WITHIN = timedelta(hours=8)
"""A request that nobody answered for so long is no emergency any more: it is asked again."""
REVIEW_WITHIN = timedelta(days=7)
"""After the end of the access; an access that is not judged by then is flagged."""
REASON_LENGTH = (20, 500)

_MANY_DIGITS = re.compile(r"\d(?:[ ./-]?\d){5,}")


class Ground(StrEnum):
    """What kind of emergency, to count by."""

    GEVAAR = "gevaar"
    MINDERJARIGE = "minderjarige"
    SLACHTOFFER = "slachtoffer"
    VERMISSING = "vermissing"
    ANDERE = "andere"


class Role(StrEnum):
    AGENT = "agent"
    TEAMLEIDER = "teamleider"
    RECHERCHE = "recherche"
    FUNCTIONARIS = "functionaris"


class Stand(StrEnum):
    """Where a request stands; some follow from the time alone."""

    GEVRAAGD = "gevraagd"
    VERLOPEN = "verlopen"
    INGETROKKEN = "ingetrokken"
    GEWEIGERD = "geweigerd"
    OPEN = "open"
    TE_BEOORDELEN = "te_beoordelen"
    GERECHTVAARDIGD = "gerechtvaardigd"
    NIET_GERECHTVAARDIGD = "niet_gerechtvaardigd"


class Step(StrEnum):
    TOESTAAN = "toestaan"
    WEIGEREN = "weigeren"
    INTREKKEN = "intrekken"
    BEEINDIGEN = "beeindigen"
    GERECHTVAARDIGD = "gerechtvaardigd"
    NIET_GERECHTVAARDIGD = "niet_gerechtvaardigd"


ANSWERS = frozenset({Step.TOESTAAN, Step.WEIGEREN})
VERDICTS = frozenset({Step.GERECHTVAARDIGD, Step.NIET_GERECHTVAARDIGD})
"""What a review says; both with a reason."""

STEPS: Mapping[Stand, tuple[Step, ...]] = {
    Stand.GEVRAAGD: (Step.TOESTAAN, Step.WEIGEREN, Step.INTREKKEN),
    Stand.VERLOPEN: (),
    Stand.INGETROKKEN: (),
    Stand.GEWEIGERD: (),
    Stand.OPEN: (Step.BEEINDIGEN,),
    Stand.TE_BEOORDELEN: (Step.GERECHTVAARDIGD, Step.NIET_GERECHTVAARDIGD),
    Stand.GERECHTVAARDIGD: (),
    Stand.NIET_GERECHTVAARDIGD: (),
}
"""What may follow what, before anybody asks who does it."""


class NotAllowedError(Exception):
    """``allowed`` are the steps that this person may take now."""

    def __init__(self, allowed: tuple[Step, ...]) -> None:
        super().__init__("not allowed")
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Who:
    subject: str
    role: Role


@dataclass(frozen=True, slots=True)
class Emergency:
    """A request as it was left; ``until`` is set when it was agreed to."""

    asked_by: str
    asked_at: datetime
    withdrawn_at: datetime | None = None
    decided_by: str | None = None
    until: datetime | None = None
    ended_at: datetime | None = None
    verdict: Step | None = None

    def stand(self, now: datetime) -> Stand:
        if self.verdict is not None:
            return Stand(self.verdict.value)
        if self.withdrawn_at is not None:
            return Stand.INGETROKKEN
        if self.decided_by is None:
            return Stand.GEVRAAGD if now < self.asked_at + ANSWER_WITHIN else Stand.VERLOPEN
        if self.until is None:
            return Stand.GEWEIGERD
        is_open = self.ended_at is None and now < self.until
        return Stand.OPEN if is_open else Stand.TE_BEOORDELEN

    def opens_for(self, subject: str, now: datetime) -> bool:
        """Whether this person may read the file now."""
        return subject == self.asked_by and self.stand(now) is Stand.OPEN

    def allowed(self, who: Who, now: datetime) -> tuple[Step, ...]:
        return tuple(step for step in STEPS[self.stand(now)] if self._may(who, step))

    def check(self, who: Who, step: Step, now: datetime) -> None:
        """Raises ``NotAllowedError`` unless this person may take the step now."""
        allowed = self.allowed(who, now)
        if step not in allowed:
            raise NotAllowedError(allowed)

    def _may(self, who: Who, step: Step) -> bool:
        leads = who.role in (Role.TEAMLEIDER, Role.RECHERCHE)
        if step in ANSWERS:
            return leads and who.subject != self.asked_by
        if step is Step.INTREKKEN:
            return who.subject == self.asked_by
        if step is Step.BEEINDIGEN:
            return leads or who.subject == self.asked_by
        judges = who.role in (Role.FUNCTIONARIS, Role.TEAMLEIDER)
        return judges and who.subject not in (self.asked_by, self.decided_by)


def fault_in(reason: str) -> str | None:
    """What is wrong with a reason, in Dutch: long enough to judge, and no number of a person."""
    least, most = REASON_LENGTH
    length = len(reason.strip())
    if length < least:
        return lazy("Leg uit waarom, in minstens %(least)s tekens.", least=least)
    if length > most:
        return lazy("Gebruik hoogstens %(most)s tekens.", most=most)
    if _MANY_DIGITS.search(reason):
        return lazy("Schrijf geen nummers van personen, documenten of telefoons.")
    return None
