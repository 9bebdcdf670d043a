"""Match a line of a statement, by its reference or by hand, set it aside, and take either back."""

from datetime import timedelta
from uuid import UUID

from chassis.bus import revoke, schedule
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from enforcement.cases.store.timeline import By
from enforcement.payments import book, pay_ahead
from enforcement.payments.award_costs import pay_by_line, take_line_back
from enforcement.payments.rules.balance import standing_of_line
from enforcement.payments.rules.reference import compact
from enforcement.payments.rules.statement import LineState
from enforcement.payments.store import accounts, claims, court_costs, debts, statements
from enforcement.payments.store.claims import Debt
from enforcement.payments.store.court_costs import CourtCosts
from enforcement.payments.store.statements import Line

TIMER = "payer-erased"
KEPT = timedelta(days=30)
"""Time in which a match, or a setting aside, can be taken back with the payer at hand; then nobody
has to know."""
PARTED = "elke betaling staat apart"
"""The reason of a line that stood for several payments, once each of them is known."""


async def match_reference(tx: Transaction, line: Line, reference: str, by: By) -> bool:
    """Book a payment on the fine or the costs that it names; False when a person has to look."""
    costs = await court_costs.by_reference(tx, reference)
    if costs is not None:
        return await pay_by_line(tx, costs, line, by)
    case_id = await claims.case_of_reference(tx, reference)
    if case_id is None:
        return False
    await _book(tx, line, case_id, by)
    await tx.session.flush()
    return True


async def match_waiting(tx: Transaction, case_id: UUID, by: By) -> None:
    """Lines that named this fine before anybody could book them, and waited."""
    reference = await claims.reference_for(tx, case_id)
    for line in await statements.waiting_for(tx, reference):
        await _book(tx, line, case_id, by)
        await schedule(tx, TIMER, str(line.line_id), tx.now + KEPT)


async def match_line(tx: Transaction, line_id: UUID, sought: str, by: By) -> Debt:
    """Book a line on the fine that is sought by its reference or the number of its case, or on the
    costs that are sought by theirs.

    Money that left can only be what was given back, or a payment that the bank took back. Raises
    ``RefusedError``.
    """
    costs = await court_costs.by_reference(tx, compact(sought))
    if costs is not None:
        return await _match_costs(tx, line_id, costs, by)
    debt = await claims.sought(tx, compact(sought), sought.strip().upper())
    if debt is not None:
        await accounts.lock_debt(tx, debt.case_id)
    line = await _waiting(tx, line_id)
    if debt is None:
        raise FieldRefusedError(
            "claim", lazy("Er is geen boete met dit nummer of deze mededeling.")
        )
    await _book(tx, line, debt.case_id, by)
    await schedule(tx, TIMER, str(line_id), tx.now + KEPT)
    return debt


async def set_aside(tx: Transaction, line_id: UUID, reason: str, by: By) -> None:
    """The line is no payment of a fine: who paid is forgotten, unless it is taken back in time.

    Raises ``RefusedError``.
    """
    line = await _waiting(tx, line_id)
    line.state, line.reason = LineState.TERZIJDE, reason
    line.looked_at, line.looked_by = tx.now, by.subject
    await schedule(tx, TIMER, str(line_id), tx.now + KEPT)


async def take_back(tx: Transaction, line_id: UUID, reason: str, by: By) -> None:
    """The line is to be looked at again; its booking is booked back. Raises ``RefusedError``."""
    booked_on = (await statements.read(tx, line_id)).case_id
    if booked_on is not None:
        await accounts.lock_debt(tx, booked_on)
    line = await statements.get_for_update(tx, line_id)
    match line.state:
        case LineState.TE_BEKIJKEN:
            raise StepRefusedError(lazy("Deze lijn is nog niet gekoppeld."))
        case LineState.TERZIJDE if line.reason == PARTED:
            raise StepRefusedError(lazy("Elke betaling van deze lijn staat er nu apart."))
        case LineState.TERZIJDE:
            line.state, line.reason = LineState.TE_BEKIJKEN, None
        case LineState.GEKOPPELD if await take_line_back(tx, line, reason, by):
            pass
        case LineState.GEKOPPELD:
            await _book_back(tx, line, reason, by)
    await revoke(tx, TIMER, str(line_id))


async def forget_payer(tx: Transaction, line_id: UUID) -> None:
    """Nobody took it back in time. A line that waits again keeps its payer."""
    line = await statements.get_for_update(tx, line_id)
    if line.state is not LineState.TE_BEKIJKEN:
        await statements.erase_payer(tx, line_id)


async def _match_costs(tx: Transaction, line_id: UUID, costs: CourtCosts, by: By) -> Debt:
    case = await debts.lock_fine(tx, costs.case_id)
    line = await _waiting(tx, line_id)
    if not await pay_by_line(tx, costs, line, by):
        raise FieldRefusedError(
            "claim", lazy("Dit is niet het bedrag van de gerechtskosten die nog te betalen zijn.")
        )
    await schedule(tx, TIMER, str(line_id), tx.now + KEPT)
    return Debt(costs.case_id, case.number)


async def _book(tx: Transaction, line: Line, case_id: UUID, by: By) -> None:
    """By what the line is: money in or out, and whether the bank takes something back."""
    amount, on, line_id = abs(line.amount_cents), line.booked_on, line.line_id
    if line.amount_cents > 0 and not line.returned:
        await pay_ahead.receive(tx, case_id, amount, on, by, line_id=line_id)
    elif await claims.find(tx, case_id) is None:
        if not line.returned or line.amount_cents > 0:
            raise FieldRefusedError("claim", lazy("Van deze boete is er nog niets terug te geven."))
        await pay_ahead.take_back(tx, case_id, amount, on, by, line_id=line_id)
    elif line.amount_cents > 0:
        await book.refund_came_back(tx, case_id, amount, on, by, line_id=line_id)
    elif line.returned:
        await book.take_back(tx, case_id, amount, on, by, line_id=line_id)
    else:
        await book.refund(tx, case_id, amount, on, by, line_id=line_id)
    line.state, line.case_id = LineState.GEKOPPELD, case_id
    line.looked_at, line.looked_by = tx.now, by.subject


async def _book_back(tx: Transaction, line: Line, reason: str, by: By) -> None:
    assert line.case_id is not None, "a matched line has its case"
    if await claims.find(tx, line.case_id) is None:
        await pay_ahead.undo(tx, line.case_id, line.line_id, reason, by)
        return
    account = await accounts.read_for_update(tx, line.case_id)
    booking = standing_of_line(account.bookings, line.line_id)
    await book.undo_booking(tx, line.case_id, booking.booking_id, reason, by)


async def _waiting(tx: Transaction, line_id: UUID) -> Line:
    line = await statements.get_for_update(tx, line_id)
    if line.state is not LineState.TE_BEKIJKEN:
        raise StepRefusedError(lazy("Deze lijn is al bekeken. Maak dat eerst ongedaan."))
    return line
