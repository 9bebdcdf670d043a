"""Lower the claim of a fine that was corrected, or of a penalty payment: what was paid above it
goes back.
"""

from datetime import date
from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.payments import plan_instalments
from enforcement.payments.advance import settle
from enforcement.payments.open_claim import REVISED
from enforcement.payments.pay_ahead import give_back_excess
from enforcement.payments.start_terms import start_prescription
from enforcement.payments.store import accounts, claims


async def lower_claim(tx: Transaction, case_id: UUID, amount_cents: int, by: By) -> None:
    """A fine that is not final has none yet: it opens with the amount of that day, or now where
    more was paid ahead.

    The terms that run go on; what is wholly paid by now is paid.
    """
    if await claims.find(tx, case_id) is None:
        await give_back_excess(tx, case_id, amount_cents)
        return
    account = await accounts.read_for_update(tx, case_id)
    state = account.claim.state
    account.claim.owed_cents = amount_cents
    timeline.note(tx, account.claim.file_id, REVISED, (state, state), by)
    await plan_instalments.lower(tx, account, by)
    await settle(tx, account, by)


async def lower_penalty(
    tx: Transaction, forfeit_id: UUID, amount_cents: int, breached_until: tuple[date, date], by: By
) -> None:
    """Of a breach of which fewer days are owed; ``breached_until`` is its last day as it was, and
    as it is: the year runs from the latter, unless something interrupted it. One of before there
    were claims has none.
    """
    claim = await claims.find(tx, forfeit_id)
    if claim is None:
        return
    was, now = breached_until
    if claim.prescription_from == was:
        await start_prescription(tx, claim, now)
    await lower_claim(tx, forfeit_id, amount_cents, by)
