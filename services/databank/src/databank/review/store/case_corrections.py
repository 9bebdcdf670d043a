"""Cases of branch shifts when people correct who is who."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.rows import fetch_all
from contracts.branches import Branch
from databank.tables import Row, columns


@dataclass(frozen=True, slots=True)
class CorrectedCase:
    """A case that a correction touches. ``told``: others heard of it."""

    id: UUID
    from_branch: Branch
    to_branch: Branch
    from_sighting: UUID
    to_sighting: UUID
    told: bool


@dataclass(frozen=True, slots=True)
class AssessedBefore(CorrectedCase):
    """A new case, with the former one as ``kept``: the row that people had assessed."""

    kept: Row


async def keep_assessments(
    conn: asyncpg.Connection, change_id: UUID, person_ids: Iterable[UUID]
) -> None:
    """Remember what people made of the cases that stand, before a merge."""
    await conn.execute(
        """
        INSERT INTO assessment_kept (change_id, case_id, from_sighting, to_sighting, kept)
        SELECT $1, id, from_sighting, to_sighting, to_jsonb(branch_shift_case)
          FROM branch_shift_case WHERE person_id = ANY($2::uuid[]) AND withdrawn_at IS NULL
        """,
        change_id,
        list(person_ids),
    )


async def move_cases(conn: asyncpg.Connection, person_ids: Sequence[UUID]) -> None:
    """Move cases to the person whom both sightings show; also those that were withdrawn."""
    await conn.execute(
        """
        UPDATE branch_shift_case SET person_id = before.person_id
          FROM sighting AS before, sighting AS after
         WHERE before.id = from_sighting AND after.id = to_sighting
           AND before.person_id = after.person_id
           AND branch_shift_case.person_id = ANY($1::uuid[])
           AND branch_shift_case.person_id <> before.person_id
        """,
        person_ids,
    )


async def torn_apart(conn: asyncpg.Connection, person_ids: Sequence[UUID]) -> list[CorrectedCase]:
    """Standing cases whose two sightings are of two persons now."""
    return await fetch_all(
        conn,
        CorrectedCase,
        """
        SELECT branch_shift_case.* FROM branch_shift_case
          JOIN sighting AS before ON before.id = from_sighting
          JOIN sighting AS after ON after.id = to_sighting
         WHERE branch_shift_case.person_id = ANY($1::uuid[])
           AND branch_shift_case.withdrawn_at IS NULL AND before.person_id <> after.person_id
        """,
        person_ids,
    )


async def called_wrong_link(
    conn: asyncpg.Connection, person_ids: Sequence[UUID]
) -> list[CorrectedCase]:
    """Standing cases of which people said that the link behind them is wrong."""
    return await fetch_all(
        conn,
        CorrectedCase,
        """
        SELECT * FROM branch_shift_case WHERE person_id = ANY($1::uuid[]) AND withdrawn_at IS NULL
           AND outcome = 'foutieve_koppeling'
        """,
        person_ids,
    )


async def found_during(
    conn: asyncpg.Connection, merge_id: UUID, person_ids: Sequence[UUID]
) -> list[CorrectedCase]:
    """Standing cases that were found while a merge held.

    What others heard of one may be of sightings of the other person, even where it shows a move of
    one of the two by now.
    """
    return await fetch_all(
        conn,
        CorrectedCase,
        """
        SELECT branch_shift_case.* FROM branch_shift_case
          JOIN person_change ON person_change.id = $1 AND detected_at >= person_change.at
         WHERE branch_shift_case.person_id = ANY($2::uuid[]) AND withdrawn_at IS NULL
           AND NOT EXISTS (SELECT FROM assessment_kept
                            WHERE change_id = $1 AND case_id = branch_shift_case.id)
        """,
        merge_id,
        person_ids,
    )


async def withdraw(
    conn: asyncpg.Connection, case_ids: Iterable[UUID], at: datetime, reason: str
) -> None:
    await conn.execute(
        """
        UPDATE branch_shift_case SET withdrawn_at = $2, withdrawn_reason = $3
         WHERE id = ANY($1::uuid[])
        """,
        list(case_ids),
        at,
        reason,
    )


async def assessed_before(
    conn: asyncpg.Connection, case_ids: Iterable[UUID]
) -> list[AssessedBefore]:
    """New cases that show what one showed that people had assessed, with that as ``kept``."""
    return await fetch_all(
        conn,
        AssessedBefore,
        """
        SELECT DISTINCT ON (new.id) new.*, former.kept
          FROM branch_shift_case AS new
          JOIN assessment_kept AS former USING (from_sighting, to_sighting)
          JOIN person_change ON person_change.id = change_id
         WHERE new.id = ANY($1::uuid[]) AND former.kept->>'state' <> 'gedetecteerd'
           AND former.kept->>'rule_id' = new.rule_id AND NOT new.shadow
         ORDER BY new.id, person_change.at DESC, change_id
        """,
        list(case_ids),
    )


async def restore_assessments(conn: asyncpg.Connection, rows: Iterable[tuple[UUID, str]]) -> None:
    """(new case, former case as JSON): people's word on the one holds for the other."""
    await conn.execute(
        """
        UPDATE branch_shift_case AS new
           SET state = former.state, outcome = former.outcome, held_by = former.held_by,
               assessed_at = former.assessed_at, assessed_by = former.assessed_by,
               told = former.told
          FROM unnest($1::uuid[], $2::text[]) AS t (new_id, kept)
         CROSS JOIN LATERAL jsonb_populate_record(NULL::branch_shift_case, kept::jsonb) AS former
         WHERE new.id = new_id
        """,
        *columns(rows, 2),
    )
