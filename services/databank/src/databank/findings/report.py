"""What an officer found becomes a report, and a report goes to whom it is for (handbook §2.5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Problem
from contracts.codes import Addressee, Branch, OffenderRole, ReportKind, SignalKind
from contracts.databank import ReportDrawnUp
from contracts.identity import OffenderIdentity
from databank.findings import rules as rules_of
from databank.findings.rules import FindingState, Step
from databank.findings.store import findings, steps
from databank.legal_terms import store as legal_terms
from databank.matching.store import persons
from databank.welfare.rules.priority import PossibleVictim
from databank.welfare.signal import signal

TERM = "gas.pv_transmission"
TERM_CAUGHT = "gas.pv_transmission_caught_in_act"
WHAT = lazy("Deze vaststelling")
NUMBER_IN_USE = lazy("Er bestaat al een vaststelling met dit nummer.")


@dataclass(frozen=True, slots=True)
class Offender:
    """As the city will read it. ``person_id`` is who that is in the databank, where it is known."""

    role: OffenderRole
    identity: OffenderIdentity
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened, where and when. ``others``: role, person and claim of who else was there."""

    fact_code: str
    fact_at: datetime
    branch: Branch
    in_tolerance_zone: bool
    caught_in_act: bool = False
    premises_id: UUID | None = None
    establishment_id: UUID | None = None
    inspection_id: UUID | None = None
    verification_id: UUID | None = None
    offender: Offender | None = None
    others: tuple[tuple[str, UUID, UUID], ...] = field(default=())


async def note(tx: Transaction, officer: str, finding_id: UUID, facts: Facts) -> None:
    """A field note; the id is the key of the form, so that a note sent again is the same note."""
    offender = facts.offender
    person_id = offender.person_id if offender else None
    if person_id:
        await persons.block_relinking(tx.conn)
        person_id = await persons.survivor(tx.conn, person_id)
    values: dict[str, Any] = {
        "id": finding_id,
        "inspection_id": facts.inspection_id,
        "verification_id": facts.verification_id,
        "fact_code": facts.fact_code,
        "fact_at": facts.fact_at,
        "branch": facts.branch.value,
        "in_tolerance_zone": facts.in_tolerance_zone,
        "premises_id": facts.premises_id,
        "establishment_id": facts.establishment_id,
        "offender_role": offender.role.value if offender else None,
        "offender_name": offender.identity.name if offender else None,
        "offender_birth_date": offender.identity.birth_date if offender else None,
        "offender_organisation": offender.identity.organisation if offender else None,
        "person_id": person_id,
        "claim_id": await persons.anchor(tx.conn, person_id) if person_id else None,
        "possible_victim": PossibleVictim.ONBEKEND.value,
        "victim_checked": False,
        "state": FindingState.GENOTEERD.value,
        "noted_at": tx.now,
        "noted_by": officer,
        "caught_in_act": facts.caught_in_act,
        "transmit_by": await transmit_by(tx, facts.fact_at.date(), facts.caught_in_act),
    }
    if await findings.add(tx, values):
        await steps.set_persons(tx.conn, finding_id, facts.others)
        await steps.note(
            tx.conn, finding_id, tx.now, officer, "noteren", FindingState.GENOTEERD.value
        )


async def transmit_by(tx: Transaction, fact_on: date, caught_in_act: bool) -> date:
    """The last safe day on which the city may get it: a day off at the end may make it longer."""
    term = TERM_CAUGHT if caught_in_act else TERM
    return rules_of.months_after(fact_on, await legal_terms.months(tx.conn, term, fact_on))


async def held(tx: Transaction, finding_id: UUID, step: Step) -> dict[str, Any]:
    """The finding, locked, if that step may be taken now."""
    finding = await findings.hold(tx, finding_id)
    if finding is None:
        raise Problem.not_found(WHAT)
    possible = next_steps(finding)
    if step not in possible:
        raise Problem.conflict(
            lazy("Deze stap kan nu niet bij deze vaststelling."), allowed=possible
        )
    return finding


def next_steps(finding: Mapping[str, Any]) -> tuple[Step, ...]:
    kind, addressee = finding["report_kind"], finding["addressee"]
    return rules_of.steps(
        FindingState(finding["state"]),
        ReportKind(kind) if kind else None,
        Addressee(addressee) if addressee else None,
    )


async def advance(
    tx: Transaction,
    officer: str,
    finding: Mapping[str, Any],
    step: Step,
    reason: str | None = None,
    **more: Any,
) -> None:
    """Take a step with a held finding; ``more`` are columns that change with it."""
    after = rules_of.AFTER[FindingState(finding["state"])][step]
    await findings.change(tx.conn, finding["id"], state=after.value, **more)
    await steps.note(tx.conn, finding["id"], tx.now, officer, step.value, after.value, reason)


async def choose(
    tx: Transaction, officer: str, finding_id: UUID, kind: ReportKind, addressee: Addressee
) -> None:
    """The note is a finding, and this report will be drawn up of it."""
    finding = await findings.hold(tx, finding_id)
    if finding is None:
        raise Problem.not_found(WHAT)
    if addressee not in rules_of.ADDRESSEES[kind]:
        raise Problem.field(
            "aan", lazy("Dit rapport is niet voor deze bestemming. Kies een andere.")
        )
    if finding["offender_name"] is None and kind is ReportKind.PV:
        raise Problem.field("gevolg", lazy("Een PV noemt een overtreder. Vul eerst in wie dat is."))
    if Step.VASTSTELLEN in next_steps(finding):
        await advance(tx, officer, finding, Step.VASTSTELLEN)
    finding = await held(tx, finding_id, Step.OPMAKEN)
    await advance(
        tx, officer, finding, Step.OPMAKEN, report_kind=kind.value, addressee=addressee.value
    )


async def check_number(tx: Transaction, kind: ReportKind, number: str, name: str) -> None:
    """``name`` is the field that the refusal is about."""
    pattern = await legal_terms.report_pattern(tx.conn, kind.value, tx.now.date())
    if not rules_of.is_report_number(number, pattern):
        reason = (
            lazy("Dit nummer heeft niet de vorm van een PV, zoals AN.69.L3.00572/26.")
            if kind is ReportKind.PV
            else lazy("Gebruik letters, cijfers en . / - voor dit nummer.")
        )
        raise Problem.field(name, reason, code="rapportnummer-vorm")


def number_in_use() -> Problem:
    return Problem(409, "rapportnummer-bestaat", NUMBER_IN_USE)


async def close(tx: Transaction, officer: str, finding_id: UUID, number: str) -> None:
    """The report is closed and has its number. Elsewhere it is only counted."""
    finding = await held(tx, finding_id, Step.AFSLUITEN)
    kind = ReportKind(finding["report_kind"])
    await check_number(tx, kind, number, "nummer")
    if await findings.has_number(tx.conn, kind.value, number):
        raise Problem.field("nummer", NUMBER_IN_USE)
    report_id = uuid4()
    await advance(
        tx,
        officer,
        finding,
        Step.AFSLUITEN,
        report_id=report_id,
        report_number=number,
        drawn_up_at=tx.now,
        drawn_up_by=officer,
    )
    record(
        tx,
        ReportDrawnUp(
            report_id=report_id,
            kind=kind,
            branch=Branch(finding["branch"]),
            fact_code=finding["fact_code"],
            addressee=Addressee(finding["addressee"]),
            in_tolerance_zone=finding["in_tolerance_zone"],
            drawn_up_at=tx.now,
        ),
    )


async def check_victim(
    tx: Transaction, officer: str, finding_id: UUID, answer: PossibleVictim
) -> dict[str, Any]:
    """A person answers whether the offender may be a victim; a yes opens protection (DP-11)."""
    finding = await findings.hold(tx, finding_id)
    if finding is None:
        raise Problem.not_found(WHAT)
    if FindingState(finding["state"]) is FindingState.OVERGEMAAKT:
        raise Problem.conflict(lazy("Deze vaststelling is al overgemaakt aan de stad."), allowed=[])
    await findings.change(
        tx.conn,
        finding_id,
        possible_victim=answer.value,
        victim_checked=True,
        victim_checked_at=tx.now,
        victim_checked_by=officer,
    )
    await steps.note(
        tx.conn, finding_id, tx.now, officer, Step.SLACHTOFFERCHECK.value, finding["state"]
    )
    if answer is PossibleVictim.JA:
        await protect(tx, finding)
    return finding


async def protect(tx: Transaction, finding: Mapping[str, Any]) -> None:
    """Somebody may be a victim: a signal for the team, not a step towards a fine."""
    await signal(
        tx,
        SignalKind.MENSENHANDEL,
        f"finding {finding['id']}",
        "vaststelling_mogelijk_slachtoffer",
        {"findingId": str(finding["id"])},
        person_id=finding["person_id"],
        claim_id=finding["claim_id"],
    )
