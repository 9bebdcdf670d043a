"""One person in three databases becomes one person with three lineages (handbook §6.3, 7)."""

import csv
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import xlsxwriter

from chassis.web import Function
from contracts.databank import BranchShiftDetected, OperationMeasured
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftDeclared
from contracts.sealed import Sealed
from databank.app import build as build_databank
from simulator.legacy import expert, hidden
from simulator.legacy.town import build

from .conftest import Databank

PRECISION, RECALL, RECALL_WITH_QUESTIONS = 0.995, 0.9, 0.95
"""Of pairs of rows in two databases, without and with those about which people are asked."""


def three_spellings(folder: Path) -> dict[str, Path]:
    """One made-up person: with a typist without accents, with marks, and with names swapped."""
    line = dict.fromkeys(expert.COLUMNS, "") | {
        "Volgnr": "7,00",
        "Naam": "DUMITRASCU",
        "Voornaam": "Stefania",
        "Geboortedatum": "7/5/91",
        "Nationaliteit": "Roemeense",
        "Zekerheid": "1,00",
        "Branche": "Straat",
        "Datum vaststelling": "03/02/2025",
    }
    with (folder / "expert.csv").open("w", encoding="cp1252", newline="") as file:
        writer = csv.DictWriter(file, expert.COLUMNS, delimiter=";")
        writer.writeheader()
        writer.writerow(line)
    with xlsxwriter.Workbook(str(folder / "fiches.xlsx")) as book:
        sheet = book.add_worksheet("A-F")
        sheet.merge_range("A3:F3", "GEGEVENSFICHE PROSTITUEE nr. F-9")
        card = (
            ("Naam:", "Dumitrașcu", "Voornaam:", "Ștefania"),
            ("Geb. datum", "7 mei 1991", "Nationaliteit", "Roemenië"),
        )
        for number, cells in enumerate(card, start=3):
            sheet.write_row(number, 0, cells)
        sheet.write_row(6, 0, ("Contacten",))
        sheet.write_row(7, 0, ("Datum", "Branche", "Plaats", "Aard"))
        sheet.write_row(8, 0, ("12.02.'25", "raam", "Pand Linde 2", "controle"))
    person = {
        "volgnr": 1,
        "naam": "Stefania",
        "voornamen": ["Dumitraşcu"],
        "geboren": "19910507",
        "nat": "ROU",
        "rol": "SW",
        "waarnemingen": [{"op": "20250220T2100", "bron": "C", "vorm": "MS"}],
    }
    lines = [hidden.HEAD, {"dossier": "VV-1", "personen": [person]}]
    text = "\n".join(json.dumps(one, ensure_ascii=False) for one in lines)
    (folder / "verborgen.jsonl").write_text(text + "\n", "utf-8")
    return {
        "expert": folder / "expert.csv",
        "fiches": folder / "fiches.xlsx",
        "verborgen": folder / "verborgen.jsonl",
    }


@pytest.fixture
def databank(opened: Callable[..., Databank]) -> Databank:
    """One at whose service somebody looks."""
    return opened(bus=True)


@pytest.fixture
async def officer(databank: Databank) -> AsyncIterator[httpx.AsyncClient]:
    sandbox = databank.sandbox
    token = sandbox.token(Function.POLITIE_AGENT, "politie", subject="agent-1")
    async with sandbox.serve(build_databank(sandbox.settings("databank"))) as client:
        client.headers["Authorization"] = f"Bearer {token}"
        client.headers["Krachtlijn-Purpose"] = "toezicht"
        yield client


async def test_accents_and_a_swapped_name_make_no_second_person(
    databank: Databank, officer: httpx.AsyncClient, tmp_path: Path
) -> None:
    for source, path in three_spellings(tmp_path).items():
        databank.bring(source, path)
    persons = await databank.persons()
    assert len(persons) == 3
    (person,) = set(persons.values())
    answer = await officer.get(f"/v1/persons/{person}/sources")
    assert answer.status_code == 200, answer.text
    sources = answer.json()["_embedded"]["sources"]
    assert {(one["source"], one["rowId"]) for one in sources} == set(persons)
    assert {one["category"] for one in sources} == {"contact_zonder_verdenking"}
    assert {fact["code"] for one in sources for fact in one["facts"]} == {
        *("straat", "raam", "massagesalon")
    }
    logged = await databank.fetch(
        "SELECT FROM access_log WHERE action = 'consult' AND subject_id = $1", str(person)
    )
    assert len(logged) == 1
    moves = await databank.fetch(
        "SELECT from_branch, to_branch FROM branch_shift_case WHERE withdrawn_at IS NULL"
        " ORDER BY to_seen_at"
    )
    assert [tuple(row) for row in moves] == [("straat", "raam"), ("raam", "massagesalon")]
    contacts = await officer.get("/v1/first-contacts")
    assert contacts.json()["_embedded"] == {"firstContacts": []}


async def test_who_was_known_for_years_is_no_newcomer_when_she_is_declared_tomorrow(
    databank: Databank, officer: httpx.AsyncClient, tmp_path: Path
) -> None:
    databank.bring("expert", three_spellings(tmp_path)["expert"])
    who = IdentityClaim(given_names="Ștefania", family_name="Dumitrașcu", birth_date="1991-05-07")
    starts_at = datetime(2025, 2, 20, 19, tzinfo=UTC)
    shift = ShiftDeclared(
        shift_id=uuid4(),
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=8),
        declared_at=starts_at,
        lead_minutes=0,
        late=False,
        declared_by="eigenaar",
        worker=Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=who)),
    )
    await databank.sandbox.handled("databank", await databank.sandbox.publish(shift))
    (person,) = await databank.fetch("SELECT id, first_seen_at FROM person")
    assert person["first_seen_at"].year == 2025
    assert await databank.fetch("SELECT FROM first_contact") == []
    told = [
        envelope.data
        for envelope in await databank.sandbox.recorded("databank")
        if envelope.type == BranchShiftDetected.type  # the night tells more, on a slow machine
    ]
    assert [(one["fromBranch"], one["toBranch"]) for one in told] == [("straat", "raam")]


@pytest.mark.night(
    "imports of three files for one line of an event",
    stays="::test_imports_are_listed_for_who_keeps_the_data_and_for_nobody_else",
)
async def test_each_of_the_three_tells_the_plan_that_it_was_imported(
    databank: Databank, officer: httpx.AsyncClient, tmp_path: Path
) -> None:
    """IND-2.4-01: with the moment of the last of them; a rehearsal is none."""
    token = databank.sandbox.token(Function.POLITIE_BEHEERDER, "politie")
    headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": "2026-11-05T09:00:00+01:00"}
    measured = {"measuredBy": "eigen_meting", "probes": 1440, "answered": 1440}
    days = {"expert": "2026-11-01", "fiches": "2026-11-02", "verborgen": "2026-11-03"}
    for source, path in three_spellings(tmp_path).items():
        databank.bring(source, path, "--dry-run")
        databank.bring(source, path)
        body = measured | {"day": days[source]}
        answer = await officer.post("/v1/operation-days", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
    told = [
        each.data
        for each in await databank.sandbox.recorded("databank")
        if each.type == OperationMeasured.type
    ]
    assert [one["imported"] for one in sorted(told, key=lambda one: one["dayAt"])] == [
        ["expert"],
        ["expert", "fiches"],
        ["expert", "fiches", "verborgen"],
    ]
    assert {one["imports"] for one in told} == {3}
    assert {one["lastImportAt"] for one in told} == {"2026-11-03T08:00:00Z"}


async def test_imports_are_listed_for_who_keeps_the_data_and_for_nobody_else(
    databank: Databank, officer: httpx.AsyncClient, tmp_path: Path
) -> None:
    databank.bring("expert", three_spellings(tmp_path)["expert"])
    assert (await officer.get("/v1/legacy/runs")).status_code == 403
    token = databank.sandbox.token(Function.POLITIE_BEHEERDER, "politie")
    answer = await officer.get("/v1/legacy/runs", headers={"Authorization": f"Bearer {token}"})
    (run,) = answer.json()["_embedded"]["runs"]
    assert (run["source"], run["state"], run["rows"]) == ("expert", "klaar", {"nieuw": 1})
    assert run["actor"] == "beheerder-1"
    missing = await officer.get("/v1/persons/00000000-0000-4000-8000-000000000000/sources")
    assert missing.status_code == 404


@pytest.mark.night(
    "the quality of the matcher, on a town of rows",
    stays=(
        "::test_accents_and_a_swapped_name_make_no_second_person",
        "tests/identity/test_quality.py::test_people_are_told_apart_and_found_again",
    ),
)
async def test_rows_about_one_person_meet_across_the_three_and_hardly_any_others_do(
    databank: Databank, tmp_path: Path
) -> None:
    town = build(tmp_path, seed=7, persons=700, spoiled=0.02)
    for source, report in databank.bring_all(town).items():
        assert report["finished"], source
    persons = await databank.persons()
    asked = await databank.fetch(
        "SELECT source, row_id FROM legacy_row WHERE outcome = 'na_te_kijken'"
    )
    found = _pairs(persons)
    true = _pairs({(source, row): town.rows[source][row] for source, row in persons})
    open_questions = {tuple(row) for row in asked}
    in_question = {pair for pair in true - found if open_questions & set(pair)}
    judged = {
        "rows": len(persons),
        "pairs": len(true),
        "precision": len(found & true) / len(found),
        "recall": len(found & true) / len(true),
        "with questions": len(found & true | in_question) / len(true),
    }
    assert judged["precision"] >= PRECISION, judged
    assert judged["recall"] >= RECALL, judged
    assert judged["with questions"] >= RECALL_WITH_QUESTIONS, judged


def _pairs(grouped: dict[tuple[str, str], Any]) -> set[frozenset[tuple[str, str]]]:
    """Pairs of rows of two databases that are said to be of one person."""
    members: dict[Any, list[tuple[str, str]]] = {}
    for row, of in grouped.items():
        members.setdefault(of, []).append(row)
    return {
        frozenset(pair)
        for rows in members.values()
        for pair in combinations(rows, 2)
        if pair[0][0] != pair[1][0]
    }
