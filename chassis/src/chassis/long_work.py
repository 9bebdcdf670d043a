"""Work that computes for long: in a transaction that waits for it, and beside what cannot wait."""

import os
from collections.abc import Callable
from typing import TypeVar

from anyio import BrokenWorkerProcess, to_process

from chassis.db import Transaction
from chassis.errors import TransientError

WAIT_SECONDS = 600
NICENESS = 5
"""Behind the services, which get three times the share of it where processors are scarce."""

T = TypeVar("T")


class ProcessLostError(TransientError):
    """The process ended before the work did, as where memory ran out. Nothing was done."""


async def computes(tx: Transaction) -> None:
    """Have the server wait ten minutes for what comes next, not half a one.

    Ended in between, the work would begin anew with every attempt, while the one before still
    computes, and never come to its end on a machine that is busy.
    """
    await tx.conn.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{WAIT_SECONDS}s'")


async def apart(work: Callable[..., T], *given: object) -> T:
    """The result of pure work, from a process of its own and of lower priority.

    A thread would hold the interpreter, so that messages and requests wait for it. Function,
    arguments and result must bear pickling. Whoever is cancelled ends the work too. The process
    is kept for the next work. Raises what the work raises, and ``ProcessLostError``.
    """
    try:
        return await _sent(work, *given)
    except BrokenWorkerProcess:  # one that was kept may have ended since
        pass
    try:
        return await _sent(work, *given)
    except BrokenWorkerProcess as error:
        raise ProcessLostError("the process of long work ended before it") from error


async def _sent(work: Callable[..., T], *given: object) -> T:
    return await to_process.run_sync(_behind, work, given, cancellable=True)


def _behind(work: Callable[..., T], given: tuple[object, ...]) -> T:
    os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
    return work(*given)
