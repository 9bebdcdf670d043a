"""The expert databank comes in by the operator's command, and only what came in is true."""

import sys
from textwrap import dedent

from chassis.days import city_day
from contracts.branches import Branch
from simulator.check import cases_of
from simulator.city import City
from simulator.city.past import YEARS
from simulator.play.ledger import Ledger
from simulator.play.older_databank import SOURCE, OlderDatabank
from simulator.play.timeline import Timeline

ROWS = 22
"""Two contacts of each of eleven people."""


def command(answer: str) -> tuple[str, ...]:
    """A command that reads the file which it is given, as the operator's does, and answers."""
    script = f"""
        import csv, json, sys
        with open(sys.argv[1], encoding="cp1252", newline="") as file:
            count = len([*csv.DictReader(file, delimiter=";")])
        {answer}
    """
    return (sys.executable, "-c", dedent(script).strip())


async def bring(city: City, answer: str) -> tuple[Ledger, list[str]]:
    ledger, timeline = Ledger(), Timeline(1)
    OlderDatabank(city, ledger, command(answer)).plan(timeline)
    await timeline.play()
    return ledger, timeline.failures


async def test_what_came_in_is_true(city: City) -> None:
    ledger, failures = await bring(city, 'print(json.dumps({"rijen": {"nieuw": count}}))')
    assert failures == []
    moves = ledger.truth.moves(city.span.ends_at)
    assert len(moves) == len(city.past.former)
    assert all(city_day(move.seen_at).year < YEARS[0] for move in moves)


async def test_a_row_that_did_not_come_in_is_a_failure_and_nothing_is_true(city: City) -> None:
    refused = 'print(json.dumps({"rijen": {"nieuw": count - 1, "geweigerd": 1}}))'
    ledger, (failure,) = await bring(city, refused)
    assert f"{ROWS - 1} of {ROWS} rows came in" in failure
    assert ledger.truth.moves(city.span.ends_at) == []


async def test_a_command_that_fails_is_told_with_its_words(city: City) -> None:
    ledger, (failure,) = await bring(city, 'sys.exit("there is no such database")')
    assert "there is no such database" in failure
    assert ledger.truth.moves(city.span.ends_at) == []


async def test_without_the_command_nothing_of_before_is_brought_in(city: City) -> None:
    ledger, timeline = Ledger(), Timeline(1)
    OlderDatabank(city, ledger, ()).plan(timeline)
    await timeline.play()
    assert timeline.now is None
    assert ledger.truth.moves(city.span.ends_at) == []


def test_a_case_of_before_is_known_by_the_rows_of_the_older_databank() -> None:
    evidence = [
        {"sourceKind": SOURCE, "sourceId": "fact-1"},
        {"sourceKind": "inspection", "sourceId": "inspection-1"},
    ]
    row = {
        "caseId": "case",
        "personId": "person",
        "fromBranch": "straat",
        "toBranch": "escort",
        "basis": "waargenomen",
        "evidence": evidence,
    }
    (case,) = cases_of([row], {"fact-1": "7"})
    assert (case.before, case.after) == ((SOURCE, "7"), ("inspection", "inspection-1"))
    assert (case.from_branch, case.to_branch) == (Branch.STRAAT, Branch.ESCORT)
