"""Transfer a report: to the city, to the prosecutor, or into the police's own records."""

from datetime import datetime
from uuid import UUID

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.codes import Procedure, ReportKind
from contracts.databank import FindingTransferred, InformationReportTransferred
from contracts.identity import FactPlace, OffenderIdentity
from contracts.sealed import Sealed
from databank.finding_register.rules.steps import Finding, Step
from databank.findings.advance import advance, locked, locked_for
from databank.findings.hear_prosecutor import tell_answer
from databank.findings.rules.prosecutor import ProsecutorWord
from databank.findings.rules.transfer import (
    JudicialInformation,
    LeaveMissingError,
    Refusal,
    may_transfer,
    unasked,
)
from databank.findings.store import prosecutor
from databank.premises.store import establishments
from databank.welfare.consultation_hold import is_held, one_at_a_time
from databank.welfare.minors import unreviewed_protection
from databank.welfare.protective_links import link_offender


async def transfer(
    tx: Transaction,
    officer: str,
    finding_id: UUID,
    procedure: Procedure,
    judicial: JudicialInformation,
) -> tuple[Finding, bool]:
    """Hand it to the city; gives the finding as it was, and whether the city is asked to wait."""
    finding = await locked(tx, finding_id)
    _refuse(may_transfer(finding, procedure))
    if judicial.included and not judicial.leave:
        raise LeaveMissingError
    await _hold_persons(tx, finding)
    await _refuse_unreviewed(tx, finding)
    on_hold = await is_held(tx, finding) if finding.offender_name else False
    await advance(
        tx,
        officer,
        finding,
        Step.OVERMAKEN,
        procedure=procedure,
        on_hold=on_hold,
        transferred_at=tx.now,
        judicial_information=judicial.included,
        judicial_leave=judicial.leave if judicial.included else None,
    )
    place = await _place(tx, finding)
    if finding.report_kind is ReportKind.INFORMATIERAPPORT:
        record(tx, _reported(finding, place, judicial.included, on_hold, tx.now))
    else:
        record(tx, _told(finding, place, procedure, on_hold, tx.now))
    for said in await prosecutor.of_finding(tx.conn, finding_id):
        if said.word is ProsecutorWord.AFGEZIEN:
            tell_answer(tx, finding_id, said)
    return finding, on_hold


async def hand_to_prosecutor(tx: Transaction, officer: str, finding_id: UUID) -> None:
    """The PV goes its own way to the parket; here it is only noted that it went."""
    finding = await locked_for(tx, finding_id, Step.NAAR_PARKET)
    _refuse(unasked(finding.possible_victim, finding.victim_checked))
    await _hold_persons(tx, finding)
    await _refuse_unreviewed(tx, finding)
    await advance(tx, officer, finding, Step.NAAR_PARKET, transferred_at=tx.now)


async def _hold_persons(tx: Transaction, finding: Finding) -> None:
    """Hold the protection of whoever the offender is, or may be, as it is known now."""
    named = [finding.person_id] if finding.person_id else []
    for person_id in named or await link_offender(tx, finding):
        await one_at_a_time(tx, person_id)


async def _refuse_unreviewed(tx: Transaction, finding: Finding) -> None:
    """Nobody who may be under age is named to anybody before a person looked at it (DP-11)."""
    if await unreviewed_protection(tx, finding):
        raise StepRefusedError(
            lazy(
                "Deze persoon is misschien minderjarig, en niemand bekeek het signaal al."
                " Bescherming gaat voor: bekijk eerst het signaal."
            ),
            allowed=[],
        )


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise StepRefusedError(refusal.reason, refusal.allowed)


async def _place(tx: Transaction, finding: Finding) -> FactPlace | None:
    """The place where the city has to look it up by name: it knows its window premises by id."""
    if finding.premises_id is not None or finding.establishment_id is None:
        return None
    (place,) = await establishments.by_ids(tx.conn, tx.now, [finding.establishment_id])
    return FactPlace(
        label=place.label,
        street=place.street,
        house_number=place.house_number,
        postcode=place.postcode,
    )


def _told(
    finding: Finding,
    place: FactPlace | None,
    procedure: Procedure,
    on_hold: bool,
    at: datetime,
) -> FindingTransferred:
    """Exactly what the city gets."""
    assert finding.report_number is not None  # it is drawn up
    assert finding.offender_role is not None
    assert finding.offender_name is not None
    return FindingTransferred(
        finding_id=finding.id,
        report_number=finding.report_number,
        procedure=procedure,
        fact_code=finding.fact_code,
        fact_at=finding.fact_at,
        branch=finding.branch,
        in_tolerance_zone=finding.in_tolerance_zone,
        premises_id=finding.premises_id,
        offender_role=finding.offender_role,
        on_hold=on_hold,
        transferred_at=at,
        offender=Sealed.of(_offender(finding, finding.offender_name)),
        place=Sealed.of(place) if place else None,
    )


def _reported(
    finding: Finding,
    place: FactPlace | None,
    judicial: bool,
    on_hold: bool,
    at: datetime,
) -> InformationReportTransferred:
    """Exactly what the city gets of an information report: maybe a place alone."""
    assert finding.report_number is not None  # it is drawn up
    name = finding.offender_name
    return InformationReportTransferred(
        finding_id=finding.id,
        report_number=finding.report_number,
        fact_code=finding.fact_code,
        fact_at=finding.fact_at,
        branch=finding.branch,
        in_tolerance_zone=finding.in_tolerance_zone,
        premises_id=finding.premises_id,
        offender_role=finding.offender_role if name else None,
        judicial_information=judicial,
        on_hold=on_hold,
        transferred_at=at,
        offender=Sealed.of(_offender(finding, name)) if name else None,
        place=Sealed.of(place) if place else None,
    )


def _offender(finding: Finding, name: str) -> OffenderIdentity:
    return OffenderIdentity(
        name=name,
        birth_date=finding.offender_birth_date,
        organisation=finding.offender_organisation,
    )
