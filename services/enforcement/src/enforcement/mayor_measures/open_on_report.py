"""Begin a measure of the mayor on the reports of the police in a sanction case."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.branches import Branch
from contracts.codes import MeasureKind
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import By
from enforcement.mayor_measures import store
from enforcement.mayor_measures.open_measure import Cause, open_at
from enforcement.mayor_measures.rules.states import MeasureState
from enforcement.mayor_measures.store import MayorMeasure, MeasureReport
from enforcement.sanctions import store as sanctions

MEASURE_BEGUN = "maatregel_begonnen"
"""Noted in the sanction case, with the number of the measure."""


@dataclass(frozen=True, slots=True)
class ReportCause:
    """``owner`` is the code of who answers for the place; empty where nobody knows it yet."""

    kind: MeasureKind
    grounds: str
    owner: str


async def open_on_report(
    tx: Transaction, sanction_id: UUID, cause: ReportCause, by: By
) -> MayorMeasure:
    """The place, the branch and the reports are those of the case, which goes on by itself.

    Of a place without a declaration the address stays where it is, sealed; the place then has the
    code of that address, and whoever answers for it one made of that, until somebody knows better.

    Raises ``CaseNotFoundError``, and ``RefusedError`` while the police ask to wait, or where a
    measure on these reports runs already.
    """
    case = await sanctions.get_for_update(tx, sanction_id)
    reports = await findings.of_case(tx, sanction_id)
    known = [each.finding_id for each in reports]
    if await findings.any_waits(tx, known):
        raise StepRefusedError(lazy("De politie vraagt om te wachten. Overleg eerst met haar."))
    for other in await store.measures_on(tx, known):
        if other.state is not MeasureState.AFGESLOTEN:
            reason = lazy("Op dit rapport loopt al maatregel %(number)s.", number=other.number)
            raise FieldRefusedError("kind", reason)
    last = reports[-1]
    grounds = Cause(cause.kind, cause.grounds, Branch(last.branch), last.in_tolerance_zone)
    owner = case.owner or cause.owner.strip() or f"plaats-{case.premises_id.hex[:8]}"
    measure = await open_at(tx, case.premises_id, owner, grounds, by, unlisted=case.unlisted)
    for finding_id in known:
        row = MeasureReport(
            case_id=measure.case_id, finding_id=finding_id, from_case_id=sanction_id
        )
        tx.session.add(row)
    await tx.session.flush()
    states = (case.state, case.state)
    timeline.note(tx, sanction_id, MEASURE_BEGUN, states, by, reason=measure.number)
    return measure
