"""Tell a procedure of a notification, and of a day that changes: what follows is its own.

A term starts here and nowhere else (Ger.W. art. 53bis).
"""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from uuid import UUID

from chassis.days import day_start
from chassis.db import Transaction
from chassis.messages import LazyMessage, lazy
from chassis.refusals import RefusedError
from enforcement.cases.rules import PROVEN, CaseKind
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.notifications import case_file
from enforcement.notifications.correspondence import Arrival, correspondence
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.notification import Proof

WITHOUT_CONSEQUENCE = "zonder_gevolg"
TAKEN_BACK = lazy("De beslissing in deze brief is intussen teruggenomen of hernieuwd.")
SOLD = lazy(
    "Deze brief ging naar wie het pand verkocht. De beslissing bindt de koper: maak een brief voor "
    "de koper."
)


def arrival_of(key: tuple[CaseKind, LetterKind]) -> Arrival | None:
    """What the arrival of a letter takes; None where its procedure waits for none."""
    kind, letter = key
    return correspondence(kind).arrivals.get(letter)


async def tell_procedure(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, on: date, by: By
) -> None:
    """Let the procedure go on. One that has no place for it any more stays where it is.

    That a letter arrived is a fact, whatever became of the case meanwhile: its timeline keeps why
    nothing followed.
    """
    arrival = arrival_of(key)
    if arrival is not None:
        await _follow(tx, case_id, by, lambda: arrival.follow(tx, case_id, on, by))


async def tell_later(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, proof: Proof, by: By
) -> None:
    """A letter proves to have arrived later: what the presumed day started begins anew."""
    state = (await case_file.find(tx, case_id)).state
    days = f"{proof.presumed_on:%d/%m/%Y} → {proof.proven_on:%d/%m/%Y}"
    proven_at = day_start(proof.proven_on)
    timeline.note(tx, case_id, PROVEN, (state, state), by, reason=days, happened_at=proven_at)
    await begin_anew(tx, key, case_id, proof, by)


async def begin_anew(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, proof: Proof, by: By
) -> None:
    """What one day started begins anew from another: proven, or of a letter in place of one that
    came back.
    """
    arrival = arrival_of(key)
    if arrival is not None:
        await _follow(tx, case_id, by, lambda: arrival.anew(tx, case_id, proof, by))


async def counts_from(
    tx: Transaction,
    key: tuple[CaseKind, LetterKind],
    case_id: UUID,
    presumed_on: date,
    returned_on: date,
) -> date:
    """The day that a procedure has while a letter that came back waits for another: none on which
    anybody was notified. A ban holds nobody meanwhile, so its own last day is over then.
    """
    kind, letter = key
    day = max(returned_on, presumed_on + timedelta(days=1))
    last_day = await correspondence(kind).held_until(tx, case_id, letter)
    return day if last_day is None else max(day, last_day + timedelta(days=1))


async def is_taken_back(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, drafted_at: datetime
) -> bool:
    """Whether what a letter says was taken back since it was made: it notifies nobody of what was
    decided in its place.
    """
    kind, letter = key
    retaken_at = await correspondence(kind).retaken_at(tx, case_id, letter, drafted_at)
    return retaken_at is not None and drafted_at <= retaken_at


async def is_about_an_earlier_order(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, drafted_at: datetime
) -> bool:
    """Whether an order was renewed since a letter about it was made: the first time that the
    letter arrives, it does not notify the renewal. Another day of it is still that of its order.
    """
    kind, letter = key
    return await correspondence(kind).renewed_since(tx, case_id, letter, drafted_at)


async def went_to_seller(
    tx: Transaction, key: tuple[CaseKind, LetterKind], case_id: UUID, drafted_at: datetime
) -> bool:
    """Whether what a letter tells binds who bought the house since it was made: it notifies the
    seller alone, whom it binds no more.
    """
    kind, letter = key
    sold_at = await correspondence(kind).binds_buyer_since(tx, case_id, letter)
    return sold_at is not None and drafted_at <= sold_at


async def note_taken_back(
    tx: Transaction, case_id: UUID, by: By, reason: LazyMessage = TAKEN_BACK
) -> None:
    """Keep why nothing followed when it arrived."""
    state = (await case_file.find(tx, case_id)).state
    timeline.note(tx, case_id, WITHOUT_CONSEQUENCE, (state, state), by, reason=reason)


async def _follow(
    tx: Transaction, case_id: UUID, by: By, operation: Callable[[], Awaitable[object]]
) -> None:
    try:
        async with tx.savepoint():
            await operation()
    except RefusedError as refusal:
        state = (await case_file.find(tx, case_id)).state
        reason = refusal.reason
        timeline.note(tx, case_id, WITHOUT_CONSEQUENCE, (state, state), by, reason=reason)
