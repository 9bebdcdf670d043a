"""Open cases by the day by which something has to happen; nobody is named."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all, fetch_one
from enforcement.case_heads.store import HEADS
from enforcement.cases.rules import CaseKind, WorkList
from enforcement.legal_terms.store import RUNNING
from enforcement.mayor_measures import store as measures
from enforcement.meetings.rules import CONFIRMATION_TERM
from enforcement.street_bans import store as street_bans
from enforcement.worklist.rules import DayCounts


@dataclass(frozen=True, slots=True)
class Due:
    """An open case. ``last_day`` is of the term, among those that the reader's steps end, that ends
    first; ``due`` the day by which something has to happen: that day, the next day in court, or the
    day that somebody chose to look again, whichever comes first. ``near`` are terms that call the
    reader from their safe day on, ``passed`` those of others after which it is the reader's turn,
    ``marks`` what else makes it so.
    """

    case_id: UUID
    kind: CaseKind
    number: str
    state: str
    place: str | None
    subject: str | None
    shown_as: str | None
    is_away: bool
    marks: list[str]
    term: str | None
    last_day: date | None
    near: list[str]
    passed: list[str]
    on_day: date | None
    note: str | None
    court_day: date | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose turn is asked for: states as ``kind:state``, terms as ``kind:state:term``.

    ``waits``: states in which a case waits at once, or as ``kind:state:mark`` only one with that
    mark; ``within``: terms that count for it; ``near``:
    those that count from their safe day on; ``over``: those of others that are awaited. ``kept``:
    ``function:kind:state`` in which a colleague of that function owes all that the reader does, so
    that what such a colleague works on waits for that colleague alone. ``college``: only what
    stands before it. ``pleads``: days in court count; ``follows``: those to look again too.
    """

    subject: str
    kinds: Collection[CaseKind]
    college: bool
    today: date
    pleads: bool
    follows: bool
    waits: Collection[str]
    within: Collection[str]
    near: Collection[str]
    over: Collection[str]
    kept: Collection[str]


UNMET = f"""
c.case_id IN ({measures.UNCONFIRMED} UNION ALL {street_bans.UNCONFIRMED})
AND NOT EXISTS (SELECT FROM case_term t WHERE t.case_id = c.case_id AND t.closed_at IS NULL
                   AND t.term_id = '{CONFIRMATION_TERM}')
"""
"""Whether the order of a case waits for a meeting of the college of which nobody entered the day:
no term runs then."""
STATE = "c.kind || ':' || c.state"
TERM = f"{STATE} || ':' || r.term_id"
COUNTS_NOW = f"($7 OR {TERM} = ANY($3) OR ({TERM} = ANY($4) AND r.safe_day <= $1))"
CASES = f"""
SELECT c.case_id, c.kind, c.number, c.state, p.street || ' ' || p.house_number AS place,
       o.subject, o.shown_as,
       coalesce(o.away_from <= $1 AND coalesce(o.away_until >= $1, true), false) AS is_away,
       m.marks, t.term, t.last_day, t.near, t.passed, f.on_day, f.note, d.court_day,
       least(t.last_day, f.on_day, d.court_day) AS due
  FROM ({HEADS}) AS c
  LEFT JOIN premises p USING (premises_id)
  LEFT JOIN assignment a USING (case_id)
  LEFT JOIN colleague o USING (colleague_id)
  CROSS JOIN LATERAL (
    SELECT array_remove(ARRAY[CASE WHEN c.in_court THEN 'in_court' END,
                              CASE WHEN c.annulled THEN 'annulled' END,
                              CASE WHEN {UNMET} THEN 'no_meeting' END],
                        NULL) AS marks) AS m
  LEFT JOIN follow_up f ON f.case_id = c.case_id AND $9
  CROSS JOIN LATERAL (
    SELECT min(r.last_day) FILTER (WHERE {COUNTS_NOW}) AS last_day,
           (array_agg(r.description ORDER BY r.last_day, r.safe_day, r.term_id)
              FILTER (WHERE {COUNTS_NOW}))[1] AS term,
           coalesce(array_agg(r.term_id)
              FILTER (WHERE {TERM} = ANY($4) AND r.safe_day <= $1), '{{}}') AS near,
           coalesce(array_agg(r.term_id)
              FILTER (WHERE {TERM} = ANY($5) AND r.last_day < $1), '{{}}') AS passed
      FROM ({RUNNING}) AS r) AS t
  LEFT JOIN LATERAL (SELECT min(on_day) AS court_day FROM court_day
                      WHERE court_day.case_id = c.case_id AND cancelled_at IS NULL
                        AND on_day >= $1 AND c.in_court AND $8) AS d ON true
 WHERE c.kind = ANY($2) AND (c.at_college OR NOT $6)
"""  # noqa: S608
FREE = """
(o.subject IS NULL OR o.subject = $11
 OR coalesce(o.away_from <= $1 AND coalesce(o.away_until >= $1, true), false))
"""
MY_TURN = f"""
({STATE} = ANY($10) OR t.near <> '{{}}' OR t.passed <> '{{}}'
 OR EXISTS (SELECT FROM unnest(m.marks) AS mark WHERE {STATE} || ':' || mark = ANY($10)))
"""
FOR_SOMEBODY = f"""
{CASES} AND (({MY_TURN} AND ({FREE} OR o.function || ':' || {STATE} <> ALL($12)))
             OR (f.on_day <= $1 AND {FREE}))
"""
BY_DAY = """
ORDER BY CASE WHEN x.due <= $1 + 7 THEN 0 WHEN x.due IS NULL THEN 1 ELSE 2 END, x.due, x.number
"""
"""What is late or soon first; then what waits without a term, before what has time."""
FIRST = f"SELECT * FROM ({FOR_SOMEBODY}) AS x {BY_DAY} LIMIT $13 OFFSET $14"  # noqa: S608
COUNT = f"""
SELECT count(*) FILTER (WHERE x.due < $1) AS late, count(*) FILTER (WHERE x.due = $1) AS today,
       count(*) FILTER (WHERE x.due > $1 AND x.due <= $1 + 7) AS soon, count(*) AS total
  FROM ({FOR_SOMEBODY}) AS x
"""  # noqa: S608
OPEN = f"""
SELECT * FROM (
{CASES} AND CASE WHEN $7 THEN NOT {STATE} = ANY($12)
                              OR least(t.last_day, f.on_day, d.court_day) IS NOT NULL
                 ELSE {MY_TURN} OR f.on_day <= $1 END
   AND CASE $13 WHEN 'mijn' THEN o.subject IS NOT DISTINCT FROM $11
                WHEN 'vrij' THEN o.subject IS NULL
                                 OR coalesce(o.away_from <= $1
                                             AND coalesce(o.away_until >= $1, true), false)
                ELSE true END) AS x
 {BY_DAY} LIMIT $14 OFFSET $15
"""  # noqa: S608


async def open_cases(
    tx: Transaction,
    reader: Reader,
    which: WorkList,
    ended: Collection[str] | None,
    offset: int,
    size: int,
) -> list[Due]:
    """Cases of a list that wait for the reader. With ``ended`` every open one, by whatever term:
    in none of those states, as ``kind:state``, unless a day still waits.
    """
    everything = ended is not None
    values = (*_values(reader, everything=everything), [*(ended or ())], str(which), size, offset)
    return await fetch_all(tx.conn, Due, OPEN, *values)


async def waiting_cases(tx: Transaction, reader: Reader, offset: int, size: int) -> list[Due]:
    """What is late or soon on top, what has time last."""
    return await fetch_all(tx.conn, Due, FIRST, *_values(reader), [*reader.kept], size, offset)


async def count_waiting(tx: Transaction, reader: Reader) -> DayCounts:
    found = await fetch_one(tx.conn, DayCounts, COUNT, *_values(reader), [*reader.kept])
    assert found is not None
    return found


def _values(reader: Reader, *, everything: bool = False) -> tuple[object, ...]:
    return (
        reader.today,
        [*map(str, reader.kinds)],
        [*reader.within],
        [*reader.near],
        [*reader.over],
        reader.college,
        everything,
        reader.pleads,
        reader.follows or everything,
        [*reader.waits],
        reader.subject,
    )
