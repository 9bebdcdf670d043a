"""Two small services that stand on all that the real ones stand on: one declares, one notes.

Each runs as a process of its own and may be made to die at a named step of the bus (``TOY_DIE_AT``)
when it passes there for the ``TOY_DIE_AFTER``-th time. That it died there is kept in ``TOY_DIED``.
"""

import asyncio
import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID, uuid4

import aiormq
from fastapi import APIRouter, FastAPI

from chassis.bus import record, steps
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.service import create
from chassis.web import Actor, Body, Function, TrustDomain, allow
from contracts import Event, events_for
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftDeclared
from contracts.sealed import Sealed

TABLES = {
    "pandkalender": "CREATE TABLE declared (key uuid, number int)",
    "databank": "CREATE TABLE noted (nr bigserial, event_id uuid, key uuid, number int)",
}
"""What the toys keep: how often something has its effect is for the tests to find out."""

router = APIRouter()


class Declaration(Body):
    """``number`` counts up per key, so that the reader's order can be told right or wrong."""

    key: UUID
    number: int
    events: int = 1


@router.post("/v1/declarations", status_code=201)
async def declare(
    declaration: Declaration, tx: Tx, _actor: Annotated[Actor, allow(Function.EIGENAAR)]
) -> None:
    for number in range(declaration.number, declaration.number + declaration.events):
        await tx.conn.execute(
            "INSERT INTO declared (key, number) VALUES ($1, $2)", declaration.key, number
        )
        record(tx, _shift(declaration.key, number, tx))


def _shift(key: UUID, number: int, tx: Transaction) -> ShiftDeclared:
    claim = IdentityClaim(given_names="Ana", family_name="Voorbeeld", birth_date="1999-02-03")
    return ShiftDeclared(
        shift_id=key,
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=tx.now,
        ends_at=tx.now + timedelta(hours=8),
        declared_at=tx.now,
        lead_minutes=number,
        late=False,
        declared_by="eigenaar",
        worker=Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=claim)),
    )


async def note(event: ShiftDeclared, tx: Transaction) -> None:
    await asyncio.sleep(float(os.environ.get("TOY_SLOW_SECONDS", "0")))
    await tx.conn.execute(
        "INSERT INTO noted (event_id, key, number) VALUES ($1, $2, $3)",
        tx.cause.causation_id,
        event.shift_id,
        event.lead_minutes,
    )


async def nothing(_event: Event, _tx: Transaction) -> None:
    return


def pandkalender() -> FastAPI:
    _may_die()
    handlers = dict.fromkeys(events_for("pandkalender"), nothing)
    return create(
        "pandkalender", handlers=handlers, routers=[router], trusts=[TrustDomain.EIGENAAR]
    )


def databank() -> FastAPI:
    _may_die()
    handlers: dict[type[Event], Any] = dict.fromkeys(events_for("databank"), nothing)
    handlers[ShiftDeclared] = note
    return create("databank", handlers=handlers, routers=[], trusts=[TrustDomain.POLITIE])


def _may_die() -> None:
    step = os.environ.get("TOY_DIE_AT")
    if step is None:
        return
    if step not in steps.STEPS:
        raise ValueError(step)
    left = int(os.environ["TOY_DIE_AFTER"])

    def pass_by(name: str) -> None:
        nonlocal left
        if name == step:
            left -= 1
            if left == 0:
                Path(os.environ["TOY_DIED"]).write_text(name)
                os.kill(os.getpid(), signal.SIGKILL)

    hear = aiormq.Channel._on_confirm_frame

    async def confirmed(channel: aiormq.Channel, frame: Any) -> None:
        pass_by("producer.sent")
        await hear(channel, frame)

    steps.at = pass_by
    if step == "producer.sent":
        # The broker says that it has the message, and nobody here has heard it yet.
        aiormq.Channel._on_confirm_frame = confirmed  # type: ignore[assignment,method-assign]
