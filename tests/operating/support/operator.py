"""An operator at the command line."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

import typer.main
from click.testing import CliRunner, Result

from launcher import bus
from launcher.credentials import Credentials
from launcher.errors import LauncherError
from launcher.sandbox import Sandbox


@dataclass(frozen=True)
class Answer:
    """What a command left behind; ``error`` is the sentence that the launcher prints."""

    code: int
    text: str
    error: str = ""

    @property
    def json(self) -> Any:
        return json.loads(self.text)


@dataclass
class Operator:
    """Runs ``krachtlijn bus`` on the databases and the broker of a corner."""

    sandbox: Sandbox
    keys: Credentials
    seen: list[str] = field(default_factory=list)

    async def __call__(self, *arguments: str, answer: str | None = None) -> Answer:
        found = await asyncio.to_thread(self._run, [*arguments, *self._place(arguments[0])], answer)
        self.seen.append(found.text + found.error)
        return found

    async def orders(self, verb: str, *arguments: str) -> Answer:
        return await self(
            *(verb, "databank", "--actor", "beheerder-1", "--because", "a test", *arguments)
        )

    def _place(self, command: str) -> list[str]:
        infra, place = self.sandbox.infra, []
        for service, database in self.sandbox.databases.items():
            place += ["--database-url", f"{service}={database.url}"]
            place += ["--database-url", f"{service}_owner={database.owner_url}"]
        host = infra.management_url.removeprefix("http://")
        login = f"{infra.admin_user}:{infra.admin_password}"
        place += ["--management-url", f"http://{login}@{host}/{self.sandbox.vhost}"]
        return [*place, "--secrets", str(self.keys.folder)]

    @staticmethod
    def _run(arguments: list[str], answer: str | None) -> Answer:
        command = typer.main.get_command(bus.app)
        result: Result = CliRunner().invoke(command, arguments, input=answer)
        if isinstance(result.exception, LauncherError):
            return Answer(1, result.stdout, str(result.exception))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)
