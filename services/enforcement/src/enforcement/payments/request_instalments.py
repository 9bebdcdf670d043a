"""Ask for instalments on the page of the own case; finance decides, and the page says what."""

from datetime import date
from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.payments import plan_instalments
from enforcement.payments.rules import instalments
from enforcement.payments.rules.claim import OPEN
from enforcement.payments.rules.requests import (
    AlreadyAskedError,
    NoRequestError,
    RequestState,
    check_parts,
)
from enforcement.payments.store import accounts, requests
from enforcement.payments.store.accounts import Account
from enforcement.payments.store.requests import InstalmentRequest

ASKED, REFUSED = "instalments-asked", "instalments-refused"


async def request_instalments(
    tx: Transaction, case_id: UUID, parts: int, by: By
) -> InstalmentRequest:
    """Ask to pay what is left in so many monthly parts. Raises ``RefusedError``."""
    check_parts(parts)
    account = await accounts.read_for_update(tx, case_id)
    if not may_ask(account, city_day(tx.now)):
        raise StepRefusedError(lazy("Van deze boete is niets meer te betalen."))
    if account.plan is not None or await requests.open_for_update(tx, case_id) is not None:
        raise AlreadyAskedError
    asked = InstalmentRequest(
        request_id=uuid4(),
        case_id=case_id,
        parts=parts,
        state=RequestState.GEVRAAGD,
        asked_at=tx.now,
    )
    tx.session.add(asked)
    _note(tx, account, ASKED, by)
    return asked


def may_ask(account: Account, today: date) -> bool:
    """Whether the city asks for money that may come in parts."""
    claim = account.claim
    asks = claim.state in OPEN and not account.annulled and today <= claim.prescribes_on
    return asks and account.balance.outstanding_cents > 0


async def allow(tx: Transaction, case_id: UUID, first_on: date, by: By) -> Account:
    """As asked, the first part by a day: for all that is left by now. Raises ``RefusedError``."""
    account = await accounts.read_for_update(tx, case_id)
    asked = await _waiting(tx, case_id)
    plan = instalments.propose(account.balance.outstanding_cents, asked.parts, first_on)
    return await plan_instalments.agree(tx, case_id, plan, by)


async def refuse(tx: Transaction, case_id: UUID, reason: str, by: By) -> Account:
    """``reason`` is shown to whoever asked. Raises ``RefusedError``."""
    account = await accounts.read_for_update(tx, case_id)
    await _waiting(tx, case_id)
    _note(tx, account, REFUSED, by)
    await requests.answer(tx, case_id, RequestState.GEWEIGERD, by, reason)
    return account


async def _waiting(tx: Transaction, case_id: UUID) -> InstalmentRequest:
    asked = await requests.open_for_update(tx, case_id)
    if asked is None:
        raise NoRequestError
    return asked


def _note(tx: Transaction, account: Account, step: str, by: By) -> None:
    state = account.claim.state
    timeline.note(tx, account.claim.file_id, step, (state, state), by)
