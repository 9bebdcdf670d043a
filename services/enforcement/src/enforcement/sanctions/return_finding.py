"""Give back a finding that proves to follow no warning: it goes on as a first one, in its own case.

From there it is linked again once the day of the warning is put right (decision 0229).
"""

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from contracts.enforcement import SanctionNextFindingVoided
from enforcement.cases.note_opening import GAS_LAW
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.findings import Finding
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.sanctions import store
from enforcement.sanctions.close import tell_reopened_case
from enforcement.sanctions.open_case import open_case
from enforcement.sanctions.rules import (
    LINKED_FROM,
    WARNING_BASIS,
    WARNING_TERM,
    SanctionState,
    SanctionStep,
)
from enforcement.sanctions.store import SanctionCase


async def return_finding(tx: Transaction, case: SanctionCase, finding: Finding, by: By) -> None:
    """Where the police ask to wait with it, its case waits too."""
    held = await findings.any_waits(tx, [finding.finding_id])
    if finding.came_from is None:
        own = await _open(tx, case, finding, by, held=held)
    else:
        own = await _open_again(tx, await store.get_for_update(tx, finding.came_from), by, held)
    await store.give_back_finding(tx, finding, own.case_id)
    record(
        tx,
        SanctionNextFindingVoided(
            case_id=case.case_id,
            finding_id=finding.finding_id,
            premises_id=case.premises_id,
            own_case_id=own.case_id,
            voided_at=tx.now,
        ),
    )


async def goes_on_in(tx: Transaction, finding: Finding) -> str:
    """Where a finding goes on that follows no warning (Dutch), for whoever has still to confirm."""
    if finding.came_from is None:
        return lazy(
            "De vaststelling in %(report)s volgt dan niet meer op de waarschuwing. Ze telt voort "
            "als eerste feit in een nieuw dossier.",
            report=finding.report_number,
        )
    return lazy(
        "De vaststelling in %(report)s volgt dan niet meer op de waarschuwing. Ze telt voort als "
        "eerste feit: %(number)s gaat daarvoor weer open.",
        report=finding.report_number,
        number=(await store.get(tx, finding.came_from)).number,
    )


async def _open(
    tx: Transaction, case: SanctionCase, finding: Finding, by: By, *, held: bool
) -> SanctionCase:
    place_id, finding_id = case.premises_id, finding.finding_id
    fact = await store.later_fact(tx, place_id, finding.fact_code, finding.fact_at)
    own = await open_case(tx, finding_id, fact, place_id, unlisted=case.unlisted, on_hold=held)
    states, reason = (None, own.state), f"volgt niet op {case.number}"
    timeline.note(tx, own.case_id, "opening", states, by, reason=reason, basis=GAS_LAW)
    return own


async def _open_again(tx: Transaction, own: SanctionCase, by: By, held: bool) -> SanctionCase:
    before = await timeline.latest_before(tx, own.case_id, SanctionStep.CLOSING, LINKED_FROM)
    waits = held and before == SanctionState.VASTSTELLING_ONTVANGEN
    stands = SanctionState.OPGESCHORT_OVERLEG if waits else before
    take_step(tx, own, SanctionStep.FINDING_RETURNED, by, outcome=stands, basis=WARNING_BASIS)
    tell_reopened_case(tx, own)
    if own.state is SanctionState.WAARSCHUWING_VERSTUURD and own.warned_on is not None:
        law = await legal_terms.law(tx, city_day(own.fact_at), WARNING_TERM)
        await case_terms.start(tx, own.case_id, law, WARNING_TERM, own.warned_on)
    return own
