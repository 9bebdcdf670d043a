"""The matcher on the databank's own path stays as good as it is; long figures: bench-identity.

So few people are mostly relatives and beginnings. The floors leave room for that and for chance,
and none for a matcher that broke, as the last of these tests show.
"""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from databank.matching.evaluation_runner import run
from databank.matching.standalone import standalone
from databank.schema import TABLES
from launcher.command_nursery import CommandNursery
from launcher.sandbox import Sandbox
from linkage.evaluation import Report
from linkage.model import Model
from simulator.claims import Claims

PERSONS, SEED = 1_200, 5


async def judged(
    sandbox: Sandbox,
    *,
    scenario: str = "mixed",
    order: int = 0,
    without: tuple[str, ...] = (),
    model: Model | None = None,
) -> Report:
    claims = Claims(PERSONS, SEED, scenario).stream(order, without)
    async with standalone(sandbox.infra.superuser_dsn(), TABLES) as store:
        if model:
            await store.use(model, "spoiled for a test")
        scorer = await run(store, claims, batch=500, done=lambda claims: None)
    return scorer.report()


def is_good(report: Report) -> bool:
    return (
        report.pairs.precision >= 0.985
        and report.pairs.f1 >= 0.966
        and report.reviews.rate <= 0.035
        and report.blocked.rate >= 0.98
    )


@pytest.fixture(scope="module")
async def whole(sandbox: Sandbox) -> Report:
    return await judged(sandbox)


async def test_people_are_told_apart_and_found_again(whole: Report) -> None:
    assert is_good(whole), whole


@pytest.mark.night(
    "many orders of the claims that are judged in one",
    stays="::test_people_are_told_apart_and_found_again",
)
async def test_the_order_in_which_claims_arrive_hardly_matters(
    sandbox: Sandbox, whole: Report
) -> None:
    others = [await judged(sandbox, order=order) for order in (1, 2)]
    found = [one.pairs.f1 for one in (whole, *others)]
    assert max(found) - min(found) < 0.01, found


async def test_after_a_register_the_people_in_it_are_known_again(sandbox: Sandbox) -> None:
    """All are new at first, and nearly all are known then."""
    report = await judged(sandbox, scenario="register-first")
    assert report.pairs.precision >= 0.985
    assert report.pairs.f1 >= 0.966
    assert report.reviews.rate <= 0.035


async def test_without_numbers_and_birth_dates_few_are_put_with_another(sandbox: Sandbox) -> None:
    report = await judged(sandbox, without=("national-number", "birth-date"))
    assert report.pairs.precision >= 0.985
    assert report.pairs.f1 >= 0.75


@pytest.mark.night(
    "judges a spoiled matcher on many claims",
    stays=(
        "::test_people_are_told_apart_and_found_again",
        "linkage/tests/test_evaluation.py::test_everybody_found_is_perfect",
    ),
)
@pytest.mark.parametrize("field", ["birth-date", pytest.param("documents", marks=pytest.mark.long)])
async def test_a_matcher_that_overlooks_a_field_is_noticed(sandbox: Sandbox, field: str) -> None:
    assert not is_good(await judged(sandbox, without=(field,)))


@pytest.mark.night(
    "judges a spoiled matcher on many claims",
    stays=(
        "::test_people_are_told_apart_and_found_again",
        "linkage/tests/test_evaluation.py::test_everybody_found_is_perfect",
    ),
)
@pytest.mark.parametrize(
    ("match_at", "habit"),
    [
        (0.0, "links to whoever resembles most"),
        pytest.param(0.9999999, "asks always", marks=pytest.mark.long),
    ],
)
async def test_a_matcher_with_a_wrong_threshold_is_noticed(
    sandbox: Sandbox, match_at: float, habit: str
) -> None:
    spoiled = replace(Model.shipped(), version="spoiled", match_at=match_at)
    assert not is_good(await judged(sandbox, model=spoiled)), habit


@pytest.fixture(scope="module")
def commands(
    sandbox: Sandbox, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CommandNursery]:
    environment = os.environ | {"KRACHTLIJN_DATABASE_URL": sandbox.infra.superuser_dsn()}
    folder = tmp_path_factory.mktemp("commands")
    with CommandNursery(Path(sys.executable), environment, folder) as commands:
        yield commands


def test_anybody_can_judge_the_matcher_from_the_command_line(commands: CommandNursery) -> None:
    order = ("identity", "evaluate", "--persons", "150", "--without", "phone", "--json")
    done = commands.begin(*order).ends()
    assert done.code == 0, done.error
    found = json.loads(done.out)
    assert found["without"] == ["phone"]
    assert found["claims"] == sum(one["claims"] for one in found["byCulture"].values())
    assert 0.8 < found["f1"] <= 1


def test_whoever_has_labelled_claims_can_judge_the_matcher_on_those(
    commands: CommandNursery, tmp_path: Path
) -> None:
    file = tmp_path / "claims.jsonl"
    one = {"givenNames": "Ana", "familyName": "Voorbeeld", "birthDate": "1990-01-02"}
    rows = [one | {"personTruth": "a"}, one | {"personTruth": "a"}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    order = ("identity", "evaluate", "--claims", str(file), "--json")
    done = commands.begin(*order).ends()
    assert done.code == 0, done.error
    assert json.loads(done.out)["claims"] == 2
    file.write_text(json.dumps(one) + "\n")
    done = commands.begin(*order).ends()
    assert done.code == 1
    assert "line 1 says nothing about whom it is" in done.error
    assert "Voorbeeld" not in done.error


def test_a_scenario_that_does_not_exist_is_refused_with_those_that_do(
    commands: CommandNursery,
) -> None:
    done = commands.begin("identity", "evaluate", "--scenario", "upside-down").ends()
    assert done.code == 1
    assert "There is no scenario upside-down: take mixed, register-first" in done.error


def test_a_field_that_claims_do_not_have_is_refused_in_words(commands: CommandNursery) -> None:
    done = commands.begin("identity", "evaluate", "--without", "shoe-size").ends()
    assert done.code == 1
    assert "There is no field shoe-size" in done.error
