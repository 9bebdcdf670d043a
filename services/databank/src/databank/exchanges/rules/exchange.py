"""An exchange as it is noted, and all that the law and the handbook refuse about it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day
from chassis.messages import LazyMessage, lazy
from chassis.refusals import FieldError, FieldsRefusedError
from contracts.branches import Branch
from databank.access.purposes.rules import PurposeCode
from databank.exchanges.rules.codes import (
    NEED_LEAVE,
    OF_PERSONS,
    About,
    Category,
    Direction,
    Outcome,
    PartnerKind,
    Phenomenon,
)
from databank.exchanges.rules.need_to_know import MADE_FOR
from databank.research_cases.rules import reference

LONGEST_NOTE = 500
"""Most characters of a note, which is kept sealed."""


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner of a day's list."""

    code: str
    kind: PartnerKind
    label: str


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis of a day's list, for one kind of partner; ``source`` is the article."""

    code: str
    partner_kind: PartnerKind
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of an exchange: exactly what its kind names is filled in."""

    about: About
    person_id: UUID | None = None
    establishment_id: UUID | None = None
    case_number: str | None = None
    phenomenon: Phenomenon | None = None
    branch: Branch | None = None


@dataclass(frozen=True, slots=True)
class NewExchange:
    """An exchange as an officer notes it; ``note`` is the only free text, and is kept sealed.

    ``judicial_leave``: the office and the reference of who gave leave, no name. ``due_on`` is the
    last day for the answer to a question.
    """

    id: UUID
    direction: Direction
    partner: str
    subject: Subject
    purpose: PurposeCode
    basis: str
    categories: frozenset[Category]
    happened_at: datetime
    due_on: date | None = None
    judicial_leave: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    outcome: Outcome
    categories: frozenset[Category]
    answered_at: datetime
    judicial_leave: str | None = None
    note: str | None = None


CHOOSE = lazy("Maak een keuze.")
NO_CATEGORY = lazy("Zeg welke soorten gegevens er gingen. Kies er minstens één.")
NO_DATA = lazy("Wie niets gaf, gaf ook geen gegevens. Laat dit leeg.")
NO_PERSONS = lazy("Over een fenomeen gaan alleen gegevens over plaatsen, en cijfers.")
NO_LEAVE = lazy(
    "Gerechtelijke informatie gaat alleen met toelating. Zeg van welke dienst, en het kenmerk."
)
NO_CASE = lazy(
    "De stad krijgt gegevens over een persoon alleen in een zaak. Geef het nummer van de zaak."
)
NO_NUMBER = lazy("Geef het nummer van een zaak, met letters en cijfers. Geen naam.")
NO_DAY = lazy("Zeg tegen welke dag het antwoord er moet zijn.")
EARLY_DAY = lazy("Deze dag ligt voor de vraag. Kies een latere dag.")
NO_ANSWER_DUE = lazy("Niemand vroeg iets. Er is geen antwoord nodig.")
NOT_LISTED = lazy("Deze partner staat op die dag niet op de lijst. Kies een andere.")
WRONG_BASIS = lazy("Deze grond past niet bij de partner. Kies een andere.")


def check_new(new: NewExchange, partner: Partner | None, bases: Collection[Basis]) -> None:
    """Raises ``FieldsRefusedError`` with all that is wrong; the lists are those of its day."""
    faults: list[FieldError] = []

    def refuse(field: str, reason: LazyMessage) -> None:
        faults.append(FieldError(field, reason))

    if partner is None:
        refuse("partner", NOT_LISTED)
    elif new.basis not in {each.code for each in bases if each.partner_kind is partner.kind}:
        refuse("basis", WRONG_BASIS)
    if new.purpose not in MADE_FOR:
        refuse("purpose", CHOOSE)
    faults += _subject_faults(new.subject)
    if not new.categories:
        refuse("categories", NO_CATEGORY)
    if new.direction.is_question:
        if new.due_on is None:
            refuse("dueOn", NO_DAY)
        elif new.due_on < city_day(new.happened_at):
            refuse("dueOn", EARLY_DAY)
    elif new.due_on is not None:
        refuse("dueOn", NO_ANSWER_DUE)
    if partner is not None:
        leaving = new.direction.leaves(answer=False)
        faults += _sharing_faults(
            new.subject, partner.kind, new.categories, new.judicial_leave, leaving=leaving
        )
    if faults:
        raise FieldsRefusedError(faults)


def check_answer(
    answer: Answer, direction: Direction, subject: Subject, partner_kind: PartnerKind
) -> None:
    """Raises ``FieldsRefusedError``."""
    faults: list[FieldError] = []
    if answer.outcome.has_data and not answer.categories:
        faults.append(FieldError("categories", NO_CATEGORY))
    if not answer.outcome.has_data and answer.categories:
        faults.append(FieldError("categories", NO_DATA))
    leaving = direction.leaves(answer=True)
    faults += _sharing_faults(
        subject, partner_kind, answer.categories, answer.judicial_leave, leaving=leaving
    )
    if faults:
        raise FieldsRefusedError(faults)


def _subject_faults(subject: Subject) -> list[FieldError]:
    """What the kind of subject names must be there; a person and a place never beside it."""
    needed = {
        About.PERSOON: ("personId", subject.person_id),
        About.INRICHTING: ("establishmentId", subject.establishment_id),
        About.ZAAK: ("caseNumber", subject.case_number),
        About.FENOMEEN: ("phenomenon", subject.phenomenon),
    }
    faults = []
    field, value = needed.pop(subject.about)
    if value is None:
        reason = NO_NUMBER if subject.about is About.ZAAK else CHOOSE
        faults.append(FieldError(field, reason))
    needed.pop(About.ZAAK, None)  # whatever it is about may be part of a case
    faults += [FieldError(name, CHOOSE) for name, other in needed.values() if other is not None]
    if subject.case_number is not None and reference(subject.case_number) != subject.case_number:
        faults.append(FieldError("caseNumber", NO_NUMBER))
    return faults


def _sharing_faults(
    subject: Subject,
    partner_kind: PartnerKind,
    categories: frozenset[Category],
    leave: str | None,
    *,
    leaving: bool,
) -> list[FieldError]:
    faults = []
    if subject.about is About.FENOMEEN and categories & OF_PERSONS:
        faults.append(FieldError("categories", NO_PERSONS))
    if not leaving:
        return faults
    if Category.GERECHTELIJK in categories and partner_kind in NEED_LEAVE and not leave:
        faults.append(FieldError("judicialLeave", NO_LEAVE))
    about_somebody = subject.about is About.PERSOON and bool(categories & OF_PERSONS)
    if partner_kind is PartnerKind.STAD and about_somebody and subject.case_number is None:
        faults.append(FieldError("caseNumber", NO_CASE))
    return faults
