"""Looks that were held, who was seen, learned chances; and what is told of each record."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from chassis.days import service_day
from chassis.json_documents import json_text
from chassis.rows import fetch_all
from chassis.tables import CODE, DOCUMENT, MOMENT, one_of
from contracts.branches import Branch
from databank.detection.readings.rules.chance import Learned
from databank.detection.readings.rules.changes import Standing
from databank.detection.readings.rules.elsewhere import SeenElsewhere
from databank.detection.readings.rules.expected_recall import HARDLY_VISIBLE
from databank.detection.readings.rules.reading import PARAMETERS, Kind, Reading
from databank.detection.readings.rules.record import InBranch
from databank.sightings.store.presence import OF_SHIFT, STANDS
from databank.tables import Row, Table, columns, fetch


class BranchChanceRow(Table, table=True):
    """From ``since`` on; learned from what was known of all days before it. It names nobody."""

    __tablename__ = "branch_chance"
    branch: Branch = Field(primary_key=True, sa_type=CODE)
    since: date = Field(primary_key=True)
    met: int
    looks: int
    chance: float


class ExpectedRecallRow(Table, table=True):
    """Of ``planted`` made-up people who moved in the half-year that begins on ``first_day``, so
    many would be found."""

    __tablename__ = "expected_recall"
    first_day: date = Field(primary_key=True)
    from_branch: Branch = Field(primary_key=True, sa_type=CODE)
    to_branch: Branch = Field(primary_key=True, sa_type=CODE)
    planted: int
    found: int
    measured_at: datetime = Field(sa_type=MOMENT)


class SeenElsewhereRow(Table, table=True):
    """A signal as it was told: one that changed is withdrawn, and told anew as another."""

    __tablename__ = "seen_elsewhere"
    __table_args__ = (
        Index("seen_elsewhere_standing", "person_id", postgresql_where="withdrawn_at IS NULL"),
    )
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    branch: Branch = Field(sa_type=CODE)
    known_in: list[str] = Field(sa_type=ARRAY(CODE))
    known_until: date
    seen_on: date
    told_at: datetime = Field(sa_type=MOMENT)
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_reason: str | None = None


class BranchReadingRow(Table, table=True):
    """A reading of a person in two branches. ``counted_on`` is the day as of which it was last
    read, ``parameters`` the dated set by which, ``seen`` what was counted in each of the two.
    ``revision`` counts what was told of it: found, and each change."""

    __tablename__ = "branch_reading"
    __table_args__ = (
        one_of("kind", Kind),
        Index("branch_reading_standing", "person_id", postgresql_where="withdrawn_at IS NULL"),
        Index("branch_reading_news", "changed_at", "id", postgresql_where="withdrawn_at IS NULL"),
    )
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    kind: Kind = Field(sa_type=CODE)
    from_branch: Branch = Field(sa_type=CODE)
    to_branch: Branch = Field(sa_type=CODE)
    after_day: date
    before_day: date
    probability: float
    seen: list[Row] = Field(sa_type=DOCUMENT)
    counted_on: date
    parameters: int
    revision: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    found_at: datetime = Field(sa_type=MOMENT)
    changed_at: datetime = Field(sa_type=MOMENT)
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_reason: str | None = None


class ReadingMeasurementRow(Table, table=True):
    """``counts`` of persons of the half-year that begins on ``first_day``, rounded as they left."""

    __tablename__ = "reading_measurement"
    first_day: date = Field(primary_key=True)
    counts: dict[str, object] = Field(sa_type=DOCUMENT)
    measured_at: datetime = Field(sa_type=MOMENT)


class ReadingDue(Table, table=True):
    """A person whose record changed, or may weigh otherwise. Rows are only added where something
    happens, so that nobody waits for another there."""

    __tablename__ = "reading_due"
    id: int | None = Field(
        default=None, primary_key=True, sa_type=BigInteger, sa_column_args=[Identity()]
    )
    person_id: UUID = Field(index=True)
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedRecall:
    """Of one direction, as measured on a day."""

    first_day: date
    from_branch: str
    to_branch: str
    planted: int
    found: int
    measured_at: datetime

    @property
    def is_hardly_visible(self) -> bool:
        return self.found < HARDLY_VISIBLE * self.planted

    @property
    def of_hundred(self) -> int:
        return round(100 * self.found / self.planted)


async def looks_held(conn: asyncpg.Connection, until: datetime) -> dict[Branch, list[date]]:
    """The day of service of each inspection that was held, by branch; none of the window branch,
    in which each week is a look."""
    rows = await conn.fetch(
        """
        SELECT branch, started_at FROM inspection
         WHERE state = 'afgerond' AND branch <> $1 AND started_at <= $2 ORDER BY started_at
        """,
        Branch.RAAM.value,
        until,
    )
    held: dict[Branch, list[date]] = {}
    for row in rows:
        held.setdefault(Branch(row["branch"]), []).append(service_day(row["started_at"]))
    return held


_SEEN = f"""
SELECT sighting.person_id, branch, seen_at FROM sighting {OF_SHIFT}
 WHERE branch <> $1 AND seen_at < $2 AND {STANDS}
"""  # noqa: S608 - no values


async def seen(conn: asyncpg.Connection, before: datetime) -> dict[tuple[UUID, Branch], list[date]]:
    """The days on which each person was seen in each branch but the window."""
    days: dict[tuple[UUID, Branch], list[date]] = {}
    for row in await conn.fetch(_SEEN, Branch.RAAM.value, before):
        key = row["person_id"], Branch(row["branch"])
        days.setdefault(key, []).append(service_day(row["seen_at"]))
    return days


async def chances(conn: asyncpg.Connection, since: date) -> dict[Branch, float]:
    rows = await conn.fetch("SELECT branch, chance FROM branch_chance WHERE since = $1", since)
    return {Branch(row["branch"]): row["chance"] for row in rows}


async def add_chances(
    conn: asyncpg.Connection, since: date, learned: Mapping[Branch, Learned]
) -> None:
    """What another request learned meanwhile stays."""
    await conn.executemany(
        "INSERT INTO branch_chance (branch, since, met, looks, chance)"
        " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        [
            (branch.value, since, each.met, each.looks, each.chance)
            for branch, each in learned.items()
        ],
    )


_WINDOW = f"""
SELECT sighting.person_id, seen_at FROM sighting {OF_SHIFT}
 WHERE branch = $1 AND seen_at >= $2 AND seen_at < $3 AND {STANDS}
"""  # noqa: S608 - no values


async def window_days(
    conn: asyncpg.Connection, since: datetime, before: datetime
) -> dict[UUID, list[date]]:
    """The days of each person in the window branch."""
    days: dict[UUID, list[date]] = {}
    for row in await conn.fetch(_WINDOW, Branch.RAAM.value, since, before):
        days.setdefault(row["person_id"], []).append(service_day(row["seen_at"]))
    return days


async def add_expected_recall(
    conn: asyncpg.Connection,
    first_day: date,
    planted: int,
    found: Mapping[tuple[Branch, Branch], int],
    at: datetime,
) -> None:
    await conn.executemany(
        "INSERT INTO expected_recall (first_day, from_branch, to_branch, planted, found,"
        " measured_at) VALUES ($1, $2, $3, $4, $5, $6)",
        [
            (first_day, old.value, new.value, planted, many, at)
            for (old, new), many in found.items()
        ],
    )


async def last_expected_recall(conn: asyncpg.Connection) -> list[ExpectedRecall]:
    """Of the last half-year that was measured, by direction, from what is seen best; none yet."""
    return await fetch_all(
        conn,
        ExpectedRecall,
        """
        SELECT first_day, from_branch, to_branch, planted, found, measured_at FROM expected_recall
         WHERE first_day = (SELECT max(first_day) FROM expected_recall)
         ORDER BY found::float / planted DESC, from_branch, to_branch
        """,
    )


async def note_due(conn: asyncpg.Connection, changed: Sequence[tuple[UUID, str | None]]) -> None:
    """(person, reason of what no longer holds)."""
    await conn.execute(
        "INSERT INTO reading_due (person_id, reason) SELECT * FROM unnest($1::uuid[], $2::text[])",
        *columns(changed, 2),
    )


async def note_everybody(conn: asyncpg.Connection) -> None:
    """Everybody who was seen in two branches, or of whom something stands."""
    await conn.execute(
        """
        INSERT INTO reading_due (person_id)
        SELECT person_id FROM sighting WHERE withdrawn_at IS NULL
         GROUP BY person_id HAVING count(DISTINCT branch) > 1
         UNION SELECT person_id FROM branch_reading WHERE withdrawn_at IS NULL
         UNION SELECT person_id FROM seen_elsewhere WHERE withdrawn_at IS NULL
        """
    )


async def take_due(conn: asyncpg.Connection, limit: int) -> dict[UUID, str | None]:
    """The next persons, each with the newest reason there is; what another instance took is left
    to it."""
    rows = await conn.fetch(
        """
        WITH next AS (SELECT id FROM reading_due ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED),
        taken AS (DELETE FROM reading_due USING next WHERE reading_due.id = next.id
                  RETURNING reading_due.*)
        SELECT person_id, reason FROM taken ORDER BY id
        """,
        limit,
    )
    return _newest_reasons(rows)


async def take_others_due(
    conn: asyncpg.Connection, person_ids: Sequence[UUID]
) -> dict[UUID, str | None]:
    """What else waits of these persons, however far behind: their records say it already. What
    another instance took is left to it, whose reason may then come too late."""
    rows = await conn.fetch(
        """
        WITH own AS (SELECT id FROM reading_due WHERE person_id = ANY($1::uuid[])
                     ORDER BY id FOR UPDATE SKIP LOCKED),
        taken AS (DELETE FROM reading_due USING own WHERE reading_due.id = own.id
                  RETURNING reading_due.*)
        SELECT person_id, reason FROM taken ORDER BY id
        """,
        person_ids,
    )
    return _newest_reasons(rows)


def _newest_reasons(rows: Sequence[asyncpg.Record]) -> dict[UUID, str | None]:
    due: dict[UUID, str | None] = {}
    for row in rows:
        due[row["person_id"]] = row["reason"] or due.get(row["person_id"])
    return due


async def standing_signals(
    conn: asyncpg.Connection, person_ids: Sequence[UUID]
) -> dict[UUID, list[tuple[UUID, SeenElsewhere]]]:
    standing: dict[UUID, list[tuple[UUID, SeenElsewhere]]] = {each: [] for each in person_ids}
    for row in await conn.fetch(
        "SELECT * FROM seen_elsewhere WHERE person_id = ANY($1::uuid[]) AND withdrawn_at IS NULL",
        person_ids,
    ):
        known = tuple(Branch(code) for code in row["known_in"])
        signal = SeenElsewhere(row["seen_on"], Branch(row["branch"]), known, row["known_until"])
        standing[row["person_id"]].append((row["id"], signal))
    return standing


async def add_signals(
    conn: asyncpg.Connection,
    person_id: UUID,
    signals: Sequence[tuple[UUID, SeenElsewhere]],
    at: datetime,
) -> None:
    await conn.executemany(
        """
        INSERT INTO seen_elsewhere (id, person_id, branch, known_in, known_until, seen_on, told_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        [
            (
                signal_id,
                person_id,
                each.branch.value,
                [code.value for code in each.known_in],
                each.known_until,
                each.on,
                at,
            )
            for signal_id, each in signals
        ],
    )


async def withdraw_signals(
    conn: asyncpg.Connection, signal_ids: Sequence[UUID], at: datetime, reason: str
) -> None:
    await conn.execute(
        "UPDATE seen_elsewhere SET withdrawn_at = $2, withdrawn_reason = $3 WHERE id = ANY($1)",
        signal_ids,
        at,
        reason,
    )


@dataclass(frozen=True, slots=True)
class KeptReading:
    """A reading to write, with what was counted in its two branches."""

    id: UUID
    reading: Reading
    seen: tuple[InBranch, ...]

    @property
    def values(self) -> tuple[object, ...]:
        """Kind, branches, bracket, probability and counts, in the order of the columns."""
        reading = self.reading
        seen = [{**asdict(each), "last": each.last.isoformat()} for each in self.seen]
        return (
            reading.kind.value,
            reading.from_branch.value,
            reading.to_branch.value,
            reading.after,
            reading.before,
            reading.probability,
            json_text(seen),
        )


async def standing_readings(
    conn: asyncpg.Connection, person_ids: Sequence[UUID]
) -> dict[UUID, list[Standing]]:
    standing: dict[UUID, list[Standing]] = {each: [] for each in person_ids}
    for row in await conn.fetch(
        "SELECT * FROM branch_reading WHERE person_id = ANY($1::uuid[]) AND withdrawn_at IS NULL",
        person_ids,
    ):
        standing[row["person_id"]].append(Standing(row["id"], _reading(row), row["revision"]))
    return standing


def _reading(row: asyncpg.Record) -> Reading:
    return Reading(
        Kind(row["kind"]),
        Branch(row["from_branch"]),
        Branch(row["to_branch"]),
        row["after_day"],
        row["before_day"],
        row["probability"],
    )


async def readings_between(
    conn: asyncpg.Connection, first: date, last: date
) -> list[tuple[UUID, Reading]]:
    """Those that stand, each with its person, of which the bracket touches these days."""
    rows = await conn.fetch(
        "SELECT * FROM branch_reading"
        " WHERE withdrawn_at IS NULL AND after_day <= $2 AND before_day >= $1",
        first,
        last,
    )
    return [(row["person_id"], _reading(row)) for row in rows]


async def persons_were_counted(conn: asyncpg.Connection, first_day: date) -> bool:
    row = await conn.fetchrow("SELECT FROM reading_measurement WHERE first_day = $1", first_day)
    return row is not None


async def add_counted_persons(
    conn: asyncpg.Connection, first_day: date, counts: Mapping[str, int], at: datetime
) -> None:
    await conn.execute(
        "INSERT INTO reading_measurement (first_day, counts, measured_at)"
        " VALUES ($1, $2::jsonb, $3)",
        first_day,
        json_text(counts),
        at,
    )


async def add_readings(
    conn: asyncpg.Connection,
    person_id: UUID,
    readings: Sequence[KeptReading],
    counted_on: date,
    at: datetime,
) -> None:
    await conn.executemany(
        """
        INSERT INTO branch_reading (kind, from_branch, to_branch, after_day, before_day,
               probability, seen, id, person_id, counted_on, parameters, found_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9, $10, $11, $12, $12)
        """,
        [(*each.values, each.id, person_id, counted_on, PARAMETERS, at) for each in readings],
    )


async def count_anew(
    conn: asyncpg.Connection, readings: Sequence[KeptReading], counted_on: date
) -> None:
    """It says the same, as of a later day."""
    await _write(conn, readings, counted_on, None)


async def change_readings(
    conn: asyncpg.Connection, readings: Sequence[KeptReading], counted_on: date, at: datetime
) -> None:
    """It says something else of the same time."""
    await _write(conn, readings, counted_on, at)


async def _write(
    conn: asyncpg.Connection,
    readings: Sequence[KeptReading],
    counted_on: date,
    changed_at: datetime | None,
) -> None:
    await conn.executemany(
        """
        UPDATE branch_reading SET kind = $1, from_branch = $2, to_branch = $3, after_day = $4,
               before_day = $5, probability = $6, seen = $7::jsonb, counted_on = $9,
               parameters = $10, changed_at = coalesce($11, changed_at),
               revision = revision + CASE WHEN $11::timestamptz IS NULL THEN 0 ELSE 1 END
         WHERE id = $8
        """,
        [(*each.values, each.id, counted_on, PARAMETERS, changed_at) for each in readings],
    )


async def withdraw_readings(
    conn: asyncpg.Connection, reading_ids: Sequence[UUID], at: datetime, reason: str
) -> None:
    await conn.execute(
        "UPDATE branch_reading SET withdrawn_at = $2, withdrawn_reason = $3 WHERE id = ANY($1)",
        reading_ids,
        at,
        reason,
    )


@dataclass(frozen=True, slots=True)
class ListedReading:
    """A reading as a reader of the list gets it, with what was counted when it was read last."""

    id: UUID
    person_id: UUID
    reading: Reading
    seen: tuple[InBranch, ...]
    counted_on: date


async def newest_readings(conn: asyncpg.Connection, limit: int) -> list[ListedReading]:
    """That stand, the last that were found or changed first."""
    rows = await fetch(
        conn,
        "SELECT * FROM branch_reading WHERE withdrawn_at IS NULL"
        " ORDER BY changed_at DESC, id LIMIT $1",
        limit,
    )
    return [
        ListedReading(
            row["id"],
            row["person_id"],
            _reading(row),
            tuple(_in_branch(each) for each in row["seen"]),
            row["counted_on"],
        )
        for row in rows
    ]


def _in_branch(seen: Row) -> InBranch:
    branch, last = Branch(seen["branch"]), date.fromisoformat(seen["last"])
    return InBranch(branch, seen["times"], last, seen["missed"], seen["by_chance"])
