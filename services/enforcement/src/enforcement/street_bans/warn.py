"""Warn in writing before a ban, or say why order cannot wait for that (art. 134sexies §4)."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.enforcement import StreetBanWarned
from enforcement.cases.rules import happened
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.street_bans import store
from enforcement.street_bans.open_ban import fine_of
from enforcement.street_bans.person import is_about
from enforcement.street_bans.rules import BASIS, BanStep
from enforcement.street_bans.store import StreetBanCase


async def warn(tx: Transaction, case_id: UUID, by: By, sent_at: datetime | None) -> StreetBanCase:
    """The mayor's warning left. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    sent_at = happened("sentAt", sent_at, tx.now, after=case.opened_at)
    take_step(tx, case, BanStep.WARNING, by, basis=BASIS, happened_at=sent_at)
    case.warned_at = sent_at
    record(tx, StreetBanWarned(case_id=case_id, skipped=False, warned_at=sent_at))
    return case


async def skip_warning(tx: Transaction, case_id: UUID, by: By, reason: str) -> StreetBanCase:
    """The mayor's reason why keeping order cannot wait. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, BanStep.WARNING_SKIPPED, by, reason=reason, basis=BASIS)
    case.skipped = reason
    record(tx, StreetBanWarned(case_id=case_id, skipped=True, warned_at=tx.now))
    return case


async def link_fact(tx: Transaction, case_id: UUID, by: By, number: str) -> StreetBanCase:
    """A fact after the warning, by the number of its fine case. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    fine = await fine_of(tx, number)
    if not await is_about(tx, case_id, await findings.offenders(tx, fine.case_id)):
        reason = lazy("Dit dossier gaat over iemand anders, of de geboortedatum is niet gekend.")
        raise FieldRefusedError("number", reason)
    facts = await findings.of_case(tx, fine.case_id)
    since = [
        fact
        for fact in facts
        if case.warned_at is not None and city_day(fact.fact_at) > city_day(case.warned_at)
    ]
    if case.warned_at is not None and not since:
        reason = lazy(
            "Dit feit is niet van na de waarschuwing van %(day)s.",
            day=f"{city_day(case.warned_at):%d/%m/%Y}",
        )
        raise FieldRefusedError("number", reason)
    take_step(tx, case, BanStep.NEXT_FACT, by, reason=fine.number, basis=BASIS)
    case.again = True
    case.on_hold = case.on_hold or await findings.waits(tx, fine.case_id)
    await store.add_facts(tx, case_id, fine.case_id, [fact.finding_id for fact in since])
    return case
