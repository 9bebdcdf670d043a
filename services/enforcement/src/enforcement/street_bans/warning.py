"""Arrival of the mayor's warning, and the facts that follow it (art. 134sexies §4)."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.findings import Finding
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.notification import arrival, counts_from
from enforcement.notifications.store import letters
from enforcement.street_bans import store
from enforcement.street_bans.rules import BASIS
from enforcement.street_bans.store import StreetBanCase

RECEIVED = "waarschuwing_ontvangen"


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
    await _weigh_facts(tx, case, by)


async def warned_nobody(tx: Transaction, case_id: UUID, by: By) -> None:
    """The letter with the warning came back: whatever day was noted, no fact is one after it until
    another arrives. Raises ``RefusedError``.
    """
    case = await store.get_for_update(tx, case_id)
    case.warned_on = case.warned_from = None
    await _weigh_facts(tx, case, by)


async def came_back(tx: Transaction, case_id: UUID) -> bool:
    """Whether the letter with the warning reached nobody, and no other arrived in its place."""
    back = await letters.came_back(tx, case_id)
    return any(letter.kind == LetterKind.WAARSCHUWING for letter in back)


async def since_the_warning(
    tx: Transaction, case: StreetBanCase, facts: Sequence[Finding]
) -> list[Finding]:
    """Facts after the person surely had the warning; of old, by law after it was posted. None while
    its letter came back and no other arrived.
    """
    if case.warned_at is None or (case.warned_on is None and await came_back(tx, case.case_id)):
        return []
    since = case.warned_from
    if since is None:
        sent_on = city_day(case.warned_at)
        law = await legal_terms.law(tx, sent_on)
        since = counts_from(arrival(sent_on, None, sent_on, law.days), None)
    return [fact for fact in facts if fact.fact_at >= since]


async def _weigh_facts(tx: Transaction, case: StreetBanCase, by: By) -> None:
    """A fact of before the warning leads to no ban; once it did, a person looks at that."""
    if not case.again or await _has_later_fact(tx, case):
        return
    if case.order_id is None:
        case.again = False
    else:
        await ask_review(tx, case.case_id, case.state, by, Early.GEWAARSCHUWD)


async def _has_later_fact(tx: Transaction, case: StreetBanCase) -> bool:
    cases = {fact.gas_case_id for fact in await store.facts(tx, case.case_id)}
    found = [each for gas_id in cases for each in await findings.of_case(tx, gas_id)]
    return bool(await since_the_warning(tx, case, found))
