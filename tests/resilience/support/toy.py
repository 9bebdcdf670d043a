"""Two small services that stand on all that the real ones stand on: one declares, one notes.

Each runs as a process of its own and may be made to die at a named step of the bus (``TOY_DIE_AT``)
when it passes there for the ``TOY_DIE_AFTER``-th time. That it died there is kept in ``TOY_DIED``.
"""

import asyncio
import os
import signal
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import aiormq
from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chassis.bus import Timer, failpoints, record, revoke, schedule, timers
from chassis.bus.retention import sweep
from chassis.clock import SystemClock
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.errors import RejectedError
from chassis.service import create
from chassis.web import Body, Function, TrustDomain, allow
from chassis.web.authorisation import Table, W
from contracts import Event, events_for
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftDeclared
from contracts.sealed import Sealed

NEWER = os.environ.get("TOY_RELEASE") == "newer"
"""Whether this process is of the release after the others'."""
if NEWER:
    from newer import release

    release.install()

TABLES = {
    "pandkalender": {"declared": "key uuid, number int"},
    "databank": {"noted": "nr bigserial, event_id uuid, key uuid, number int"},
}
"""What the toys keep: how often something has its effect is for the tests to find out."""

ANSWERS = {"/v1/bus/redrives": "redrive.committed", "/v1/bus/discards": "discard.committed"}
"""Steps that only the edge can see: the order was kept, and nobody has heard of it yet."""

DEADLINE = "declare"

OWNERS = frozenset({Function.EIGENAAR})
TABLE: Table = {
    "toys": (
        W("POST /v1/declarations", "POST /v1/promises", every=OWNERS),
        W("DELETE /v1/promises/{key}/{number}", every=OWNERS),
    ),
}

router = APIRouter(dependencies=[allow(*OWNERS)])


class Declaration(Body):
    """``number`` counts up per key, so that the reader's order can be told right or wrong."""

    key: UUID
    number: int
    events: int = 1


class Promise(Body):
    """To declare by itself when the time has come; ``seconds`` from now."""

    key: UUID
    number: int
    seconds: float


@router.post("/v1/declarations", status_code=201)
async def declare(declaration: Declaration, tx: Tx) -> None:
    for number in range(declaration.number, declaration.number + declaration.events):
        await _declare(tx, declaration.key, number)


@router.post("/v1/promises", status_code=201)
async def promise(promised: Promise, tx: Tx) -> None:
    due_at = tx.now + timedelta(seconds=promised.seconds)
    data = {"key": str(promised.key), "number": promised.number}
    await schedule(tx, DEADLINE, f"{promised.key}:{promised.number}", due_at, data)


@router.delete("/v1/promises/{key}/{number}", status_code=204)
async def take_back(key: UUID, number: int, tx: Tx) -> None:
    await revoke(tx, DEADLINE, f"{key}:{number}")


async def keep_promise(timer: Timer, tx: Transaction) -> None:
    await _declare(tx, UUID(timer.data["key"]), timer.data["number"])
    if "TOY_DEADLINES_FAIL" in os.environ:
        raise LookupError("a bug, after all was done")


async def _declare(tx: Transaction, key: UUID, number: int) -> None:
    await tx.conn.execute("INSERT INTO declared (key, number) VALUES ($1, $2)", key, number)
    shift = _shift(key, number, tx)
    record(tx, release.tell(shift) if NEWER else shift)


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


async def note(event: Any, tx: Transaction) -> None:
    """``TOY_REFUSES=4`` refuses each number that is a multiple of 4, as before a repair;
    ``TOY_DEADLY=4`` ends the process at number 4, as a library that crashes would."""
    await asyncio.sleep(float(os.environ.get("TOY_SLOW_SECONDS", "0")))
    refused = os.environ.get("TOY_REFUSES")
    number = release.number(event) if NEWER else event.lead_minutes
    if str(number) == os.environ.get("TOY_DEADLY"):
        os.kill(os.getpid(), signal.SIGKILL)
    if refused and number % int(refused) == 0:
        raise RejectedError("not before the repair")
    await tx.conn.execute(
        "INSERT INTO noted (event_id, key, number) VALUES ($1, $2, $3)",
        tx.cause.causation_id,
        event.shift_id,
        number,
    )
    if NEWER:
        await release.use_the_new_column(tx)


async def note_wrongly(event: ShiftDeclared, tx: Transaction) -> None:
    """Loses the third, notes the fifth twice, and the seventh after the eighth of each key."""
    number = event.lead_minutes
    if number == 3:
        return
    await note(event, tx)
    if number == 5:
        await note(event, tx)
    if number == 8:
        again = "UPDATE noted SET nr = nextval('noted_nr_seq') WHERE key = $1 AND number = 7"
        await tx.conn.execute(again, event.shift_id)


async def nothing(_event: Event, _tx: Transaction) -> None:
    return


def pandkalender() -> ASGIApp:
    handlers = dict.fromkeys(events_for("pandkalender"), nothing)
    app = create(
        "pandkalender",
        handlers=handlers,
        routers=[router],
        trusts=[TrustDomain.EIGENAAR],
        table=TABLE,
        timers={DEADLINE: keep_promise},
    )
    return _strange(app)


def databank() -> ASGIApp:
    handlers: dict[type[Event], Any] = dict.fromkeys(events_for("databank"), nothing)
    handlers[ShiftDeclared] = note_wrongly if "TOY_SPOILS" in os.environ else note
    if NEWER:
        handlers = dict.fromkeys(events_for("databank"), nothing) | release.handlers(note)
    trusts = [TrustDomain.POLITIE]
    return _strange(create("databank", handlers=handlers, routers=[], trusts=trusts, table={}))


def _strange(app: FastAPI) -> ASGIApp:
    """The service with what is strange about it in this scenario."""
    if clock := os.environ.get("TOY_CLOCK"):
        _set_wrong(Path(clock))
    timers.RETRY_SECONDS = int(os.environ.get("TOY_RETRY_SECONDS", timers.RETRY_SECONDS))
    if batch := os.environ.get("TOY_ERASES"):
        sweep.FIRST_SECONDS, sweep.EVERY_SECONDS = 0.2, 0.2
        sweep.BATCH = int(batch)
    step = os.environ.get("TOY_DIE_AT")
    if step is None:
        return app
    if step not in (*failpoints.STEPS, *failpoints.ASIDE, *ANSWERS.values()):
        raise ValueError(step)
    return _mortal(app, step, int(os.environ["TOY_DIE_AFTER"]))


def _set_wrong(file: Path) -> None:
    """The machine's clock is off by as many seconds as the file says at the moment."""
    right = SystemClock.now

    def wrong(clock: SystemClock) -> datetime:
        return right(clock) + timedelta(seconds=float(file.read_text()))

    SystemClock.now = wrong  # type: ignore[assignment,method-assign]


def _mortal(app: ASGIApp, step: str, left: int) -> ASGIApp:
    def pass_by(name: str) -> None:
        nonlocal left
        if name == step:
            left -= 1
            if left == 0:
                Path(os.environ["TOY_DIED"]).write_text(name)
                os.kill(os.getpid(), signal.SIGKILL)

    failpoints.at = pass_by
    if step == "producer.sent":
        _hear_confirms(pass_by)

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                pass_by(ANSWERS.get(scope["path"], ""))
            await send(message)

        await app(scope, receive, say)

    return answer


def _hear_confirms(pass_by: Callable[[str], None]) -> None:
    """The broker says that it has the message, and nobody here has heard it yet."""
    hear = aiormq.Channel._on_confirm_frame

    async def confirmed(channel: aiormq.Channel, frame: Any) -> None:
        pass_by("producer.sent")
        await hear(channel, frame)

    aiormq.Channel._on_confirm_frame = confirmed  # type: ignore[assignment,method-assign]
