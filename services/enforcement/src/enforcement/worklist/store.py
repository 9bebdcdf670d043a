"""Open cases by the day by which something has to happen; nobody is named."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all, fetch_one
from enforcement.case_heads.store import HEADS
from enforcement.cases.rules import CaseKind, WorkList
from enforcement.legal_terms.store import FIRST_TO_END
from enforcement.worklist.rules import DayCounts


@dataclass(frozen=True, slots=True)
class Due:
    """An open case. ``last_day`` is of the running term that ends first, ``due`` the day by which
    something has to happen: that day, the next day in court, or the day that somebody chose to look
    again, whichever comes first.
    """

    case_id: UUID
    kind: CaseKind
    number: str
    state: str
    place: str | None
    subject: str | None
    shown_as: str | None
    is_away: bool
    term: str | None
    last_day: date | None
    on_day: date | None
    note: str | None
    court_day: date | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Cases of these procedures and none of the states ``ended``, each as ``kind:state``, unless a
    day still waits; only of the states ``acting`` where these are given, and what somebody has to
    look at today. ``college``: only what stands before it.
    """

    kinds: Collection[CaseKind]
    ended: Collection[str]
    acting: Collection[str] | None
    college: bool
    which: WorkList
    subject: str
    today: date


CASES = f"""
SELECT c.case_id, c.kind, c.number, c.state, p.street || ' ' || p.house_number AS place,
       o.subject, o.shown_as,
       coalesce(o.away_from <= $1 AND coalesce(o.away_until >= $1, true), false) AS is_away,
       t.description AS term, t.last_day, f.on_day, f.note, d.court_day,
       least(t.last_day, f.on_day, d.court_day) AS due
  FROM ({HEADS}) AS c
  LEFT JOIN premises p USING (premises_id)
  LEFT JOIN assignment a USING (case_id)
  LEFT JOIN colleague o USING (colleague_id)
  LEFT JOIN follow_up f USING (case_id)
  LEFT JOIN LATERAL ({FIRST_TO_END}) AS t ON true
  LEFT JOIN LATERAL (SELECT min(on_day) AS court_day FROM court_day
                      WHERE court_day.case_id = c.case_id AND cancelled_at IS NULL
                        AND on_day >= $1 AND c.in_court) AS d ON true
"""  # noqa: S608
OPEN = f"""
{CASES} WHERE c.kind = ANY($2) AND (c.at_college OR NOT $5)
   AND (NOT c.kind || ':' || c.state = ANY($3)
        OR least(t.last_day, f.on_day, d.court_day) IS NOT NULL)
   AND ($4::text[] IS NULL OR c.kind || ':' || c.state = ANY($4) OR f.on_day <= $1)
   AND CASE $6 WHEN 'mijn' THEN o.subject IS NOT DISTINCT FROM $7
               WHEN 'vrij' THEN o.subject IS NULL
                                OR coalesce(o.away_from <= $1
                                            AND coalesce(o.away_until >= $1, true), false)
               ELSE true END
 ORDER BY least(t.last_day, f.on_day, d.court_day) NULLS LAST, c.number LIMIT $8 OFFSET $9
"""


async def open_cases(tx: Transaction, wanted: Wanted, offset: int, size: int) -> list[Due]:
    """What is overdue first, then the soonest; what has no day comes last."""
    return await fetch_all(
        tx.conn,
        Due,
        OPEN,
        wanted.today,
        [*map(str, wanted.kinds)],
        [*wanted.ended],
        None if wanted.acting is None else [*wanted.acting],
        wanted.college,
        str(wanted.which),
        wanted.subject,
        size,
        offset,
    )


@dataclass(frozen=True, slots=True)
class Waiting:
    """Cases of these procedures that wait for somebody: in a state, as ``kind:state``, of
    ``waits``, due in one of ``acting``, or to be looked at today. Those that an available colleague
    works on wait for that colleague, unless no case of the state does for that function: of
    ``kept``, a state each as ``function:kind:state``. ``college``: only what stands before it.
    """

    kinds: Collection[CaseKind]
    waits: Collection[str]
    acting: Collection[str]
    college: bool
    subject: str
    kept: Collection[str]
    today: date


FOR_SOMEBODY = f"""
{CASES} WHERE c.kind = ANY($2) AND (c.at_college OR NOT $5)
   AND (c.kind || ':' || c.state = ANY($3) OR f.on_day <= $1
        OR (least(t.last_day, f.on_day, d.court_day) <= $1 AND c.kind || ':' || c.state = ANY($4)))
   AND (o.subject IS NULL OR o.subject = $6
        OR coalesce(o.away_from <= $1 AND coalesce(o.away_until >= $1, true), false)
        OR (c.kind || ':' || c.state = ANY($3)
            AND o.function || ':' || c.kind || ':' || c.state <> ALL($7)))
"""
FIRST = f"""
{FOR_SOMEBODY}
 ORDER BY least(t.last_day, f.on_day, d.court_day) NULLS LAST, c.number LIMIT $8 OFFSET $9
"""
COUNT = f"""
SELECT count(*) FILTER (WHERE x.due < $1) AS late, count(*) FILTER (WHERE x.due = $1) AS today,
       count(*) FILTER (WHERE x.due > $1 AND x.due <= $1 + 7) AS soon, count(*) AS total
  FROM ({FOR_SOMEBODY}) AS x
"""  # noqa: S608


async def waiting_cases(tx: Transaction, waiting: Waiting, offset: int, size: int) -> list[Due]:
    """The first last day on top; what has no day comes last."""
    return await fetch_all(tx.conn, Due, FIRST, *_values(waiting), size, offset)


async def count_waiting(tx: Transaction, waiting: Waiting) -> DayCounts:
    found = await fetch_one(tx.conn, DayCounts, COUNT, *_values(waiting))
    assert found is not None
    return found


def _values(
    waiting: Waiting,
) -> tuple[date, list[str], list[str], list[str], bool, str, list[str]]:
    kinds = [*map(str, waiting.kinds)]
    states = [*waiting.waits], [*waiting.acting]
    return waiting.today, kinds, *states, waiting.college, waiting.subject, [*waiting.kept]
