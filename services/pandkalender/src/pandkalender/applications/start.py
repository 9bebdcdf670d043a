"""Start an application: a draft that waits for its owner, and goes when it waits too long."""

from datetime import timedelta
from uuid import UUID, uuid4

from chassis.bus import schedule
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.codes import ApplicationKind
from contracts.permits.types import WINDOW
from pandkalender.applications.rules.checklist import ApplicationTerms
from pandkalender.applications.rules.progress import (
    ABOUT_PREMISES,
    ApplicationState,
    OtherPendingError,
    must_fit_events,
)
from pandkalender.applications.store import applications
from pandkalender.applications.store.applications import PermitApplication
from pandkalender.suitability.store import permit_type_of, premises_of

EXPIRY = "application-expiry"
MOST_DRAFTS = 10


async def start(
    tx: Transaction,
    owner: str,
    kind: ApplicationKind,
    premises_id: UUID | None,
    terms: ApplicationTerms,
    permit_type: str = WINDOW,
) -> PermitApplication:
    """Of own premises the type of permit is that of their declaration, whatever was chosen.

    Raises ``RefusedError``: about own premises only, one at a time of a kind, and by an owner whom
    the city can be told of.
    """
    must_fit_events(owner)
    if kind not in ABOUT_PREMISES:
        premises_id = None
    elif premises_id not in {each.premises_id for each in await premises_of(tx, owner)}:
        raise FieldRefusedError("pand", lazy("Kies een van je panden."))
    elif premises_id and await applications.is_pending(tx, owner, kind, premises_id):
        raise OtherPendingError
    else:
        permit_type = await permit_type_of(tx, owner, premises_id)
    known = await applications.of_owner(tx, owner)
    if sum(each.state is ApplicationState.CONCEPT for each in known) >= MOST_DRAFTS:
        raise StepRefusedError(
            lazy("Je hebt te veel aanvragen die niet verstuurd zijn. Gooi er eerst een weg.")
        )
    application = applications.add(
        tx,
        application_id=uuid4(),
        owner=owner,
        kind=kind,
        permit_type=permit_type,
        premises_id=premises_id,
        state=ApplicationState.CONCEPT,
        made_at=tx.now,
        changed_at=tx.now,
        expires_at=tx.now,
    )
    await touch(tx, application, terms)
    await tx.session.flush()
    return application


async def touch(tx: Transaction, application: PermitApplication, terms: ApplicationTerms) -> None:
    """The owner is at work on a draft: its term begins anew."""
    application.changed_at = tx.now
    application.expires_at = tx.now + timedelta(days=terms.draft_days)
    await schedule(tx, EXPIRY, str(application.application_id), application.expires_at)
