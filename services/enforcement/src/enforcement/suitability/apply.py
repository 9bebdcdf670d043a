"""Apply for a declaration: a new dossier about premises and their rooms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import VisitReason
from contracts.enforcement import SuitabilityApplicationReceived
from contracts.permits.types import WINDOW
from enforcement.cases.store import numbers, timeline
from enforcement.cases.store.timeline import By
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import store
from enforcement.suitability.rules import (
    REGULATION,
    WAITING_TERM,
    DossierState,
    DossierStep,
    LiveDossierError,
    UnknownPermitTypeError,
    WaitingError,
    permit_type,
    visit_is_due,
)
from enforcement.suitability.store import Dossier
from enforcement.suitability.withdrawing_cases import would_withdraw


@dataclass(frozen=True, slots=True)
class Application:
    """``label`` is the owner's name for the premises; ``rooms`` are labels too.

    ``permit_type`` is a code of the city's types of permit.
    """

    label: str
    street: str
    house_number: str
    postcode: str
    owner: str
    rooms: Sequence[str]
    reason: VisitReason
    permit_type: str = WINDOW


async def apply(tx: Transaction, application: Application, by: By) -> Dossier:
    """Raises ``LiveDossierError`` where a dossier of the same premises still runs, and
    ``WaitingError`` where this owner was refused, or lost the declaration or gave it up ahead of
    that, too short ago, and ``UnknownPermitTypeError`` for what the city gives no permit for."""
    if permit_type(application.permit_type, city_day(tx.now)) is None:
        raise UnknownPermitTypeError
    premises_id = await _premises_for(tx, application)
    if await store.has_live_dossier(tx, premises_id):
        raise LiveDossierError
    await check_wait(tx, premises_id, application.owner, tx.now)
    dossier = Dossier(
        dossier_id=uuid4(),
        number=await numbers.next_number(tx, "GV"),
        premises_id=premises_id,
        owner=application.owner,
        rooms=await store.rooms_of(tx, premises_id, application.rooms),
        reason=str(application.reason),
        permit_type=application.permit_type,
        state=DossierState.INGEDIEND,
        filed_at=tx.now,
    )
    tx.session.add(dossier)
    states = (None, dossier.state)
    timeline.note(tx, dossier.dossier_id, "application", states, by, basis=REGULATION)
    record_application(tx, dossier, application.reason, tx.now)
    return dossier


async def _premises_for(tx: Transaction, application: Application) -> UUID:
    """What nobody has to see occupies nothing: a bureau in a window house has premises of its own,
    so that neither's decision is taken for the other's."""
    today = city_day(tx.now)
    address = (application.street, application.house_number, application.postcode)
    wanted, there = application.permit_type, await store.kind_at(tx, *address)
    both_occupy = visit_is_due(wanted, today) and (there is None or visit_is_due(there, today))
    beside = None if there == wanted or both_occupy else wanted
    return await store.premises_at(tx, application.label, *address, beside=beside)


async def check_wait(tx: Transaction, premises_id: UUID, owner: str, asked_at: datetime) -> None:
    """The wait counts from the last refusal or withdrawal of this owner here before it was asked,
    of a renewal too; and from the day on which he gave up what a case was about to take back.

    Raises ``WaitingError``.
    """
    ended = await store.ended_by_city(tx, premises_id, owner)
    steps = DossierStep.DECISION, DossierStep.WITHDRAWAL
    moments = [await timeline.latest(tx, dossier_id, *steps) for dossier_id in ended]
    for dossier in await store.given_up(tx, premises_id, owner):
        given_up_at = await timeline.latest(tx, dossier.dossier_id, DossierStep.RELINQUISHMENT)
        if given_up_at is not None and await would_withdraw(tx, dossier, given_up_at):
            moments.append(given_up_at)
    since = max((each for each in moments if each and each <= asked_at), default=None)
    if since is None:
        return
    law = await legal_terms.law(tx, city_day(asked_at), WAITING_TERM)
    if not law.terms[WAITING_TERM].value:
        return
    last_day = law.deadline(WAITING_TERM, city_day(since)).last_day
    if city_day(asked_at) <= last_day:
        raise WaitingError(last_day)


def record_application(
    tx: Transaction, dossier: Dossier, reason: VisitReason, received_at: datetime
) -> None:
    """Tell that an application, or one for a renewal, was received."""
    record(
        tx,
        SuitabilityApplicationReceived(
            dossier_id=dossier.dossier_id,
            premises_id=dossier.premises_id,
            reason=reason,
            received_at=received_at,
        ),
    )
