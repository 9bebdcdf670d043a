"""The three older databases on a real databank, by the command that an operator gives."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import asyncpg
import pytest

from chassis.web import verify_chain
from simulator.legacy import expert
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


SOUNDS = "ba de fi go lu ma ne po ri su ta ve zo ka li mo nu pe ra si"
SYLLABLES = SOUNDS.split()
PERSON = ("Naam", "Voornaam", "Geboortedatum", "Documentnr")


def lines(path: Path, *changed: dict[str, str], first: int | None = None) -> list[dict[str, str]]:
    """The lines of an expert export, with some fields changed by their number."""
    with path.open(encoding="cp1252", newline="") as file:
        found = [*csv.DictReader(file, delimiter=";")]
    for change in changed:
        for line in found:
            if line["Volgnr"] == change["Volgnr"]:
                line.update(change)
    return found[:first]


def save(path: Path, found: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, expert.COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerows(found)
    return path


def a_line(number: int, **more: str) -> dict[str, str]:
    """A line of the expert databank about somebody who resembles no other."""
    line = dict.fromkeys(expert.COLUMNS, "")
    chance = Random(number)
    family, given = ("".join(chance.choices(SYLLABLES, k=4)).title() for _ in range(2))
    born = date(1970, 1, 1) + timedelta(days=chance.randrange(12_000))
    return line | {
        "Volgnr": f"{number},00",
        "Naam": family,
        "Voornaam": given,
        "Geboortedatum": f"{born.day}/{born.month}/{born.year}",
        "Nationaliteit": "ROU",
        "Documentnr": f"SYN{chance.randrange(10**6):06}Z",
        "Hoedanigheid": "sekswerker",
        "Zekerheid": "1,00",
        "Branche": "Raam",
        "Datum vaststelling": "12/03/2024",
        "Uur": "22u15",
        **more,
    }


def movers(count: int) -> list[dict[str, str]]:
    """People who were seen in a window and a week later on the street."""
    there = {"Datum vaststelling": "20/03/2024", "Branche": "Straat"}
    found = []
    for number in range(1, count + 1):
        found.append(a_line(number))
        found.append(a_line(number) | {"Volgnr": f"{number + 1000},00"} | there)
    return found


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


async def test_a_changed_row_is_a_new_claim_beside_the_old_and_what_it_no_longer_says_is_withdrawn(
    databank: Databank, tmp_path: Path
) -> None:
    before = [a_line(1), a_line(2)]
    databank.bring("expert", save(tmp_path / "a.csv", before))
    after = [a_line(1, Voornaam="Ilinca Maria", **{"Datum vaststelling": "14/03/2024"}), a_line(2)]
    report = databank.bring("expert", save(tmp_path / "b.csv", after)).json
    assert report["rijen"] == {"gekoppeld": 1, "herhaald": 1}
    assert report["feiten"]["ingetrokken"] == 1
    rows = await databank.fetch(
        "SELECT claim_id, superseded_at FROM legacy_row WHERE row_id = '1' ORDER BY imported_at"
    )
    assert len({row["claim_id"] for row in rows}) == 2
    assert rows[0]["superseded_at"] is not None
    assert rows[1]["superseded_at"] is None
    (old, new) = await databank.fetch(
        "SELECT sighting.* FROM sighting JOIN claim ON claim.id = claim_id"
        " WHERE family_name = $1 ORDER BY seen_at",
        before[0]["Naam"],
    )
    assert old["person_id"] == new["person_id"]
    assert old["withdrawn_at"] is not None
    assert new["withdrawn_at"] is None


async def test_refused_rows_are_corrected_in_a_file_and_come_in_then(
    databank: Databank, tmp_path: Path
) -> None:
    wrong = [a_line(1), a_line(2, Branche="Kelder"), a_line(3, **{"Datum vaststelling": "ooit"})]
    export = save(tmp_path / "a.csv", wrong)
    report = databank.bring("expert", export).json
    assert report["rijen"] == {"nieuw": 1, "geweigerd": 2}
    told = databank.run("rejects", "--run", report["run"], *ORDER, "--csv", str(tmp_path / "r.csv"))
    assert "Deze branche kennen we niet." in told.out
    assert wrong[1]["Naam"] not in told.out
    text = (tmp_path / "r.csv").read_text("utf-8-sig").replace("Kelder", "Straat")
    corrected = tmp_path / "beter.csv"
    corrected.write_text(text.replace(";ooit;", ";mei 2024;"), "utf-8-sig")
    report = databank.bring("expert", corrected).json
    assert report["rijen"] == {"nieuw": 2}
    rows = await databank.fetch("SELECT cells, closed_as FROM legacy_reject")
    assert all(row["closed_as"] == "verbeterd" and row["cells"] == "{}" for row in rows)
    assert databank.bring("expert", export).json["rijen"] == {"herhaald": 3}


async def test_refused_rows_that_nobody_will_correct_are_given_up_and_their_fields_go(
    databank: Databank, tmp_path: Path
) -> None:
    wrong = a_line(1, Branche="Kelder")
    export = save(tmp_path / "a.csv", [wrong])
    run = databank.bring("expert", export).json["run"]
    given_up = databank.run("rejects", "--run", run, *ORDER, "--give-up")
    assert "1 rijen opgegeven" in given_up.out
    rows = [row for rows in (await databank.everything()).values() for row in rows]
    assert not any(wrong["Naam"] in row for row in rows)
    assert databank.bring("expert", export).json["rijen"] == {"herhaald": 1}
    logged = await databank.fetch("SELECT action FROM access_log ORDER BY position")
    assert [row["action"] for row in logged] == ["combine", "delete", "combine"]


async def test_nobody_who_was_known_gets_a_first_contact_and_an_assessment_is_no_sighting(
    databank: Databank, tmp_path: Path
) -> None:
    found = [
        a_line(1),
        a_line(2, Zekerheid="0,75"),
        a_line(3, Hoedanigheid="klant"),
        a_line(4, **{"Datum vaststelling": "maart 2024"}),
    ]
    report = databank.bring("expert", save(tmp_path / "a.csv", found)).json
    assert report["feiten"]["waargenomen"] == 1
    assert report["feiten"]["enkel_bewaard"] == 3
    assert await databank.fetch("SELECT FROM first_contact") == []
    (seen,) = await databank.fetch("SELECT branch, seen_at FROM sighting")
    assert seen["seen_at"].isoformat() == "2024-03-12T21:15:00+00:00"
    known = await databank.fetch("SELECT FROM person WHERE first_seen_at IS NOT NULL")
    assert len(known) == 3  # all but the client
    roles = await databank.fetch("SELECT DISTINCT role, category FROM legacy_row ORDER BY role")
    assert [tuple(row) for row in roles] == [
        ("klant", "contact_zonder_verdenking"),
        ("sekswerker", "contact_zonder_verdenking"),
    ]


async def test_moves_in_the_history_are_told_by_event_time_and_a_flood_of_them_waits_for_a_person(
    databank: Databank, tmp_path: Path
) -> None:
    found = movers(400)
    export = save(tmp_path / "a.csv", found)
    report = databank.bring("expert", export, "--most-moves", "100").json
    assert not report["finished"]
    assert report["feiten"]["verschuivingen"] == 200  # a batch of persons
    on = databank.bring("expert", export, "--most-moves", "100", "--accept-moves").json
    assert on["finished"]
    assert on["run"] == report["run"]
    assert on["feiten"]["verschuivingen"] == 400
    cases = await databank.fetch("SELECT * FROM branch_shift_case WHERE withdrawn_at IS NULL")
    assert {case["to_seen_at"].year for case in cases} == {2024}
    assert len(await databank.sandbox.recorded("databank")) == len(cases) == 400


async def test_what_is_older_than_may_be_kept_is_counted_and_not_taken(
    databank: Databank, tmp_path: Path
) -> None:
    old = {"Datum vaststelling": "1/3/2019"}
    found = [
        a_line(1),
        a_line(2, **old),
        a_line(3, Categorie="V", **old),
        a_line(4, Branche="Kelder", **old),
        a_line(5, Branche="Kelder", Categorie="Q", **old),
    ]
    report = databank.bring("expert", save(tmp_path / "a.csv", found)).json
    assert report["rijen"] == {"nieuw": 2, "te_oud": 2, "geweigerd": 1}
    rows = [row for rows in (await databank.everything()).values() for row in rows]
    for line in (found[1], found[3]):
        assert not any(line["Naam"] in row for row in rows)


async def test_a_row_that_turns_out_to_be_of_somebody_else_takes_its_sightings_along(
    databank: Databank, tmp_path: Path
) -> None:
    there = {"Datum vaststelling": "20/03/2024", "Branche": "Straat"}
    before = [a_line(1), a_line(2, **there)]
    wrong = before[1] | {name: before[0][name] for name in PERSON}
    databank.bring("expert", save(tmp_path / "a.csv", [before[0], wrong]))
    (case,) = await databank.fetch("SELECT * FROM branch_shift_case")
    assert case["withdrawn_at"] is None
    report = databank.bring("expert", save(tmp_path / "b.csv", before)).json
    assert report["rijen"] == {"nieuw": 1, "herhaald": 1}
    (case,) = await databank.fetch("SELECT * FROM branch_shift_case")
    assert case["withdrawn_reason"] == "waarneming_ingetrokken"
    standing = await databank.fetch("SELECT person_id FROM sighting WHERE withdrawn_at IS NULL")
    assert len({row["person_id"] for row in standing}) == len(standing) == 2
    told = [event.type.split(".")[3] for event in await databank.sandbox.recorded("databank")]
    assert told == ["branch-shift-detected", "branch-shift-withdrawn"]


async def test_who_may_have_been_a_minor_at_work_is_noted_for_people_and_no_signal_is_raised(
    databank: Databank, tmp_path: Path
) -> None:
    found = [
        a_line(1, Geboortedatum="13/03/2006", **{"Nota codes": "MH"}),
        a_line(2, Geboortedatum="12/03/2006"),
        a_line(3, Geboortedatum="2006"),
        a_line(4, Geboortedatum="maart 2006"),
        a_line(5, Geboortedatum="2005"),
    ]
    report = databank.bring("expert", save(tmp_path / "a.csv", found)).json
    assert report["feiten"]["nota_na_te_kijken"] == 4
    noted = await databank.fetch(
        "SELECT legacy_row.row_id FROM legacy_fact JOIN legacy_row ON legacy_row.id ="
        " legacy_fact.row_id WHERE code = 'mogelijk_minderjarig_na_te_kijken' ORDER BY 1"
    )
    assert [row["row_id"] for row in noted] == ["1", "3", "4"]
    assert await databank.fetch("SELECT FROM signal") == []


async def test_an_unfinished_import_is_given_up_for_another_file_only_when_somebody_says_so(
    databank: Databank, tmp_path: Path
) -> None:
    found = movers(250)
    first = save(tmp_path / "a.csv", found)
    assert not databank.bring("expert", first, "--most-moves", "10").json["finished"]
    other = save(tmp_path / "b.csv", [*found, a_line(700)])
    refused = databank.run("import", str(other), "--source", "expert", "--at", AT, *ORDER)
    assert refused.code == 1
    assert "--set-aside" in refused.error
    report = databank.bring("expert", other, "--set-aside", "--accept-moves").json
    assert report["finished"]
    assert report["rijen"] == {"herhaald": 500, "nieuw": 1}
    assert report["feiten"]["waargenomen"] == 101  # what the first left, and the new one
    states = await databank.fetch("SELECT state FROM legacy_run")
    assert sorted(row["state"] for row in states) == ["gestaakt", "klaar"]
    assert len(await databank.fetch("SELECT FROM branch_shift_case")) == 250
    assert "expert: 501 rijen, 251 personen, 501 waarnemingen" in databank.run("status").out


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
    conn = await asyncpg.connect(databank.sandbox.database("databank").url)
    try:
        assert await verify_chain(conn) > 0
    finally:
        await conn.close()


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
