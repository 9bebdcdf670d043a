"""Lists of findings for officers, by what is to be done with them, and how many there are."""

from dataclasses import dataclass
from datetime import date

import asyncpg

from chassis.rows import fetch_all
from contracts.codes import Addressee
from databank.finding_register.rules.steps import FindingState, FindingSummary
from databank.findings.rules.worklist import WorkList, kinds_in
from databank.tables import columns
from databank.welfare.store.protective_doubts import OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedFinding(FindingSummary):
    """A line of a work list: ``place`` is the label of the establishment."""

    place: str | None


@dataclass(frozen=True, slots=True)
class FindingCount:
    """The number of findings of a state and addressee; ``past_term`` are part of ``findings``."""

    state: FindingState
    addressee: Addressee | None
    findings: int
    past_term: int


async def worklist(
    conn: asyncpg.Connection, which: WorkList, offset: int, limit: int
) -> list[ListedFinding]:
    """A page of a list, by the day on which they must leave. Without the offender."""
    return await fetch_all(
        conn,
        ListedFinding,
        f"""
        SELECT finding.*, establishment.label AS place FROM finding
          LEFT JOIN establishment ON establishment.id = establishment_id
         WHERE (state, coalesce(addressee, '')) IN (
               SELECT * FROM unnest($1::text[], $2::text[]))
            OR ($5 AND finding.id IN (SELECT finding_id FROM ({OPEN}) AS waiting))
         ORDER BY CASE WHEN transferred_at IS NULL THEN transmit_by END NULLS LAST,
                  noted_at DESC, finding.id
        OFFSET $3 LIMIT $4
        """,  # noqa: S608  # from here
        *columns([(state, addressee or "") for state, addressee in kinds_in(which)], 2),
        offset,
        limit,
        which is WorkList.OVERLEG,
    )


async def counts(conn: asyncpg.Connection, today: date) -> list[FindingCount]:
    """All findings by state and addressee, with those whose term was over before today."""
    return await fetch_all(
        conn,
        FindingCount,
        """
        SELECT state, addressee, count(*) AS findings,
               count(*) FILTER (WHERE transmit_by < $1) AS past_term
          FROM finding GROUP BY state, addressee
        """,
        today,
    )
