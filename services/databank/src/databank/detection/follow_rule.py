"""Follow a version of a rule that begins or ends: cases of days to come become those of it.

Shifts are declared before they start, so cases of coming days may stand by an older version.
"""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from databank.detection.branch_shifts.redetect import Stretch, redetect_stretches
from databank.detection.branch_shifts.rules import BRANCH_SHIFT, WithdrawalReason
from databank.detection.patterns.store import work
from databank.detection.rule_versions.store import versions
from databank.persons.store import persons
from databank.sightings.store import sightings

PEOPLE_AT_ONCE = 100
"""Persons in one transaction."""


async def follow_rule(tx: Transaction, rule_id: str, since: datetime, after: UUID) -> UUID | None:
    """Bring the cases from a moment on up to date, of the next persons by id after one.

    Gives the last of these persons, or nothing when nobody is left.
    """
    if rule_id == BRANCH_SHIFT:
        return await _redetect_branch_shifts(tx, since, after)
    reason = WithdrawalReason.REGEL_GEWIJZIGD.value
    return await work.note_everybody(tx.conn, since, after, PEOPLE_AT_ONCE, reason)


async def _redetect_branch_shifts(tx: Transaction, since: datetime, after: UUID) -> UUID | None:
    people = await sightings.seen_since(tx.conn, since, after, PEOPLE_AT_ONCE)
    if not people:
        return None
    await persons.get_for_update(tx.conn, {person_id for person_id, _ in people})
    rule = await versions.branch_shift_rule(tx.conn)
    stretches = [
        Stretch(person_id, since, last_seen, WithdrawalReason.REGEL_GEWIJZIGD, tx)
        for person_id, last_seen in people
    ]
    await redetect_stretches(tx, rule, stretches)
    return people[-1][0]
