"""Whether an officer may open a file, and shielding one. Both API and pages ask here.

Before showing what is in the file of a person::

    purpose = await shielding.may_open(tx, officer, person_id, purpose)

and log the read with the purpose that comes back. Where a list names persons, leave out what it
knows of those in ``closed_to``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.web import Action, Actor, Function, Problem, record_access
from databank.access.break_glass import store as break_glass
from databank.access.break_glass.rules import Role, Who
from databank.access.shields import rules, store
from databank.access.shields.rules import ShieldGround
from databank.matching.store import persons

NOODTOEGANG = "noodtoegang"
"""The purpose of reads in an emergency; ``noodtoegang:<id>`` says by which request."""
AFSCHERMING = "afscherming"
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


def who(actor: Actor) -> Who:
    return Who(actor.subject, ROLES[actor.function])


async def may_open(tx: Transaction, officer: Actor, person_id: UUID, purpose: str) -> str:
    """The purpose that this read is logged with; a ``Problem`` where the file is shielded."""
    closed = await _closed(tx, officer, [person_id])
    if person_id not in closed:
        return purpose
    grant = await _grant(tx, officer, closed[person_id])
    if grant is not None:
        return f"{NOODTOEGANG}:{grant.emergency_id}"
    raise Problem(
        403,
        "afgeschermd",
        lazy("Dit dossier is afgeschermd."),
        detail=lazy("Moet je het in een noodgeval toch zien? Vraag dan noodtoegang."),
        extra={
            "link": {"href": f"/noodtoegang/vraag?persoon={person_id}", "text": "Vraag toegang"}
        },
    )


async def closed_to(tx: Transaction, officer: Actor, person_ids: Iterable[UUID]) -> set[UUID]:
    """Those whose file does not open for this officer now."""
    closed = await _closed(tx, officer, person_ids)
    return {
        person_id
        for person_id, survivor in closed.items()
        if await _grant(tx, officer, survivor) is None
    }


async def grant_on(tx: Transaction, officer: Actor, person_id: UUID) -> Grant | None:
    """By which this officer reads a shielded file: for the banner on top of it."""
    closed = await _closed(tx, officer, [person_id])
    return await _grant(tx, officer, closed[person_id]) if person_id in closed else None


async def place(tx: Transaction, officer: Actor, person_id: UUID, ground: ShieldGround) -> None:
    """Shield the file of whom this id stands for now."""
    survivor = await _held(tx, person_id)
    if survivor in await store.standing(tx.conn, [survivor]):
        raise Problem.conflict(lazy("Dit dossier is al afgeschermd."), allowed=[])
    await store.place(tx.conn, survivor, ground.value, tx.now, officer.subject)
    await _changed(tx, officer, survivor)


async def lift(tx: Transaction, officer: Actor, person_id: UUID) -> None:
    survivor = await _held(tx, person_id)
    standing = await store.standing(tx.conn, [survivor])
    if survivor not in standing:
        raise Problem.conflict(lazy("Dit dossier is niet afgeschermd."), allowed=[])
    if not rules.may_lift(who(officer), standing[survivor][1]):
        raise Problem.conflict(
            lazy("Alleen de recherche, of wie het dossier afschermde, heft de afscherming op."),
            allowed=[],
        )
    await store.lift(tx.conn, survivor, tx.now, officer.subject)
    await _changed(tx, officer, survivor)


async def _closed(tx: Transaction, officer: Actor, person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Those that are shielded from this officer, with whom each id stands for now."""
    standing = await store.standing(tx.conn, person_ids)
    me = who(officer)
    return {
        person_id: survivor
        for person_id, (survivor, placed_by) in standing.items()
        if not rules.opens(me, placed_by)
    }


async def _grant(tx: Transaction, officer: Actor, person_id: UUID) -> Grant | None:
    for row in await break_glass.of_officer(tx.conn, officer.subject, [person_id], tx.now):
        if break_glass.emergency(row).opens_for(officer.subject, tx.now):
            return Grant(row["id"], row["until"])
    return None


async def _held(tx: Transaction, person_id: UUID) -> UUID:
    """Nobody merges or splits meanwhile, and nobody else shields this file."""
    await persons.block_relinking(tx.conn)
    survivor = await persons.survivor(tx.conn, person_id)
    if survivor is None:
        raise Problem.not_found(lazy("Deze persoon"))
    await persons.get_for_update(tx.conn, [survivor])
    return survivor


async def _changed(tx: Transaction, officer: Actor, person_id: UUID) -> None:
    await record_access(
        tx,
        officer,
        action=Action.CHANGE,
        subject_kind="person",
        subject_id=person_id,
        purpose=AFSCHERMING,
    )
