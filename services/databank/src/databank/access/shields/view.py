"""The view of one request: rows of a file that is closed to its reader are not there for it.

PostgreSQL itself keeps them back, from every query on a table that carries a person (migration
0022), so no page can forget it. An operation that must weigh everybody looks past the shields with
``past_shields``; who does so, and why, is listed in ``tests/house/test_shields.py``. Events and
timers read for nobody: to them nothing is closed.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from uuid import UUID
from weakref import WeakKeyDictionary

import asyncpg

from chassis.db import Transaction
from databank.access.shields import store
from databank.access.shields.rules import ShieldedError

_closed: WeakKeyDictionary[Transaction, Mapping[UUID, UUID]] = WeakKeyDictionary()
"""Ids that lead to a closed file, with a shield on it, by the transaction of the request."""
_past: WeakKeyDictionary[Transaction, bool] = WeakKeyDictionary()
"""Transactions that look past the shields now."""


async def close_files(tx: Transaction, shields: Mapping[UUID, UUID]) -> None:
    """Keep files from every query of this transaction: every id that leads to one -> its shield."""
    if shields:
        _closed[tx] = shields
        await store.close(tx.conn, shields)


def closed_files(tx: Transaction) -> list[str]:
    """Every id that leads to a file which is closed to the reader."""
    return [str(person_id) for person_id in _closed.get(tx, {})]


def is_closed(tx: Transaction, person_id: UUID | None) -> bool:
    """Whether an id leads to a file that is closed to the reader; for what was read past it."""
    return person_id in _closed.get(tx, {})


def require_open(tx: Transaction, person_id: UUID | None) -> None:
    """Raises ``ShieldedError`` where the file is closed to the reader."""
    shield_id = shield_on(tx, person_id)
    if shield_id is not None:
        raise ShieldedError(shield_id)


def shield_on(tx: Transaction, person_id: UUID | None) -> UUID | None:
    """A shield that closes the file to the reader."""
    return _closed.get(tx, {}).get(person_id) if person_id else None


def shown(tx: Transaction, person_id: UUID | None) -> UUID | None:
    """The id of a person as the reader may have it: none of a file that is closed to them."""
    return None if is_closed(tx, person_id) else person_id


@asynccontextmanager
async def past_shields(tx: Transaction) -> AsyncIterator[None]:
    """A stretch of the transaction that reads everybody."""
    closed = _closed.get(tx)
    if not closed or tx in _past:
        yield
        return
    _past[tx] = True
    await store.close(tx.conn, ())
    try:
        yield
    finally:
        del _past[tx]
        with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, OSError):  # it has ended then
            await store.close(tx.conn, closed)


P = ParamSpec("P")
T = TypeVar("T")


def over_everybody(
    operation: Callable[Concatenate[Transaction, P], Awaitable[T]],
) -> Callable[Concatenate[Transaction, P], Awaitable[T]]:
    """An operation that decides over all there is, whoever asks for it."""

    @wraps(operation)
    async def past(tx: Transaction, /, *args: P.args, **named: P.kwargs) -> T:
        async with past_shields(tx):
            return await operation(tx, *args, **named)

    return past
