"""What happens when a term of the databank ends. Timers flag; they decide nothing (DP-09)."""

from datetime import date, datetime
from uuid import UUID

from chassis.bus import Timer, TimerHandler
from chassis.bus.timers import schedule
from chassis.db import Transaction
from databank.access.break_glass import store as break_glass
from databank.access.break_glass.request import UNREVIEWED
from databank.detection import store as detection
from databank.detection.branch_shifts.rules import BRANCH_MOVE
from databank.detection.patterns.store import work
from databank.detection.rule_versions.lifecycle import RULE_BEGINS
from databank.detection.rule_versions.store import versions
from databank.detection.rules.version import midnight
from databank.detection.sightings import OVERDUE, Around, Withdrawal, bring_up_to_date
from databank.first_contacts.store import contacts
from databank.matching.store import persons

PEOPLE_AT_ONCE = 100


async def flag_first_contact(timer: Timer, tx: Transaction) -> None:
    await contacts.flag_overdue(tx.conn, UUID(timer.key))


async def follow_rule(timer: Timer, tx: Transaction) -> None:
    """Shifts are declared before they start, so cases of days to come may stand by an older version
    already: they become those of the version that begins, some people at a time."""
    since, after = midnight(date.fromisoformat(timer.data["from"])), UUID(timer.data["after"])
    if timer.data["rule"] == BRANCH_MOVE:
        last = await _follow_moves(tx, since, after)
    else:
        reason = Withdrawal.REGEL_GEWIJZIGD.value
        last = await work.touch_everybody(tx.conn, since, after, PEOPLE_AT_ONCE, reason)
    if last is not None:
        data = timer.data | {"after": str(last)}
        await schedule(tx, RULE_BEGINS, timer.key, tx.now, data)


async def _follow_moves(tx: Transaction, since: datetime, after: UUID) -> UUID | None:
    people = await detection.seen_since(tx.conn, since, after, PEOPLE_AT_ONCE)
    if not people:
        return None
    await persons.get_for_update(tx.conn, {person_id for person_id, _ in people})
    rule = await versions.branch_move(tx.conn)
    around = [
        Around(person_id, since, last_seen, Withdrawal.REGEL_GEWIJZIGD, tx)
        for person_id, last_seen in people
    ]
    await bring_up_to_date(tx, rule, around)
    return people[-1][0]


async def flag_unreviewed(timer: Timer, tx: Transaction) -> None:
    """Access in an emergency that nobody judged in time: it stands on top of the list."""
    await break_glass.flag_overdue(tx.conn, UUID(timer.key))


TIMERS: dict[str, TimerHandler] = {
    OVERDUE: flag_first_contact,
    RULE_BEGINS: follow_rule,
    UNREVIEWED: flag_unreviewed,
}
