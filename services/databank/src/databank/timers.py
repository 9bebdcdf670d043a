"""Timers of the databank: what happens when a term ends. They flag; they decide nothing (DP-09)."""

from datetime import date
from uuid import UUID

from chassis.bus import Long, Timer, TimerHandler
from chassis.bus.timers import schedule
from chassis.days import day_start
from chassis.db import Transaction
from databank.access.break_glass import store as break_glass
from databank.access.break_glass.request import UNREVIEWED
from databank.detection.follow_rule import follow_rule
from databank.detection.readings import measure_recall, nights
from databank.detection.readings.read_again import read_again
from databank.detection.rule_versions.lifecycle import RULE_BEGINS
from databank.exchanges import record as exchanges
from databank.first_contacts.open_contacts import OVERDUE
from databank.first_contacts.renew import RETURN, on_return
from databank.first_contacts.store import contacts
from databank.identity_status import revalidate
from databank.monthly_actions.plan import MONTH_PASSED, flag_passed
from databank.population.measure import MONTH_OVER, measure_month
from databank.premises import check_execution
from databank.shifts.calendar_signals import LINK, link_attempt
from databank.street_bans import follow as street_bans
from databank.watch_requests import request as watch_requests
from databank.welfare.protective_links import LINK_FINDINGS, link_findings


async def flag_first_contact(timer: Timer, tx: Transaction) -> None:
    """A first contact whose term passed is flagged, and stays open."""
    await contacts.flag_overdue(tx.conn, UUID(timer.key))


async def on_rule_begins(timer: Timer, tx: Transaction) -> None:
    """Cases of days to come follow the version that begins or ends, some people at a time."""
    since, after = day_start(date.fromisoformat(timer.data["from"])), UUID(timer.data["after"])
    last = await follow_rule(tx, timer.data["rule"], since, after)
    if last is not None:
        data = timer.data | {"after": str(last)}
        await schedule(tx, RULE_BEGINS, timer.key, tx.now, data)


async def flag_unreviewed(timer: Timer, tx: Transaction) -> None:
    """Access in an emergency that nobody judged in time stands on top of the list."""
    await break_glass.flag_overdue(tx.conn, UUID(timer.key))


TIMERS: dict[str, TimerHandler] = {
    OVERDUE: flag_first_contact,
    RETURN: on_return,
    RULE_BEGINS: Long(on_rule_begins),
    nights.EXPECTED_RECALL: Long(measure_recall.measure_recall),
    nights.READ_AGAIN: read_again,
    UNREVIEWED: flag_unreviewed,
    MONTH_PASSED: flag_passed,
    MONTH_OVER: Long(measure_month),
    LINK: link_attempt,
    LINK_FINDINGS: link_findings,
    revalidate.EXPIRY: revalidate.expire,
    street_bans.OVER: street_bans.forget,
    exchanges.OVER: exchanges.forget,
    check_execution.PLACE_OVER: check_execution.forget_place,
    watch_requests.OVER: watch_requests.forget,
}
