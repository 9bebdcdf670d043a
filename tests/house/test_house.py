"""Rules of the house that a tool can check (docs/architecture.md)."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from contracts import SERVICES, events_for

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    *ROOT.glob("contracts/src/**/*.py"),
    *ROOT.glob("client/src/**/*.py"),
    *ROOT.glob("chassis/src/**/*.py"),
    *ROOT.glob("disclosure/src/**/*.py"),
    *ROOT.glob("linkage/src/**/*.py"),
    *ROOT.glob("services/*/src/**/*.py"),
    *ROOT.glob("simulator/src/**/*.py"),
    *ROOT.glob("deploy/launcher/src/**/*.py"),
]
SERVED = [path for path in SOURCES if path.is_relative_to(ROOT / "services")] + [
    path for path in SOURCES if path.is_relative_to(ROOT / "chassis")
]
ROOMS = {"app", "authorisation", "routes", "tables", "migrations"}
"""At the top of every service; handlers, timers, site and exports where it needs them."""
CROWDED = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "service"}
READS_THE_TIME = {"chassis/src/chassis/clock.py", "chassis/src/chassis/web/tokens.py"}
"""The clock, and the expiry of tokens, which is real whatever time a simulation plays."""

KNOWS_DAYS = {
    "chassis/src/chassis/days.py",
    "services/databank/src/databank/legacy_import/rules/fiches.py",
}
"""The city's calendar, and cells of old workbooks, whose dates have no zone."""

WRITES_JSON = {
    "chassis/src/chassis/json_documents.py",
    "chassis/src/chassis/bus/envelope.py",
    "chassis/src/chassis/web/idempotency.py",
}
"""The one way, and two that write what was JSON or text before: no row's values."""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def calls(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    return [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]


def test_only_the_edge_commits() -> None:
    found = {
        name(path)
        for path in SERVED
        for call in calls(path)
        if call.endswith(".commit") and name(path) != "chassis/src/chassis/db.py"
    }
    assert found == set()


def test_the_time_is_read_in_one_place() -> None:
    clocks = re.compile(r"(datetime\.(now|utcnow|today)|date\.today|time\.time)$")
    found = {name(path) for path in SERVED for call in calls(path) if clocks.search(call)}
    assert found - READS_THE_TIME == set()


def test_a_moment_becomes_a_day_in_one_place() -> None:
    """`chassis.days` knows the city's calendar; a day of UTC is no day of anybody here."""
    makers = re.compile(r"(\.date|ZoneInfo)$")
    found = {
        name(path)
        for path in SOURCES
        for call in calls(path)
        if makers.search(call) and name(path) not in KNOWS_DAYS
    }
    in_sql = re.compile(r"timestamptz::date|_at::date|current_date|now\(\)::date", re.IGNORECASE)
    found |= {name(path) for path in SERVED if in_sql.search(path.read_text())}
    assert found == set()


def test_values_of_rows_become_json_in_one_place() -> None:
    """An id as the driver reads it is no UUID to ``orjson``: a signal about a minor once fell."""
    writers = {name(path) for path in SERVED if "orjson.dumps" in calls(path)}
    assert writers == WRITES_JSON


def test_only_the_outbox_publishes_events_and_beside_it_dead_letters_and_answers() -> None:
    publishing = {
        name(path)
        for path in SERVED
        for call in calls(path)
        if call.endswith(("basic_publish", ".publish", "write_queue.put"))
    }
    assert publishing == {
        "chassis/src/chassis/bus/control/plane.py",
        "chassis/src/chassis/bus/control/request.py",  # what an operator's own login sends
        "chassis/src/chassis/bus/dead_letters.py",
        "chassis/src/chassis/bus/publisher.py",
    }


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_the_same_rooms(service: str) -> None:
    folder = ROOT / "services" / service / "src" / service
    rooms = {path.stem for path in folder.iterdir() if path.name not in {"py.typed", "__pycache__"}}
    assert rooms >= ROOMS
    assert ("handlers" in rooms) == bool(events_for(service))
    everything = {path.stem for path in folder.rglob("*.py")}
    assert everything & CROWDED == set()


def test_documents_are_set_in_type_in_one_place_with_the_fonts_of_every_script() -> None:
    """A second way would draw boxes for Chinese, or end in an error at one character."""
    setters = {
        name(path) for path in SERVED if re.search(r"^import typst$", path.read_text(), re.M)
    }
    assert setters == {"chassis/src/chassis/typeset.py"}
    fonts = {
        name(path): line
        for path in sorted((ROOT / "services").rglob("src/**/*.typ"))
        for line in path.read_text().splitlines()
        if re.search(r"\bset text\(lang", line)
    }
    assert len(fonts) == 8
    assert {path for path, line in fonts.items() if "font: letters" not in line} == set()


HTTP_CLIENTS = re.compile(r"^\s*(?:import|from) (?:httpx|aiohttp|requests|urllib\.request)\b", re.M)


def test_no_page_gives_a_name_that_every_page_has_already() -> None:
    """Python refuses it when the page is shown, and not before."""
    site = ast.parse((ROOT / "chassis/src/chassis/web/pages/site.py").read_text())
    shown = next(
        call for call in ast.walk(site) if isinstance(call, ast.Call) and len(call.keywords) > 8
    )
    own = {keyword.arg for keyword in shown.keywords if keyword.arg}
    assert {"request", "language", "messages"} <= own
    given = {
        f"{name(path)}:{call.lineno} {keyword.arg}"
        for path in SERVED
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "page"
        for keyword in call.keywords
        if keyword.arg in own
    }
    assert given == set()


def test_no_service_calls_another_over_http() -> None:
    """They share events alone; the login asks its issuer, an alert calls its pager, and the police
    ask Prometheus."""
    calling = {name(path) for path in SERVED if HTTP_CLIENTS.search(path.read_text())}
    assert calling == {
        "chassis/src/chassis/alerts/hook.py",
        "chassis/src/chassis/web/login/issuers.py",
        "services/databank/src/databank/operation/prometheus.py",
    }


def test_architecture_names_every_part_of_the_house() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text()
    parts = [
        *(path.parent for path in ROOT.glob("*/pyproject.toml")),
        *(path.parent for path in ROOT.glob("services/*/pyproject.toml")),
        *(path.parent for path in ROOT.glob("deploy/*/pyproject.toml")),
    ]
    missing = [name(part) for part in parts if f"`{name(part)}/`" not in text]
    assert missing == []
    for mentioned in re.findall(r"`((?:[\w.-]+/)+)`", text):
        assert (ROOT / mentioned).exists(), f"{mentioned} is in the architecture, not in the tree"


def test_every_decision_has_its_number_and_says_what_was_turned_down() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    numbers = [path.name[:4] for path in decisions]
    assert len(numbers) == len(set(numbers))  # given when a work begins, so one may be missing
    for path in decisions:
        text = path.read_text()
        for heading in ("## Decision", "## Turned down", "## Look again when"):
            assert heading in text, f"{path.name} has no {heading!r}"


def test_import_directions() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_nothing_in_the_tree_names_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    paths = re.compile(r"(?<![\w.])/(work|farm|root)/|@stad\.antwerpen|@politie\.antwerpen")
    found = []
    for file in listed:
        path = ROOT / file
        if file == "uv.lock" or not path.is_file() or path == Path(__file__):
            continue
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        if paths.search(text):
            found.append(file)
    assert found == []
