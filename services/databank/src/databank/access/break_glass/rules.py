"""Rules of emergency access to a shielded file: steps, who may take them, and terms (DP-14).

Never alone: somebody asks, somebody else agrees, access ends by itself, and a third person judges
afterwards whether it was right. A term that passes flags; it decides nothing (DP-09).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from chassis.messages import lazy
from chassis.refusals import NotFoundError, StepRefusedError

ACCESS = timedelta(hours=3)
"""A granted access is open for so long, from the decision on."""
ANSWER_WITHIN = timedelta(hours=8)
"""A request that nobody answered for so long is no emergency any more: it is asked again."""
REVIEW_WITHIN = timedelta(days=7)
"""After the end of the access; an access that is not judged by then is flagged."""
REASON_LENGTH = (20, 500)
"""Fewest and most characters of a reason."""

_MANY_DIGITS = re.compile(r"\d(?:[ ./-]?\d){5,}")


class Ground(StrEnum):
    """Kind of emergency, to count by."""

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


class State(StrEnum):
    """State of a request; some follow from the time alone."""

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
"""Decisions of the second person."""
VERDICTS = frozenset({Step.GERECHTVAARDIGD, Step.NIET_GERECHTVAARDIGD})
"""Outcomes of the review afterwards; both with a reason."""

STEPS: Mapping[State, tuple[Step, ...]] = {
    State.GEVRAAGD: (Step.TOESTAAN, Step.WEIGEREN, Step.INTREKKEN),
    State.VERLOPEN: (),
    State.INGETROKKEN: (),
    State.GEWEIGERD: (),
    State.OPEN: (Step.BEEINDIGEN,),
    State.TE_BEOORDELEN: (Step.GERECHTVAARDIGD, Step.NIET_GERECHTVAARDIGD),
    State.GERECHTVAARDIGD: (),
    State.NIET_GERECHTVAARDIGD: (),
}
"""State -> steps that may follow it, whoever takes them."""


class StepNotAllowedError(StepRefusedError):
    """``allowed`` are the steps that this person may take now."""

    def __init__(self, allowed: tuple[Step, ...]) -> None:
        reason = lazy("Deze stap kan nu niet, of is niet aan jou.")
        super().__init__(reason, [step.value for step in allowed])
        self.allowed = allowed


class NotShieldedError(StepRefusedError):
    """The file is open to who asks access in an emergency."""

    def __init__(self) -> None:
        super().__init__(lazy("Dit dossier is niet voor je afgeschermd."), [])


class RequestNotFoundError(NotFoundError):
    """No such request, or none that this person may see."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze vraag om noodtoegang"))


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody of the police, in the role in which they act."""

    subject: str
    role: Role


@dataclass(frozen=True, slots=True)
class EmergencyRequest:
    """A request for access in an emergency; ``until`` is set when it was agreed to."""

    asked_by: str
    asked_at: datetime
    withdrawn_at: datetime | None = None
    decided_by: str | None = None
    until: datetime | None = None
    ended_at: datetime | None = None
    verdict: Step | None = None

    def state(self, now: datetime) -> State:
        if self.verdict is not None:
            return State(self.verdict.value)
        if self.withdrawn_at is not None:
            return State.INGETROKKEN
        if self.decided_by is None:
            return State.GEVRAAGD if now < self.asked_at + ANSWER_WITHIN else State.VERLOPEN
        if self.until is None:
            return State.GEWEIGERD
        is_open = self.ended_at is None and now < self.until
        return State.OPEN if is_open else State.TE_BEOORDELEN

    def opens_for(self, subject: str, now: datetime) -> bool:
        """Whether this person may read the file now."""
        return subject == self.asked_by and self.state(now) is State.OPEN

    def allowed(self, official: Official, now: datetime) -> tuple[Step, ...]:
        return tuple(step for step in STEPS[self.state(now)] if self._may(official, step))

    def check(self, official: Official, step: Step, now: datetime) -> None:
        """Raises ``StepNotAllowedError`` unless this person may take the step now."""
        allowed = self.allowed(official, now)
        if step not in allowed:
            raise StepNotAllowedError(allowed)

    def _may(self, official: Official, step: Step) -> bool:
        leads = official.role in (Role.TEAMLEIDER, Role.RECHERCHE)
        if step in ANSWERS:
            return leads and official.subject != self.asked_by
        if step is Step.INTREKKEN:
            return official.subject == self.asked_by
        if step is Step.BEEINDIGEN:
            return leads or official.subject == self.asked_by
        judges = official.role in (Role.FUNCTIONARIS, Role.TEAMLEIDER)
        return judges and official.subject not in (self.asked_by, self.decided_by)


def fault_in(reason: str) -> str | None:
    """A Dutch sentence about a reason that is too short to judge, or holds a person's number."""
    least, most = REASON_LENGTH
    length = len(reason.strip())
    if length < least:
        return lazy("Leg uit waarom, in minstens %(least)s tekens.", least=least)
    if length > most:
        return lazy("Gebruik hoogstens %(most)s tekens.", most=most)
    if _MANY_DIGITS.search(reason):
        return lazy("Schrijf geen nummers van personen, documenten of telefoons.")
    return None
