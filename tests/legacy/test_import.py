"""The three older databases on a real databank, by the command that an operator gives."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chassis.web import verify_chain
from simulator.legacy.town import Town, build

from .conftest import AT, ORDER, Databank

FREE_TEXT = "tot later"
"""Stands in remarks of the expert databank, and nowhere else."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    return build(tmp_path_factory.mktemp("town"), persons=90, spoiled=0.1)


@dataclass(frozen=True)
class Taken:
    """A databank into which all three came, and what the imports said."""

    databank: Databank
    reports: dict[str, Any]


@pytest.fixture(scope="module")
def taken(opened: Callable[[], Databank], town: Town) -> Taken:
    databank = opened()
    return Taken(databank, databank.bring_all(town))


async def test_every_row_is_accounted_for_and_every_fault_refused_with_its_place_and_reason(
    taken: Taken, town: Town
) -> None:
    databank = taken.databank
    for source, report in taken.reports.items():
        assert sum(report["rijen"].values()) == report["rows"] == len(town.rows[source])
        facts = report["feiten"]
        ended = (facts.get(end, 0) for end in ("waargenomen", "enkel_bewaard", "te_oud"))
        assert facts["verteld"] == sum(ended)
        refused = await databank.fetch("SELECT * FROM legacy_reject WHERE source = $1", source)
        assert report["rijen"]["geweigerd"] == len(refused) > 0
        assert {row["row_id"] for row in refused} <= town.spoiled[source]  # others are too old
        assert all(row["place"] and row["reasons"] for row in refused)
        taken_in = await databank.fetch("SELECT row_id FROM legacy_row WHERE source = $1", source)
        assert not town.spoiled[source] & {row["row_id"] for row in taken_in}
    counted = await databank.fetch("SELECT outcome, count(*) FROM legacy_row GROUP BY outcome")
    assert dict(map(tuple, counted)).keys() <= {"nieuw", "gekoppeld", "na_te_kijken"}


async def test_everything_that_came_in_leads_back_to_a_row_and_a_run(taken: Taken) -> None:
    databank = taken.databank
    for what in (
        "SELECT id FROM claim WHERE id NOT IN (SELECT claim_id FROM legacy_row)",
        "SELECT id FROM establishment WHERE id NOT IN (SELECT fact_id FROM legacy_fact)",
        "SELECT id FROM sighting WHERE source_id NOT IN (SELECT fact_id FROM legacy_fact"
        " WHERE state = 'waargenomen')",
        "SELECT id FROM person WHERE id NOT IN (SELECT person_id FROM membership)",
    ):
        assert await databank.fetch(what) == []
    (row,) = await databank.fetch(
        "SELECT count(*) AS facts, count(DISTINCT legacy_run.id) AS runs FROM legacy_fact"
        " JOIN legacy_row ON legacy_row.id = legacy_fact.row_id JOIN legacy_run ON legacy_run.id ="
        " legacy_row.run_id JOIN sighting ON source_id = fact_id AND sighting.claim_id ="
        " legacy_row.claim_id WHERE sighting.source_kind = 'legacy_' || legacy_row.source"
    )
    assert row["facts"] == len(await databank.fetch("SELECT FROM sighting"))
    assert row["runs"] == 3


async def test_a_dry_run_says_the_same_and_leaves_nothing_but_a_line_in_the_access_log(
    databank: Databank, town: Town
) -> None:
    first = databank.bring("fiches", town.files["fiches"])
    before = await databank.everything()
    logged = await databank.fetch("SELECT FROM access_log")
    rehearsed = databank.bring("expert", town.files["expert"], "--dry-run").json
    assert await databank.everything() == before
    assert len(await databank.fetch("SELECT FROM legacy_run")) == 1
    assert len(await databank.fetch("SELECT FROM access_log")) == len(logged) + 1
    done = databank.bring("expert", town.files["expert"]).json
    said = ("rows", "rijen", "feiten", "finished")
    assert rehearsed["dryRun"] and not done["dryRun"]
    assert {name: rehearsed[name] for name in said} == {name: done[name] for name in said}
    assert done["rijen"]["gekoppeld"] > 0
    assert first.json["finished"]


async def test_a_second_import_changes_nothing(taken: Taken, town: Town) -> None:
    databank, first = taken.databank, taken.reports
    before = await databank.everything()
    again = databank.bring_all(town)
    assert await databank.everything() == before
    for source, report in again.items():
        was = first[source]["rijen"]
        kept = {name: was[name] for name in ("geweigerd", "te_oud") if name in was}
        known = report["rows"] - sum(kept.values())
        assert report["rijen"] == {"herhaald": known, **kept}


async def test_free_text_and_health_stay_outside_and_who_gave_the_order_is_on_record(
    taken: Taken, town: Town
) -> None:
    databank = taken.databank
    everything = await databank.everything()
    assert FREE_TEXT in town.files["expert"].read_bytes().decode("cp1252")
    for table, rows in everything.items():
        assert not any(FREE_TEXT in row or "medisch" in row for row in rows), table
    run = (await databank.fetch("SELECT * FROM legacy_run WHERE source = 'expert'"))[0]
    assert (run["actor"], run["reason"]) == ("beheerder-1", ORDER[3])
    logged = await databank.fetch("SELECT * FROM access_log WHERE action = 'combine'")
    assert {row["purpose"] for row in logged} == {"onderhoud"}
    assert {row["actor_subject"] for row in logged} == {"beheerder-1"}
    assert str(run["id"]) in {row["subject_id"] for row in logged}
    persons = {str(person) for person in (await databank.persons()).values()}
    assert persons <= {row["subject_id"] for row in logged}
    await _chain_holds(databank)


async def _chain_holds(databank: Databank) -> None:
    async with databank.sandbox.asking("databank") as conn:
        assert (await verify_chain(conn)).position > 0


def test_a_file_of_another_source_or_an_order_without_a_reason_is_turned_down(
    databank: Databank, town: Town, tmp_path: Path
) -> None:
    def answer(*asked: str) -> Any:
        return databank.run("import", *asked, "--at", AT)

    wrong = answer(str(town.files["fiches"]), "--source", "verborgen", *ORDER)
    assert wrong.code == 1
    assert "eerste regel" in wrong.error
    few = tmp_path / "few.csv"
    few.write_text("Volgnr;Naam\n1;X\n")
    wrong = answer(str(few), "--source", "expert", *ORDER)
    assert wrong.code == 1
    assert "kolommen ontbreken" in wrong.error
    asked = (str(town.files["expert"]), "--source", "expert", "--actor", "beheerder-1")
    assert answer(*asked, "--because", " ").code == 2
