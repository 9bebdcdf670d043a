"""A report leaves the police: what the city gets, what only went to the parket (handbook §2.5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.web import Problem
from contracts.codes import Addressee, Branch, OffenderRole, Procedure, ReportKind
from contracts.databank import FindingTransferred
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed
from databank.findings import rules as rules_of
from databank.findings.report import WHAT, advance, held
from databank.findings.rules import FindingState, Step
from databank.findings.store import findings
from databank.welfare.consultation_hold import is_held
from databank.welfare.rules.priority import PossibleVictim
from databank.welfare.store import holds


def refused(finding: Mapping[str, Any], procedure: Procedure) -> rules_of.Refusal | None:
    """Why the city does not get it now."""
    if finding["report_kind"] is None:
        return rules_of.Refusal("Deze vaststelling heeft nog geen afgesloten rapport.")
    return rules_of.may_transfer(
        state=FindingState(finding["state"]),
        kind=ReportKind(finding["report_kind"]),
        addressee=Addressee(finding["addressee"]),
        procedure=procedure,
        has_premises=finding["premises_id"] is not None,
        possible_victim=PossibleVictim(finding["possible_victim"]),
        victim_checked=finding["victim_checked"],
    )


async def transfer(
    tx: Transaction, officer: str, finding_id: UUID, procedure: Procedure
) -> tuple[dict[str, Any], bool]:
    """The finding as it was, and whether the city is asked to wait."""
    finding = await findings.hold(tx, finding_id)
    if finding is None:
        raise Problem.not_found(WHAT)
    refusal = refused(finding, procedure)
    if refusal:
        raise Problem.conflict(refusal.reason, allowed=refusal.allowed)
    if finding["person_id"]:
        await holds.one_at_a_time(tx.conn, finding["person_id"])
    on_hold = await is_held(tx, finding)
    await advance(
        tx,
        officer,
        finding,
        Step.OVERMAKEN,
        procedure=procedure.value,
        on_hold=on_hold,
        transferred_at=tx.now,
    )
    record(tx, told(finding, procedure, on_hold, tx.now))
    return finding, on_hold


def told(
    finding: Mapping[str, Any], procedure: Procedure, on_hold: bool, at: datetime
) -> FindingTransferred:
    """Exactly what the city gets, also for who wants to see it before."""
    offender = OffenderIdentity(
        name=finding["offender_name"],
        birth_date=finding["offender_birth_date"],
        organisation=finding["offender_organisation"],
    )
    return FindingTransferred(
        finding_id=finding["id"],
        report_number=finding["report_number"],
        procedure=procedure,
        fact_code=finding["fact_code"],
        fact_at=finding["fact_at"],
        branch=Branch(finding["branch"]),
        in_tolerance_zone=finding["in_tolerance_zone"],
        premises_id=finding["premises_id"],
        offender_role=OffenderRole(finding["offender_role"]),
        on_hold=on_hold,
        transferred_at=at,
        offender=Sealed.of(offender),
    )


async def hand_to_prosecutor(tx: Transaction, officer: str, finding_id: UUID) -> None:
    """The PV goes its own way to the parket; here it is only noted that it went."""
    finding = await held(tx, finding_id, Step.NAAR_PARKET)
    refusal = rules_of.unasked(
        PossibleVictim(finding["possible_victim"]), finding["victim_checked"]
    )
    if refusal:
        raise Problem.conflict(refusal.reason, allowed=refusal.allowed)
    await advance(tx, officer, finding, Step.NAAR_PARKET, transferred_at=tx.now)
