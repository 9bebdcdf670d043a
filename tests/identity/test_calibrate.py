"""Weights are learned from claims, shown, and put in force by somebody with a reason."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from chassis.db import Database
from databank.matching import estimate_weights
from databank.matching.resolver import IncomingClaim, decide
from databank.matching.rules.claim_lines import raw_claim
from databank.persons.store.ids import new_id
from launcher.sandbox import Sandbox
from linkage.claim import Features, RawClaim
from linkage.expectation_maximisation import ROUNDS
from linkage.model import Model
from simulator.claims import Claims

CLAIMS = estimate_weights.MIN_CLAIMS


@pytest.fixture(scope="module")
async def databank(sandbox: Sandbox) -> str:
    """A databank with some claims in it, and its address."""
    url = sandbox.database("databank").url
    database = Database(url, connections=2)
    told = Claims(700, seed=8).stream()
    now = datetime.now(UTC)
    for _ in range(CLAIMS // 500):
        given = [
            IncomingClaim(raw_claim(next(told).claim), "test", new_id(now), None, new_id(now))
            for _ in range(500)
        ]
        async with database.begin(now) as tx:
            await decide(tx, given)
    await database.close()
    return url


def run(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = root / ".venv" / "bin" / "krachtlijn"
    return subprocess.run(
        [command, "identity", "calibrate", *options], capture_output=True, text=True
    )


async def in_force(url: str) -> list[asyncpg.Record]:
    conn = await asyncpg.connect(url)
    try:
        return await conn.fetch(
            "SELECT version, decided_by, reason FROM matching_model_in_force ORDER BY id"
        )
    finally:
        await conn.close()


async def test_a_dry_run_shows_old_and_new_weights_and_changes_nothing(
    databank: str, pytestconfig: pytest.Config
) -> None:
    before = await in_force(databank)
    done = run(pytestconfig.rootpath, "--database-url", databank, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    assert found["claims"] == CLAIMS
    passes = 1 + ROUNDS
    assert f"{passes * CLAIMS}/{passes * CLAIMS} claims" in " ".join(done.stderr.split())
    assert found["pairs"] > CLAIMS / 2
    assert found["new"]["fields"].keys() == found["old"]["fields"].keys()
    assert found["new"]["fields"] != found["old"]["fields"]
    assert found["inForce"] is None
    assert await in_force(databank) == before


async def test_new_weights_decide_once_somebody_says_so_and_why(
    databank: str, pytestconfig: pytest.Config
) -> None:
    root = pytestconfig.rootpath
    before = await in_force(databank)
    nameless = run(root, "--database-url", databank, "--activate")
    assert nameless.returncode == 2
    assert await in_force(databank) == before
    done = run(
        root,
        *("--database-url", databank, "--activate"),
        *("--actor", "beheerder-1", "--because", "eerste jaar"),
    )
    assert done.returncode == 0, done.stderr
    assert "decides from now on" in done.stdout
    after = await in_force(databank)
    assert len(after) == len(before) + 1
    assert (after[-1]["decided_by"], after[-1]["reason"]) == ("beheerder-1", "eerste jaar")
    assert after[-1]["version"] != before[-1]["version"]


def test_no_value_of_a_claim_is_shown(databank: str, pytestconfig: pytest.Config) -> None:
    done = run(pytestconfig.rootpath, "--database-url", databank)
    shown = (done.stdout + done.stderr).casefold()
    for told in list(Claims(700, seed=8).stream())[:CLAIMS]:
        name = told.fields.get("familyName", "")
        if len(name) > 7:
            assert name.casefold() not in shown


def test_claims_of_a_file_teach_weights_that_can_be_judged_and_not_put_in_force(
    pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    claims, weights = tmp_path / "claims.jsonl", tmp_path / "weights.json"
    rows = [json.dumps(told.row()) for told in Claims(700, seed=9).stream()]
    claims.write_text("\n".join([*rows, "not a claim"]))
    done = run(pytestconfig.rootpath, "--claims", str(claims), "--write", str(weights))
    assert done.returncode == 0, done.stderr
    assert "1 lines are no claims" in done.stdout
    Model.from_json(weights.read_text())
    done = run(pytestconfig.rootpath, "--claims", str(claims), "--activate", "--actor", "x")
    assert done.returncode == 1
    assert "decide nothing" in done.stderr


def test_too_few_claims_teach_nothing(pytestconfig: pytest.Config, tmp_path: Path) -> None:
    claims = tmp_path / "claims.jsonl"
    rows = [json.dumps(told.row()) for told in Claims(50, seed=9).stream()]
    claims.write_text("\n".join(rows))
    done = run(pytestconfig.rootpath, "--claims", str(claims))
    assert done.returncode == 3
    assert "too few to learn from" in done.stdout


def test_claims_that_all_say_the_same_fail_sanity() -> None:
    """Everybody the same name, birth date and phone: whatever is learned from that is no weight."""
    same = RawClaim(
        given_names="Ana", family_name="Voorbeeld", birth_date="1900-01-01", phone="+3244000000000"
    )
    proposal = estimate_weights.propose(
        [Features.of(same)] * estimate_weights.MIN_CLAIMS, Model.shipped()
    )
    assert proposal.new is None
    assert proposal.refusal


def test_a_claim_is_compared_with_those_before_it_that_it_could_be() -> None:
    def features(given: str, family: str, born: str) -> Features:
        return Features.of(RawClaim(given_names=given, family_name=family, birth_date=born))

    ana, other, again = (
        features("Ana", "Voorbeeld", "1990-01-02"),
        features("Bea", "Anders", "1980-05-06"),
        features("Ana", "Voorbeeld", "1990-02-01"),
    )
    assert list(estimate_weights.pairs([ana, other, again])) == [(2, 0)]
