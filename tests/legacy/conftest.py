"""Older databases brought into a databank that is empty at the start of each test."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest
import typer.main
from click.testing import CliRunner

from launcher import legacy
from launcher.errors import LauncherError
from launcher.sandbox import Sandbox
from simulator.legacy.town import Town

AT = "2026-11-03T09:00:00+01:00"
"""When the imports of these tests happen: a day after the exports were made."""
ORDER = ("--actor", "beheerder-1", "--because", "a take-over in a test")
LEFT_ALONE = (
    "access_log",
    "access_log_head",
    "legacy_run",
    "alembic_version",
    "bus_alembic_version",
    "learned",
)
"""What a second import does change: it is logged, and it is a run."""


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    error: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass
class Databank:
    """A corner of its own, and an operator at the command line."""

    sandbox: Sandbox

    def options(self) -> list[str]:
        """Where the databank of this corner is."""
        database = self.sandbox.database("databank")
        return [
            *("--database-url", f"databank={database.url}"),
            *("--database-url", f"databank_owner={database.owner_url}"),
            *("--secrets", str(self.sandbox.infra.credentials.folder)),
        ]

    def run(self, *arguments: str) -> Answer:
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(self._run, [*arguments, *self.options()]).result()

    @staticmethod
    def _run(arguments: list[str]) -> Answer:
        result = CliRunner().invoke(typer.main.get_command(legacy.app), arguments)
        if isinstance(result.exception, LauncherError):
            return Answer(1, result.stdout, str(result.exception))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.stdout, result.stderr)

    def bring(self, source: str, path: Path, *more: str) -> Answer:
        asked = ("import", str(path), "--source", source, "--at", AT, "--json")
        answer = self.run(*asked, *ORDER, *more)
        assert answer.code in (0, 3), answer.error
        return answer

    def bring_all(self, town: Town) -> dict[str, Any]:
        return {source: self.bring(source, path).json for source, path in town.files.items()}

    async def fetch(self, query: str, *values: Any) -> list[asyncpg.Record]:
        async with self.sandbox.asking("databank", owner=True) as conn:
            return list(await conn.fetch(query, *values))

    async def persons(self) -> dict[tuple[str, str], UUID]:
        """The person of each row that tells of one."""
        rows = await self.fetch(
            "SELECT source, row_id, person_id FROM legacy_row JOIN membership USING (claim_id)"
            " WHERE until_at IS NULL AND superseded_at IS NULL"
        )
        return {(row["source"], row["row_id"]): row["person_id"] for row in rows}

    async def everything(self) -> dict[str, list[str]]:
        """Every row of every table, as text, but for what may differ."""
        tables = await self.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found = {}
        for table in sorted(row["tablename"] for row in tables):
            if table not in LEFT_ALONE:
                rows = await self.fetch(f'SELECT t::text AS line FROM "{table}" AS t')
                found[table] = sorted(row["line"] for row in rows)
        return found


@pytest.fixture(scope="module")
def opened(pytestconfig: pytest.Config) -> Iterator[Callable[..., Databank]]:
    """Empty databanks, as many as are asked for; an import needs no bus."""
    corners: list[Sandbox] = []

    def one(*, bus: bool = False) -> Databank:
        make = Sandbox.open if bus else Sandbox.off_the_bus
        corners.append(make(Path(pytestconfig.rootpath)))
        return Databank(corners[-1])

    yield one
    for corner in corners:
        corner.close()


@pytest.fixture
def databank(opened: Callable[..., Databank]) -> Databank:
    return opened()
