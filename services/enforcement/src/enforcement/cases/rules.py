"""Procedures of the city: one shape for all, a table of steps with guards beside it.

A procedure is data. ``transitions`` says where a step leads from each state; a guard is a pure
function that gives the reason (Dutch, for the user) why a step may not be taken yet, or None.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, Protocol, TypeVar, cast

from chassis.days import city_day
from chassis.messages import lazy
from chassis.refusals import (
    FieldRefusedError,
    NotFoundError,
    NotPermittedError,
    StepRefusedError,
)
from contracts.codes import DecidingBody

StateT = TypeVar("StateT", bound=StrEnum)
StateT_co = TypeVar("StateT_co", bound=StrEnum, covariant=True)
StepT = TypeVar("StepT", bound=StrEnum)


TO_FILL_IN = re.compile(r"\[\s*vul\s+in\b[^\]\n]{0,120}\]?", re.IGNORECASE)
"""A place of a block of reasons (``letter_texts``) that differs from case to case."""
NOBODY = "niemand"
"""The role of a finding that is about a place and names nobody."""


class CaseFile(Protocol[StateT_co]):
    """The view of a case that guards look at: its state and whatever else its procedure needs."""

    @property
    def state(self) -> StateT_co: ...


FileT = TypeVar("FileT", bound=CaseFile[StrEnum])


class CaseKind(StrEnum):
    """The procedures of the city, as the access log names them."""

    GAS = "gas-case"
    SANCTION = "sanction-case"
    SUITABILITY = "suitability-dossier"
    INTEGRITY = "integrity-investigation"
    MEASURE = "mayor-measure"
    STREET_BAN = "street-ban"


FOUND = frozenset({CaseKind.GAS, CaseKind.SANCTION})
"""Procedures that begin with a finding of the police."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Cases that somebody may find: of these procedures; of some only what is at the college."""

    kinds: frozenset[CaseKind]
    college: bool


class Purpose(StrEnum):
    """Purposes for which somebody looks at the people of a case; the access log keeps which."""

    PROCEDURE = "procedure"
    BEROEP = "beroep"
    INZAGE = "inzage"


class WorkList(StrEnum):
    """Lists of running cases, as the address of the screen names them.

    ``VRIJ`` are those that nobody works on: nobody's, and those of a colleague who is away.
    """

    MIJN = "mijn"
    VRIJ = "vrij"
    TEAM = "team"


HOLD, RELEASE = "hold", "release"
"""Steps of each procedure that waits while the police ask for consultation, as they are noted."""
REVIEW = "na_te_kijken"
"""Noted in the timeline; its reason is one of :class:`Early`."""
DEFENCE_ANSWER = "antwoord_op_verweer"
"""Noted in the timeline: what whoever decided answers to the defence."""
NO_DEFENCE = lazy("U gaf geen verweer.")
"""What a decision and its letter say where nobody defended."""
PROPORTION = "evenredigheid"
"""Noted in the timeline: why what was proposed or decided is in proportion to the facts."""
PROVEN = "later_bewezen_ontvangst"
"""Noted in the timeline: a letter proves to have arrived later than the law presumed."""
CAME_LATE = "uitnodiging_te_laat"
"""Noted in the timeline: an invitation left nobody the time to prepare."""
HEARING_MOVED = "hoorzitting_rechtgezet"
"""Noted in the timeline: the last hearing took place on another day than was noted."""
RENEWAL_MOVED = "vraag_vernieuwing_rechtgezet"
"""Noted in the timeline: the renewal that runs was asked on another day than was noted."""


class Early(StrEnum):
    """Consequences that came too early, once somebody proved that a letter arrived later."""

    BESLIST = "beslist_voor_einde_verweer"
    AFWEZIG = "afwezigheid_geteld"
    GEWAARSCHUWD = "feit_voor_waarschuwing"
    TE_LAAT = "te_laat_ter_kennis"
    INGEVORDERD = "ingevorderd_voor_einde_beroep"
    BETEKEND = "betekend_voor_einde_dagen"
    GEWERKT = "gewerkt_voor_kennisgeving"
    VERNIETIGD = "gegevens_al_vernietigd"
    STOPGEZET = "stopgezet_voor_einde_aanvulling"
    VERTROKKEN = "brief_weg_voor_wijziging"
    HERHALING = "eerdere_geldboete_gevallen"
    TERUG = "brief_teruggekomen"
    PARKET = "parket_vervolgt"
    MILDER = "mildere_regel"


class CaseNotFoundError(NotFoundError):
    """There is no such case, or none that the actor may know of."""

    def __init__(self) -> None:
        super().__init__(lazy("Dit dossier"))


class ColleagueNotFoundError(NotFoundError):
    """Nobody with this id came to the cases yet."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze collega"))


_OF_ANOTHER = {
    DecidingBody.COLLEGE: lazy("Alleen het secretariaat van het college legt dit vast."),
    DecidingBody.BURGEMEESTER: lazy("Alleen het secretariaat van de burgemeester legt dit vast."),
}


class WrongBodyError(NotPermittedError):
    """Somebody records the decision of another body than the own one."""

    def __init__(self, body: DecidingBody) -> None:
        super().__init__(_OF_ANOTHER[body])


@dataclass(frozen=True, slots=True)
class Absence:
    """Both days count; ``until`` is empty while nobody knows the end."""

    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise FieldRefusedError("until", lazy("De laatste dag ligt voor de eerste dag."))

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class CaseStepRefusedError(StepRefusedError):
    """The procedure does not permit this step to a case in ``state``."""

    def __init__(self, reason: str, allowed: Sequence[str], state: str) -> None:
        super().__init__(reason, allowed)
        self.state = state


@dataclass(frozen=True, slots=True)
class Attempt:
    """``today`` is the calendar day in Brussels; ``outcome`` is None while only asking around."""

    today: date
    outcome: str | None = None


Guard = Callable[[FileT, Attempt], str | None]


class Addressed(Protocol):
    """A case of which letters begin terms; ``undelivered``: one came back and waits for another."""

    @property
    def undelivered(self) -> bool: ...


def letters_were_delivered(file: Addressed, _attempt: Attempt) -> str | None:
    """Nobody's silence counts, and nothing works against them, while they do not know of it."""
    if file.undelivered:
        return lazy(
            "Een brief kwam terug. Stuur hem naar het juiste adres, geef hem af, of leg vast "
            "wanneer de ontvanger hem toch kreeg."
        )
    return None


NOT_NOW = lazy("Deze stap kan niet zoals het dossier nu staat.")


@dataclass(frozen=True)
class Procedure(Generic[StateT, StepT, FileT]):
    """``automatic`` steps come from a timer or an event and are never offered to a person.

    A target may depend on the outcome that the step has, such as a decision's. ``closed`` says why
    a step is not in the table where people may look for it.
    """

    transitions: Mapping[tuple[StateT, StepT], StateT | Mapping[str, StateT]]
    guards: Mapping[StepT, Sequence[Guard[FileT]]] = field(default_factory=dict)
    automatic: frozenset[StepT] = frozenset()
    closed: Mapping[tuple[StateT, StepT], str] = field(default_factory=dict)

    @property
    def ends(self) -> frozenset[StrEnum]:
        """The states that no step leaves for another state: their cases are closed.

        Steps of the Council of State, or what the police still saw, leave a case where it is.
        """
        reached: set[StrEnum] = set()
        left: set[StrEnum] = set()
        for (state, _step), target in self.transitions.items():
            targets = {*target.values()} if isinstance(target, Mapping) else {target}
            reached |= targets
            if targets != {state}:
                left.add(state)
        return frozenset(reached - left)

    def allowed(self, file: FileT, today: date) -> list[str]:
        """The steps that a person may take now, in the order of the table."""
        return [
            str(step)
            for state, step in self.transitions
            if state == file.state
            and step not in self.automatic
            and self._objection(file, step, Attempt(today)) is None
        ]

    def shut(self, state: StateT, step: StepT) -> str | None:
        """The reason (Dutch) why no guard is even asked: the state knows no such step, or None."""
        if (state, step) in self.transitions:
            return None
        return self.closed.get((state, step)) or NOT_NOW

    def permits(self, file: FileT, step: StepT, today: date) -> bool:
        known = (cast("StateT", file.state), step) in self.transitions
        return known and self._objection(file, step, Attempt(today)) is None

    def next_state(
        self, file: FileT, step: StepT, today: date, outcome: str | None = None
    ) -> StateT:
        """The state to which ``step`` leads. Raises :class:`CaseStepRefusedError`."""
        target = self.transitions.get((cast("StateT", file.state), step))
        if isinstance(target, Mapping):
            target = None if outcome is None else target.get(outcome)
        if target is None:
            reason = self.shut(cast("StateT", file.state), step) or NOT_NOW
            raise CaseStepRefusedError(reason, self.allowed(file, today), file.state)
        objection = self._objection(file, step, Attempt(today, outcome))
        if objection is not None:
            raise CaseStepRefusedError(objection, self.allowed(file, today), file.state)
        return target

    def _objection(self, file: FileT, step: StepT, attempt: Attempt) -> str | None:
        reasons = (guard(file, attempt) for guard in self.guards.get(step, ()))
        return next((reason for reason in reasons if reason is not None), None)


def happened(
    field: str, moment: datetime | None, now: datetime, after: datetime | None = None
) -> datetime:
    """The moment at which something took place: as given, else now.

    ``after`` is the step before it; people know its day alone, so on that day itself it is
    that moment at the earliest. Raises :class:`FieldRefusedError` for a moment that is still to
    come, or on a day before that step.
    """
    if moment is None:
        return now
    if moment > now:
        reason = lazy("Dit tijdstip ligt in de toekomst. Leg vast wat al gebeurd is.")
        raise FieldRefusedError(field, reason)
    if after is None or moment >= after:
        return moment
    if city_day(moment) < city_day(after):
        before = f"{city_day(after):%d/%m/%Y}"
        reason = lazy("Dit ligt voor de vorige stap, van %(day)s. Kijk de dag na.", day=before)
        raise FieldRefusedError(field, reason)
    return after
