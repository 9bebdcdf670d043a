"""A transferred finding becomes a case, or the next finding of one."""

from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.databank import FindingTransferred
from contracts.enforcement import GasCaseOpened, SanctionCaseOpened, SanctionNextFindingLinked
from enforcement.cases import step as steps
from enforcement.cases.store import cases, numbers, timeline
from enforcement.cases.store.timeline import POLICE
from enforcement.gas import rules as gas
from enforcement.gas.rules import GasStep
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import brussels_day
from enforcement.sanctions import rules as sanctions
from enforcement.sanctions.rules import SanctionStep
from enforcement.suitability import store as suitability
from enforcement.tables import GasCase, SanctionCase

DECISION_TERM = "gas.decision_months"
GAS_LAW = "law:2013-06-24"
ON_HOLD = "opgeschort: overleg"
NO_LONGER = "overleg beëindigd"


async def open_gas(tx: Transaction, event: FindingTransferred) -> None:
    """A fine case with its legal decision term, counted by the law of the fact date."""
    fact_day = brussels_day(event.fact_at)
    rules = await legal_terms.law(tx, fact_day, DECISION_TERM)
    from_finding = rules.terms[DECISION_TERM].start_event == "finding"
    starts_on = fact_day if from_finding else brussels_day(event.transferred_at)
    case_id = uuid4()
    await cases.keep_finding(tx, event, case_id)
    ends = await legal_terms.start(tx, case_id, rules, DECISION_TERM, starts_on)
    case = GasCase(
        case_id=case_id,
        number=await numbers.next_number(tx, "GAS"),
        finding_id=event.finding_id,
        premises_id=event.premises_id,
        state=str(gas.opening_state(event.on_hold)),
        offender_role=str(event.offender_role),
        fact_code=event.fact_code,
        decide_by=ends.last_day,
        safe_by=ends.safe_day,
        opened_at=tx.now,
    )
    tx.session.add(case)
    _note_opening(tx, case_id, case.state, event)
    record(
        tx,
        GasCaseOpened(
            case_id=case_id,
            finding_id=event.finding_id,
            offender_role=event.offender_role,
            fact_code=event.fact_code,
            on_hold=event.on_hold,
            decide_by=ends.last_day,
            safe_by=ends.safe_day,
            opened_at=tx.now,
        ),
    )


async def open_or_link_sanction(tx: Transaction, event: FindingTransferred) -> None:
    """The next finding of a warned case, else a new case.

    A finding on hold never moves another case on: it waits in a case of its own.
    """
    if event.premises_id is None:
        raise RejectedError("a sanction is about premises, and this finding names none")
    if not await suitability.exists(tx, event.premises_id):
        raise RejectedError("the premises of this finding have no dossier here")
    if not event.on_hold:
        for case in await cases.warned_cases(tx, event.premises_id):
            if _follows(case, event):
                await _link(tx, case, event)
                return
    await _open_sanction(tx, event, event.premises_id)


def _follows(case: SanctionCase, event: FindingTransferred) -> bool:
    if case.warned_at is None or case.warning_valid_until is None:
        return False
    return sanctions.follows_warning(event.fact_at, case.warned_at, case.warning_valid_until)


async def _link(tx: Transaction, case: SanctionCase, event: FindingTransferred) -> None:
    steps.take(tx, case, SanctionStep.NEXT_FINDING, POLICE, basis=f"{GAS_LAW}:45")
    case.next_finding_id = event.finding_id
    await cases.keep_finding(tx, event, case.case_id)
    record(
        tx,
        SanctionNextFindingLinked(
            case_id=case.case_id,
            finding_id=event.finding_id,
            premises_id=case.premises_id,
            linked_at=tx.now,
        ),
    )


async def _open_sanction(tx: Transaction, event: FindingTransferred, premises_id: UUID) -> None:
    case = SanctionCase(
        case_id=uuid4(),
        number=await numbers.next_number(tx, "SAN"),
        premises_id=premises_id,
        state=str(sanctions.opening_state(event.on_hold)),
        fact_code=event.fact_code,
        fact_at=event.fact_at,
        opened_at=tx.now,
    )
    await cases.keep_finding(tx, event, case.case_id)
    tx.session.add(case)
    _note_opening(tx, case.case_id, case.state, event)
    record(
        tx,
        SanctionCaseOpened(
            case_id=case.case_id,
            finding_id=event.finding_id,
            premises_id=premises_id,
            fact_code=event.fact_code,
            opened_at=tx.now,
        ),
    )


def _note_opening(tx: Transaction, case_id: UUID, state: str, event: FindingTransferred) -> None:
    reason = ON_HOLD if event.on_hold else None
    timeline.note(tx, case_id, "opening", (None, state), POLICE, reason=reason, basis=GAS_LAW)


def hold_or_release(tx: Transaction, case: GasCase | SanctionCase, *, on_hold: bool) -> None:
    """What the police say of the finding of a case, later than at its opening.

    A case on which people already went on, or that they released or closed themselves, stays where
    it is; what the police said stands in its timeline.
    """
    kind = GasStep if isinstance(case, GasCase) else SanctionStep
    step = kind.HOLD if on_hold else kind.RELEASE
    reason = ON_HOLD if on_hold else NO_LONGER
    if steps.permits(case, step, brussels_day(tx.now)):
        steps.take(tx, case, step, POLICE, reason=reason)
    else:
        states = (case.state, case.state)
        timeline.note(tx, case.case_id, str(step), states, POLICE, reason=reason)
