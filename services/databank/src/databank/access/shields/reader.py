"""The reader of a request, and the files that are closed to them: nothing of those is read."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import Request

from chassis.db import Transaction
from chassis.web import Actor
from databank.access.break_glass import store as break_glass
from databank.access.shields import rules, store
from databank.access.shields.shield import ROLES, official
from databank.access.shields.view import close_files, require_open
from databank.authorisation import DATA_PROTECTION

ABOUT_SHIELDS = "/afscherming/"
"""Pages that a closed file has: they show nothing of it."""


async def narrow(request: Request, tx: Transaction) -> None:
    """Begin the transaction of a request without the files that are closed to who asks.

    Raises ``ShieldedError`` where the address names such a file.
    """
    actor = getattr(request.state, "actor", None)
    if not isinstance(actor, Actor):
        return
    await close_files(tx, await _closed_to(tx, actor))
    if not request.url.path.startswith(ABOUT_SHIELDS):
        require_open(tx, _id(request.path_params.get("person_id")))


async def _closed_to(tx: Transaction, actor: Actor) -> Mapping[UUID, UUID]:
    """Every id that leads to a file which is closed to this actor now, with a shield on it."""
    if actor.function in DATA_PROTECTION:
        return {}  # oversees who looked at whom, by ids, and reads no file
    reader = official(actor) if actor.function in ROLES else None
    closed = {
        shields.person_id: shields.shield_id
        for shields in await store.all_standing(tx.conn)
        if reader is None or not rules.opens(reader, shields.placed_by)
    }
    if not closed:
        return {}
    for opened in await break_glass.opened_for(tx.conn, actor.subject, [*closed], tx.now):
        del closed[opened]
    former = await store.former_ids(tx.conn, [*closed])
    return closed | {former_id: closed[person_id] for former_id, person_id in former.items()}


def _id(given: object) -> UUID | None:
    try:
        return UUID(str(given))
    except ValueError:
        return None
