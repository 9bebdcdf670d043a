"""Begin declared shifts: what was announced comes true at its start, without any event.

The start that matters next stands with each person (``appearances.refresh_expected``), and a loop
looks for those that have passed. Any number of instances may: persons are locked first, as for
whoever records a sighting, and one that is locked comes next time.
"""

from chassis.db import Transaction
from databank.detection.arrivals import settle_arrivals
from databank.detection.branch_shifts.redetect import Stretch, redetect_stretches
from databank.detection.branch_shifts.rules import WithdrawalReason
from databank.detection.rule_versions.store import versions
from databank.sightings.store import appearances

AT_ONCE = 50
"""Persons in one transaction."""


async def begin_shifts(tx: Transaction) -> int:
    """Settle the next persons of whom a declared shift began; gives how many there were."""
    people = await appearances.take_expected(tx.conn, tx.now, AT_ONCE)
    if not people:
        return 0
    ids = [each.person_id for each in people]
    await settle_arrivals(tx, dict.fromkeys(ids, tx))
    rule = await versions.branch_shift_rule(tx.conn)
    reason = WithdrawalReason.TIJDLIJN_GEWIJZIGD
    stretches = [Stretch(each.person_id, each.expected_at, tx.now, reason, tx) for each in people]
    await redetect_stretches(tx, rule, stretches)
    await appearances.refresh_expected(tx.conn, dict.fromkeys(ids, tx.now))
    return len(people)
