"""Transactions, seen by SQLModel and by asyncpg alike, and committed only at the edge.

The engine runs in AUTOCOMMIT so that SQLAlchemy never begins or commits anything: the real
transaction is asyncpg's, begun and ended here. A ``session.commit()`` in a handler commits nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

import asyncpg

from chassis import telemetry
from chassis.errors import OutcomeUnknownError, TransactionOverError
from chassis.outages import is_doubtful, is_transient
from chassis.vault.safe import Vault
from contracts import Event

if TYPE_CHECKING:  # half a second, which a command that opens no database need not wait for
    from sqlalchemy.ext.asyncio import AsyncConnection
    from sqlmodel.ext.asyncio.session import AsyncSession

CONNECT_SECONDS = 5
COMMAND_SECONDS = 30
CLOSE_SECONDS = 3
SESSION = {
    "idle_in_transaction_session_timeout": f"{COMMAND_SECONDS}s",
    "client_connection_check_interval": "2s",
    "tcp_keepalives_idle": "60",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
"""Settings of each connection, so that the server lets go when its client is gone and no word of
that has come: the locks of an open transaction would hold up everybody else, for hours; those of a
statement that nobody waits for any more, as long as it runs."""

ENGINE = "postgresql+asyncpg://"
"""For SQLAlchemy, with ``connect_args={"dsn": url}``: only asyncpg knows ``sslmode`` and such."""

Step = Callable[["Transaction"], Awaitable[None]]

ANSWER_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Cause:
    """The cause of a transaction; it travels with its events. ``told_at``: when it was recorded."""

    correlation_id: UUID = field(default_factory=uuid4)
    causation_id: UUID | None = None
    traceparent: str | None = None
    told_at: datetime | None = None


@dataclass(slots=True)
class PendingEvent:
    """An event waiting for the end of its transaction."""

    event: Event
    at: datetime
    cause: Cause


class _UnitOfWork:
    """The state that all views on one transaction share."""

    def __init__(
        self, conn: asyncpg.Connection, connection: "AsyncConnection", vault: Vault | None
    ) -> None:
        self.conn = conn
        self.connection = connection
        self.vault = vault
        self.session: AsyncSession | None = None
        self.recorded: list[PendingEvent] = []
        self.steps: list[Step] = []
        self.lasting: set[Step] = set()
        self.is_over = False

    def check(self) -> None:
        """Raise when what is added now would never be written."""
        if self.is_over:
            raise TransactionOverError


class Transaction:
    """The transaction of a handler: a connection, a lazily made session, the time and the cause.

    ``conn`` is asyncpg, for the hot path, with json as text in and parsed out; ``session`` on the
    same connection is flushed at the end: flush it yourself before you read changes by ``conn``.
    """

    def __init__(self, unit: _UnitOfWork, now: datetime, cause: Cause) -> None:
        self._unit = unit
        self.now = now
        self.cause = cause

    @property
    def conn(self) -> asyncpg.Connection:
        return self._unit.conn

    @property
    def session(self) -> "AsyncSession":
        if self._unit.session is None:
            from sqlmodel.ext.asyncio.session import AsyncSession

            self._unit.session = AsyncSession(self._unit.connection, expire_on_commit=False)
        return self._unit.session

    @property
    def vault(self) -> Vault:
        """The vault that seals and opens the columns with identities."""
        assert self._unit.vault is not None, "this database was opened without its vault"
        return self._unit.vault

    def blind(self, digest: bytes) -> bytes:
        """The digest under the secret of the vault; itself where the database has no vault."""
        return self._unit.vault.blind(digest) if self._unit.vault else digest

    @property
    def recorded(self) -> list[PendingEvent]:
        return self._unit.recorded

    def record(self, event: PendingEvent) -> None:
        """Have an event written at the end; ``TransactionOverError`` once that has come."""
        self._unit.check()
        self._unit.recorded.append(event)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Do all of it or nothing: what an error undoes is told to nobody, and has no last step but
        a lasting one (:meth:`before_commit`).
        """
        unit = self._unit
        recorded, steps = len(unit.recorded), len(unit.steps)
        try:
            async with self.session.begin_nested():
                await self.session.connection()  # else it begins where the session is first used
                yield
        except BaseException:
            del unit.recorded[recorded:]
            unit.steps[steps:] = [step for step in unit.steps[steps:] if step in unit.lasting]
            raise

    def caused_by(self, cause: Cause, now: datetime) -> "Transaction":
        """The same transaction for another message of the batch."""
        return Transaction(self._unit, now, cause)

    def before_commit(self, step: Step, *, lasting: bool = False) -> None:
        """Run ``step`` once, in order, just before the commit; it may record events too.

        ``lasting``: also when the savepoint within which it was asked for is undone.
        ``TransactionOverError`` where no step is run any more.
        """
        self._unit.check()
        self._unit.steps.append(step)
        if lasting:
            self._unit.lasting.add(step)


class PooledConnection(NamedTuple):
    """A connection that is lent out, as SQLAlchemy and as asyncpg know it."""

    connection: "AsyncConnection"
    conn: asyncpg.Connection


class Database:
    """The service's own database. ``url`` is ``postgresql://role:password@host:port/name``.

    ``schema`` is where its tables are when that is not the usual place. ``hurried``: a commit does
    not wait for the disk; after a crash the last may be gone, but never one without all after it.
    """

    def __init__(
        self,
        url: str,
        *,
        connections: int = 8,
        at_end: Sequence[Step] = (),
        schema: str | None = None,
        hurried: bool = False,
    ) -> None:
        from sqlalchemy.ext.asyncio import create_async_engine

        self.connections = connections
        self._engine = create_async_engine(
            ENGINE,
            isolation_level="AUTOCOMMIT",
            pool_size=connections,
            max_overflow=0,
            pool_use_lifo=True,  # the same few, which have prepared what is asked
            pool_timeout=10,
            connect_args={
                "dsn": url,
                "timeout": CONNECT_SECONDS,
                "command_timeout": COMMAND_SECONDS,
                "server_settings": {
                    **SESSION,
                    **({"search_path": schema} if schema else {}),
                    **({"synchronous_commit": "off"} if hurried else {}),
                },
            },
        )
        self._at_end = tuple(at_end)
        self._after_commit: list[Callable[[int], None]] = []
        self._vault: Vault | None = None

    @property
    def vault(self) -> Vault:
        assert self._vault is not None, "this database was opened without its vault"
        return self._vault

    @vault.setter
    def vault(self, vault: Vault) -> None:
        """Set the vault of all transactions from now on."""
        self._vault = vault

    def after_commit(self, hint: Callable[[int], None]) -> None:
        """Call ``hint`` with the number of recorded events after each commit that has some."""
        self._after_commit.append(hint)

    @asynccontextmanager
    async def begin(
        self, now: datetime, cause: Cause | None = None, on: PooledConnection | None = None
    ) -> AsyncIterator[Transaction]:
        """A transaction that commits at the end of the block and rolls back on any error.

        ``on`` is a connection that the caller holds; else the transaction takes one of the pool.
        """
        lent = self.pooled_connection() if on is None else nullcontext(on)
        async with lent as (connection, conn), _transaction(conn):
            unit = _UnitOfWork(conn, connection, self._vault)
            tx = Transaction(unit, now, cause or Cause())
            try:
                yield tx
                await self._finish(tx, unit)
            finally:
                if unit.session is not None:
                    await unit.session.close()
        if unit.recorded:
            for hint in self._after_commit:
                hint(len(unit.recorded))

    @asynccontextmanager
    async def alone(self, on: PooledConnection) -> AsyncIterator[asyncpg.Connection]:
        """A connection for one statement, which is a transaction by itself: no begin, no commit.

        For rows alone: no steps before the commit, no events. After a doubtful failure the
        connection is gone; raises ``OutcomeUnknownError``, as the statement may stand.
        """
        try:
            yield on.conn
        except BaseException as error:
            if is_doubtful(error):
                on.conn.terminate()
                if isinstance(error, Exception):
                    raise OutcomeUnknownError from error
            raise

    async def _finish(self, tx: Transaction, unit: _UnitOfWork) -> None:
        for steps in (unit.steps, self._at_end):  # in this order: a step may record events
            if unit.session is not None:
                await unit.session.flush()
            unit.is_over = steps is self._at_end
            for step in steps:
                await step(tx)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        """A connection without a transaction: for reads and the bus's own bookkeeping."""
        async with self.pooled_connection() as (_, conn):
            yield conn

    @asynccontextmanager
    async def pooled_connection(self) -> AsyncIterator[PooledConnection]:
        """A pooled connection, for one transaction or for many, one after the other.

        After a doubtful end it is thrown away instead of used again, without a goodbye, for which a
        server that hangs would let us wait.
        """
        asked = perf_counter()
        async with self._engine.connect() as connection:
            conn = await _driver(connection)
            telemetry.DATABASE_WAIT.observe(perf_counter() - asked)
            try:
                yield PooledConnection(connection, conn)
            except BaseException as error:
                if is_doubtful(error):
                    conn.terminate()
                    await connection.invalidate()
                raise

    @property
    def connections_used(self) -> int:
        """Connections that are lent out now, of ``connections`` at most."""
        pool: Any = self._engine.pool
        return int(pool.checkedout())

    async def ping(self) -> None:
        """Raise when the database cannot answer."""
        async with self.connection() as conn:
            await conn.execute("SELECT 1")

    async def answers(self) -> bool:
        """Whether the database can do its work for others at this moment."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self.ping()
        except Exception as error:
            if is_transient(error):
                return False
            raise
        return True

    async def close(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._engine.dispose()


@asynccontextmanager
async def _transaction(conn: asyncpg.Connection) -> AsyncIterator[None]:
    """Commits at the end. After a doubtful failure the connection is gone, so the server rolls back
    without being asked, and nobody goes on within what was begun here.
    Raises ``OutcomeUnknownError`` when it went away during the commit.
    """
    transaction = conn.transaction()
    await transaction.start()
    try:
        yield
    except BaseException as error:
        if is_doubtful(error):
            conn.terminate()
        else:
            await transaction.rollback()
        raise
    try:
        await transaction.commit()
    except Exception as error:
        if not is_doubtful(error):
            raise
        conn.terminate()
        raise OutcomeUnknownError from error


async def _driver(connection: "AsyncConnection") -> asyncpg.Connection:
    """The driver's connection; one that died in the pool is replaced first."""
    while True:
        raw: Any = await connection.get_raw_connection()
        conn: asyncpg.Connection = raw.driver_connection
        if not conn.is_closed():
            return conn
        await connection.invalidate()
