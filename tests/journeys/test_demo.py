"""The main job, end to end, as ``make demo`` runs it: a short life of the city, twice.

Beside the first a Prometheus watches, as it would watch a platform.
"""

import asyncio
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from contracts import SERVICES
from launcher import programs
from launcher.errors import LauncherError

from .support.prometheus import metric_of, questions, scraping

pytestmark = pytest.mark.timeout(600)
"""A life with a year before it takes minutes on a machine that is busy with other tests."""
TIMES = {"detectionLatencyMs", "seconds", "slow"}
SCENARIOS = {
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "10",
    "11",
    "12",
    "13",
    "14",
    "16",
    "17",
    "18",
    "19",
    "21",
    "22",
    "23",
    "24",
    "25",
    "26",
    "27",
    "28",
    "29",
    "30",
    "31",
    "32",
    "33",
    "34",
    "35",
    "36",
    "37",
    "38",
}
OVER_A_YEAR = 24
"""Cases of fines: more than a month of them, so that they are spread over a year."""
AUTUMN = "2026-10-24"
"""The night after it has thirteen hours of work, and New Year can be planned."""
EMPTY_UNTIL_TROUBLE = {
    "bus: Dead-lettered, by reason A",
    "bus: Erased past its term, by store A",
    "bus: Parked, by type and reason A",
    "bus: Redeliveries without effect A",
    "bus: Rules of the bus broken A",
    "bus: Trying again A",
    "identity: Precision and recall A",
}
"""Panels that show nothing while all is well, or until people have judged; their metric exists."""

OF_MONTHS_IN_SECONDS = {
    "LegalTermNears", "LegalTermLapsed", "PersonsNotTold", "RegisterKeepsTooLong"
}  # fmt: skip
"""Alarms that may be true while the years before the city go by: who pays after a reminder is late
until then, a half-year waits to be told for a night that comes months later at once, and the nights
that destroy come with the days that it lives."""


@dataclass
class Watch:
    """What Prometheus had no answer for, while the city lived."""

    missing: str | None = None
    unanswered: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    rules: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Life:
    code: int
    said: str
    summary: dict[str, Any]
    watch: Watch


def command(root: Path) -> list[str]:
    krachtlijn = str(Path(sys.executable).with_name("krachtlijn"))
    days = ["--days", "10", "--seed", "7", "--from", AUTUMN, "--fines", str(OVER_A_YEAR)]
    return [krachtlijn, "demo", *days, "--root", str(root)]


async def play(root: Path, *, watched: bool) -> Life:
    """One life of the city."""
    watch, done = Watch(), asyncio.Event()
    process = await asyncio.create_subprocess_exec(
        *command(root), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    watching = asyncio.create_task(observe(root, watch, done)) if watched else None
    async with asyncio.timeout(560):
        said, _ = await process.communicate()
    done.set()
    if watching is not None:
        await watching
    summary = root / ".run" / "demo" / "summary.json"
    assert summary.exists(), said.decode()
    assert process.returncode is not None
    return Life(process.returncode, said.decode(), json.loads(summary.read_text()), watch)


async def observe(root: Path, watch: Watch, done: asyncio.Event) -> None:
    """From the moment that all services have their ports until the end of the play."""
    try:
        await asyncio.to_thread(programs.ensure, programs.PROMETHEUS)
    except LauncherError as error:
        watch.missing = str(error)
        return
    remembered, folder = root / ".run/demo/ports.json", root / "prometheus"
    folder.mkdir()
    ports: dict[str, int] = {}
    wanted = {"prometheus", *(f"{service}-internal" for service in SERVICES)}
    while not done.is_set() and not ports.keys() >= wanted:
        ports = json.loads(remembered.read_text()) if remembered.exists() else {}
        await asyncio.sleep(0.2)
    program = shutil.which("prometheus")
    assert program
    async with scraping(program, ports, folder) as prometheus:
        asked = questions()
        trouble = {place: asked.pop(place) for place in EMPTY_UNTIL_TROUBLE}
        watch.unanswered = await prometheus.unanswered(asked, done)
        watch.known = {
            place for place in trouble if await prometheus.knows(metric_of(trouble[place]))
        }
        watch.rules = await prometheus.rules()


@pytest.fixture(scope="module")
async def first(tmp_path_factory: pytest.TempPathFactory) -> Life:
    return await play(tmp_path_factory.mktemp("first"), watched=True)


async def test_the_city_lives_and_what_the_services_show_is_true(first: Life) -> None:
    assert first.code == 0, first.said
    events = first.summary["events"]
    assert events["published"] > 500
    assert (events["lost"], events["doubled"], events["parked"]) == (0, 0, 0)
    shifts = first.summary["branchShifts"]
    assert shifts["expected"] == shifts["detected"] > 0
    assert (shifts["missed"], shifts["false"]) == (0, 0)
    assert first.summary["scenarios"] == dict.fromkeys(SCENARIOS, "ok")
    assert len(first.summary["indicators"]) == 62


async def test_a_reader_that_stood_a_while_in_between_lost_nothing(first: Life) -> None:
    assert first.code == 0, first.said
    operations = first.summary["operations"]
    assert (operations["pauses"], operations["resumes"]) == (1, 1)
    assert operations["heldEvents"] > 0


async def test_the_summary_says_what_was_compared_and_what_was_not(first: Life) -> None:
    compared, rest = first.summary["compared"], first.summary["notCompared"]
    shown = set(first.summary["indicators"])
    assert shown == compared.keys() | (shown & rest.keys())
    assert not compared.keys() & rest.keys()
    for indicator, told in compared.items():
        assert told["figures"] > 0, indicator
    of_controls = compared["IND-2.1-02"]["periods"]
    assert {"2024", "2024-H1", "2024-07", "2025-H2", "2026"} <= {*of_controls}


WITHOUT_CONTROL = {"5", "7", "14", "16", "19", "23", "25", "28"}
"""Scenarios that have no innocent neighbour yet; whoever gives one takes it off."""


async def test_each_other_scenario_has_a_neighbour_in_which_it_did_not_fire(first: Life) -> None:
    controls = first.summary["controls"]
    assert controls.keys() == SCENARIOS
    assert {number for number, told in controls.items() if told == "none"} <= WITHOUT_CONTROL | {
        "27"
    }, "a key comes late only where a command can give the databank a new one"


POLICE_WORK = {"IND-2-04", "IND-2.1-02", *(f"IND-2.1-04{letter}" for letter in "abcdefg")}
"""Compared as well; of reports of one day and of arrests a dimension may be empty."""


async def test_every_dimension_of_the_measures_has_something_in_it(first: Life) -> None:
    filled: dict[str, set[str]] = {}
    for name, dimensions in first.summary["measures"].items():
        indicator = name.partition(" ")[0]
        filled.setdefault(indicator, set()).update(
            dimension for dimension, counts in dimensions.items() if counts
        )
    of_police = {name: filled.pop(name) for name in sorted(filled) if name in POLICE_WORK}
    assert of_police["IND-2.1-02"] == {"branch", "kind", "result"}
    assert of_police["IND-2.1-04a"] == {"branch", "fact_code", "addressee", "zone"}
    assert of_police["IND-2.1-04d"] == {"role", "branch"}
    assert "kind" in of_police["IND-2-04"], "the rest may be too small to leave the police"
    measures = {
        "IND-2-03": {"kind", "authority", "branch", "zone"},
        "IND-2.1-05": {"status", "kind"},
        "IND-2.2-01": {"branch", "zone", "band", "defence", "appeal", "payment"},
        "IND-2.2-02": {"kind", "kind_college", "kind_burgemeester"},
        "IND-2.2-03": {"kind", "content", "basis", "duration", "renewal", "branch", "zone"},
        "IND-2.3-01": {"reason", "result", "street"},
        "IND-2.3-02": {"reason", "result", "street"},
    }
    assert {name: filled[name] for name in measures} == measures


EVERY_YEAR = {
    "controls",
    "persons checked",
    "reports of intelligence",
    "moves between branches",
    "fines and sanctions",
    "fines",
    "medisch contacts of GHAPRO",
    "persons of BOYS",
}
"""Of figures of the past: what happened in each of the two years."""


async def test_two_years_lie_behind_the_city_and_are_shown_as_they_were(first: Life) -> None:
    past = first.summary["past"]
    assert list(past) == ["2024", "2025"]
    for year, figures in past.items():
        assert {what for what in EVERY_YEAR if figures.get(what)} == EVERY_YEAR, year
    assert past["2024"]["controls in the published report"] == past["2024"]["controls"]
    assert past["2024"]["controls"] < past["2025"]["controls"]
    assert past["2024"]["persons of BOYS"] < past["2025"]["persons of BOYS"]


async def test_fines_of_a_year_are_shown_in_the_years_of_their_decision(first: Life) -> None:
    of_fines = [name for name in first.summary["measures"] if name.startswith("IND-2.2-01")]
    assert len(of_fines) > 1


async def test_every_panel_of_every_dashboard_shows_something_meanwhile(first: Life) -> None:
    if first.watch.missing:
        pytest.skip(first.watch.missing)
    assert first.watch.unanswered == set()
    assert first.watch.known == EMPTY_UNTIL_TROUBLE


async def test_no_alarm_goes_while_all_is_well(first: Life) -> None:
    if first.watch.missing:
        pytest.skip(first.watch.missing)
    assert {rule["health"] for rule in first.watch.rules} == {"ok"}
    firing = {rule["name"] for rule in first.watch.rules if rule["state"] == "firing"}
    assert firing - OF_MONTHS_IN_SECONDS == {"Watchdog"}, "which always fires"


@pytest.mark.long
async def test_the_same_seed_gives_the_same_figures_except_times(
    first: Life, tmp_path: Path
) -> None:
    again = (await play(tmp_path, watched=False)).summary
    before = dict(first.summary)
    for time in TIMES:
        before.pop(time, None)
        again.pop(time, None)
    assert again == before
