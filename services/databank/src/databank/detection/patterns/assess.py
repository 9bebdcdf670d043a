"""Assess a pattern: to protect first (handbook §4.6).

A case leaves the police only when a named officer confirms it: then it is a protective signal, and
counted as one. It never fines, refers or opens a procedure.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from databank.detection.cases.rules import Outcome
from databank.detection.cases.store.cases import CaseTable
from databank.detection.cases.workflow import CaseKind
from databank.detection.patterns.rules import PATTERNS
from databank.detection.patterns.store import cases
from databank.detection.patterns.store.cases import PatternRow
from databank.matching.store import review_tasks
from databank.persons.store import persons
from databank.sightings.store import sightings
from databank.welfare.raise_signal import raise_signal


async def _bring_about(tx: Transaction, case: PatternRow, outcome: Outcome) -> None:
    if outcome is Outcome.BEVESTIGD and not case.shadow:
        await _protect(tx, case, case.persons)
    if outcome is Outcome.FOUTIEVE_KOPPELING:
        await _question_the_links(tx, case)


async def protect_who_joined(
    tx: Transaction, case_id: UUID, persons_before: Collection[UUID]
) -> None:
    """Raise the signal of a case that somebody confirmed for who is in it since.

    Whoever a person of before was merged into is no new one.
    """
    case = await cases.get_for_update(tx.conn, case_id)
    if case is None or case.outcome is not Outcome.BEVESTIGD or not case.is_in_force:
        return
    known = {await persons.survivor(tx.conn, person_id) for person_id in persons_before}
    await _protect(tx, case, [each for each in case.persons if each not in known])


async def _protect(tx: Transaction, case: PatternRow, persons_: Iterable[UUID]) -> None:
    kind = PATTERNS[case.rule_id].signal
    if kind is None:
        return
    for person_id in persons_:
        await raise_signal(
            tx,
            kind,
            f"pattern {case.id} {person_id}",
            case.ground,
            {"caseId": str(case.id), "ruleId": case.rule_id, "figures": case.figures},
            person_id=person_id,
        )


async def _question_the_links(tx: Transaction, case: PatternRow) -> None:
    """Somebody looks whether each claim behind the evidence belongs to its person."""
    links = await sightings.links_behind(tx.conn, case.evidence, case.persons)
    why = Outcome.FOUTIEVE_KOPPELING.value
    await review_tasks.ask(tx.conn, [(*link, why, "[]") for link in links], tx.now)


PATTERN_CASES = CaseKind(
    name=lazy("Dit patroon"),
    table=CaseTable.PATTERN,
    get_for_update=cases.get_for_update,
    bring_about=_bring_about,
)
