"""Cases of a team's procedures in one list, the soonest term or follow-up on top; no persons."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all, fetch_one
from enforcement.cases.rules import CaseKind, CaseNotFoundError, WorkList
from enforcement.cases.store.team_heads import team_heads
from enforcement.legal_terms.store import FIRST_TO_ACT


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """``safe_day`` and ``last_day`` are of the running term that ends first, if one runs.

    ``place`` is the address of window premises; of any other place a list says nothing.
    """

    case_id: UUID
    kind: CaseKind
    number: str
    state: str
    fact_code: str
    opened_at: datetime
    place: str | None
    subject: str | None
    shown_as: str | None
    away_until: date | None
    is_away: bool
    term: str | None
    safe_day: date | None
    last_day: date | None
    on_day: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class CaseHead:
    """A case of any procedure, as far as all procedures say the same of it."""

    case_id: UUID
    kind: CaseKind
    number: str
    state: str
    fact_code: str
    opened_at: datetime
    place: str | None


@dataclass(frozen=True, slots=True)
class StateCount:
    kind: CaseKind
    state: str
    cases: int


@dataclass(frozen=True, slots=True)
class _Counts:
    mijn: int
    vrij: int
    team: int


RUNS = """
(c.kind || ':' || c.state <> ALL($2)
 OR EXISTS (SELECT FROM follow_up u WHERE u.case_id = c.case_id))
"""


def _cases() -> str:
    return f"""
SELECT c.case_id, c.kind, c.number, c.state, c.fact_code, c.opened_at,
       p.street || ' ' || p.house_number AS place
  FROM ({team_heads()}) AS c LEFT JOIN premises p USING (premises_id)
"""  # noqa: S608  # our own text


def _work() -> str:
    return f"""
SELECT c.*, o.subject, o.shown_as, o.away_until,
       coalesce(o.away_from <= $3 AND coalesce(o.away_until >= $3, true), false) AS is_away,
       t.description AS term, t.safe_day, t.last_day, f.on_day, f.note
  FROM ({_cases()}) AS c
  LEFT JOIN assignment a USING (case_id)
  LEFT JOIN colleague o USING (colleague_id)
  LEFT JOIN follow_up f USING (case_id)
  LEFT JOIN LATERAL ({FIRST_TO_ACT}) AS t ON true
 WHERE c.kind = ANY($1) AND {RUNS}
"""  # noqa: S608  # our own text


def _choice() -> str:
    return f"""
SELECT * FROM ({_work()}) AS w
 WHERE CASE $5 WHEN 'mijn' THEN w.subject IS NOT DISTINCT FROM $4
               WHEN 'vrij' THEN w.subject IS NULL OR w.is_away ELSE true END
   AND ($6::text IS NULL OR w.state = $6) AND ($7::text IS NULL OR w.kind = $7)
 ORDER BY least(w.safe_day, w.on_day) NULLS LAST, w.number LIMIT $8 OFFSET $9
"""  # noqa: S608  # our own text


def _counts() -> str:
    return f"""
SELECT count(*) FILTER (WHERE subject = $4) AS mijn,
       count(*) FILTER (WHERE subject IS NULL OR is_away) AS vrij, count(*) AS team
  FROM ({_work()}) AS w
"""  # noqa: S608  # our own text


def _states() -> str:
    return f"""
SELECT kind, state, count(*) AS cases FROM ({_cases()}) AS c
 WHERE kind = ANY($1) AND {RUNS} GROUP BY kind, state ORDER BY kind, state
"""  # noqa: S608  # our own text


def _load() -> str:
    return f"""
SELECT subject, count(*) AS cases FROM ({_work()}) AS w WHERE subject IS NOT NULL GROUP BY subject
"""  # noqa: S608  # our own text


def _head() -> str:
    return f"SELECT * FROM ({_cases()}) AS c WHERE case_id = $1 AND kind = ANY($2)"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Reader:
    """The person who asks: the procedures that they may read, and the day.

    ``ended``: states, as ``kind:state``, in which nobody has anything to do.
    """

    subject: str
    kinds: Collection[CaseKind]
    ended: Collection[str]
    today: date

    @property
    def values(self) -> tuple[list[str], list[str], date, str]:
        return [*map(str, self.kinds)], [*self.ended], self.today, self.subject


@dataclass(frozen=True, slots=True)
class Choice:
    """Cases of a list, only in a state and of a procedure where these are given.

    Procedures have states that are called the same.
    """

    which: WorkList
    state: str | None = None
    kind: CaseKind | None = None


async def cases(
    tx: Transaction, reader: Reader, choice: Choice, offset: int, size: int
) -> list[CaseSummary]:
    """Running cases, and ended ones to look at; the soonest term or follow-up first."""
    kind = None if choice.kind is None else str(choice.kind)
    values = (*reader.values, str(choice.which), choice.state, kind, size, offset)
    return await fetch_all(tx.conn, CaseSummary, _choice(), *values)


async def counts(tx: Transaction, reader: Reader) -> Mapping[WorkList, int]:
    """The running cases of each list."""
    found = await fetch_one(tx.conn, _Counts, _counts(), *reader.values)
    assert found is not None
    return {WorkList.MIJN: found.mijn, WorkList.VRIJ: found.vrij, WorkList.TEAM: found.team}


async def by_state(tx: Transaction, reader: Reader) -> list[StateCount]:
    kinds, ended, _today, _subject = reader.values
    return await fetch_all(tx.conn, StateCount, _states(), kinds, ended)


async def by_colleague(tx: Transaction, reader: Reader) -> Mapping[str, int]:
    """The running cases of each subject that has any."""
    rows = await tx.conn.fetch(_load(), *reader.values[:3])
    return {row["subject"]: row["cases"] for row in rows}


async def head(tx: Transaction, case_id: UUID, kinds: Collection[CaseKind]) -> CaseHead:
    """Raises ``CaseNotFoundError``, also for a procedure that is not among ``kinds``."""
    found = await fetch_one(tx.conn, CaseHead, _head(), case_id, [str(each) for each in kinds])
    if found is None:
        raise CaseNotFoundError
    return found
