"""Find that the last day of a condition is over and that it is not met: a finding of the city.

The clock only flags that day (handbook §2.1); a person finds, and the finding opens a sanction case
or is the next one after a warning, as one of the police would.
"""

from uuid import UUID, uuid4

from chassis.branches import branches
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import OffenderRole
from contracts.permits.types import WINDOW
from enforcement.cases.note_opening import GAS_LAW
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.findings import Finding
from enforcement.cases.store.timeline import By
from enforcement.sanctions import store
from enforcement.sanctions.open_case import link, open_case
from enforcement.sanctions.rules import SanctionState
from enforcement.sanctions.rules.warnings import LaterFact, no_sequel
from enforcement.sanctions.store import SanctionCase
from enforcement.suitability import store as suitability
from enforcement.suitability.rules import ENDED
from enforcement.suitability.store import Dossier

FACT = "raam.voorwaarde-niet-nageleefd"
FOUND = "voorwaarde_vastgesteld"
"""A line of the declaration's timeline: which condition, and the case that followed."""


async def find_condition(tx: Transaction, dossier_id: UUID, code: str, by: By) -> SanctionCase:
    """The fact is of now: the condition is still not met, also after a warning about it.

    Raises ``RefusedError`` for a condition that is met or has time left, and while a case about the
    conditions of these premises waits for its warning or its decision.
    """
    dossier = await suitability.get_for_update(tx, dossier_id)
    overdue = await suitability.conditions.overdue(tx, dossier_id, city_day(tx.now))
    if dossier.state in ENDED or code not in [each.code for each in overdue]:
        raise StepRefusedError(lazy("Deze voorwaarde is niet over tijd."))
    fact = LaterFact(dossier.owner, FACT, tx.now)
    reason = f"{dossier.number}: {code}"
    finding_id = uuid4()
    case = await _warned(tx, dossier, fact)
    if case is None:
        case = await open_case(tx, finding_id, fact, dossier.premises_id)
        timeline.note(
            tx, case.case_id, "opening", (None, case.state), by, reason=reason, basis=GAS_LAW
        )
    else:
        await link(tx, case, finding_id, by, reason)
    await findings.add(tx, _finding(dossier, finding_id, case.case_id, fact))
    states = (dossier.state, dossier.state)
    timeline.note(tx, dossier_id, FOUND, states, by, reason=f"{code}, {case.number}")
    return case


async def _warned(tx: Transaction, dossier: Dossier, fact: LaterFact) -> SanctionCase | None:
    """The case that warned this owner about this rule, if any. Raises ``StepRefusedError``."""
    for case in await store.undecided_for_update(tx, dossier.premises_id, dossier.owner, FACT):
        if case.state is not SanctionState.WAARSCHUWING_VERSTUURD:
            raise StepRefusedError(
                lazy("Over de voorwaarden loopt al dossier %(number)s.", number=case.number)
            )
        warning = case.warning()
        if warning is None or city_day(fact.at) > warning.until:
            continue
        objection = no_sequel(warning, fact)
        if objection is not None:
            raise StepRefusedError(objection)
        return case
    return None


def _finding(dossier: Dossier, finding_id: UUID, case_id: UUID, fact: LaterFact) -> Finding:
    """It names nobody. Window premises with a declaration stand in the tolerance zone."""
    return Finding(
        finding_id=finding_id,
        case_id=case_id,
        report_number=dossier.number,
        fact_code=fact.fact_code,
        fact_at=fact.at,
        branch=branches().of_permit(dossier.permit_type, city_day(fact.at)).value,
        in_tolerance_zone=dossier.permit_type == WINDOW,
        offender_role=str(OffenderRole.EXPLOITANT),
        on_hold=False,
        transferred_at=fact.at,
    )
