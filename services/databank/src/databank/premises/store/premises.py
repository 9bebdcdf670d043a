"""Tables of establishments of every branch, and of window premises as the city tells of them.

They are written here alone. Lists, searches and files of establishments are queries of ``files``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from contracts.enforcement import Premises
from databank.premises.rules import SuitabilityState, SuspensionKind
from databank.tables import Table, columns


class Suitability(Table, table=True):
    """The latest that the city said about a declaration, whatever suspends it: that has its days.

    ``resumes``: what a release before kept of one while its ``state`` was "geschorst".
    """

    __tablename__ = "suitability"
    __table_args__ = (one_of("state", SuitabilityState), one_of("resumes", SuitabilityState))
    premises_id: UUID = Field(primary_key=True)
    state: SuitabilityState = Field(sa_type=CODE)
    resumes: SuitabilityState | None = Field(default=None, sa_type=CODE)
    valid_from: date | None = None
    valid_to: date | None = None
    told_at: datetime = Field(sa_type=MOMENT)


class Establishment(Table, table=True):
    """A place of any branch. Window premises have an id of the city, and the code of an owner."""

    __tablename__ = "establishment"
    __table_args__ = (
        Index("establishment_premises", "premises_id", unique=True),
        Index(
            "establishment_label",
            "branch",
            "label_key",
            unique=True,
            postgresql_where="premises_id IS NULL",
        ),
    )
    id: UUID = Field(primary_key=True)
    branch: Branch = Field(sa_type=CODE)
    label: str
    label_key: str
    premises_id: UUID | None = None
    street: str | None = Field(default=None, index=True)
    house_number: str | None = None
    postcode: str | None = None
    owner: str | None = None
    registered_at: datetime = Field(sa_type=MOMENT)


class Suspension(Table, table=True):
    """A sanction that forbids work in premises: it comes back to the police as a fact."""

    __tablename__ = "suspension"
    case_id: UUID = Field(primary_key=True)
    kind: SuspensionKind = Field(primary_key=True, sa_type=CODE)
    premises_id: UUID = Field(index=True)
    begins_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime | None = Field(default=None, sa_type=MOMENT)
    decided_at: datetime = Field(sa_type=MOMENT)
    lifted_at: datetime | None = Field(default=None, sa_type=MOMENT)


class WindowRoom(Table, table=True):
    """A room of window premises, as the city names it."""

    __tablename__ = "window_room"
    room_id: UUID = Field(primary_key=True)
    premises_id: UUID = Field(index=True)
    label: str


@dataclass(frozen=True, slots=True)
class EstablishmentMatch:
    """An establishment that an officer may mean."""

    id: UUID
    label: str
    label_key: str
    street: str | None
    house_number: str | None


@dataclass(frozen=True, slots=True)
class SuspensionRow:
    """A suspension, with the label of the premises and the latest that the city said of them."""

    case_id: UUID
    kind: SuspensionKind
    premises_id: UUID
    label: str | None
    begins_at: datetime
    ends_at: datetime | None
    decided_at: datetime
    lifted_at: datetime | None
    suitability_state: SuitabilityState | None


DECLARED = """
CASE suitability.state WHEN 'geschorst' THEN coalesce(suitability.resumes, 'geschikt')
                       ELSE suitability.state END
"""
"""The state of a declaration without what suspends it, also as a release before kept it."""


def suitability_at(at: str) -> str:
    """SQL of the state of a declaration at a moment, such as ``$1``: suspended from the first day
    of a suspension until its last, unless it ended meanwhile."""
    return f"""
    CASE WHEN {DECLARED} IN ('geschikt', 'voorwaardelijk') AND EXISTS (
              SELECT FROM suspension AS runs
               WHERE runs.premises_id = suitability.premises_id AND runs.kind = 'schorsing'
                 AND runs.begins_at <= {at} AND coalesce(runs.ends_at, 'infinity') > {at}
                 AND runs.lifted_at IS NULL)
         THEN 'geschorst' ELSE {DECLARED} END
    """


async def set_suitability(
    conn: asyncpg.Connection,
    premises_id: UUID,
    state: SuitabilityState,
    told_at: datetime,
    valid: tuple[date, date] | None = None,
) -> None:
    """Keep the state of a declaration, apart from what suspends it."""
    await conn.execute(
        """
        INSERT INTO suitability (premises_id, state, told_at, valid_from, valid_to)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (premises_id) DO UPDATE SET told_at = $3, state = $2, resumes = NULL,
           valid_from = coalesce($4, suitability.valid_from),
           valid_to = coalesce($5, suitability.valid_to)
        """,
        premises_id,
        state,
        told_at,
        *(valid or (None, None)),
    )


async def refuse(conn: asyncpg.Connection, premises_id: UUID, told_at: datetime) -> None:
    """Keep that an application was refused; a declaration that works is not ended by it."""
    await conn.execute(
        """
        INSERT INTO suitability (premises_id, state, told_at) VALUES ($1, 'geweigerd', $2)
        ON CONFLICT (premises_id) DO UPDATE
        SET state = 'geweigerd', told_at = $2, resumes = NULL, valid_from = NULL, valid_to = NULL
        WHERE suitability.state NOT IN ('geschikt', 'voorwaardelijk', 'geschorst')
        """,
        premises_id,
        told_at,
    )


async def forget_refusal(
    conn: asyncpg.Connection, premises_id: UUID, reconsidered_at: datetime
) -> None:
    """Nothing is known of premises whose refusal is no more; a later one stays."""
    await conn.execute(
        """
        DELETE FROM suitability
         WHERE premises_id = $1 AND state = 'geweigerd' AND told_at <= $2
        """,
        premises_id,
        reconsidered_at,
    )


async def register_premises(
    conn: asyncpg.Connection, premises: Premises, at: datetime, branch: Branch | None = None
) -> None:
    """Keep premises of ``branch``, or of the one they were; windows alone have rooms here."""
    await conn.execute(
        """
        INSERT INTO establishment (id, branch, label, label_key, premises_id, street,
                                   house_number, postcode, registered_at, owner)
        VALUES ($1, coalesce($8, 'raam'), $2::text, lower($2::text), $3, $4, $5, $6, $7, $9)
        ON CONFLICT (premises_id) DO UPDATE SET branch = coalesce($8, establishment.branch),
           label = EXCLUDED.label, label_key = EXCLUDED.label_key, street = EXCLUDED.street,
           house_number = EXCLUDED.house_number, postcode = EXCLUDED.postcode, owner = $9
        """,
        uuid4(),
        premises.label,
        premises.premises_id,
        premises.street,
        premises.house_number,
        premises.postcode,
        at,
        *(branch, premises.owner),
    )
    await conn.execute(
        """
        INSERT INTO window_room (room_id, premises_id, label)
        SELECT room_id, $1, label FROM unnest($2::uuid[], $3::text[]) AS t (room_id, label)
         WHERE EXISTS (SELECT FROM establishment WHERE premises_id = $1 AND branch = 'raam')
        ON CONFLICT (room_id) DO UPDATE
        SET premises_id = EXCLUDED.premises_id, label = EXCLUDED.label
        """,
        premises.premises_id,
        [room.room_id for room in premises.rooms],
        [room.label for room in premises.rooms],
    )


async def known_establishments(conn: asyncpg.Connection, ids: Iterable[UUID]) -> set[UUID]:
    rows = await conn.fetch("SELECT id FROM establishment WHERE id = ANY($1::uuid[])", list(ids))
    return {row["id"] for row in rows}


async def like(conn: asyncpg.Connection, branch: str, text: str) -> list[EstablishmentMatch]:
    """Establishments of a branch whose label or address has these words, the nearest first."""
    pattern = text.casefold().replace("\\", "").replace("%", "").replace("_", "")
    return await fetch_all(
        conn,
        EstablishmentMatch,
        """
        SELECT id, label, label_key, street, house_number FROM establishment
         WHERE branch = $1 AND (label_key LIKE '%' || $2 || '%'
               OR lower(concat_ws(' ', street, house_number)) LIKE '%' || $2 || '%')
         ORDER BY label_key = $2 DESC, length(label_key), label_key LIMIT 8
        """,
        branch,
        " ".join(pattern.split()),
    )


async def label_of(conn: asyncpg.Connection, establishment_id: str) -> str | None:
    """The label of an establishment; None also for what is no id."""
    label: str | None = await conn.fetchval(
        "SELECT label FROM establishment WHERE id::text = $1", establishment_id
    )
    return label


async def of_premises(
    conn: asyncpg.Connection, premises_ids: Iterable[UUID], at: datetime
) -> dict[UUID, UUID]:
    """Establishments of window premises, registered when officers are there before the city."""
    wanted = sorted(set(premises_ids))
    rows = [(uuid4(), premises_id) for premises_id in wanted]
    await conn.execute(
        """
        INSERT INTO establishment (id, branch, label, label_key, premises_id, registered_at)
        SELECT id, 'raam', 'pand', 'pand', premises_id, $3
          FROM unnest($1::uuid[], $2::uuid[]) AS t (id, premises_id)
        ON CONFLICT (premises_id) DO NOTHING
        """,
        *columns(rows, 2),
        at,
    )
    rows_now = await conn.fetch(
        "SELECT premises_id, id FROM establishment WHERE premises_id = ANY($1::uuid[])", wanted
    )
    return {row["premises_id"]: row["id"] for row in rows_now}


async def labelled(
    conn: asyncpg.Connection, labels: Iterable[tuple[str, str, str]], at: datetime
) -> dict[tuple[str, str], UUID]:
    """Establishments by (branch, key of the label); new ones are registered. Gives their ids."""
    wanted = {(branch, key): label for branch, key, label in labels}
    rows = sorted((branch, key, wanted[branch, key], uuid4()) for branch, key in wanted)
    await conn.execute(
        """
        INSERT INTO establishment (branch, label_key, label, id, registered_at)
        SELECT branch, key, label, id, $5
          FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) AS t (branch, key, label, id)
        ON CONFLICT (branch, label_key) WHERE premises_id IS NULL DO NOTHING
        """,
        *columns(rows, 4),
        at,
    )
    found = await conn.fetch(
        """
        SELECT branch, label_key, id FROM establishment
          JOIN unnest($1::text[], $2::text[]) AS t (b, k) ON branch = b AND label_key = k
         WHERE premises_id IS NULL
        """,
        *columns([row[:2] for row in rows], 2),
    )
    return {(row["branch"], row["label_key"]): row["id"] for row in found}


async def suspend(
    conn: asyncpg.Connection,
    case_id: UUID,
    kind: SuspensionKind,
    premises_id: UUID,
    begins_at: datetime,
    ends_at: datetime | None,
    decided_at: datetime,
) -> None:
    await conn.execute(
        """
        INSERT INTO suspension (case_id, kind, premises_id, begins_at, ends_at, decided_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (case_id, kind) DO UPDATE
        SET begins_at = $4, ends_at = $5, decided_at = $6, lifted_at = NULL
        """,
        case_id,
        kind,
        premises_id,
        begins_at,
        ends_at,
        decided_at,
    )


async def lift_suspensions(
    conn: asyncpg.Connection, premises_id: UUID, lifted_at: datetime
) -> None:
    """End suspensions; a closure ends by its term, or is lifted by its own case."""
    await conn.execute(
        """
        UPDATE suspension SET lifted_at = $2
         WHERE premises_id = $1 AND kind = 'schorsing' AND lifted_at IS NULL
        """,
        premises_id,
        lifted_at,
    )


async def lift_closure(conn: asyncpg.Connection, case_id: UUID, lifted_at: datetime) -> None:
    await conn.execute(
        """
        UPDATE suspension SET lifted_at = $2
         WHERE case_id = $1 AND kind = 'sluiting' AND lifted_at IS NULL
        """,
        case_id,
        lifted_at,
    )


async def suspensions(
    conn: asyncpg.Connection, at: datetime, offset: int, limit: int
) -> list[SuspensionRow]:
    """The newest first, also the ones that are over; the state of the declaration is that of
    ``at``."""
    return await fetch_all(
        conn,
        SuspensionRow,
        f"""
        SELECT suspension.*, {suitability_at("$3")} AS suitability_state, establishment.label
          FROM suspension
          LEFT JOIN suitability USING (premises_id)
          LEFT JOIN establishment USING (premises_id)
         ORDER BY begins_at DESC, case_id OFFSET $1 LIMIT $2
        """,  # noqa: S608  # a placeholder, from here
        offset,
        limit,
        at,
    )
