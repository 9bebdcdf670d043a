"""Draw up the report of a finding: choose its kind, close it with a number, or both at once."""

from dataclasses import replace
from uuid import UUID, uuid4

from chassis.branches import check_branch
from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.observed import check_moment
from chassis.refusals import FieldRefusedError
from contracts.codes import Addressee, ReportKind
from contracts.databank import ReportDrawnUp
from databank.finding_register.rules.steps import Finding, PossibleVictim, Step
from databank.finding_register.store import findings
from databank.findings.advance import advance, locked, locked_for
from databank.findings.check_victim import protect
from databank.findings.note import transmit_by
from databank.findings.rules.report import (
    ADDRESSEES,
    ReportNumberError,
    ReportNumberInUseError,
    is_report_number,
)
from databank.inspections.store import inspections
from databank.legal_terms import store as legal_terms
from databank.persons.store import persons
from databank.shifts.store import verifications
from databank.welfare.minors import protect_offender
from databank.welfare.protective_links import link_offender

UNKNOWN = lazy("Dit kennen we niet. Kijk het nummer na.")


async def choose_report(
    tx: Transaction, officer: str, finding_id: UUID, kind: ReportKind, addressee: Addressee
) -> None:
    """The note is a finding, and this report will be drawn up of it."""
    finding = await locked(tx, finding_id)
    _check_addressee("gevolg", kind, addressee)
    if finding.offender_name is None and kind is ReportKind.PV:
        raise FieldRefusedError(
            "gevolg", lazy("Een PV noemt een overtreder. Vul eerst in wie dat is.")
        )
    if Step.VASTSTELLEN in finding.next_steps:
        await advance(tx, officer, finding, Step.VASTSTELLEN)
    finding = await locked_for(tx, finding_id, Step.OPMAKEN)
    await advance(tx, officer, finding, Step.OPMAKEN, report_kind=kind, addressee=addressee)


async def close_report(tx: Transaction, officer: str, finding_id: UUID, number: str) -> None:
    """The report is closed and has its number. Elsewhere it is only counted."""
    finding = await locked_for(tx, finding_id, Step.AFSLUITEN)
    assert finding.report_kind is not None  # chosen before
    await _check_number(tx, finding.report_kind, number)
    if await findings.has_number(tx.conn, finding.report_kind, number):
        raise ReportNumberInUseError
    drawn_up = replace(
        finding,
        report_id=uuid4(),
        report_number=number,
        drawn_up_at=tx.now,
        drawn_up_by=officer,
    )
    await advance(
        tx,
        officer,
        finding,
        Step.AFSLUITEN,
        report_id=drawn_up.report_id,
        report_number=drawn_up.report_number,
        drawn_up_at=drawn_up.drawn_up_at,
        drawn_up_by=drawn_up.drawn_up_by,
    )
    _tell(tx, drawn_up)


async def draw_up(tx: Transaction, finding: Finding) -> None:
    """A finding with its closed report at once, as another system of the police sends it.

    ``finding.person_id`` may be an id that was merged into another.
    """
    check_moment("factAt", finding.fact_at, tx.now)
    check_branch("branch", finding.branch, city_day(finding.fact_at))
    kind, addressee = finding.report_kind, finding.addressee
    assert kind is not None
    assert addressee is not None
    _check_addressee("addressee", kind, addressee)
    if finding.inspection_id and not await inspections.exists(tx.conn, finding.inspection_id):
        raise FieldRefusedError("inspectionId", UNKNOWN)
    if finding.inspection_id and finding.establishment_id is None:
        places = await inspections.places(tx.conn, finding.inspection_id)
        finding = replace(finding, establishment_id=places[0].id if places else None)
    if finding.verification_id and not await verifications.exists(tx.conn, finding.verification_id):
        raise FieldRefusedError("verificationId", UNKNOWN)
    assert finding.report_number is not None
    await _check_number(tx, kind, finding.report_number)
    person_id = await _current(tx, finding.person_id)
    finding = replace(
        finding,
        person_id=person_id,
        claim_id=await persons.anchor(tx.conn, person_id) if person_id else None,
        transmit_by=await transmit_by(tx, city_day(finding.fact_at), finding.caught_in_act),
    )
    if not await findings.add(tx, finding):
        raise ReportNumberInUseError
    await protect_offender(tx, finding)
    await link_offender(tx, finding)
    if finding.possible_victim is PossibleVictim.JA:
        await protect(tx, finding)
    _tell(tx, finding)


async def _current(tx: Transaction, person_id: UUID | None) -> UUID | None:
    """The person that this id stands for now."""
    if person_id is None:
        return None
    await persons.block_relinking(tx.conn)
    current = await persons.survivor(tx.conn, person_id)
    if current is None:
        raise FieldRefusedError("personId", UNKNOWN)
    return current


def _check_addressee(field: str, kind: ReportKind, addressee: Addressee) -> None:
    if addressee not in ADDRESSEES[kind]:
        raise FieldRefusedError(
            field, lazy("Dit rapport is niet voor deze bestemming. Kies een andere.")
        )


async def _check_number(tx: Transaction, kind: ReportKind, number: str) -> None:
    pattern = await legal_terms.report_pattern(tx.conn, kind.value, city_day(tx.now))
    if not is_report_number(number, pattern):
        raise ReportNumberError(kind)


def _tell(tx: Transaction, finding: Finding) -> None:
    assert finding.report_id is not None
    assert finding.report_kind is not None
    assert finding.addressee is not None
    assert finding.drawn_up_at is not None
    record(
        tx,
        ReportDrawnUp(
            report_id=finding.report_id,
            kind=finding.report_kind,
            branch=finding.branch,
            fact_code=finding.fact_code,
            addressee=finding.addressee,
            in_tolerance_zone=finding.in_tolerance_zone,
            drawn_up_at=finding.drawn_up_at,
        ),
    )
