"""Validations of identities, and the workers whose status follows from them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field

from chassis.json_documents import json_text
from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, DOCUMENT, MOMENT, one_of
from contracts.codes import DocumentKind
from databank.identity_status.rules import ValidationOutcome
from databank.stated_identity.rules.document_checks import Doubt, Photo
from databank.tables import Table
from databank.welfare.rules.priority import RefutedReason
from linkage.document_countries import is_one_document_state


class IdentityValidationRow(Table, table=True):
    """One look at a person and a document. ``reason`` never leaves the police.

    ``read``, sealed, is the reading of the document: beside the claim, never in it. ``doubts`` are
    the checks that did not agree when the officer decided, ``remark`` the word why that did not
    matter. ``method`` is empty where no document was seen. ``lapsed_at`` is when its document had
    expired: since then it vouches for nobody.
    """

    __tablename__ = "identity_validation"
    __table_args__ = (
        Index("identity_validation_read_key", text("substr(read, 1, 5)")),
        Index("identity_validation_shift", "shift_id", postgresql_where="shift_id IS NOT NULL"),
        one_of("outcome", ValidationOutcome),
    )
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    claim_id: UUID = Field(foreign_key="claim.id", index=True)
    shift_id: UUID | None
    outcome: ValidationOutcome = Field(sa_type=CODE)
    method: DocumentKind | None = Field(default=None, sa_type=CODE)
    reason: RefutedReason | None = Field(default=None, sa_type=CODE)
    at: datetime = Field(sa_type=MOMENT)
    officer: str
    read: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    photo: Photo | None = Field(default=None, sa_type=CODE)
    doubts: list[str] | None = Field(default=None, sa_type=DOCUMENT)
    remark: str | None = None
    lapsed_at: datetime | None = Field(default=None, sa_type=MOMENT)


OVERDUE = """
WITH coming AS (
  SELECT DISTINCT ON (person.id) person.id AS person_id, shift.shift_id, shift.premises_id,
         shift.room_id, shift.starts_at, shift.ends_at
    FROM shift
    JOIN membership ON membership.claim_id = shift.claim_id AND until_at IS NULL
    JOIN person ON person.id = membership.person_id
   WHERE shift.state IN ('aangegeven', 'gewijzigd') AND shift.starts_at < $2 AND shift.ends_at > $1
     AND person.identity_state IN ('te_valideren', 'onduidelijk')
   ORDER BY person.id, shift.starts_at, shift.shift_id
)
SELECT coming.shift_id, coming.starts_at, coming.ends_at,
       coalesce(establishment.label, 'pand') AS premises, coalesce(window_room.label, '?') AS room
  FROM coming
  LEFT JOIN establishment ON establishment.premises_id = coming.premises_id
  LEFT JOIN window_room ON window_room.room_id = coming.room_id
 WHERE EXISTS (
       SELECT FROM membership JOIN shift AS earlier ON earlier.claim_id = membership.claim_id
        WHERE membership.person_id = coming.person_id AND until_at IS NULL
          AND earlier.state <> 'geannuleerd' AND earlier.starts_at < $3)
 ORDER BY coming.starts_at, premises, room
"""


SAME_WORKER = "coalesce(other.worker_ref = shown.worker_ref, false)"
SAME_NUMBER = """(other.document_country IS NOT NULL AND shown.document_country IS NOT NULL
           AND regexp_replace(upper(other.document_number), '[^A-Z0-9]', '', 'g')
             = regexp_replace(upper(shown.document_number), '[^A-Z0-9]', '', 'g'))"""
COUNTRIES = "shown.document_country AS mine, other.document_country AS theirs"
"""A claim that was shown and another of its person: one worker, one number, and the states as each
writes them, which two codes may be of one."""


@dataclass(frozen=True, slots=True)
class OverdueCheck:
    """A shift in which an identity can be checked that should have been checked before."""

    shift_id: UUID
    starts_at: datetime
    ends_at: datetime
    premises: str
    room: str


@dataclass(frozen=True, slots=True)
class Look:
    """A look of officers at which a person was noted; ``id`` is of that verification or inspection,
    as ``kind`` says."""

    kind: str
    id: UUID
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class NewValidation:
    """A validation as it is kept; ``read`` is sealed for its row."""

    id: UUID
    person_id: UUID
    claim_id: UUID
    shift_id: UUID | None
    outcome: ValidationOutcome
    method: DocumentKind | None
    reason: RefutedReason | None
    at: datetime
    officer: str
    read: bytes
    photo: Photo | None
    doubts: tuple[Doubt, ...]
    remark: str | None


async def add(conn: asyncpg.Connection, validation: NewValidation) -> None:
    await conn.execute(
        """
        INSERT INTO identity_validation (id, person_id, claim_id, shift_id, outcome, method,
               reason, at, officer, read, photo, doubts, remark)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb, $13)
        """,
        validation.id,
        validation.person_id,
        validation.claim_id,
        validation.shift_id,
        validation.outcome,
        validation.method,
        validation.reason,
        validation.at,
        validation.officer,
        validation.read,
        validation.photo,
        json_text([doubt.value for doubt in validation.doubts]),
        validation.remark,
    )


async def same_document(conn: asyncpg.Connection, claim_id: UUID) -> list[UUID]:
    """Workers, as owners know them, of the claim's person that are claimed with its document.

    Of a claim without a document only the worker whom it names: no more was compared.
    """
    rows = await conn.fetch(
        f"""
        SELECT DISTINCT other.worker_ref, {SAME_WORKER} AS is_sure, {COUNTRIES}
          FROM claim AS shown
          JOIN membership AS mine ON mine.claim_id = shown.id AND mine.until_at IS NULL
          JOIN membership AS theirs ON theirs.person_id = mine.person_id AND theirs.until_at IS NULL
          JOIN claim AS other ON other.id = theirs.claim_id
         WHERE shown.id = $1 AND other.worker_ref IS NOT NULL AND ({SAME_WORKER} OR {SAME_NUMBER})
         ORDER BY other.worker_ref
        """,  # noqa: S608 - no values
        claim_id,
    )
    return list(dict.fromkeys(row["worker_ref"] for row in rows if _is_of_state(row)))


async def statuses(
    conn: asyncpg.Connection, person_ids: Sequence[UUID]
) -> dict[UUID, ValidationOutcome]:
    """The status that owners should know of these persons' workers, by the newest validation.

    A document that was seen is good for every worker of the person who is claimed with it; one that
    did not agree says something of the one worker who was compared. A minor is one for everybody.
    """
    rows = await conn.fetch(
        f"""
        SELECT other.worker_ref, CASE WHEN lapsed_at IS NULL THEN outcome END AS outcome,
               coalesce({SAME_WORKER} OR reason = 'minderjarig', false) AS is_sure, {COUNTRIES}
          FROM identity_validation AS look
          JOIN claim AS shown ON shown.id = look.claim_id
          JOIN membership AS mine ON mine.claim_id = shown.id AND mine.until_at IS NULL
          JOIN membership AS theirs ON theirs.person_id = mine.person_id AND theirs.until_at IS NULL
          JOIN claim AS other ON other.id = theirs.claim_id
         WHERE mine.person_id = ANY($1::uuid[]) AND other.worker_ref IS NOT NULL
           AND outcome IN ('gevalideerd', 'weerlegd')
           AND ({SAME_WORKER} OR reason = 'minderjarig'
                OR (outcome = 'gevalideerd' AND {SAME_NUMBER}))
         ORDER BY other.worker_ref, look.at DESC, look.id
        """,  # noqa: S608 - no values
        person_ids,
    )
    newest: dict[UUID, str | None] = {}
    for row in rows:
        if _is_of_state(row):
            newest.setdefault(row["worker_ref"], row["outcome"])
    return {worker: ValidationOutcome(outcome) for worker, outcome in newest.items() if outcome}


def _is_of_state(row: asyncpg.Record) -> bool:
    """Whether a row needs no document, or both its documents may be of one state."""
    return row["is_sure"] or is_one_document_state(row["mine"], row["theirs"])


async def expiry_of(conn: asyncpg.Connection, claim_id: UUID) -> date | None:
    """The day on which the document of a claim expires, as it was declared."""
    expires_on: date | None = await conn.fetchval(
        "SELECT document_expires_on FROM claim WHERE id = $1", claim_id
    )
    return expires_on


async def person_of(conn: asyncpg.Connection, validation_id: UUID) -> UUID | None:
    """The person whom a validation is about now."""
    person_id: UUID | None = await conn.fetchval(
        "SELECT person_id FROM identity_validation WHERE id = $1", validation_id
    )
    return person_id


async def set_lapsed(conn: asyncpg.Connection, validation_id: UUID, at: datetime) -> None:
    await conn.execute(
        "UPDATE identity_validation SET lapsed_at = $2 WHERE id = $1", validation_id, at
    )


async def overdue(
    conn: asyncpg.Connection, now: datetime, until: datetime, due_before: datetime
) -> list[OverdueCheck]:
    """Shifts from now ``until`` then of persons who should have been validated by now.

    They first came, by a declaration, ``due_before`` then; one shift a person, the first to come.
    No names: the officer opens each.
    """
    return await fetch_all(conn, OverdueCheck, OVERDUE, now, until, due_before)


async def newest_look(
    conn: asyncpg.Connection, person_id: UUID, since: datetime, until: datetime
) -> Look | None:
    """The newest look, from a moment until another, at which officers noted a person."""
    return await fetch_one(
        conn,
        Look,
        """
        SELECT * FROM (
               SELECT 'verification' AS kind, id, observed_at AS seen_at FROM verification
                WHERE person_id = $1 AND withdrawn_at IS NULL
                UNION ALL
               SELECT 'inspection', inspection.id, coalesce(added_at, completed_at)
                 FROM inspection_person JOIN inspection ON inspection.id = inspection_id
                WHERE person_id = $1 AND inspection_person.withdrawn_at IS NULL) AS look
         WHERE seen_at BETWEEN $2 AND $3 ORDER BY seen_at DESC, id LIMIT 1
        """,
        person_id,
        since,
        until,
    )


async def birth_date_of(conn: asyncpg.Connection, claim_id: UUID) -> str | None:
    """The birth date of a claim, as it was stated."""
    birth_date: str | None = await conn.fetchval(
        "SELECT birth_date FROM claim WHERE id = $1", claim_id
    )
    return birth_date


async def found_minors(conn: asyncpg.Connection, person_ids: Collection[UUID]) -> list[UUID]:
    """Those among these persons who were ever found to be a minor."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT mine.person_id
          FROM membership AS mine JOIN identity_validation AS look ON look.claim_id = mine.claim_id
         WHERE mine.person_id = ANY($1::uuid[]) AND mine.until_at IS NULL
           AND reason = 'minderjarig'
        """,
        list(person_ids),
    )
    return [row["person_id"] for row in rows]


async def workers_of(conn: asyncpg.Connection, person_id: UUID) -> list[UUID]:
    """Every worker that owners declare of a person, as they know her."""
    rows = await conn.fetch(
        """
        SELECT DISTINCT worker_ref FROM membership JOIN claim ON claim.id = claim_id
         WHERE person_id = $1 AND until_at IS NULL AND worker_ref IS NOT NULL ORDER BY worker_ref
        """,
        person_id,
    )
    return [row["worker_ref"] for row in rows]


async def worker_of(conn: asyncpg.Connection, claim_id: UUID) -> UUID | None:
    """The worker of a claim, as an owner knows her."""
    worker_ref: UUID | None = await conn.fetchval(
        "SELECT worker_ref FROM claim WHERE id = $1", claim_id
    )
    return worker_ref


async def claim_shown(
    conn: asyncpg.Connection, person_id: UUID, kind: DocumentKind | None
) -> UUID | None:
    """The newest claim of a person with that kind of document, else the newest."""
    claim_id: UUID | None = await conn.fetchval(
        """
        SELECT claim.id FROM membership JOIN claim ON claim.id = claim_id
         WHERE person_id = $1 AND until_at IS NULL
         ORDER BY coalesce(document_kind = $2, false) DESC, received_at DESC, claim.id LIMIT 1
        """,
        person_id,
        kind,
    )
    return claim_id


async def refresh_identity(conn: asyncpg.Connection, person_ids: Iterable[UUID]) -> None:
    """Follow the newest validation of any of the person's claims, by the time of the look.

    One whose document expired since is none: the identity is to be validated again. It is about
    the human being who stood before the officer, so it goes where the claim goes; and a look at
    somebody who showed this person's paper says nothing of this person.
    """
    await conn.execute(
        """
        UPDATE person
           SET identity_state = coalesce((
                 SELECT CASE WHEN lapsed_at IS NULL THEN outcome END FROM identity_validation
                  WHERE person_id = person.id AND reason IS DISTINCT FROM 'persoon_is_niet_document'
                  ORDER BY at DESC, id LIMIT 1), 'te_valideren'),
               validated_at = (
                 SELECT max(at) FROM identity_validation
                  WHERE person_id = person.id AND outcome = 'gevalideerd')
         WHERE id = ANY($1::uuid[])
        """,
        list(person_ids),
    )
