"""Match a line of a statement by hand, set it aside, and take either back."""

from datetime import timedelta
from uuid import UUID

from chassis.bus import revoke, schedule
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from enforcement.cases.store.timeline import By
from enforcement.payments import book
from enforcement.payments.rules.balance import standing_of_line
from enforcement.payments.rules.reference import compact
from enforcement.payments.rules.statement import LineState
from enforcement.payments.store import accounts, claims, statements
from enforcement.payments.store.claims import ClaimRow
from enforcement.payments.store.statements import Line

TIMER = "payer-erased"
KEPT = timedelta(days=30)
"""Time in which a match can be taken back with the payer at hand; then nobody has to know."""


async def match_line(tx: Transaction, line_id: UUID, sought: str, by: By) -> ClaimRow:
    """Book a line on the claim that is sought by its reference or the number of its case.

    Money that left can only be what was given back. Raises ``RefusedError``.
    """
    line = await _waiting(tx, line_id)
    claim = await claims.sought(tx, compact(sought), sought.strip().upper())
    if claim is None:
        raise FieldRefusedError(
            "claim", lazy("Er is geen boete met dit nummer of deze mededeling.")
        )
    act = book.register_payment if line.amount_cents > 0 else book.refund
    await act(tx, claim.case_id, abs(line.amount_cents), line.booked_on, by, line_id=line_id)
    line.state, line.case_id = LineState.GEKOPPELD, claim.case_id
    line.looked_at, line.looked_by = tx.now, by.subject
    await schedule(tx, TIMER, str(line_id), tx.now + KEPT)
    return claim


async def set_aside(tx: Transaction, line_id: UUID, reason: str, by: By) -> None:
    """The line is no payment of a fine: who paid is forgotten at once. Raises ``RefusedError``."""
    line = await _waiting(tx, line_id)
    line.state, line.reason = LineState.TERZIJDE, reason
    line.looked_at, line.looked_by = tx.now, by.subject
    await statements.erase_payer(tx, line_id)


async def take_back(tx: Transaction, line_id: UUID, reason: str, by: By) -> None:
    """The line is to be looked at again; its booking is booked back. Raises ``RefusedError``."""
    line = await statements.get_for_update(tx, line_id)
    match line.state:
        case LineState.TE_BEKIJKEN:
            raise StepRefusedError(lazy("Deze lijn is nog niet gekoppeld."))
        case LineState.TERZIJDE:
            line.state, line.reason = LineState.TE_BEKIJKEN, None
        case LineState.GEKOPPELD:
            assert line.case_id is not None, "a matched line has its claim"
            account = await accounts.read_for_update(tx, line.case_id)
            booking = standing_of_line(account.bookings, line_id)
            await book.undo_booking(tx, line.case_id, booking.booking_id, reason, by)
    await revoke(tx, TIMER, str(line_id))


async def forget_payer(tx: Transaction, line_id: UUID) -> None:
    """Nobody took the match back in time. A line that waits again keeps its payer."""
    line = await statements.get_for_update(tx, line_id)
    if line.state is not LineState.TE_BEKIJKEN:
        await statements.erase_payer(tx, line_id)


async def _waiting(tx: Transaction, line_id: UUID) -> Line:
    line = await statements.get_for_update(tx, line_id)
    if line.state is not LineState.TE_BEKIJKEN:
        raise StepRefusedError(lazy("Deze lijn is al bekeken. Maak dat eerst ongedaan."))
    return line
