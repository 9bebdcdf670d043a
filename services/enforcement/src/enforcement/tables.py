"""The tables. Codes are stored as text: lists change, old rows stay."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, Identity, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import registry
from sqlmodel import BigInteger, Field, SQLModel

from enforcement.gas.rules import GasFile, GasState
from enforcement.legal_terms.rules import brussels_day
from enforcement.sanctions.rules import SanctionFile, SanctionState
from enforcement.suitability.rules import DossierFile, DossierState


class Row(SQLModel, registry=registry()):
    """Own metadata, so that services can live in one process."""


def moment(*, required: bool = True) -> Any:
    column: Column[datetime] = Column(DateTime(timezone=True), nullable=not required)
    return Field(sa_column=column) if required else Field(default=None, sa_column=column)


def document() -> Any:
    return Field(default_factory=list, sa_column=Column(JSONB, nullable=False))


class Premises(Row, table=True):
    """``place`` is the address as compared: one row per address, whoever owns it."""

    premises_id: UUID = Field(primary_key=True)
    place: str = Field(unique=True)
    label: str
    street: str
    house_number: str
    postcode: str


class Room(Row, table=True):
    """A room keeps its id in every later dossier of the premises."""

    premises_id: UUID = Field(primary_key=True, foreign_key="premises.premises_id")
    label: str = Field(primary_key=True)
    room_id: UUID = Field(unique=True)


class Dossier(Row, table=True):
    """``rooms`` holds ``{"roomId", "label"}``; ``resume`` is the state after a suspension."""

    dossier_id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    premises_id: UUID = Field(foreign_key="premises.premises_id", index=True)
    owner: str = Field(index=True)
    rooms: list[dict[str, str]] = document()
    reason: str
    state: str
    resume: str | None = None
    filed_at: datetime = moment()
    advice_round: int = 0
    advices_requested: int = 0
    advices_awaited: int = 0
    heard: bool = False
    conditions: list[str] = document()
    valid_from: date | None = None
    valid_to: date | None = None
    suspended_from: datetime | None = moment(required=False)
    suspended_to: datetime | None = moment(required=False)

    def file(self) -> DossierFile:
        return DossierFile(
            state=DossierState(self.state),
            heard=self.heard,
            advices_requested=self.advices_requested,
            advices_awaited=self.advices_awaited,
            valid_to=self.valid_to,
            renewing=DossierState.VERNIEUWING_LOPEND in (self.state, self.resume),
        )


class Advice(Row, table=True):
    """``outcome`` is empty while awaited, ``niet_uitgebracht`` once its term is over."""

    dossier_id: UUID = Field(primary_key=True, foreign_key="dossier.dossier_id")
    advice_round: int = Field(primary_key=True)
    service: str = Field(primary_key=True)
    due_on: date
    outcome: str | None = None
    conditions: list[str] = document()
    given_at: datetime | None = moment(required=False)


class Visit(Row, table=True):
    visit_id: UUID = Field(primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.dossier_id", index=True)
    kind: str
    reason: str
    result: str
    rooms_visited: int
    completed_at: datetime = moment()


class Finding(Row, table=True):
    """What the police transferred, without the person it is about."""

    finding_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(index=True)
    report_number: str
    fact_code: str
    fact_at: datetime = moment()
    branch: str
    in_tolerance_zone: bool
    offender_role: str
    on_hold: bool
    transferred_at: datetime = moment()


class FindingHold(Row, table=True):
    """What the police said last of a finding, also of one that has yet to arrive."""

    __tablename__ = "finding_hold"

    finding_id: UUID = Field(primary_key=True)
    on_hold: bool
    changed_at: datetime = moment()


class Offender(Row, table=True):
    """Personal data: stored only here, sealed, and read only by its own logged route."""

    __table_args__ = (Index("offender_said_key", text("substr(said, 1, 5)")),)

    finding_id: UUID = Field(primary_key=True, foreign_key="finding.finding_id")
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class GasCase(Row, table=True):
    __tablename__ = "gas_case"

    case_id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    finding_id: UUID = Field(unique=True, foreign_key="finding.finding_id")
    premises_id: UUID | None = None
    state: str
    offender_role: str
    fact_code: str
    decide_by: date
    safe_by: date = Field(index=True)
    opened_at: datetime = moment()

    def file(self) -> GasFile:
        return GasFile(state=GasState(self.state))


class SanctionCase(Row, table=True):
    """``effect_from`` and ``effect_to`` are what the notified decision really restricts."""

    __tablename__ = "sanction_case"

    case_id: UUID = Field(primary_key=True)
    number: str = Field(unique=True)
    premises_id: UUID = Field(foreign_key="premises.premises_id", index=True)
    state: str
    fact_code: str
    fact_at: datetime = moment()
    opened_at: datetime = moment()
    warned_at: datetime | None = moment(required=False)
    warning_valid_until: date | None = None
    next_finding_id: UUID | None = None
    invited_at: datetime | None = moment(required=False)
    hearing_at: datetime | None = moment(required=False)
    defence_until: date | None = None
    heard: bool = False
    proposed_kind: str | None = None
    decision_kind: str | None = None
    deciding_body: str | None = None
    decided_at: datetime | None = moment(required=False)
    effective_from: datetime | None = moment(required=False)
    effective_to: datetime | None = moment(required=False)
    notified_at: datetime | None = moment(required=False)
    effect_from: datetime | None = moment(required=False)
    effect_to: datetime | None = moment(required=False)
    complied: bool | None = None

    def file(self) -> SanctionFile:
        return SanctionFile(
            state=SanctionState(self.state),
            warned=self.warned_at is not None,
            next_finding=self.next_finding_id is not None,
            heard=self.heard,
            defence_until=self.defence_until,
            hearing_on=self.hearing_at and brussels_day(self.hearing_at),
            takes_effect=self.effect_from is not None,
        )


class Entry(Row, table=True):
    """One line of a timeline (tijdlijn): a step that somebody took, or a flag that a timer set.

    ``at`` is when it was recorded, ``happened_at`` when the letter or hearing itself was.
    """

    __tablename__ = "timeline"

    position: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    case_id: UUID = Field(index=True)
    step: str
    from_state: str | None = None
    to_state: str
    at: datetime = moment()
    happened_at: datetime | None = moment(required=False)
    actor_function: str
    actor_subject: str
    reason: str | None = None
    legal_basis_id: str | None = None


class CaseTerm(Row, table=True):
    """A running term of a case; ``version`` is the ``valid_from`` of the pinned legal term."""

    __tablename__ = "case_term"

    case_id: UUID = Field(primary_key=True)
    term_id: str = Field(primary_key=True)
    version: date | None = None
    starts_on: date
    last_day: date
    safe_day: date
    closed_at: datetime | None = moment(required=False)


class LegalTerm(Row, table=True):
    """One dated version of a legal figure; ``valid_to`` is the first day it no longer holds."""

    __tablename__ = "legal_term"

    id: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    value: int | None = None
    unit: str
    description: str
    start_event: str | None = None
    counting_rule: str
    roll_rule: str
    legal_basis_id: str
    source_url: str | None = None
    verified_on: date | None = None
    confidence: str
    warn_before_days: int
    on_expiry: str
    note: str | None = None


class DecidingBodyDefault(Row, table=True):
    __tablename__ = "deciding_body"

    kind: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    body: str
    source: str


class ClosingDay(Row, table=True):
    __tablename__ = "closing_day"

    day: date = Field(primary_key=True)
    name: str


class CaseCounter(Row, table=True):
    __tablename__ = "case_counter"

    prefix: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int
