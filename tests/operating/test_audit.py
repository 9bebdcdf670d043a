"""Somebody with all rights on a database changes who looked at whom: `krachtlijn audit` sees it."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest
import typer.main
from click.testing import CliRunner

from chassis.db import Database
from chassis.web import Actor, Function, TrustDomain, record_access
from launcher import audit
from launcher.errors import LauncherError
from launcher.sandbox import Sandbox

from .conftest import Answer

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
        conn = await asyncpg.connect(self.sandbox.database(self.service).owner_url)
        try:
            await conn.execute("ALTER TABLE access_log DISABLE TRIGGER USER")
            for statement in statements:
                await conn.execute(statement)
        finally:
            await conn.close()


@pytest.fixture(scope="module")
async def quiet(pytestconfig: pytest.Config) -> AsyncIterator[Sandbox]:
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    for service in ("databank", "reporting"):
        await asyncio.to_thread(sandbox.database, service)
    yield sandbox
    await asyncio.to_thread(sandbox.close)


EMPTY = (
    "TRUNCATE access_log",
    "UPDATE access_log_head SET position = 0, hash = decode(repeat('00', 32), 'hex')",
)


@pytest.fixture
async def log(quiet: Sandbox) -> Log:
    found = Log(quiet)
    await found.crime(*EMPTY)
    await found.looks("p-1", "p-2", "p-3")
    return found


async def test_dp04_a_whole_log_is_told_with_its_rows_and_head(log: Log) -> None:
    answer = await log("verify")
    assert answer.code == 0
    assert "databank: all 3 rows are as they were written" in answer.text
    assert "reporting" not in answer.text, "it keeps no log"
    (found,) = (await log("verify", "databank", "--json")).json
    assert (found["rows"], found["broken"]) == (3, None)
    assert found["head"] in answer.text


ROW = "actor_function, actor_organisation, action, subject_kind, subject_id, purpose"


@pytest.mark.parametrize(
    ("crime", "position", "told"),
    [
        ("UPDATE access_log SET actor_subject = 'x' WHERE position = 2", 2, "not as it was"),
        ("DELETE FROM access_log WHERE position = 2", 2, "missing"),
        ("DELETE FROM access_log WHERE position = 3", 3, "missing"),
        (
            f"INSERT INTO access_log SELECT 4, at, 'x', {ROW}, hash, hash FROM access_log"
            " WHERE position = 3",
            4,
            "put in",
        ),
        ("UPDATE access_log_head SET hash = sha256('x')", 3, "head of the chain"),
    ],
)
async def test_dp04_tampering_is_told_with_its_place_and_fails_the_command(
    log: Log, crime: str, position: int, told: str
) -> None:
    await log.crime(crime)
    answer = await log("verify", "databank")
    assert answer.code == 3
    assert f"tampered with at position {position}:" in answer.text
    assert told in answer.text
    (found,) = (await log("verify", "--json")).json
    assert found["broken"] == position


async def test_dp04_a_past_written_anew_does_not_fit_what_was_anchored(
    log: Log, tmp_path: Path
) -> None:
    kept = tmp_path / "anchors.jsonl"
    assert (await log("anchor", "--to", str(kept))).code == 0
    await log.looks("p-4")
    assert (await log("anchor", "--to", str(kept))).code == 0
    assert len(kept.read_text().splitlines()) == 2
    fine = await log("verify", "--anchor", str(kept))
    assert (fine.code, "2 anchors held" in fine.text) == (0, True)
    await log.crime(*EMPTY)
    await log.looks("p-1", "p-9", "p-3", "p-4")
    assert (await log("verify")).code == 0, "the chain alone cannot tell"
    answer = await log("verify", "--anchor", str(kept))
    assert answer.code == 3
    assert "position 3: this row is not the one that was anchored" in answer.text


async def test_dp04_a_log_cut_short_is_missing_what_was_anchored(log: Log, tmp_path: Path) -> None:
    kept = tmp_path / "anchors.jsonl"
    await log("anchor", "databank", "--to", str(kept))
    await log.crime(
        "DELETE FROM access_log WHERE position = 3",
        "UPDATE access_log_head SET position = 2,"
        " hash = (SELECT hash FROM access_log WHERE position = 2)",
    )
    assert (await log("verify")).code == 0
    answer = await log("verify", "--anchor", str(kept))
    assert (answer.code, "position 3" in answer.text) == (3, True)


async def test_an_anchor_can_be_pasted(log: Log, tmp_path: Path) -> None:
    printed = (await log("anchor")).text
    assert json.loads(printed)["position"] == 3
    kept = tmp_path / "pasted"
    kept.write_text(printed)
    assert (await log("verify", "--anchor", str(kept))).code == 0


async def test_a_log_that_was_tampered_with_is_not_anchored(log: Log, tmp_path: Path) -> None:
    await log.crime("UPDATE access_log SET purpose = 'x' WHERE position = 1")
    kept = tmp_path / "anchors.jsonl"
    assert (await log("anchor", "--to", str(kept))).code == 3
    assert not kept.exists()


async def test_what_cannot_be_read_is_said_in_a_sentence(log: Log, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    wrong.write_text("rubbish\n")
    for arguments, said in (
        (("verify", "--anchor", str(tmp_path / "none")), "Cannot read"),
        (("verify", "--anchor", str(wrong)), "Line 1 of"),
        (("verify", "reporting"), "None of these keeps an access log"),
        (("verify", "nobody"), "There is no service nobody"),
    ):
        answer = await log(*arguments)
        assert answer.code == 1
        assert said in answer.error


async def test_a_long_log_is_checked_in_steps(log: Log) -> None:
    await log.looks(*(f"p-{number}" for number in range(5000)))
    answer = await log("verify")
    assert (answer.code, "all 5003 rows" in answer.text) == (0, True)
