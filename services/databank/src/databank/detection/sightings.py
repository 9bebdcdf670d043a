"""A sighting and all that follows from it at once: first contact, and moves between branches.

Persons are locked before their timelines are read, so the cases that stand are always those of the
whole timeline, whoever else records a sighting of the same person at the same moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.bus.timers import ensure
from chassis.db import Transaction
from contracts.codes import Branch
from contracts.databank import BranchShiftDetected, BranchShiftWithdrawn, FirstContactDue
from databank.detection import store
from databank.detection.branch_shifts import rules as branch_shifts_rules
from databank.detection.branch_shifts import store as branch_shifts
from databank.detection.branch_shifts.rules import BRANCH_MOVE, Changes, Move, MoveRule, MoveTrack
from databank.detection.branch_shifts.store import NewCase, Standing
from databank.detection.patterns.rules.presence import SOURCES
from databank.detection.patterns.store import work
from databank.detection.patterns.store.work import Touched
from databank.detection.rule_versions.store import versions
from databank.detection.store import Seen
from databank.first_contacts.store import contacts
from databank.matching.store import persons

OVERDUE = "first-contact-overdue"


class Withdrawal(StrEnum):
    """Why a case no longer stands, as the event tells it."""

    KOPPELING_GECORRIGEERD = "koppeling_gecorrigeerd"
    WAARNEMING_INGETROKKEN = "waarneming_ingetrokken"
    TIJDLIJN_GEWIJZIGD = "tijdlijn_gewijzigd"
    REGEL_GEWIJZIGD = "regel_gewijzigd"


@dataclass(frozen=True, slots=True)
class Observation:
    """A sighting to write, and on whose behalf.

    ``moved_from`` is where it stood in time before, when it was known already.
    """

    seen: Seen
    tx: Transaction
    moved_from: datetime | None = None

    @property
    def moments(self) -> tuple[datetime, ...]:
        return (self.seen.seen_at, self.moved_from) if self.moved_from else (self.seen.seen_at,)


async def observe(tx: Transaction, observations: Sequence[Observation]) -> dict[UUID, list[UUID]]:
    """Write sightings; gives the cases newly found, per person."""
    if not observations:
        return {}
    held = await persons.get_for_update(tx.conn, {one.seen.person_id for one in observations})
    await store.put(tx.conn, [one.seen for one in observations])
    standing = [one for one in observations if one.seen.withdrawn_at is None]
    elsewhere = {one.seen.person_id for one in standing if one.seen.branch is not Branch.RAAM}
    first: dict[UUID, Observation] = {}
    for one in observations:  # also one withdrawn at once: it must not matter what queued together
        if held[one.seen.person_id].first_seen_at is None:
            first.setdefault(one.seen.person_id, one)
    left = {person_id for person_id in elsewhere if not held[person_id].left_window}
    await persons.note_seen(
        tx.conn, [(person_id, one.seen.seen_at) for person_id, one in first.items()], sorted(left)
    )
    await open_first_contacts(tx, first)
    await _touch(tx, observations, None)
    movers = elsewhere | {person_id for person_id, one in held.items() if one.left_window}
    return await _redetect(tx, [one for one in observations if one.seen.person_id in movers], None)


async def open_first_contacts(tx: Transaction, first: Mapping[UUID, Observation]) -> None:
    """Who was never seen at work before should be spoken to at short notice (handbook §2.4)."""
    if not first:
        return
    days = await versions.days(tx.conn, versions.FIRST_CONTACT_DUE_DAYS, tx.now.date())
    due = [
        FirstContactDue(
            contact_id=uuid4(),
            branch=one.seen.branch,
            opened_at=one.tx.now,
            due_at=one.tx.now + timedelta(days=days),
        )
        for one in first.values()
    ]
    await contacts.open_tasks(
        tx.conn,
        [
            (event.contact_id, person_id, event.branch.value, event.opened_at, event.due_at)
            for person_id, event in zip(first, due, strict=True)
        ],
    )
    await ensure(tx, OVERDUE, {str(event.contact_id): event.due_at for event in due})
    for one, event in zip(first.values(), due, strict=True):
        record(one.tx, event)


async def redetect(
    tx: Transaction, changed: Sequence[Observation], reason: Withdrawal | None = None
) -> dict[UUID, list[UUID]]:
    """Bring the cases of held persons up to date around what changed in their timelines.

    Only moves within one window of a change can differ, so only that stretch of time is read.
    ``reason`` is of what then vanishes; without it, it follows from what changed. The patterns
    follow shortly after, in a transaction of their own.
    """
    await _touch(tx, changed, reason)
    return await _redetect(tx, changed, reason)


async def _touch(
    tx: Transaction, changed: Iterable[Observation], reason: Withdrawal | None
) -> None:
    await work.touch(
        tx.conn,
        [
            Touched(
                person_id=one.seen.person_id,
                source=(one.seen.source_kind, one.seen.source_id),
                begins_at=min(one.moments),
                ends_at=max(one.moments),
                reason=reason.value if reason else None,
            )
            for one in changed
            if one.seen.source_kind in SOURCES
        ],
    )


async def _redetect(
    tx: Transaction, changed: Sequence[Observation], reason: Withdrawal | None
) -> dict[UUID, list[UUID]]:
    if not changed:
        return {}
    rule = await versions.branch_move(tx.conn)
    by_person: dict[UUID, list[Observation]] = {}
    for one in changed:
        by_person.setdefault(one.seen.person_id, []).append(one)
    around = [
        Around(person_id, *_moments(of_person), reason or _reason(of_person), of_person[-1].tx)
        for person_id, of_person in by_person.items()
    ]
    return await bring_up_to_date(tx, rule, around)


@dataclass(frozen=True, slots=True)
class Around:
    """A stretch of a person's timeline in which something changed, and on whose behalf."""

    person_id: UUID
    begins_at: datetime
    ends_at: datetime
    why: Withdrawal
    view: Transaction


async def bring_up_to_date(
    tx: Transaction, rule: MoveRule, around: Sequence[Around]
) -> dict[UUID, list[UUID]]:
    """Make the cases of held persons, each named once, the moves of their timelines again."""
    window = branch_shifts_rules.longest_window(rule)
    stretches = [(one.person_id, one.begins_at - window, one.ends_at + window) for one in around]
    timelines = await store.between(tx.conn, stretches)
    standing = await branch_shifts.between(tx.conn, stretches)
    found: dict[UUID, list[UUID]] = {}
    for one in around:
        found[one.person_id] = []
        for track in rule.tracks:
            moves = branch_shifts_rules.detect(timelines[one.person_id], track)
            cases = [case for case in standing[one.person_id] if case.shadow == track.shadow]
            changes = branch_shifts_rules.difference([each.case for each in cases], moves)
            new = await _write(one, track, changes, cases)
            found[one.person_id] += [] if track.shadow else new
    return found


def _moments(observations: Iterable[Observation]) -> tuple[datetime, datetime]:
    moments = [moment for one in observations for moment in one.moments]
    return min(moments), max(moments)


def _reason(observations: Iterable[Observation]) -> Withdrawal:
    if any(one.seen.withdrawn_at for one in observations):
        return Withdrawal.WAARNEMING_INGETROKKEN
    return Withdrawal.TIJDLIJN_GEWIJZIGD


async def _write(
    around: Around, track: MoveTrack, changes: Changes, standing: Sequence[Standing]
) -> list[UUID]:
    tx = around.view
    told = {one.case.id for one in standing if one.told}
    for case in changes.vanished:
        await branch_shifts.withdraw(tx.conn, case.id, tx.now, around.why)
        if case.id in told:
            record(
                tx,
                BranchShiftWithdrawn(
                    case_id=case.id,
                    from_branch=case.from_branch,
                    to_branch=case.to_branch,
                    withdrawn_at=tx.now,
                    reason=around.why.value,
                ),
            )
    for case, move in changes.refined:
        seen = (move.before.seen_at, move.after.seen_at)
        await branch_shifts.refine(
            tx.conn, case.id, move.evidence, seen, move.confidence, _judged_by(move)
        )
    is_shadow = track.shadow is not None
    return [
        await _open_case(tx, around.person_id, move, is_shadow=is_shadow) for move in changes.found
    ]


def _judged_by(move: Move) -> tuple[int, int]:
    return move.version.number, move.version.parameters.window_days


async def _open_case(tx: Transaction, person_id: UUID, move: Move, *, is_shadow: bool) -> UUID:
    """A case in shadow is kept and told to nobody."""
    case_id, (version, window_days) = uuid4(), _judged_by(move)
    await branch_shifts.add(
        tx.conn,
        NewCase(
            case_id,
            person_id,
            move.before.branch.value,
            move.after.branch.value,
            move.before.seen_at,
            move.after.seen_at,
            *move.evidence,
            BRANCH_MOVE,
            version,
            window_days,
            move.confidence,
            not is_shadow,
            is_shadow,
            tx.now,
        ),
    )
    if not is_shadow:
        record(
            tx,
            BranchShiftDetected(
                case_id=case_id,
                from_branch=move.before.branch,
                to_branch=move.after.branch,
                from_seen_at=move.before.seen_at,
                to_seen_at=move.after.seen_at,
                detected_at=tx.now,
                rule_id=BRANCH_MOVE,
                rule_version=version,
                window_days=window_days,
                confidence=move.confidence,
                evidence=move.evidence,
            ),
        )
    return case_id
