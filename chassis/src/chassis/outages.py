"""Outages, told from failures: by kind of error, and by whether others are served meanwhile."""

import asyncio
import sys

import asyncpg

from chassis.errors import OutcomeUnknownError, TransientError

_DOUBTFUL = (
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    OSError,
    TimeoutError,
    OutcomeUnknownError,
    asyncio.CancelledError,
)
"""Errors after which nobody knows what the server did last, or whether it still listens."""

_AGAIN = (
    asyncpg.InsufficientResourcesError,
    asyncpg.PostgresSystemError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.TransactionRollbackError,
    asyncpg.LockNotAvailableError,
    TransientError,
)

_AWAY = (*_DOUBTFUL, *_AGAIN)

_OWN_FAULT = (
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.OutOfMemoryError,
    asyncpg.UndefinedFileError,
    asyncpg.TransactionRollbackError,
    asyncpg.LockNotAvailableError,
    OSError,
    TimeoutError,
)
"""Among these, errors that one piece of work may bring upon itself: an argument of the wrong type,
a file that is missing, a statement without end or that ends its connection, a conflict with
itself."""

PATIENCE = 10
"""Tries at what seems to meet an outage although the database answers, before it is a failure."""


def is_doubtful(error: BaseException) -> bool:
    """Whether nobody knows what the server did last."""
    return _is(error, _DOUBTFUL)


def is_transient(error: BaseException) -> bool:
    """Whether something is away or asks to try again; then nothing was done."""
    return not isinstance(error, asyncio.CancelledError) and (
        _is(error, _AWAY) or _waited_for_a_connection(error)
    )


def may_be_own_fault(error: BaseException) -> bool:
    """Whether a transient error may come from the work itself, which then would never get done."""
    return _is(error, _OWN_FAULT)


def _is(error: BaseException, kinds: tuple[type[BaseException], ...]) -> bool:
    if (tools := sys.modules.get("sqlalchemy.exc")) and isinstance(error, tools.DBAPIError):
        cause = error.orig.__cause__ if error.orig else None
        return error.connection_invalidated or isinstance(cause, kinds)
    return isinstance(error, kinds)


def _waited_for_a_connection(error: BaseException) -> bool:
    tools = sys.modules.get("sqlalchemy.exc")
    return tools is not None and isinstance(error, tools.TimeoutError)
