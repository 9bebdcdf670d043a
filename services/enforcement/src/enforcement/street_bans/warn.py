"""Warn in writing before a ban, or say why order cannot wait for that (art. 134sexies §4)."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.enforcement import StreetBanWarned
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early, happened
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.findings import Finding
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import arrival, counts_from
from enforcement.street_bans import store
from enforcement.street_bans.open_ban import fine_of
from enforcement.street_bans.person import is_about
from enforcement.street_bans.rules import BASIS, BanStep
from enforcement.street_bans.store import StreetBanCase

RECEIVED = "waarschuwing_ontvangen"


async def warn(
    tx: Transaction,
    case_id: UUID,
    by: By,
    sent_at: datetime | None,
    received_on: date | None = None,
) -> StreetBanCase:
    """The mayor's warning left; it counts from its receipt, by law on the third working day.

    ``received_on`` is what a receipt says. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    sent_at = happened("sentAt", sent_at, tx.now, after=case.opened_at)
    law = await legal_terms.law(tx, city_day(sent_at))
    received_on = arrival(city_day(sent_at), received_on, city_day(tx.now), law.days)
    take_step(tx, case, BanStep.WARNING, by, basis=BASIS, happened_at=sent_at)
    case.warned_at = sent_at
    case.warned_on, case.warned_from = received_on, counts_from(received_on, None)
    record(tx, StreetBanWarned(case_id=case_id, skipped=False, warned_at=sent_at))
    return case


async def warning_notified(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    """A letter with the warning arrived, or proves to have arrived later: it counts from then.

    A fact of before is none after a warning any more. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    if case.warned_at is None:
        raise StepRefusedError(lazy("Leg eerst vast dat de burgemeester waarschuwde."))
    case.warned_on, case.warned_from = on, counts_from(on, None)
    timeline.note(
        tx,
        case_id,
        RECEIVED,
        (case.state, case.state),
        by,
        reason=f"ter kennis gebracht op {on:%d/%m/%Y}",
        basis=BASIS,
        happened_at=day_start(on),
    )
    if not case.again or await _has_later_fact(tx, case):
        return
    if case.order_id is None:
        case.again = False
    else:
        await ask_review(tx, case_id, case.state, by, Early.GEWAARSCHUWD)


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
    since = await _since_the_warning(tx, case, facts)
    if case.warned_at is not None and not since:
        reason = lazy("Dit feit is niet van na de ontvangst van de waarschuwing.")
        raise FieldRefusedError("number", reason)
    take_step(tx, case, BanStep.NEXT_FACT, by, reason=fine.number, basis=BASIS)
    case.again = True
    case.on_hold = case.on_hold or await findings.waits(tx, fine.case_id)
    await store.add_facts(tx, case_id, fine.case_id, [fact.finding_id for fact in since])
    return case


async def _since_the_warning(
    tx: Transaction, case: StreetBanCase, facts: Sequence[Finding]
) -> list[Finding]:
    """Facts after the person surely had the warning; of old, by law after it was posted."""
    if case.warned_at is None:
        return []
    since = case.warned_from
    if since is None:
        sent_on = city_day(case.warned_at)
        law = await legal_terms.law(tx, sent_on)
        since = counts_from(arrival(sent_on, None, sent_on, law.days), None)
    return [fact for fact in facts if fact.fact_at >= since]


async def _has_later_fact(tx: Transaction, case: StreetBanCase) -> bool:
    cases = {fact.gas_case_id for fact in await store.facts(tx, case.case_id)}
    found = [each for gas_id in cases for each in await findings.of_case(tx, gas_id)]
    return bool(await _since_the_warning(tx, case, found))
