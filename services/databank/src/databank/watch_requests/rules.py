"""Rules of a watch request: its ground, its term, who may do what, and whom a sighting tells.

Never alone: somebody asks, somebody else agrees, and so for each longer term. It ends by itself
after its last day. Days are those of the city.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from chassis.days import day_start
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError, StepRefusedError
from databank.access.break_glass.rules import Official, Role
from databank.search.rules import features
from databank.welfare.rules.offender_name import may_be
from linkage.claim import Features


class Ground(StrEnum):
    """Ground of a request; what it rests on in this case stands in its reason."""

    MINDERJARIGE_VERMIST = "minderjarige_vermist"
    OP_EIGEN_VRAAG = "op_eigen_vraag"
    GEVAAR = "gevaar"
    ONDERZOEK = "onderzoek"


class State(StrEnum):
    """State of a request; that it lapsed follows from the day alone."""

    GEVRAAGD = "gevraagd"
    LOOPT = "loopt"
    VERLOPEN = "verlopen"
    GEWEIGERD = "geweigerd"
    BEEINDIGD = "beeindigd"


class Step(StrEnum):
    BEVESTIGEN = "bevestigen"
    WEIGEREN = "weigeren"
    VERLENGEN = "verlengen"
    BEEINDIGEN = "beeindigen"


ANSWERS = frozenset({Step.BEVESTIGEN, Step.WEIGEREN})
"""Decisions of the second person, on a request or on a longer term of it."""
STEPS: Mapping[State, tuple[Step, ...]] = {
    State.GEVRAAGD: (Step.BEVESTIGEN, Step.WEIGEREN, Step.BEEINDIGEN),
    State.LOOPT: (Step.BEVESTIGEN, Step.WEIGEREN, Step.VERLENGEN, Step.BEEINDIGEN),
    State.VERLOPEN: (),
    State.GEWEIGERD: (),
    State.BEEINDIGD: (),
}
"""State -> steps that may follow it, whoever takes them."""
TOLD = (Role.AGENT, Role.TEAMLEIDER, Role.RECHERCHE)
"""Roles that a request may name beside who asked."""
LEADS = frozenset({Role.TEAMLEIDER, Role.RECHERCHE})
"""Roles that answer a request of somebody else."""


class Likeness(StrEnum):
    """How sure it is that a person is who is looked for."""

    ZEKER = "zeker"
    MISSCHIEN = "misschien"
    NIET = "niet"


class Answer(StrEnum):
    """What people say of a person on whom a request stands; ``misschien`` takes back the rest."""

    JA = "ja"
    NEE = "nee"
    MISSCHIEN = "misschien"


class AnswerNotAllowedError(StepRefusedError):
    """A colleague answered meanwhile, or nobody may: two people agreed to look for her."""

    def __init__(self, allowed: Collection[Answer]) -> None:
        reason = lazy("Iemand antwoordde hier al. Open de seining opnieuw.")
        super().__init__(reason, [answer.value for answer in allowed])


class StepNotAllowedError(StepRefusedError):
    """``allowed`` are the steps that this person may take now."""

    def __init__(self, allowed: tuple[Step, ...]) -> None:
        reason = lazy("Deze stap kan nu niet, of is niet aan jou.")
        super().__init__(reason, [step.value for step in allowed])


class RequestNotFoundError(NotFoundError):
    """No such request, or none that concerns this person."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze seining"))


@dataclass(frozen=True, slots=True)
class WatchTerm:
    """A term that was asked: the first one, or a longer one; ``agreed`` is empty until decided."""

    last_day: date
    asked_by: str
    decided_by: str | None = None
    agreed: bool | None = None


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """A request with its terms, the oldest first; ``told`` are roles that a sighting tells too."""

    requested_by: str
    first_day: date
    told: frozenset[Role]
    terms: tuple[WatchTerm, ...]
    ended_at: datetime | None = None

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds; None when nobody agreed to any term."""
        return max((term.last_day for term in self.terms if term.agreed), default=None)

    @property
    def waiting(self) -> WatchTerm | None:
        """The term that waits for a second person."""
        return next((term for term in self.terms if term.agreed is None), None)

    def state(self, today: date) -> State:
        if self.ended_at is not None:
            return State.BEEINDIGD
        if self.last_day is not None:
            return State.LOOPT if today <= self.last_day else State.VERLOPEN
        if self.waiting is not None:
            return State.GEVRAAGD if today <= self.waiting.last_day else State.VERLOPEN
        return State.GEWEIGERD

    def span(self) -> tuple[datetime, datetime] | None:
        """From which moment up to which a sighting counts, the last left out; None if it may not.

        By when somebody was seen, not by when the databank heard: what comes late is told late.
        What people ended tells nobody any more.
        """
        if self.last_day is None or self.ended_at is not None:
            return None
        return day_start(self.first_day), day_start(self.last_day + timedelta(days=1))

    def concerns(self, official: Official) -> bool:
        """Whether a sighting is told to this person."""
        return official.subject == self.requested_by or official.role in self.told

    def may_see(self, official: Official, today: date) -> bool:
        """Whom it concerns, and who may answer it as long as it waits for an answer."""
        return self.concerns(official) or bool({*self.allowed(official, today)} & ANSWERS)

    def allowed(self, official: Official, today: date) -> tuple[Step, ...]:
        state = self.state(today)
        return tuple(step for step in STEPS[state] if self._may(official, step, today))

    def check(self, official: Official, step: Step, today: date) -> None:
        """Raises ``StepNotAllowedError`` unless this person may take the step today."""
        allowed = self.allowed(official, today)
        if step not in allowed:
            raise StepNotAllowedError(allowed)

    def _may(self, official: Official, step: Step, today: date) -> bool:
        leads, term = official.role in LEADS, self.waiting
        if step in ANSWERS:
            waits = term is not None and today <= term.last_day
            return waits and leads and term is not None and official.subject != term.asked_by
        is_party = official.subject == self.requested_by or (leads and self.concerns(official))
        return is_party and (step is Step.BEEINDIGEN or term is None)


def answers_after(likeness: Likeness, last: Answer | None) -> tuple[Answer, ...]:
    """What people may say now; ``last`` is what they said last.

    Of whom the request was asked by her file, it is certain without an answer to take back.
    """
    if likeness is Likeness.MISSCHIEN:
        return Answer.JA, Answer.NEE
    is_answered = likeness is Likeness.NIET or last is Answer.JA
    return (Answer.MISSCHIEN,) if is_answered else ()


@dataclass(frozen=True, slots=True)
class Spotted:
    """A sighting or validation of somebody on whom a request stands, by one of her claims."""

    request_id: UUID
    source_kind: str
    source_id: UUID
    person_id: UUID
    claim_id: UUID
    branch: str | None
    seen_at: datetime

    @property
    def what(self) -> tuple[UUID, str, UUID, UUID]:
        """A person is seen once by one source, by however many of her claims."""
        return self.request_id, self.source_kind, self.source_id, self.person_id


@dataclass(frozen=True, slots=True)
class ToldHit:
    """A hit as it is kept, with the person behind its claim now."""

    id: UUID
    request_id: UUID
    source_kind: str
    source_id: UUID
    person_id: UUID
    claim_id: UUID
    told_at: datetime
    lapsed_at: datetime | None

    @property
    def what(self) -> tuple[UUID, str, UUID, UUID]:
        return self.request_id, self.source_kind, self.source_id, self.person_id


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Hits to let lapse, hits that stand with what they are about, and sightings to tell."""

    lapsing: list[UUID]
    standing: list[tuple[UUID, Spotted]]
    new: list[Spotted]


def reckon(told: Sequence[ToldHit], seen: Sequence[Spotted]) -> Reckoning:
    """Compare what was told with what counts; of one person and source nobody is told twice."""
    standing, new = [], []
    for what in dict.fromkeys(each.what for each in seen):
        by_claim = {each.claim_id: each for each in seen if each.what == what}
        first = by_claim[min(by_claim)]
        known = [hit for hit in told if hit.what == what]
        if not known:
            new.append(first)
            continue
        hit = min(
            known,
            key=lambda hit: (
                hit.claim_id not in by_claim,
                hit.lapsed_at is not None,
                hit.told_at,
                hit.id,
            ),
        )
        standing.append((hit.id, by_claim.get(hit.claim_id, first)))
    stay = {hit_id for hit_id, _ in standing}
    gone = [hit.id for hit in told if hit.lapsed_at is None and hit.id not in stay]
    return Reckoning(gone, standing, new)


def check_asked(told: Collection[Role], *, has_somebody: bool) -> None:
    """Refuse a request about nobody, or for a role that is none of the team."""
    if not has_somebody:
        raise FieldRefusedError("sought", lazy("Vul de naam in van wie je zoekt."))
    if not set(TOLD).issuperset(told):
        raise FieldRefusedError("told", lazy("Maak een keuze."))


def check_term(last_day: date, today: date, longest: int) -> None:
    """Refuse a last day that is over, or more than ``longest`` days ahead."""
    if last_day < today:
        raise FieldRefusedError("lastDay", lazy("Kies vandaag of een latere dag."))
    if last_day > today + timedelta(days=longest):
        raise FieldRefusedError(
            "lastDay",
            lazy("Kies een dag binnen %(days)s dagen. Verlengen kan later.", days=longest),
        )


def sought_features(sought: Mapping[str, str]) -> Features:
    """The features of somebody who is looked for by name and birth date."""
    return features(
        family_name=sought["family_name"],
        given_names=sought["given_names"],
        birth_date=sought["birth_date"],
    )


def may_be_sought(sought: Features, claims: list[Features]) -> bool:
    """Whether somebody with these claims may be who is looked for; a likeness, for people."""
    return any(may_be(sought, claim) for claim in claims)
