"""Errors after which the same work is tried again, whoever raised them."""

import asyncio

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from chassis.outages import is_transient, may_be_own_fault


def wrapped(cause: BaseException) -> DBAPIError:
    """An error of the driver, as the session hands it on."""
    origin = Exception()
    origin.__cause__ = cause
    return DBAPIError("SELECT 1", {}, origin)


def test_to_wait_in_vain_for_a_connection_is_nobodys_fault() -> None:
    assert is_transient(PoolTimeoutError())
    assert not may_be_own_fault(PoolTimeoutError())


def test_an_error_of_the_driver_is_what_caused_it() -> None:
    assert is_transient(wrapped(asyncpg.LockNotAvailableError()))
    assert may_be_own_fault(wrapped(asyncpg.LockNotAvailableError()))
    assert not is_transient(wrapped(asyncpg.UniqueViolationError()))


def test_who_is_told_to_stop_does_not_try_again() -> None:
    assert not is_transient(asyncio.CancelledError())
