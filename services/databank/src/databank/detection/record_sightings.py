"""Sightings and all that follows from one: first contact, branch shifts, and whom it is told to.

Persons are locked before their timelines are read, so the cases that stand are always those of the
whole timeline, whoever else records a sighting of the same person at the same moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from contracts.branches import Branch
from databank.access.shields.view import over_everybody
from databank.detection.arrivals import settle_arrivals
from databank.detection.branch_shifts.redetect import Stretch, redetect_stretches
from databank.detection.branch_shifts.rules import WithdrawalReason
from databank.detection.patterns.rules.presence import SOURCES
from databank.detection.patterns.store import work
from databank.detection.patterns.store.work import FactChange
from databank.detection.rule_versions.store import versions
from databank.first_contacts.renew import Appearance, renew_contacts
from databank.persons.store import persons
from databank.sightings.rules.sighting import RecordedSighting
from databank.sightings.store import appearances, sightings
from databank.watch_requests.tell import tell_sightings


@dataclass(frozen=True, slots=True)
class Observation:
    """A sighting to write, and the transaction of the event on whose behalf.

    ``moved_from`` is where it stood in time before, when it was known already. ``looked_at``: a
    declared shift, written before, of which officers found since whether the person was there.
    """

    sighting: RecordedSighting
    tx: Transaction
    moved_from: datetime | None = None
    looked_at: bool = False

    @property
    def moments(self) -> tuple[datetime, ...]:
        seen_at = self.sighting.seen_at
        return (seen_at, self.moved_from) if self.moved_from else (seen_at,)

    @property
    def may_undo(self) -> bool:
        """Whether the person may turn out not to have come, after all."""
        return (
            self.looked_at
            or self.sighting.withdrawn_at is not None
            or self.moved_from not in (None, self.sighting.seen_at)
        )


@over_everybody
async def record_sightings(
    tx: Transaction, observations: Sequence[Observation]
) -> dict[UUID, list[UUID]]:
    """Write sightings; gives the cases newly found, per person."""
    if not observations:
        return {}
    people = await persons.get_for_update(
        tx.conn, {each.sighting.person_id for each in observations}
    )
    await sightings.put(tx.conn, [each.sighting for each in observations if not each.looked_at])
    standing = [each.sighting for each in observations if each.sighting.withdrawn_at is None]
    elsewhere = {each.person_id for each in standing if each.branch != Branch.RAAM}
    left = {person_id for person_id in elsewhere if not people[person_id].left_window}
    await appearances.note_left(tx.conn, sorted(left))
    views = {each.sighting.person_id: each.tx for each in observations}
    unsure = {
        each.sighting.person_id
        for each in observations
        if each.may_undo or people[each.sighting.person_id].first_seen_at is None
    }
    await settle_arrivals(tx, {person_id: views[person_id] for person_id in sorted(unsure)})
    await renew_contacts(tx, _seen(observations, views))
    await _note_changes(tx, observations, None)
    movers = elsewhere | {person_id for person_id, known in people.items() if known.left_window}
    new_cases = await _redetect(
        tx, [each for each in observations if each.sighting.person_id in movers], None
    )
    moments = {person_id: views[person_id].now for person_id in sorted(unsure | movers)}
    await appearances.refresh_expected(tx.conn, moments)
    await tell_sightings(tx, list(people))
    return new_cases


def _seen(
    observations: Iterable[Observation], views: Mapping[UUID, Transaction]
) -> dict[UUID, Appearance]:
    """Each person with the earliest moment that these observations are about."""
    since: dict[UUID, datetime] = {}
    for each in observations:
        person_id = each.sighting.person_id
        since[person_id] = min(each.sighting.seen_at, since.get(person_id, each.sighting.seen_at))
    return {person_id: Appearance(at, views[person_id]) for person_id, at in since.items()}


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
    if any(each.looked_at for each in observations):
        return WithdrawalReason.NIEMAND_GEKOMEN
    return WithdrawalReason.TIJDLIJN_GEWIJZIGD
