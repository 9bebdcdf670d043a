"""The protective signals for which the city waits with findings."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from databank.finding_register.rules.steps import Finding
from databank.welfare.rules.source import of_finding
from databank.welfare.store.signals import Signal


@dataclass(frozen=True, slots=True)
class Protection:
    """``waits``: an urgent signal is open, or was closed without anybody finding the person.

    ``cleared_at``: when people last closed one otherwise.
    """

    waits: bool = False
    cleared_at: datetime | None = None


PROTECTION = """
SELECT bool_or(state <> 'afgesloten' OR (own AND answer = ANY($3::text[]))) AS waits,
       max(closed_at) FILTER (WHERE own AND state = 'afgesloten' AND answer <> ALL($3::text[]))
           AS cleared_at
  FROM (SELECT id, state, true AS own FROM signal WHERE person_id = $1 AND priority = 'dringend'
         UNION SELECT id, state, true FROM signal WHERE priority = 'dringend' AND source = $2
         UNION SELECT id, state, false FROM signal JOIN protective_link USING (person_id)
                WHERE finding_id = $4 AND priority = 'dringend') AS about
  LEFT JOIN LATERAL (
       SELECT answer, at AS closed_at FROM signal_step
        WHERE signal_id = about.id AND step = 'afsluiten' ORDER BY position DESC LIMIT 1
       ) AS closing ON true
"""


async def protection(
    conn: asyncpg.Connection, finding: Finding, unfound: Collection[str]
) -> Protection:
    """By the signals about the person, and by the one that the finding itself raised.

    ``unfound``: the answers with which a signal is closed that clear nobody.
    """
    source = of_finding(finding.id)
    row = await conn.fetchrow(PROTECTION, finding.person_id, source, [*unfound], finding.id)
    assert row is not None  # an aggregate
    return Protection(bool(row["waits"]), row["cleared_at"])


async def is_protected(conn: asyncpg.Connection, person_id: UUID, unfound: Collection[str]) -> bool:
    """Whether an urgent signal about a person is open, or was closed without finding her."""
    return bool(
        await conn.fetchval(
            """
            SELECT true FROM signal
             WHERE person_id = $1 AND priority = 'dringend'
               AND (state <> 'afgesloten' OR (
                    SELECT answer FROM signal_step
                     WHERE signal_id = signal.id AND step = 'afsluiten'
                     ORDER BY position DESC LIMIT 1) = ANY($2::text[]))
             LIMIT 1
            """,
            person_id,
            [*unfound],
        )
    )


async def waiting(conn: asyncpg.Connection, signal: Signal) -> int:
    """The number of findings with which the city waits because of this signal."""
    number: int = await conn.fetchval(
        """
        SELECT count(*) FROM finding
         WHERE on_hold AND (person_id = $1 OR 'finding ' || id = $2
               OR id IN (SELECT finding_id FROM protective_link WHERE person_id = $1))
        """,
        signal.person_id,
        signal.source,
    )
    return number


async def one_at_a_time(conn: asyncpg.Connection, person_id: UUID) -> None:
    """No finding about a person leaves while people change what protects her, or after."""
    await conn.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('hold ' || $1::text, 0))", str(person_id)
    )
