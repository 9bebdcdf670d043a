"""The calendar's tables.

Personal data are in ``worker_claim``, and for an hour in ``roster_draft``: sealed, see
``store.identities``. What a worker is recognised by is a digest that only our key can make.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Column,
    Computed,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSTZRANGE, ExcludeConstraint
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

OCCUPIES = (
    "CASE WHEN planning = ANY (ARRAY['geannuleerd', 'vervallen']) THEN 'empty'::tstzrange"
    " ELSE tstzrange(starts_at, COALESCE(ended_at, ends_at)) END"
)
"""When a shift fills its room. Empty ranges meet nothing, so cancelled shifts are in no way."""


def _moment(*, nullable: bool = False, index: bool = False) -> Any:
    return Field(sa_column=Column(DateTime(timezone=True), nullable=nullable, index=index))


def _reference(column: str) -> Any:
    return Field(sa_column=Column(ForeignKey(column), nullable=False))


class Table(SQLModel, registry=registry()):
    """Own metadata, so that services in one process do not mix their tables."""


class Premises(Table, table=True):
    """Window premises as enforcement last described them; ``owner`` may change."""

    __tablename__ = "premises"

    premises_id: UUID = Field(primary_key=True)
    owner: str = Field(index=True)
    label: str
    street: str
    house_number: str
    postcode: str


class PremisesFact(Table, table=True):
    """One decision about premises; see ``domain.standing.Fact``."""

    __tablename__ = "premises_fact"

    fact_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    premises_id: UUID = Field(index=True)
    kind: str
    dossier_id: UUID | None = None
    known_at: datetime = _moment()
    starts_at: datetime = _moment()
    ends_at: datetime | None = _moment(nullable=True)


class Room(Table, table=True):
    """A room stays when premises lose it, because shifts remember it; then ``active`` is false."""

    __tablename__ = "room"

    room_id: UUID = Field(primary_key=True)
    premises_id: UUID = Field(foreign_key="premises.premises_id", index=True)
    label: str
    active: bool


class Worker(Table, table=True):
    """One person as one owner declares her; the id is the bus's ``worker_ref``."""

    __tablename__ = "worker"

    worker_id: UUID = Field(primary_key=True)
    owner: str
    identity: str
    identity_at: datetime | None = _moment(nullable=True)
    known_since: datetime = _moment()


class WorkerKey(Table, table=True):
    """What a worker is recognised by; see ``domain.sameness.Keys``."""

    __tablename__ = "worker_key"

    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    worker_id: UUID = Field(foreign_key="worker.worker_id", primary_key=True, index=True)
    is_document: bool


class WorkerClaim(Table, table=True):
    """What an owner said of a worker, as entered, sealed; another saying is another row."""

    __tablename__ = "worker_claim"
    __table_args__ = (Index("worker_claim_said_key", text("substr(said, 1, 5)")),)

    claim_id: UUID = Field(primary_key=True)
    worker_id: UUID = Field(foreign_key="worker.worker_id", index=True)
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    claimed_at: datetime = _moment()


class Shift(Table, table=True):
    """A declared shift. Its constraints hold under concurrent requests too."""

    __tablename__ = "shift"
    __table_args__ = (
        ExcludeConstraint(
            ("room_id", "="), ("occupies", "&&"), using="gist", name="shift_room_taken"
        ),
        ExcludeConstraint(
            ("worker_id", "="), ("occupies", "&&"), using="gist", name="shift_worker_twice"
        ),
        Index("shift_owner", "owner", "starts_at"),
        Index("shift_start", "starts_at", "shift_id"),
        Index("shift_worker", "worker_id", "starts_at"),
        Index("shift_open", "ends_at", postgresql_where="planning IN ('aangegeven', 'gewijzigd')"),
    )

    shift_id: UUID = Field(primary_key=True)
    owner: str
    premises_id: UUID
    room_id: UUID = _reference("room.room_id")
    worker_id: UUID = _reference("worker.worker_id")
    claim_id: UUID = _reference("worker_claim.claim_id")
    starts_at: datetime = _moment()
    ends_at: datetime = _moment()
    planning: str
    late: bool
    lead_minutes: int
    declared_at: datetime = _moment()
    ended_at: datetime | None = _moment(nullable=True)
    verification: str
    verification_at: datetime | None = _moment(nullable=True)
    occupies: Any = Field(
        sa_column=Column(TSTZRANGE, Computed(OCCUPIES, persisted=True), nullable=False)
    )


class ShiftStep(Table, table=True):
    """The history of a shift: how it was after each step, and who took it."""

    __tablename__ = "shift_step"

    step_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    shift_id: UUID = Field(foreign_key="shift.shift_id", index=True)
    planning: str
    reason: str | None = None
    at: datetime = _moment()
    actor: str
    actor_function: str
    room_id: UUID
    starts_at: datetime = _moment()
    ends_at: datetime = _moment()


class MinorAttempt(Table, table=True):
    """Somebody (possibly) under 18 was declared. Kept whatever the owner does next (DP-11)."""

    __tablename__ = "minor_attempt"
    __table_args__ = (
        Index("minor_attempt_names", "owner", "names_key"),
        Index("minor_attempt_document", "owner", "document_key"),
    )

    attempt_id: UUID = Field(primary_key=True)
    attempt_nr: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False)
    )
    owner: str
    actor: str
    room_id: UUID
    starts_at: datetime = _moment()
    ends_at: datetime = _moment()
    attempted_at: datetime = _moment()
    claim_id: UUID = _reference("worker_claim.claim_id")
    names_key: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    document_key: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    corrected_by: UUID | None = None
    """The shift that was accepted after another, adult birth date was given."""


class RosterDraft(Table, table=True):
    """Rows of a file that were looked at and wait for a yes."""

    __tablename__ = "roster_draft"
    __table_args__ = (Index("roster_draft_rows_key", text("substr(rows, 1, 5)")),)
    draft_id: UUID = Field(primary_key=True)
    owner: str
    rows: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    made_at: datetime = _moment()


class Proof(Table, table=True):
    """The code on the paper proof of a declaration."""

    __tablename__ = "proof"
    shift_id: UUID = Field(primary_key=True, foreign_key="shift.shift_id")
    code: str
    made_at: datetime = _moment()


class WorkerAccess(Table, table=True):
    """A code of a worker, by its slow hash; see ``store.own``."""

    __tablename__ = "worker_access"
    access_id: UUID = Field(primary_key=True)
    digest: str = Field(unique=True)
    expires_at: datetime = _moment()


class WorkerAccessRef(Table, table=True):
    """A declared worker that a code opens. The police know more of her, we do not."""

    __tablename__ = "worker_access_ref"
    access_id: UUID = Field(primary_key=True, foreign_key="worker_access.access_id")
    worker_id: UUID = Field(primary_key=True)


class WorkerSession(Table, table=True):
    """A browser that entered a code. Real time, as all sessions."""

    __tablename__ = "worker_session"
    digest: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    access_id: UUID = Field(foreign_key="worker_access.access_id", index=True)
    began_at: datetime = _moment()
    seen_at: datetime = _moment()


class CodeTry(Table, table=True):
    """Tries of codes from one place; see ``store.tries``. Real time, as they are of real people."""

    __tablename__ = "code_try"
    source: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    tried_at: list[datetime] = Field(
        sa_column=Column(ARRAY(DateTime(timezone=True)), nullable=False)
    )
    last_at: datetime = _moment(index=True)


class ShiftConfirmation(Table, table=True):
    """A worker said that a shift is right. No owner's query reads this."""

    __tablename__ = "shift_confirmation"
    shift_id: UUID = Field(primary_key=True, foreign_key="shift.shift_id")
    confirmed_at: datetime = _moment()
