"""Request more room to read today, and answer such a request as the second person."""

from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Action, Actor, Function, record_access
from databank.access.reading_budget import store
from databank.access.reading_budget.count import Budgets
from databank.access.reading_budget.rules import (
    Answer,
    AnswerNotAllowedError,
    RequestNotFoundError,
    RoomRequest,
)
from databank.access.shields.shield import official

LEESRUIMTE = "leesruimte"
"""A request for more room in the access log, as what it is about and as its purpose."""


async def ask(tx: Transaction, officer: Actor, request_id: UUID, reason: str) -> None:
    request = RoomRequest(
        request_id, officer.subject, officer.function.value, city_day(tx.now), reason, tx.now
    )
    await store.ask(tx.conn, request)
    await _log(tx, officer, request_id, Action.CHANGE)


async def answer(
    tx: Transaction, officer: Actor, request_id: UUID, given: Answer, budgets: Budgets
) -> None:
    """Agree to as much room again for that day, or refuse.

    Raises ``RequestNotFoundError`` and ``AnswerNotAllowedError``.
    """
    request = await store.get_for_update(tx.conn, request_id)
    if request is None or not request.may_be_seen(official(officer)):
        raise RequestNotFoundError
    if not request.may_answer(official(officer), city_day(tx.now)):
        raise AnswerNotAllowedError
    is_granted = given is Answer.TOESTAAN
    await store.answer(tx.conn, request_id, officer.subject, tx.now, granted=is_granted)
    if is_granted:
        function = request.asked_function
        room = budgets[Function(function)]
        await store.add(tx.conn, request.asked_by, request.day, function, room, room=room)
    await _log(tx, officer, request_id, Action.CHANGE)


async def list_requests(tx: Transaction, officer: Actor) -> list[RoomRequest]:
    """Requests of today that this person may see."""
    rows = await store.recent(tx.conn, city_day(tx.now))
    return [row for row in rows if row.may_be_seen(official(officer))]


async def _log(tx: Transaction, officer: Actor, request_id: UUID, action: Action) -> None:
    await record_access(
        tx,
        officer,
        action=action,
        subject_kind=LEESRUIMTE,
        subject_id=request_id,
        purpose=LEESRUIMTE,
    )
