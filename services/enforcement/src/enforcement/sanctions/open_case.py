"""Open a sanction case for a finding, or link the finding to a case that was warned."""

from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.enforcement import SanctionCaseOpened, SanctionNextFindingLinked
from enforcement.cases.note_opening import note_opening
from enforcement.cases.store import findings, numbers
from enforcement.cases.store.findings import OfPolice
from enforcement.cases.store.timeline import POLICE, By
from enforcement.cases.take_step import take_step
from enforcement.sanctions import store
from enforcement.sanctions.place_code import place_code
from enforcement.sanctions.rules import (
    WARNING_BASIS,
    SanctionStep,
    opening_state,
)
from enforcement.sanctions.rules.warnings import LaterFact, no_sequel
from enforcement.sanctions.store import SanctionCase
from enforcement.suitability import store as suitability


async def open_or_link(tx: Transaction, event: OfPolice) -> None:
    """The next finding of a warned case, else a new case.

    A finding on hold never moves another case on: it waits in a case of its own. Without premises
    the case is about a place that has no permit of the city. Raises ``RejectedError`` for premises
    that are not known here.
    """
    if event.premises_id is not None and not await suitability.exists(tx, event.premises_id):
        raise RejectedError("the premises of this finding have no dossier here")
    place_id = event.premises_id or place_code(tx, event)
    fact = await store.later_fact(tx, place_id, event.fact_code, event.fact_at)
    if not event.on_hold:
        for case in await store.warned_for_update(tx, place_id):
            warning = case.warning()
            if warning is not None and no_sequel(warning, fact) is None:
                await findings.keep(tx, event, case.case_id)
                await link(tx, case, event.finding_id, POLICE)
                return
    unlisted = event.premises_id is None
    case = await open_case(
        tx, event.finding_id, fact, place_id, unlisted=unlisted, on_hold=event.on_hold
    )
    await findings.keep(tx, event, case.case_id)
    note_opening(tx, case.case_id, case.state, event)


async def link(
    tx: Transaction, case: SanctionCase, finding_id: UUID, by: By, reason: str | None = None
) -> None:
    """Let a finding be the next one of a warned case. Raises ``CaseStepRefusedError``."""
    take_step(tx, case, SanctionStep.NEXT_FINDING, by, reason=reason, basis=WARNING_BASIS)
    case.next_finding_id = finding_id
    record(
        tx,
        SanctionNextFindingLinked(
            case_id=case.case_id,
            finding_id=finding_id,
            premises_id=case.premises_id,
            linked_at=tx.now,
        ),
    )


async def open_case(
    tx: Transaction,
    finding_id: UUID,
    fact: LaterFact,
    place_id: UUID,
    *,
    unlisted: bool = False,
    on_hold: bool = False,
) -> SanctionCase:
    """A case about a fact in a place; whoever opens it keeps the finding and notes why."""
    case = SanctionCase(
        case_id=uuid4(),
        number=await numbers.next_number(tx, "SAN"),
        premises_id=place_id,
        unlisted=unlisted,
        owner=fact.owner,
        state=opening_state(on_hold),
        fact_code=fact.fact_code,
        fact_at=fact.at,
        opened_at=tx.now,
    )
    tx.session.add(case)
    record(
        tx,
        SanctionCaseOpened(
            case_id=case.case_id,
            finding_id=finding_id,
            premises_id=place_id,
            fact_code=fact.fact_code,
            opened_at=tx.now,
        ),
    )
    return case
