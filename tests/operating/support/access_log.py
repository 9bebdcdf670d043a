"""The access log of a service, written by an officer and tampered with by its owner."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime

import typer.main
from click.testing import CliRunner

from chassis.db import Database
from chassis.web import Actor, Function, TrustDomain, record_access
from launcher import audit
from launcher.errors import LauncherError
from launcher.sandbox import Sandbox

from .operator import Answer

NOW = datetime(2026, 11, 24, 19, tzinfo=UTC)


@dataclass
class Log:
    """The databank's access log in a corner where nothing else happens."""

    sandbox: Sandbox
    service: str = "databank"

    async def __call__(self, *arguments: str) -> Answer:
        place: list[str] = []
        for name, database in self.sandbox.databases.items():
            place += ["--database-url", f"{name}={database.url}"]
        return await asyncio.to_thread(self._run, [*arguments, *place])

    @staticmethod
    def _run(arguments: list[str]) -> Answer:
        result = CliRunner().invoke(typer.main.get_command(audit.app), arguments)
        if isinstance(result.exception, LauncherError):
            return Answer(1, result.stdout, str(result.exception))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    async def looks(self, *persons: str) -> None:
        officer = Actor("agent-1", Function.POLITIE_AGENT, "LPA", TrustDomain.POLITIE)
        database = Database(self.sandbox.database(self.service).url)
        try:
            async with database.begin(NOW) as tx:
                for person in persons:
                    await record_access(
                        tx,
                        officer,
                        action="consult",
                        subject_kind="person",
                        subject_id=person,
                        purpose="toezicht",
                    )
        finally:
            await database.close()

    async def crime(self, *statements: str) -> None:
        """As the owner of the database, who can switch the trigger off."""
        async with self.sandbox.asking(self.service, owner=True) as conn:
            await conn.execute("ALTER TABLE access_log DISABLE TRIGGER USER")
            for statement in statements:
                await conn.execute(statement)
