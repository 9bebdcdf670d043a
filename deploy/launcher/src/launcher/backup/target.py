"""The database that a backup comes back into: empty, and nobody in it until all is done."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import unquote, urlsplit

import asyncpg

from launcher.backup.dump import rows_by_table
from launcher.credentials.tree import OWNER, roles_of
from launcher.errors import LauncherError
from launcher.operations.places import Place

PRESENT = """
SELECT usename, count(*) AS sessions FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename IS NOT NULL
GROUP BY usename ORDER BY usename
"""
EMPTY = "DROP SCHEMA public CASCADE"
MAKE_SCHEMA = """
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO {visitors};
"""
VISITORS = "SELECT rolname FROM pg_roles WHERE rolname = ANY($1::text[]) ORDER BY rolname"


class Target:
    """A service's database, as its owner."""

    def __init__(self, place: Place, service: str) -> None:
        self._place = place
        self.service = service
        self.role = service + OWNER

    @property
    def url(self) -> str:
        """The owner's address, whole."""
        return self._place.databases[self.role]

    async def check_that_nobody_is_there(self) -> None:
        """Raise while anybody is connected: a platform that lives is not restored over."""
        async with self._place.connection(self.role) as conn:
            rows = await conn.fetch(PRESENT)
        if rows:
            who = ", ".join(f"{row['usename']} ({row['sessions']})" for row in rows)
            raise LauncherError(
                f"The database of {self.service} is in use, by {who}: nothing was touched. Stop "
                "the service, and whatever else looks into it, and try again."
            )

    async def rows(self) -> int | None:
        """The rows in all its tables; None when it has no tables."""
        async with self._place.connection(self.role) as conn:
            tables = await rows_by_table(conn)
        return sum(tables.values()) if tables else None

    async def empty(self) -> None:
        """Throw away every table, with all that is in them."""
        async with self._place.connection(self.role) as conn, conn.transaction():
            await conn.execute(EMPTY)
            await conn.execute(MAKE_SCHEMA.format(visitors=await self._visitors(conn)))

    @asynccontextmanager
    async def closed(self) -> AsyncIterator[None]:
        """Keep the service out, also one that somebody starts; it is let in when all went well.

        Nor can a backup be made meanwhile, of what is not whole.
        """
        name = unquote(urlsplit(self.url).path.strip("/"))
        door = f'CONNECT ON DATABASE "{name}"'
        async with self._place.connection(self.role) as conn:
            visitors = await self._visitors(conn)
        await self._execute(f"REVOKE {door} FROM {visitors}")
        try:
            await self.check_that_nobody_is_there()
        except BaseException:
            await self._execute(f"GRANT {door} TO {visitors}")
            raise
        try:
            yield
        except LauncherError as error:
            raise LauncherError(
                f"{error} {self.service} is kept out of its database, since it is not whole: put "
                "right what is wrong and restore again, with --replace."
            ) from error
        await self._execute(f"GRANT {door} TO {visitors}")

    async def _visitors(self, conn: asyncpg.Connection) -> str:
        """Whoever may enter beside the owner, as SQL says it."""
        wanted = [role for role in roles_of(self.service) if role != self.role]
        return ", ".join(f'"{row["rolname"]}"' for row in await conn.fetch(VISITORS, wanted))

    async def _execute(self, statement: str) -> None:
        async with self._place.connection(self.role) as conn:
            await conn.execute(statement)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[asyncpg.Connection]:
        async with self._place.connection(self.role) as conn:
            yield conn
