"""Read the cases of patterns; every read is logged."""

from chassis.db import Transaction
from chassis.web import Actor
from databank.detection.cases.rules import Stand, State
from databank.detection.cases.workflow import CaseFile, check_shadow, with_history
from databank.detection.patterns.store import cases
from databank.detection.patterns.store.cases import PatternRow
from databank.roles import BESCHERMING, log_list, log_shown

OPEN = (State.GEDETECTEERD, State.IN_BEOORDELING)
DONE = tuple(state for state in State if state not in OPEN)


async def list_cases(
    tx: Transaction,
    officer: Actor,
    rule_id: str | None,
    stand: Stand | None,
    *,
    shadow: bool,
    offset: int,
    limit: int,
) -> list[CaseFile[PatternRow]]:
    """Cases of one pattern or all, the newest first; those in shadow for leadership alone."""
    check_shadow(officer, shadow=shadow)
    rows = await cases.listed(tx.conn, rule_id, [stand] if stand else [], shadow, offset, limit)
    files = await with_history(tx, rows, officer)
    persons = [person_id for row in rows for person_id in row.persons]
    await log_shown(tx, officer, persons, BESCHERMING)
    return files


async def list_worklist(
    tx: Transaction,
    officer: Actor,
    rule_id: str | None,
    *,
    shadow: bool,
    done: bool,
    offset: int,
    limit: int,
) -> tuple[list[PatternRow], bool]:
    """Cases that wait for an outcome, or have one, the newest first; and whether more follow."""
    check_shadow(officer, shadow=shadow)
    stands = [Stand(state.value) for state in (DONE if done else OPEN)]
    rows = await cases.listed(tx.conn, rule_id, stands, shadow, offset, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    await log_list(tx, officer, "patterns", f"{len(rows)} patronen", BESCHERMING)
    return rows, more
