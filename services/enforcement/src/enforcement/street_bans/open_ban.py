"""Consider a street ban, after a fine case about what somebody did in the street."""

from uuid import UUID, uuid4

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.branches import Branch
from contracts.codes import OffenderRole
from contracts.enforcement import StreetBanOpened
from enforcement.cases.store import findings, numbers, timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store as gas
from enforcement.gas.store import GasCase
from enforcement.street_bans import store
from enforcement.street_bans.person import is_about, may_be_minor
from enforcement.street_bans.rules import BASIS, BanState, BanStep
from enforcement.street_bans.store import StreetBanCase


async def open_after(tx: Transaction, number: str, by: By) -> StreetBanCase:
    """``number`` is that of a fine case. Raises ``RefusedError``."""
    fine = await fine_of(tx, number)
    persons = await findings.offenders(tx, fine.case_id)
    await store.lock_openings(tx)
    for other in await store.unclosed(tx):
        if await is_about(tx, other.case_id, persons):
            reason = lazy("Over deze persoon loopt al %(number)s.", number=other.number)
            raise FieldRefusedError("number", reason)
    facts = await findings.of_case(tx, fine.case_id)
    newest = facts[-1]
    case = StreetBanCase(
        case_id=uuid4(),
        number=await numbers.next_number(tx, "SV"),
        state=BanState.VOORSTEL,
        offender_role=OffenderRole(newest.offender_role),
        branch=newest.branch,
        in_tolerance_zone=newest.in_tolerance_zone,
        unclear_age=may_be_minor(tx, persons),
        on_hold=await findings.waits(tx, fine.case_id),
        opened_at=tx.now,
    )
    await store.add(tx, case)
    await store.add_facts(tx, case.case_id, fine.case_id, [fact.finding_id for fact in facts])
    timeline.note(
        tx, case.case_id, "opening", (None, case.state), by, reason=fine.number, basis=BASIS
    )
    record(
        tx,
        StreetBanOpened(
            case_id=case.case_id,
            offender_role=case.offender_role,
            branch=Branch(case.branch),
            in_tolerance_zone=case.in_tolerance_zone,
            opened_at=tx.now,
        ),
    )
    return case


async def fine_of(tx: Transaction, number: str) -> GasCase:
    fine = await gas.by_number(tx, number.strip().upper())
    if fine is None:
        reason = lazy("Dit GAS-dossier is er niet. Kijk het nummer na.")
        raise FieldRefusedError("number", reason)
    if fine.offender_role not in (OffenderRole.PROSTITUEE, OffenderRole.PROSTITUANT):
        reason = lazy(
            "Een straatverbod is voor wie seks aanbiedt of zoekt op straat. Dit dossier gaat over "
            "een uitbater."
        )
        raise FieldRefusedError("number", reason)
    return fine


async def review_age(tx: Transaction, case_id: UUID, by: By, reason: str) -> StreetBanCase:
    """A person looked at a minor, or at an age that is not known. Raises ``RefusedError``."""
    case = await store.get_for_update(tx, case_id)
    take_step(tx, case, BanStep.REVIEW, by, reason=reason, basis=BASIS)
    case.unclear_age = False
    return case
