"""Sightings and all that follows from one at once: first contact, and branch shifts.

Persons are locked before their timelines are read, so the cases that stand are always those of the
whole timeline, whoever else records a sighting of the same person at the same moment.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from contracts.codes import Branch
from databank.detection import store
from databank.detection.branch_shifts.redetect import Stretch, redetect_stretches
from databank.detection.branch_shifts.rules import WithdrawalReason
from databank.detection.patterns.rules.presence import SOURCES
from databank.detection.patterns.store import work
from databank.detection.patterns.store.work import FactChange
from databank.detection.rule_versions.store import versions
from databank.detection.rules.sightings import RecordedSighting
from databank.first_contacts.open_contacts import FirstSighting, open_contacts
from databank.matching.store import persons


@dataclass(frozen=True, slots=True)
class Observation:
    """A sighting to write, and the transaction of the event on whose behalf.

    ``moved_from`` is where it stood in time before, when it was known already.
    """

    sighting: RecordedSighting
    tx: Transaction
    moved_from: datetime | None = None

    @property
    def moments(self) -> tuple[datetime, ...]:
        seen_at = self.sighting.seen_at
        return (seen_at, self.moved_from) if self.moved_from else (seen_at,)


async def record_sightings(
    tx: Transaction, observations: Sequence[Observation]
) -> dict[UUID, list[UUID]]:
    """Write sightings; gives the cases newly found, per person."""
    if not observations:
        return {}
    people = await persons.get_for_update(
        tx.conn, {each.sighting.person_id for each in observations}
    )
    await store.put(tx.conn, [each.sighting for each in observations])
    standing = [each.sighting for each in observations if each.sighting.withdrawn_at is None]
    elsewhere = {each.person_id for each in standing if each.branch is not Branch.RAAM}
    first: dict[UUID, Observation] = {}
    for each in observations:  # also one withdrawn at once: it must not matter what queued together
        if people[each.sighting.person_id].first_seen_at is None:
            first.setdefault(each.sighting.person_id, each)
    left = {person_id for person_id in elsewhere if not people[person_id].left_window}
    await persons.note_seen(
        tx.conn,
        [(person_id, each.sighting.seen_at) for person_id, each in first.items()],
        sorted(left),
    )
    await open_contacts(
        tx,
        {
            person_id: FirstSighting(each.sighting.branch, each.tx)
            for person_id, each in first.items()
        },
    )
    await _note_changes(tx, observations, None)
    movers = elsewhere | {person_id for person_id, known in people.items() if known.left_window}
    return await _redetect(
        tx, [each for each in observations if each.sighting.person_id in movers], None
    )


async def redetect(
    tx: Transaction, changed: Sequence[Observation], reason: WithdrawalReason | None = None
) -> dict[UUID, list[UUID]]:
    """Bring the branch shifts of locked persons up to date around what changed in their timelines.

    ``reason`` is of what then vanishes; without it, it follows from what changed. The patterns
    follow shortly after, in a transaction of their own.
    """
    await _note_changes(tx, changed, reason)
    return await _redetect(tx, changed, reason)


async def _note_changes(
    tx: Transaction, changed: Iterable[Observation], reason: WithdrawalReason | None
) -> None:
    await work.note_changes(
        tx.conn,
        [
            FactChange(
                person_id=each.sighting.person_id,
                source=(each.sighting.source_kind, each.sighting.source_id),
                begins_at=min(each.moments),
                ends_at=max(each.moments),
                reason=reason.value if reason else None,
            )
            for each in changed
            if each.sighting.source_kind in SOURCES
        ],
    )


async def _redetect(
    tx: Transaction, changed: Sequence[Observation], reason: WithdrawalReason | None
) -> dict[UUID, list[UUID]]:
    if not changed:
        return {}
    rule = await versions.branch_shift_rule(tx.conn)
    by_person: dict[UUID, list[Observation]] = {}
    for each in changed:
        by_person.setdefault(each.sighting.person_id, []).append(each)
    stretches = [
        Stretch(person_id, *_moments(of_person), reason or _reason(of_person), of_person[-1].tx)
        for person_id, of_person in by_person.items()
    ]
    return await redetect_stretches(tx, rule, stretches)


def _moments(observations: Iterable[Observation]) -> tuple[datetime, datetime]:
    moments = [moment for each in observations for moment in each.moments]
    return min(moments), max(moments)


def _reason(observations: Iterable[Observation]) -> WithdrawalReason:
    if any(each.sighting.withdrawn_at for each in observations):
        return WithdrawalReason.WAARNEMING_INGETROKKEN
    return WithdrawalReason.TIJDLIJN_GEWIJZIGD
