"""Request emergency access to a shielded file; decide on it, end it, judge it (DP-14).

Every step is on the access log beside the request itself, so that the chain proves it too.
"""

from dataclasses import dataclass
from uuid import UUID, uuid4

from chassis.bus.timers import revoke, schedule
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from databank.access.break_glass import store
from databank.access.break_glass.rules import (
    ACCESS,
    ANSWERS,
    REVIEW_WITHIN,
    VERDICTS,
    Ground,
    NotShieldedError,
    RequestNotFoundError,
    Role,
    State,
    Step,
)
from databank.access.break_glass.store import RequestRow
from databank.access.shields.shield import NOODTOEGANG, closed_to, current_id, official
from databank.access.shields.view import over_everybody
from databank.persons.store import persons

UNREVIEWED = "noodtoegang-niet-beoordeeld"
"""The timer that flags an access which nobody judged in time."""


@dataclass(frozen=True, slots=True)
class RequestMade:
    """``is_new`` is False when the officer has a request about this file already."""

    emergency_id: UUID
    is_new: bool


@over_everybody
async def ask(
    tx: Transaction, officer: Actor, person_id: UUID, ground: Ground, reason: str
) -> RequestMade:
    """Ask to open a file that is closed to this officer; who asks twice gets the first request.

    ``person_id`` is an id of the person, or that of a shield on the file.

    Raises ``NotFoundError`` and ``NotShieldedError``.
    """
    await persons.block_relinking(tx.conn)
    survivor = await current_id(tx, person_id)
    if survivor is None:
        raise NotFoundError(lazy("Deze persoon"))
    await persons.get_for_update(tx.conn, [survivor])
    for request in await store.of_officer(tx.conn, officer.subject, [survivor], tx.now):
        if request.state(tx.now) in (State.GEVRAAGD, State.OPEN):
            return RequestMade(request.id, is_new=False)
    if not await closed_to(tx, officer, [survivor]):
        raise NotShieldedError
    request = RequestRow(
        id=uuid4(),
        person_id=survivor,
        ground=ground,
        reason=reason,
        asked_by=officer.subject,
        asked_function=officer.function.value,
        asked_at=tx.now,
    )
    await store.add(tx.conn, request)
    await _log(tx, officer, request.id, Action.CHANGE)
    return RequestMade(request.id, is_new=True)


async def take(
    tx: Transaction, actor: Actor, emergency_id: UUID, step: Step, why: str | None = None
) -> None:
    """Take one step in a request; ``why`` goes with a judgement.

    Raises ``RequestNotFoundError`` and ``StepNotAllowedError``.
    """
    request = await store.get_for_update(tx.conn, emergency_id)
    if request is None or not may_see(actor, request):
        raise RequestNotFoundError
    request.check(official(actor), step, tx.now)
    key = str(emergency_id)
    if step in ANSWERS:
        until = tx.now + ACCESS if step is Step.TOESTAAN else None
        await store.decide(tx.conn, emergency_id, tx.now, actor.subject, until)
        if until is not None:
            await schedule(tx, UNREVIEWED, key, until + REVIEW_WITHIN)
    elif step is Step.INTREKKEN:
        await store.withdraw(tx.conn, emergency_id, tx.now)
    elif step is Step.BEEINDIGEN:
        await store.end(tx.conn, emergency_id, tx.now, actor.subject)
        await schedule(tx, UNREVIEWED, key, tx.now + REVIEW_WITHIN)
    else:
        assert step in VERDICTS
        assert why is not None  # the form and the body see to it
        await store.judge(tx.conn, emergency_id, tx.now, actor.subject, step, why)
        await revoke(tx, UNREVIEWED, key)
    await _log(tx, actor, emergency_id, Action.CHANGE)


async def open_request(tx: Transaction, actor: Actor, emergency_id: UUID) -> RequestRow:
    """Read one request with its reason, for whom it concerns; the read is written down.

    Raises ``RequestNotFoundError``.
    """
    request = await store.get(tx.conn, emergency_id)
    if request is None or not may_see(actor, request):
        raise RequestNotFoundError
    await _log(tx, actor, emergency_id, Action.CONSULT)
    return request


def may_see(actor: Actor, request: RequestRow) -> bool:
    """An agent sees the own requests; who decides or judges sees all."""
    return official(actor).role is not Role.AGENT or request.asked_by == actor.subject


async def list_requests(tx: Transaction, actor: Actor, offset: int, limit: int) -> list[RequestRow]:
    """The requests that this person may see, without their reasons being opened."""
    asked_by = actor.subject if official(actor).role is Role.AGENT else None
    return await store.recent(tx.conn, asked_by, offset, limit)


async def _log(tx: Transaction, actor: Actor, emergency_id: UUID, action: Action) -> None:
    await record_access(
        tx,
        actor,
        action=action,
        subject_kind=NOODTOEGANG,
        subject_id=emergency_id,
        purpose=NOODTOEGANG,
    )
