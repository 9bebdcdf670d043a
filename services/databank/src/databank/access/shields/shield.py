"""Shields on files: whether an officer may open one, and placing and lifting a shield.

Before showing what is in the file of a person::

    purpose = await shield.may_open(tx, officer, person_id, purpose)

and log the read with the purpose that comes back. Where a list names persons, leave out what it
knows of those in ``closed_to``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, Function, record_access
from databank.access.break_glass import store as break_glass
from databank.access.break_glass.rules import Official, Role
from databank.access.shields import rules, store
from databank.access.shields.rules import (
    AlreadyShieldedError,
    MayNotLiftError,
    NoShieldError,
    ShieldedError,
    ShieldGround,
)
from databank.access.shields.store import ShieldRow, StandingShields
from databank.access.shields.view import over_everybody
from databank.persons.store import persons
from databank.worker_codes.codes import end_all_codes

NOODTOEGANG = "noodtoegang"
"""The purpose of reads in an emergency; ``noodtoegang:<id>`` says by which request."""
AFSCHERMING = "afscherming"
"""The purpose with which a shield is placed or lifted."""
ROLES = {
    Function.POLITIE_AGENT: Role.AGENT,
    Function.POLITIE_TEAMLEIDER: Role.TEAMLEIDER,
    Function.RECHERCHE: Role.RECHERCHE,
    Function.FUNCTIONARIS_POLITIE: Role.FUNCTIONARIS,
}


@dataclass(frozen=True, slots=True)
class Grant:
    """Access in an emergency that is open now."""

    emergency_id: UUID
    until: datetime


def official(actor: Actor) -> Official:
    return Official(actor.subject, ROLES[actor.function])


async def may_open(tx: Transaction, officer: Actor, person_id: UUID, purpose: str) -> str:
    """The purpose that this read is logged with. Raises ``ShieldedError``."""
    closed = (await _closed(tx, officer, [person_id])).get(person_id)
    if closed is None:
        return purpose
    grant = await _grant(tx, officer, closed.person_id)
    if grant is not None:
        return f"{NOODTOEGANG}:{grant.emergency_id}"
    raise ShieldedError(closed.shield_id)


async def closed_to(tx: Transaction, officer: Actor, person_ids: Iterable[UUID]) -> set[UUID]:
    """Persons, of those given, whose file does not open for this officer now."""
    closed = await _closed(tx, officer, person_ids)
    return {
        person_id
        for person_id, shields in closed.items()
        if await _grant(tx, officer, shields.person_id) is None
    }


async def grant_on(tx: Transaction, officer: Actor, person_id: UUID) -> Grant | None:
    """The grant by which this officer reads a shielded file: for the banner on top of it."""
    closed = (await _closed(tx, officer, [person_id])).get(person_id)
    return await _grant(tx, officer, closed.person_id) if closed else None


@over_everybody
async def place(tx: Transaction, officer: Actor, person_id: UUID, ground: ShieldGround) -> None:
    """Shield the file of the person for whom this id stands now; the codes to it end."""
    survivor = await _lock(tx, person_id)
    if survivor in await store.standing(tx.conn, [survivor]):
        raise AlreadyShieldedError
    await store.place(tx.conn, survivor, ground, tx.now, officer.subject)
    await end_all_codes(tx, survivor)
    await _log_change(tx, officer, survivor)


@over_everybody
async def lift(tx: Transaction, officer: Actor, person_id: UUID) -> None:
    """Lift all shields from the file of the person for whom this id stands now."""
    survivor = await _lock(tx, person_id)
    shields = (await store.standing(tx.conn, [survivor])).get(survivor)
    if shields is None:
        raise NoShieldError
    if not rules.may_lift(official(officer), shields.placed_by):
        raise MayNotLiftError
    await store.lift(tx.conn, survivor, tx.now, officer.subject)
    await _log_change(tx, officer, survivor)


@over_everybody
async def is_any_shielded(tx: Transaction, person_ids: Iterable[UUID]) -> bool:
    """Whether any of these, as they were known then or are now, is shielded from anybody."""
    return await store.is_any_shielded(tx.conn, person_ids)


@over_everybody
async def _closed(
    tx: Transaction, officer: Actor, person_ids: Iterable[UUID]
) -> dict[UUID, StandingShields]:
    """Those that are shielded from this officer, with whom each id stands for now."""
    standing = await store.standing(tx.conn, person_ids)
    reader = official(officer)
    return {
        person_id: shields
        for person_id, shields in standing.items()
        if not rules.opens(reader, shields.placed_by)
    }


@over_everybody
async def _grant(tx: Transaction, officer: Actor, person_id: UUID) -> Grant | None:
    for request in await break_glass.of_officer(tx.conn, officer.subject, [person_id], tx.now):
        if request.until is not None and request.opens_for(officer.subject, tx.now):
            return Grant(request.id, request.until)
    return None


@over_everybody
async def current_id(tx: Transaction, handle: UUID) -> UUID | None:
    """The person for whom a number stands now: their own, a former one, or a shield's."""
    return await persons.survivor(tx.conn, handle) or await store.person_under(tx.conn, handle)


@over_everybody
async def shields_on(tx: Transaction, person_id: UUID) -> list[ShieldRow]:
    """The shields on a file, for who shields it or lifts them."""
    return await store.grounds(tx.conn, person_id)


async def _lock(tx: Transaction, person_id: UUID) -> UUID:
    """Nobody merges or splits meanwhile, and nobody else shields this file."""
    await persons.block_relinking(tx.conn)
    survivor = await persons.survivor(tx.conn, person_id)
    if survivor is None:
        raise NotFoundError(lazy("Deze persoon"))
    await persons.get_for_update(tx.conn, [survivor])
    return survivor


async def _log_change(tx: Transaction, officer: Actor, person_id: UUID) -> None:
    await record_access(
        tx,
        officer,
        action=Action.CHANGE,
        subject_kind="person",
        subject_id=person_id,
        purpose=AFSCHERMING,
    )
