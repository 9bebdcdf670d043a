"""Somebody with all rights on a database changes who looked at whom: `krachtlijn audit` sees it."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from launcher.sandbox import Sandbox

from .support.access_log import Log


@pytest.fixture(scope="module")
async def quiet(pytestconfig: pytest.Config) -> AsyncIterator[Sandbox]:
    sandbox = await asyncio.to_thread(Sandbox.off_the_bus, Path(pytestconfig.rootpath))
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
