"""Redetect the branch shifts of persons around what changed in their timelines.

Only shifts within one window of a change can differ, so only the days of that stretch are read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from chassis.db import Transaction
from databank.detection.branch_shifts import rules, store
from databank.detection.branch_shifts.rules import (
    BRANCH_SHIFT,
    BranchShift,
    BranchShiftRule,
    BranchShiftTrack,
    Changes,
    WithdrawalReason,
)
from databank.detection.branch_shifts.store import NewCase, StandingCase
from databank.detection.branch_shifts.tell import tell_found, tell_refined, tell_withdrawn
from databank.detection.readings.store import note_due
from databank.sightings.store import sightings


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a person's timeline in which something changed.

    ``reason`` is of the cases that vanish for it; ``view`` is the transaction of the event on
    whose behalf that is told.
    """

    person_id: UUID
    begins_at: datetime
    ends_at: datetime
    reason: WithdrawalReason
    view: Transaction


async def redetect_stretches(
    tx: Transaction, rule: BranchShiftRule, stretches: Sequence[Stretch]
) -> dict[UUID, list[UUID]]:
    """Make the cases of locked persons, each named once, the branch shifts of their timelines.

    Gives the cases newly found and in force, per person.
    """
    await note_due(tx.conn, [(each.person_id, each.reason.value) for each in stretches])
    window = rules.longest_window(rule)
    spans = [
        (each.person_id, *rules.days_around(each.begins_at, each.ends_at, window))
        for each in stretches
    ]
    standing = await store.between(tx.conn, spans)
    dated = [
        (*span, _latest(each.view.now, standing[each.person_id]))
        for span, each in zip(spans, stretches, strict=True)
    ]
    timelines = await sightings.between(tx.conn, dated)
    new_cases: dict[UUID, list[UUID]] = {}
    for stretch in stretches:
        of_person = new_cases[stretch.person_id] = []
        for track in rule.tracks:
            detected = rules.detect(timelines[stretch.person_id], track)
            cases = [case for case in standing[stretch.person_id] if case.shadow == track.shadow]
            changes = rules.difference([each.case for each in cases], detected)
            new = await _write(stretch, track, changes, cases)
            of_person += [] if track.shadow else new
    return new_cases


def _latest(now: datetime, standing: Iterable[StandingCase]) -> datetime:
    """The latest moment that is known to have come: an event that arrives late unmakes no start."""
    firm = (each.case for each in standing if each.case.basis and not each.case.is_announced)
    return max([now, *(case.to_seen_at for case in firm)])


async def _write(
    stretch: Stretch, track: BranchShiftTrack, changes: Changes, standing: Sequence[StandingCase]
) -> list[UUID]:
    tx = stretch.view
    told = {each.case.id for each in standing if each.told}
    for case in changes.vanished:
        await store.withdraw(tx.conn, case.id, tx.now, stretch.reason)
        if case.id in told:
            tell_withdrawn(tx, case.id, case.branches, stretch.reason)
    for case, branch_shift in changes.refined:
        seen = (branch_shift.before.seen_at, branch_shift.after.seen_at)
        await store.refine(
            tx.conn,
            case.id,
            branch_shift.evidence,
            seen,
            branch_shift.confidence,
            _judged_by(branch_shift),
            branch_shift.basis,
        )
        if case.id in told:
            tell_refined(tx, case, branch_shift)
    is_shadow = track.shadow is not None
    return [
        await _open_case(tx, stretch.person_id, branch_shift, is_shadow=is_shadow)
        for branch_shift in changes.new
    ]


def _judged_by(branch_shift: BranchShift) -> tuple[int, int]:
    version = branch_shift.version
    return version.number, version.parameters.window_days


async def _open_case(
    tx: Transaction, person_id: UUID, branch_shift: BranchShift, *, is_shadow: bool
) -> UUID:
    """A case in shadow is kept and told to nobody."""
    case_id, (version, window_days) = uuid4(), _judged_by(branch_shift)
    before, after = branch_shift.before, branch_shift.after
    await store.add(
        tx.conn,
        NewCase(
            case_id,
            person_id,
            before.branch,
            after.branch,
            before.seen_at,
            after.seen_at,
            *branch_shift.evidence,
            BRANCH_SHIFT,
            version,
            window_days,
            branch_shift.confidence,
            not is_shadow,
            is_shadow,
            tx.now,
            branch_shift.basis,
        ),
    )
    if not is_shadow:
        tell_found(tx, case_id, branch_shift)
    return case_id
