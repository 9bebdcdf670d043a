"""Propagation of a change: all that follows when people change which claims make a person.

Nothing else does it. First every row that stands on a moved claim goes with it, then what is
derived is made anew for the persons concerned: when they were first seen, what is known of their
identity, which first contact is due, and the cases of branch shifts, found and withdrawn as events.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from chassis.db import Transaction
from chassis.json_documents import json_text
from databank.detection.arrivals import settle_arrivals
from databank.detection.branch_shifts.rules import WithdrawalReason
from databank.detection.branch_shifts.tell import tell_withdrawn
from databank.detection.record_sightings import Observation, redetect
from databank.identity_status import store as validations
from databank.review.store import case_corrections, merge_history
from databank.review.store.case_corrections import CorrectedCase
from databank.sightings.store import appearances, sightings
from databank.watch_requests.tell import doubt_parted, tell_sightings
from databank.welfare import consultation_hold
from databank.worker_codes.codes import settle

CORRECTED = WithdrawalReason.KOPPELING_GECORRIGEERD


async def propagate(
    tx: Transaction,
    claim_ids: Collection[UUID],
    person_ids: Collection[UUID],
    *,
    joining: bool = False,
    undoing: UUID | None = None,
) -> None:
    """``claim_ids`` have new links; ``person_ids`` are all whom they left and joined, held.

    ``joining``: two persons become one. ``undoing``: the merge that is undone.
    """
    claims, people = list(claim_ids), sorted(person_ids)
    await merge_history.move_rows(tx.conn, claims)
    await validations.refresh_identity(tx.conn, people)
    # Somebody who passed for another was never spoken to: a new term runs from now.
    await settle_arrivals(tx, dict.fromkeys(people, tx), counts_from=tx.now)
    gone = await _untenable(tx, people, joining, undoing)
    await _settle_cases(tx, claims, people, gone)
    await appearances.refresh_expected(tx.conn, dict.fromkeys(people, tx.now))
    await settle(tx, claims, people)
    await consultation_hold.settle(tx, consultation_hold.SYSTEM, people)
    await doubt_parted(tx, claims)
    await tell_sightings(tx, people)


async def _untenable(
    tx: Transaction, people: list[UUID], joining: bool, undoing: UUID | None
) -> list[CorrectedCase]:
    """Cases that end in any case; those of them that still show a move are found anew.

    One whose two sightings are of two persons. When two persons become one, one of which people
    said that its link is wrong: it may not come to stand for another move. When that is undone,
    all that were found meanwhile: others heard of sightings of another person.
    """
    await case_corrections.move_cases(tx.conn, people)
    gone = await case_corrections.torn_apart(tx.conn, people)
    if joining:
        gone += await case_corrections.called_wrong_link(tx.conn, people)
    if undoing:
        gone += await case_corrections.found_during(tx.conn, undoing, people)
    return [*{case.id: case for case in gone}.values()]


async def _settle_cases(
    tx: Transaction, claims: list[UUID], people: list[UUID], gone: list[CorrectedCase]
) -> None:
    """What people said of a move comes back with it."""
    await case_corrections.withdraw(tx.conn, [case.id for case in gone], tx.now, CORRECTED.value)
    for case in gone:
        if case.told:
            _tell_withdrawn(tx, case)
    ends = [end for case in gone for end in (case.from_sighting, case.to_sighting)]
    touched = {each.id: each for each in await sightings.of_persons(tx.conn, people, claims)}
    touched |= await sightings.by_ids(tx.conn, ends)
    changed = [
        Observation(sighting.of_person(person_id), tx)
        for sighting in touched.values()
        for person_id in people
    ]
    detected = await redetect(tx, changed, CORRECTED)
    await _restore_assessments(tx, [case_id for cases in detected.values() for case_id in cases])


async def _restore_assessments(tx: Transaction, case_ids: Iterable[UUID]) -> None:
    """The word of people on a move holds when the same sightings show it again.

    Others heard of the new case already; where they should not count it, they hear that too.
    """
    cases = await case_corrections.assessed_before(tx.conn, case_ids)
    for case in cases:
        if case.told and not case.kept["told"]:
            _tell_withdrawn(tx, case)
    kept = [(case.id, json_text(case.kept)) for case in cases]
    await case_corrections.restore_assessments(tx.conn, kept)


def _tell_withdrawn(tx: Transaction, case: CorrectedCase) -> None:
    tell_withdrawn(tx, case.id, (case.from_branch, case.to_branch), CORRECTED)
