"""Handlers of enforcement: events of the police and of owners. The table is at the foot."""

from chassis.bus import Handlers
from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.databank import (
    ExecutionChecked,
    FindingHoldChanged,
    FindingTransferred,
    InformationReportTransferred,
    ProsecutorAnswered,
)
from contracts.pandkalender import (
    SuitabilityApplicationSubmitted,
    SuitabilityApplicationWithdrawn,
    SuitabilityDocumentPartSent,
    SuitabilityDocumentsAdded,
)
from enforcement.applications import receive_application
from enforcement.cases.change_hold import change_hold
from enforcement.cases.receive_answer import receive_answer
from enforcement.cases.receive_finding import receive_finding, receive_report
from enforcement.cases.rules import CaseNotFoundError, CaseStepRefusedError
from enforcement.mayor_measures import check_execution as measure_checks
from enforcement.mayor_measures import store as measures
from enforcement.procedures import PROCEDURES
from enforcement.sanctions import check_execution


async def open_case(event: FindingTransferred, tx: Transaction) -> None:
    """A finding opens one case, however often it is transferred."""
    await receive_finding(tx, event, PROCEDURES)


async def open_case_by_report(event: InformationReportTransferred, tx: Transaction) -> None:
    """An information report opens one sanction case about its place."""
    await receive_report(tx, event, PROCEDURES)


async def hold_or_release(event: FindingHoldChanged, tx: Transaction) -> None:
    """The police ask to wait with a finding, or no longer."""
    await change_hold(tx, event, PROCEDURES)


async def note_prosecutor(event: ProsecutorAnswered, tx: Transaction) -> None:
    """The prosecutor answered the police about facts that the city has too."""
    await receive_answer(tx, event, PROCEDURES)


async def record_execution(event: ExecutionChecked, tx: Transaction) -> None:
    """The police checked on the spot whether a sanction or an order of the mayor is respected."""
    measure_id = await measures.measure_of_order(tx, event.case_id)
    try:
        if measure_id is not None:
            await measure_checks.record_execution(tx, measure_id, complied=event.complied)
            return
        await check_execution.record_execution(tx, event.case_id, complied=event.complied)
    except CaseNotFoundError as error:
        raise RejectedError("no sanction case has this id") from error
    except CaseStepRefusedError as error:
        raise RejectedError(f"no execution check is expected in state {error.state}") from error


HANDLERS: Handlers = {
    FindingTransferred: open_case,
    InformationReportTransferred: open_case_by_report,
    FindingHoldChanged: hold_or_release,
    ProsecutorAnswered: note_prosecutor,
    ExecutionChecked: record_execution,
    SuitabilityDocumentPartSent: receive_application.keep_part,
    SuitabilityApplicationSubmitted: receive_application.receive_application,
    SuitabilityDocumentsAdded: receive_application.add_documents,
    SuitabilityApplicationWithdrawn: receive_application.withdraw_application,
}
