"""Tables of first contacts: a task for the police per person who is new to them."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import ARRAY, Column, String
from sqlmodel import Field

from chassis.rows import fetch_all, fetch_one
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from databank.first_contacts.rules import Attempt, ContactState
from databank.sightings.store.presence import OF_SHIFT, STANDS
from databank.tables import Table, columns


class FirstContact(Table, table=True):
    """A first contact; ``overdue`` is a flag, set when the term passes; it closes nothing.

    ``claim_id`` is the claim by which the person first came. A person who was known as two has
    two; all but one are ``samengevoegd`` (``rules.first_contact``). ``lapsed_at``: since then it is
    known that she did not come, and nothing is due until she does. ``renewed``: she came back
    after a long absence.
    """

    __tablename__ = "first_contact"
    __table_args__ = (one_of("state", ContactState),)
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    branch: Branch = Field(sa_type=CODE)
    opened_at: datetime = Field(sa_type=MOMENT)
    due_at: datetime = Field(sa_type=MOMENT, index=True)
    state: ContactState = Field(sa_type=CODE)
    overdue: bool
    lapsed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    renewed: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    held_at: datetime | None = Field(default=None, sa_type=MOMENT)
    language_group: str | None = None
    second_contact_wanted: bool | None = None
    information_given: Any = Field(sa_column=Column(ARRAY(String), nullable=False))
    again_on: date | None = None


class ContactAttempt(Table, table=True):
    """A first contact that did not take place, and its outcome."""

    __tablename__ = "contact_attempt"
    __table_args__ = (one_of("outcome", Attempt),)
    contact_id: UUID = Field(primary_key=True, foreign_key="first_contact.id")
    position: int = Field(primary_key=True)
    outcome: Attempt = Field(sa_type=CODE)
    at: datetime = Field(sa_type=MOMENT)
    by: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A row of ``first_contact``."""

    id: UUID
    person_id: UUID
    branch: Branch
    opened_at: datetime
    due_at: datetime
    state: ContactState
    overdue: bool
    lapsed_at: datetime | None
    renewed: bool
    held_at: datetime | None
    language_group: str | None
    second_contact_wanted: bool | None
    information_given: list[str]
    again_on: date | None


@dataclass(frozen=True, slots=True)
class OwnedContact(ContactRow):
    """A first contact, with the person whose it is now that its claim may have moved.

    ``came_since``: of one after an absence, whether she is known to have come when it became due.
    """

    owner_id: UUID
    came_since: bool
    refused_at: datetime | None


@dataclass(frozen=True, slots=True)
class SettledContact:
    """A first contact as it becomes."""

    id: UUID
    person_id: UUID
    state: ContactState
    lapsed_at: datetime | None
    opened_at: datetime
    due_at: datetime
    overdue: bool

    def renewed(self, opened_at: datetime, due_at: datetime) -> "SettledContact":
        """The same with a new term."""
        return replace(self, opened_at=opened_at, due_at=due_at, overdue=False)


@dataclass(frozen=True, slots=True)
class ContactTask(ContactRow):
    """A first contact, with where and when the person was, or will be, seen last."""

    seen_at: datetime | None
    seen_branch: Branch | None
    premises: str | None
    room: str | None


@dataclass(frozen=True, slots=True)
class ContactCounts:
    """All contacts by state, whatever a page shows of them; ``late`` are part of ``open``."""

    open: int
    late: int
    held: int


@dataclass(frozen=True, slots=True)
class AttemptRow:
    outcome: Attempt
    at: datetime


async def open_tasks(
    conn: asyncpg.Connection,
    rows: Sequence[tuple[UUID, UUID, UUID, str, datetime, datetime]],
    *,
    renewed: bool = False,
) -> None:
    """Insert (id, person, claim, branch, opened at, due at)."""
    await conn.execute(
        """
        INSERT INTO first_contact (id, person_id, claim_id, branch, opened_at, due_at, state,
                                   overdue, renewed)
        SELECT *, 'open', false, $7
          FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[],
               $6::timestamptz[])
        """,
        *columns(rows, 6),
        renewed,
    )


async def get_for_update(conn: asyncpg.Connection, contact_id: UUID) -> ContactRow | None:
    return await fetch_one(
        conn, ContactRow, "SELECT * FROM first_contact WHERE id = $1 FOR UPDATE", contact_id
    )


async def set_held(
    conn: asyncpg.Connection,
    contact_id: UUID,
    held_at: datetime,
    language_group: str | None,
    second_contact_wanted: bool | None,
    information: Sequence[str],
) -> None:
    await conn.execute(
        """
        UPDATE first_contact SET state = 'gehouden', held_at = $2, language_group = $3,
               second_contact_wanted = $4, information_given = $5, again_on = NULL WHERE id = $1
        """,
        contact_id,
        held_at,
        language_group,
        second_contact_wanted,
        list(information),
    )


async def note_attempt(
    conn: asyncpg.Connection, contact_id: UUID, outcome: Attempt, at: datetime, by: str
) -> None:
    """Insert an attempt, for a contact that this transaction locked."""
    await conn.execute(
        """
        INSERT INTO contact_attempt (contact_id, position, outcome, at, by)
        SELECT $1, count(*) + 1, $2, $3, $4 FROM contact_attempt WHERE contact_id = $1
        """,
        contact_id,
        outcome,
        at,
        by,
    )


async def set_after(
    conn: asyncpg.Connection, contact_id: UUID, state: ContactState, again_on: date | None
) -> None:
    await conn.execute(
        "UPDATE first_contact SET state = $2, again_on = $3 WHERE id = $1",
        contact_id,
        state,
        again_on,
    )


async def attempts(conn: asyncpg.Connection, contact_id: UUID) -> list[AttemptRow]:
    """Oldest first."""
    return await fetch_all(
        conn,
        AttemptRow,
        "SELECT outcome, at FROM contact_attempt WHERE contact_id = $1 ORDER BY position",
        contact_id,
    )


LAST_SEEN = """
SELECT first_contact.*, seen.seen_at, seen.branch AS seen_branch,
       establishment.label AS premises, window_room.label AS room
  FROM first_contact
  LEFT JOIN LATERAL (
       SELECT seen_at, branch, source_kind, source_id FROM sighting
        WHERE sighting.person_id = first_contact.person_id AND withdrawn_at IS NULL
        ORDER BY seen_at DESC, id LIMIT 1) AS seen ON true
  LEFT JOIN shift ON seen.source_kind = 'shift' AND shift.shift_id = seen.source_id
  LEFT JOIN establishment ON establishment.premises_id = shift.premises_id
  LEFT JOIN window_room ON window_room.room_id = shift.room_id
"""
"""Contacts with where and when the person was, or will be, seen last: there she can be found."""


async def counts(conn: asyncpg.Connection) -> ContactCounts:
    counted = await fetch_one(
        conn,
        ContactCounts,
        """
        SELECT count(*) FILTER (WHERE state = 'open') AS open,
               count(*) FILTER (WHERE state = 'open' AND overdue) AS late,
               count(*) FILTER (WHERE state = 'gehouden') AS held
          FROM first_contact
        """,
    )
    assert counted is not None  # an aggregate
    return counted


async def tasks(conn: asyncpg.Connection, done: bool, offset: int, limit: int) -> list[ContactTask]:
    """Contacts that are due, the most urgent first; or those held lately, to give a code."""
    return await fetch_all(
        conn,
        ContactTask,
        LAST_SEEN
        + """
         WHERE first_contact.state = CASE WHEN $1 THEN 'gehouden' ELSE 'open' END
         ORDER BY CASE WHEN $1 THEN held_at END DESC, due_at, first_contact.id
        OFFSET $2 LIMIT $3
        """,
        done,
        offset,
        limit,
    )


async def task(conn: asyncpg.Connection, contact_id: UUID) -> ContactTask | None:
    return await fetch_one(
        conn, ContactTask, LAST_SEEN + " WHERE first_contact.id = $1", contact_id
    )


async def flag_overdue(conn: asyncpg.Connection, contact_id: UUID) -> None:
    await conn.execute(
        "UPDATE first_contact SET overdue = true WHERE id = $1 AND state = 'open'", contact_id
    )


async def page_of(
    conn: asyncpg.Connection, state: str | None, offset: int, limit: int
) -> list[ContactRow]:
    """The most urgent first; state ``te_laat`` are the open ones past their term."""
    return await fetch_all(
        conn,
        ContactRow,
        """
        SELECT * FROM first_contact
         WHERE $1::text IS NULL OR state = $1 OR ($1 = 'te_laat' AND state = 'open' AND overdue)
         ORDER BY due_at, id OFFSET $2 LIMIT $3
        """,
        state,
        offset,
        limit,
    )


OF_PERSONS = f"""
SELECT first_contact.*, coalesce(link.person_id, first_contact.person_id) AS owner_id,
       NOT renewed OR EXISTS (
         SELECT FROM sighting {OF_SHIFT}
          WHERE sighting.person_id = coalesce(link.person_id, first_contact.person_id)
            AND greatest(sighting.recorded_at, sighting.seen_at) >= first_contact.opened_at
            AND {STANDS}) AS came_since,
       (SELECT max(at) FROM contact_attempt
         WHERE contact_id = first_contact.id AND outcome = 'geweigerd') AS refused_at
  FROM first_contact
  LEFT JOIN membership AS link ON link.claim_id = first_contact.claim_id AND until_at IS NULL
 WHERE first_contact.person_id = ANY($1::uuid[]) ORDER BY first_contact.id
"""  # noqa: S608  # from here


async def of_persons(
    conn: asyncpg.Connection, person_ids: Iterable[UUID], *, lock: bool = False
) -> list[OwnedContact]:
    """The contacts of persons."""
    locking = "FOR UPDATE OF first_contact" if lock else ""
    return await fetch_all(conn, OwnedContact, OF_PERSONS + locking, list(person_ids))


async def settle(conn: asyncpg.Connection, rows: Iterable[SettledContact]) -> None:
    await conn.execute(
        """
        UPDATE first_contact
           SET person_id = t.person_id, state = t.state, lapsed_at = t.lapsed_at,
               opened_at = t.opened_at, due_at = t.due_at, overdue = t.overdue
          FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[],
               $6::timestamptz[], $7::boolean[])
            AS t (id, person_id, state, lapsed_at, opened_at, due_at, overdue)
         WHERE first_contact.id = t.id
        """,
        *columns([astuple(row) for row in rows], 7),
    )


async def late_since(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """When the term was over of the first contact that waits longest."""
    late: datetime | None = await conn.fetchval(
        "SELECT min(due_at) FROM first_contact WHERE state = 'open' AND due_at < $1", now
    )
    return late
