"""An import that dies in the middle, in a process of its own, goes on as if nothing happened."""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from chassis.clock import SystemClock
from chassis.web import Actor, Function, TrustDomain
from databank.legacy_import import run
from databank.legacy_import.rules.rows import Source
from databank.legacy_import.rules.run import RunState
from simulator.legacy.town import build

from .conftest import AT, ORDER, Databank

PATIENCE = 90.0
STATES = [*RunState]
KRACHTLIJN = str(Path(sys.executable).with_name("krachtlijn"))


def begin(databank: Databank, source: str, path: Path) -> "subprocess.Popen[str]":
    asked = ["import", str(path), "--source", source, "--at", AT, "--json", *ORDER]
    return subprocess.Popen(
        [KRACHTLIJN, "legacy", *asked, *databank.options()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


async def killed(databank: Databank, source: str, path: Path, at: tuple[str, int]) -> bool:
    """Kill an import once it is past ``at``; False when it was done before."""
    conn = await asyncpg.connect(databank.sandbox.database("databank").owner_url)
    process = begin(databank, source, path)
    try:
        for _ in range(int(PATIENCE / 0.01)):
            rows = await conn.fetch("SELECT state, position, finished_at FROM legacy_run")
            if rows and rows[0]["finished_at"] is not None:
                return False
            if rows and (STATES.index(rows[0]["state"]), rows[0]["position"]) >= (
                STATES.index(at[0]),
                at[1],
            ):  # on a busy machine it may be further by the time that anybody looks
                return True
            await asyncio.sleep(0.01)
        raise TimeoutError(process.poll())
    finally:
        process.kill()
        process.wait()
        await conn.close()


async def outcome(databank: Databank) -> dict[str, Any]:
    """All that an import leaves, without the ids that are drawn."""
    persons = await databank.persons()
    names: dict[UUID, list[tuple[str, str]]] = {}
    for row, person in persons.items():
        names.setdefault(person, []).append(row)
    named = {person: min(rows) for person, rows in names.items()}
    rows = await databank.fetch(
        "SELECT source, row_id, outcome, role, category, is_fact, has_text FROM legacy_row"
    )
    seen = await databank.fetch("SELECT person_id, source_id, branch, seen_at FROM sighting")
    moves = await databank.fetch(
        "SELECT person_id, from_branch, to_branch, from_seen_at, to_seen_at"
        " FROM branch_shift_case WHERE withdrawn_at IS NULL"
    )
    facts = await databank.fetch("SELECT kind, code, day, state FROM legacy_fact")
    runs = await databank.fetch("SELECT counts FROM legacy_run")
    return {
        "clusters": sorted(sorted(rows) for rows in names.values()),
        "rows": sorted(tuple(row) for row in rows),
        "sightings": sorted((named[row[0]], *row[1:]) for row in map(tuple, seen)),
        "moves": sorted((named[row[0]], *row[1:]) for row in map(tuple, moves)),
        "facts": Counter((row["kind"], row["code"], row["day"], row["state"]) for row in facts),
        "refused": sorted(
            (row["row_id"], row["place"])
            for row in await databank.fetch("SELECT row_id, place FROM legacy_reject")
        ),
        "told": Counter(event.type for event in await databank.sandbox.recorded("databank")),
        "counts": [
            row["counts"] if isinstance(row["counts"], dict) else json.loads(row["counts"])
            for row in runs
        ],
    }


async def test_killed_at_any_moment_and_begun_again_it_ends_as_if_nothing_had_happened(
    opened: Callable[[], Databank], tmp_path: Path
) -> None:
    path = build(tmp_path, persons=500, spoiled=0.05).files["expert"]
    whole, cut = opened(), opened()
    whole.bring("expert", path)
    moments = (("rijen", 200), ("rijen", 600), ("waarnemingen", 0))
    hits = [await killed(cut, "expert", path, at) for at in moments]
    assert hits[:2] == [True, True]
    if all(hits):  # the last may have come when all was done
        assert cut.bring("expert", path).json["finished"]
    expected, found = await outcome(whole), await outcome(cut)
    for part, content in expected.items():
        assert found[part] == content, part
    assert len(found["moves"]) == found["told"]["be.krachtlijn.databank.branch-shift-detected.v1"]
    assert len(await cut.fetch("SELECT FROM legacy_run")) == 1


async def test_who_finds_that_somebody_else_did_it_meanwhile_says_so(
    opened: Callable[[], Databank], tmp_path: Path
) -> None:
    """Not that facts are missing from books that are closed by now."""
    path = build(tmp_path, seed=2, persons=10, spoiled=0).files["expert"]
    databank = opened()
    actor = Actor("beheerder-1", Function.POLITIE_BEHEERDER, "LPA", TrustDomain.POLITIE)
    order = run.Order(Source.EXPERT, path, actor, "a take-over in a test")
    place = databank.sandbox.database("databank")
    keys = databank.sandbox.infra.credentials
    seals, vault = keys.seal_public, keys.vault("databank")
    async with run.open_databank(place.url, seals, vault) as database:
        late = await run._open(database, order, SystemClock())
        assert databank.bring("expert", path).json["finished"]
        with pytest.raises(run.ImportRefusedError, match="op dit moment in"):
            await run._close(late, 10)


async def test_two_who_import_one_file_at_once_do_it_once(
    opened: Callable[[], Databank], tmp_path: Path
) -> None:
    path = build(tmp_path, seed=2, persons=250, spoiled=0).files["expert"]
    databank = opened()
    databank.run("status")
    both = [begin(databank, "expert", path) for _ in range(2)]
    said = [one.communicate(timeout=PATIENCE)[1] for one in both]
    assert any(one.returncode == 0 for one in both), said
    for one, error in zip(both, said, strict=True):
        assert one.returncode == 0 or "op dit moment in" in error
    rows = await databank.fetch("SELECT row_id FROM legacy_row")
    assert len(rows) == len({row["row_id"] for row in rows}) > 0
    alone = opened()
    alone.bring("expert", path)
    assert (await outcome(alone))["sightings"] == (await outcome(databank))["sightings"]
