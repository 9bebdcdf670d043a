"""Handlers: the calendar's answer to each event that it reads."""

from datetime import datetime, timedelta

import structlog

from chassis.bus import Handlers
from chassis.days import day_start
from chassis.db import Transaction
from chassis.errors import RejectedError
from contracts.databank import (
    IdentityRefuted,
    IdentityRevalidationDue,
    IdentityValidated,
    ShiftAbsenceObserved,
    ShiftCheckWithdrawn,
    ShiftVerified,
    UnannouncedPresenceObserved,
    UnannouncedPresenceWithdrawn,
    WorkerAccessChanged,
    WorkerAccessGranted,
    WorkerAccessRevoked,
)
from contracts.enforcement import (
    PremisesClosed,
    PremisesReopened,
    SuitabilityApplicationAnswered,
    SuitabilityConditionsMet,
    SuitabilityExpired,
    SuitabilityGranted,
    SuitabilityReconsidered,
    SuitabilityRefused,
    SuitabilityReinstated,
    SuitabilityRelinquished,
    SuitabilityRenewalRefused,
    SuitabilityRenewalRequested,
    SuitabilityRenewalWithdrawn,
    SuitabilityRenewed,
    SuitabilityRoomsChanged,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
    SuitabilityTransferred,
    SuitabilityVisitCompleted,
    SuitabilityWithdrawn,
)
from pandkalender.applications.follow import note_answer, note_decision
from pandkalender.applications.rules.progress import ApplicationState
from pandkalender.premises import store as premises
from pandkalender.premises.rules import Fact, FactKind
from pandkalender.shifts.lapse import lapse_of_former_owners, lapse_past_the_end
from pandkalender.shifts.rules.planning_state import Verification
from pandkalender.shifts.store import shifts
from pandkalender.suitability import follow
from pandkalender.worker_portal import code_access
from pandkalender.workers.rules.identity_status import IdentityStatus
from pandkalender.workers.store import workers

log = structlog.get_logger("pandkalender")


async def allow_shifts(event: SuitabilityGranted | SuitabilityRenewed, tx: Transaction) -> None:
    """The last day of the term counts wholly, in the city's time. The owner may be a buyer."""
    await follow.keep_decision(event, tx)
    await follow.keep_premises(tx, event.dossier_id, event.premises)
    await note_decision(tx, event.dossier_id, ApplicationState.TOEGEKEND, event.decided_at)
    await lapse_of_former_owners(tx, event.premises_id, event.premises.owner)
    await _add_term(event, tx)


async def allow_again(event: SuitabilityReinstated, tx: Transaction) -> None:
    """A withdrawal fell away: the term that it ended works again, from its first day; or a day of
    the term was told wrong, which may be shorter now."""
    await follow.keep_premises(tx, event.dossier_id, event.premises)
    until = event.decided_at - timedelta(microseconds=1)
    told_before = Fact(FactKind.EXPIRED, event.dossier_id, until, until)
    await premises.add_fact(tx, event.premises_id, told_before)
    await _add_term(event, tx)
    await lapse_past_the_end(tx, event.premises_id)


async def _add_term(
    event: SuitabilityGranted | SuitabilityRenewed | SuitabilityReinstated, tx: Transaction
) -> None:
    fact = Fact(
        FactKind.TERM,
        event.dossier_id,
        event.decided_at,
        day_start(event.valid_from),
        day_start(event.valid_to + timedelta(days=1)),
    )
    await premises.add_fact(tx, event.premises_id, fact)


async def await_renewal(event: SuitabilityRenewalRequested, tx: Transaction) -> None:
    """The declaration works on from the day on which it was asked until the renewal is decided,
    whatever its last day was, and whenever the city noted it.

    Not so where a renewal was refused before: that stays as it was told, with its last day.
    """
    if event.works_until is not None:
        return
    await follow.note_renewal_asked(event, tx)
    known_at = event.noted_at or event.requested_at
    fact = Fact(FactKind.TERM, event.dossier_id, known_at, event.requested_at)
    await premises.add_fact(tx, event.premises_id, fact)


async def keep_term(event: SuitabilityRenewalRefused, tx: Transaction) -> None:
    """No renewal is awaited any more: the present term runs out."""
    await follow.note_refusal(event, tx)
    await note_decision(tx, event.dossier_id, ApplicationState.NIET_TOEGEKEND, event.decided_at)
    await _let_term_run_out(event, event.decided_at, tx)


async def await_no_renewal(event: SuitabilityRenewalWithdrawn, tx: Transaction) -> None:
    """The owner asks no renewal any more, which is no refusal."""
    await _let_term_run_out(event, event.withdrawn_at, tx)


async def _let_term_run_out(
    event: SuitabilityRenewalRefused | SuitabilityRenewalWithdrawn,
    known_at: datetime,
    tx: Transaction,
) -> None:
    fact = Fact(
        FactKind.TERM,
        event.dossier_id,
        known_at,
        day_start(event.valid_from),
        day_start(event.valid_to + timedelta(days=1)),
    )
    await premises.add_fact(tx, event.premises_id, fact)
    await lapse_past_the_end(tx, event.premises_id)


async def take_over_premises(
    event: SuitabilityRoomsChanged | SuitabilityTransferred, tx: Transaction
) -> None:
    """Its rooms, or the holder to whom the declaration went over: the house stays open for him."""
    await follow.keep_holder(event, tx)
    await follow.keep_premises(tx, event.dossier_id, event.premises)
    await lapse_of_former_owners(tx, event.premises_id, event.premises.owner)


async def suspend(event: SuitabilitySuspended, tx: Transaction) -> None:
    fact = Fact(
        FactKind.SUSPENSION,
        event.dossier_id,
        event.decided_at,
        event.suspended_from,
        event.suspended_to,
    )
    await premises.add_fact(tx, event.premises_id, fact)


async def lift_suspension(event: SuitabilitySuspensionLifted, tx: Transaction) -> None:
    fact = Fact(
        FactKind.LIFTED,
        event.dossier_id,
        event.lifted_at,
        event.lifted_at,
        taken_back=event.taken_back,
        annulled=event.annulled,
    )
    await premises.add_fact(tx, event.premises_id, fact)


async def withdraw(event: SuitabilityWithdrawn, tx: Transaction) -> None:
    fact = Fact(FactKind.WITHDRAWN, event.dossier_id, event.withdrawn_at, event.withdrawn_at)
    await premises.add_fact(tx, event.premises_id, fact)
    await lapse_past_the_end(tx, event.premises_id)


async def expire(event: SuitabilityExpired | SuitabilityRelinquished, tx: Transaction) -> None:
    ended_at = event.expired_at if isinstance(event, SuitabilityExpired) else event.relinquished_at
    fact = Fact(FactKind.EXPIRED, event.dossier_id, ended_at, ended_at)
    await premises.add_fact(tx, event.premises_id, fact)
    await lapse_past_the_end(tx, event.premises_id)


async def close(event: PremisesClosed, tx: Transaction) -> None:
    fact = Fact(
        FactKind.CLOSURE, event.case_id, event.decided_at, event.closed_from, event.closed_to
    )
    await premises.add_fact(tx, event.premises_id, fact)


async def reopen(event: PremisesReopened, tx: Transaction) -> None:
    await premises.name_closure(tx, event.premises_id, event.case_id)
    fact = Fact(
        FactKind.LIFTED,
        event.case_id,
        event.noted_at or event.reopened_at,
        event.reopened_at,
        taken_back=event.taken_back,
        annulled=event.annulled,
    )
    await premises.add_fact(tx, event.premises_id, fact)


async def note_refusal(event: SuitabilityRefused, tx: Transaction) -> None:
    """Of an application; releases before told of a refused renewal in this way too."""
    await follow.note_refusal(event, tx)
    await note_decision(tx, event.dossier_id, ApplicationState.NIET_TOEGEKEND, event.decided_at)


async def note_validated(event: IdentityValidated, tx: Transaction) -> None:
    await workers.set_identity(tx, event.worker_ref, IdentityStatus.IN_ORDE, event.validated_at)


async def note_refuted(event: IdentityRefuted, tx: Transaction) -> None:
    await workers.set_identity(
        tx, event.worker_ref, IdentityStatus.CONTACTEER_POLITIE, event.refuted_at
    )


async def note_revalidation_due(event: IdentityRevalidationDue, tx: Transaction) -> None:
    await workers.set_identity(tx, event.worker_ref, IdentityStatus.TE_CONTROLEREN, event.since)


OBSERVED = {
    "aanwezig": Verification.BEVESTIGD,
    "afwezig": Verification.AFWEZIG,
    "andere": Verification.WEERLEGD,
}
"""The outcomes of a check as the police call them."""


async def note_present(event: ShiftVerified, tx: Transaction) -> None:
    if not await shifts.set_verification(
        tx, event.shift_id, Verification.BEVESTIGD, event.verified_at
    ):
        raise RejectedError("a check of a shift that was never declared")


async def note_absent(event: ShiftAbsenceObserved, tx: Transaction) -> None:
    if not await shifts.set_verification(
        tx, event.shift_id, Verification.AFWEZIG, event.observed_at
    ):
        raise RejectedError("a check of a shift that was never declared")


async def note_somebody_else(event: UnannouncedPresenceObserved, tx: Transaction) -> None:
    """Never parked: behind it, under the same key, a suspension of the premises could wait."""
    if event.shift_id is not None and not await shifts.set_verification(
        tx, event.shift_id, Verification.WEERLEGD, event.observed_at
    ):
        log.warning("somebody else in a shift that was never declared")


async def take_back_check(
    event: ShiftCheckWithdrawn | UnannouncedPresenceWithdrawn, tx: Transaction
) -> None:
    """A check that was a slip no longer shows; the newest that stands does."""
    if event.shift_id is None:
        return
    standing = OBSERVED.get(event.standing or "", Verification.NIET_GECONTROLEERD)
    await shifts.take_back_verification(
        tx, event.shift_id, event.observed_at, standing, event.standing_at
    )


async def open_to_worker(event: WorkerAccessGranted, tx: Transaction) -> None:
    opens = event.opens.value
    await code_access.grant(tx, event, opens.digest, opens.worker_refs)


async def open_otherwise(event: WorkerAccessChanged, tx: Transaction) -> None:
    await code_access.change(tx, event.access_id, event.scope.value.worker_refs)


async def close_to_worker(event: WorkerAccessRevoked, tx: Transaction) -> None:
    await code_access.revoke(tx, event.access_id)


HANDLERS: Handlers = {
    SuitabilityGranted: allow_shifts,
    SuitabilityReinstated: allow_again,
    SuitabilityRenewed: allow_shifts,
    SuitabilitySuspended: suspend,
    SuitabilitySuspensionLifted: lift_suspension,
    SuitabilityWithdrawn: withdraw,
    SuitabilityConditionsMet: follow.note_conditions_met,
    SuitabilityRefused: note_refusal,
    SuitabilityReconsidered: follow.note_reconsidered,
    SuitabilityApplicationAnswered: note_answer,
    SuitabilityVisitCompleted: follow.note_visit,
    SuitabilityRenewalRequested: await_renewal,
    SuitabilityRenewalRefused: keep_term,
    SuitabilityRenewalWithdrawn: await_no_renewal,
    SuitabilityRoomsChanged: take_over_premises,
    SuitabilityTransferred: take_over_premises,
    SuitabilityExpired: expire,
    SuitabilityRelinquished: expire,
    PremisesClosed: close,
    PremisesReopened: reopen,
    IdentityValidated: note_validated,
    IdentityRefuted: note_refuted,
    IdentityRevalidationDue: note_revalidation_due,
    ShiftVerified: note_present,
    ShiftAbsenceObserved: note_absent,
    UnannouncedPresenceObserved: note_somebody_else,
    ShiftCheckWithdrawn: take_back_check,
    UnannouncedPresenceWithdrawn: take_back_check,
    WorkerAccessGranted: open_to_worker,
    WorkerAccessChanged: open_otherwise,
    WorkerAccessRevoked: close_to_worker,
}
