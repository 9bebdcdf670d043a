"""Alarms and the dashboard look at metrics that exist, and the handbook says what to do."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from prometheus_client import Counter, Gauge, Histogram

from chassis import telemetry
from contracts import SERVICES
from launcher import bus, bus_archives, bus_retention, ports
from launcher.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[2]
SCRAPE = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())
RULES = [
    rule
    for group in yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())["groups"]
    for rule in group["rules"]
]
DASHBOARD = json.loads((ROOT / "deploy/grafana/bus.json").read_text())
HANDBOOK = (ROOT / "docs/operating.md").read_text()

USED = re.compile(r"\b((?:krachtlijn|rabbitmq)_\w+)(?:\{([^}]*)\})?")
GIVEN_BY_PROMETHEUS = {"service", "instance", "job"}
SUFFIXES = {Counter: [""], Gauge: [""], Histogram: ["_bucket", "_sum", "_count"]}


def ours() -> dict[str, set[str]]:
    """Every series of the bus with its labels."""
    found = {}
    for metric in vars(telemetry).values():
        if isinstance(metric, Counter | Gauge | Histogram):
            name = metric._name + ("_total" if isinstance(metric, Counter) else "")
            for suffix in SUFFIXES[type(metric)]:
                found[name + suffix] = {*metric._labelnames, "le"}
    return found


def expressions() -> Iterator[tuple[str, str]]:
    for rule in RULES:
        yield rule["alert"], rule["expr"]
    for panel in DASHBOARD["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"]


EXPRESSIONS = list(expressions())


def names(expression: str) -> set[str]:
    return {name for name, _ in USED.findall(expression)}


@pytest.mark.parametrize(("place", "expression"), EXPRESSIONS)
def test_a_query_is_whole(place: str, expression: str) -> None:
    for opening, closing in ("()", "{}", "[]"):
        assert expression.count(opening) == expression.count(closing), place


@pytest.mark.parametrize(("place", "expression"), EXPRESSIONS)
def test_a_query_uses_metrics_and_labels_of_the_chassis(place: str, expression: str) -> None:
    known = ours()
    for name, matchers in USED.findall(expression):
        if name.startswith("rabbitmq_"):
            continue
        assert name in known, place
        labels = {matcher.partition("=")[0].strip(" ~!") for matcher in matchers.split(",")}
        assert labels - {""} <= known[name] | GIVEN_BY_PROMETHEUS, place


def test_queries_about_the_broker_use_metrics_that_it_has(corner: Sandbox) -> None:
    port = ports.remembered(corner.infra.run).get("prometheus")
    if port is None:
        pytest.skip("the broker was not started here")
    (detailed,) = (job for job in SCRAPE["scrape_configs"] if "params" in job)
    texts = [
        httpx.get(f"http://127.0.0.1:{port}/metrics").text,
        httpx.get(
            f"http://127.0.0.1:{port}{detailed['metrics_path']}",
            params={"family": detailed["params"]["family"]},
        ).text,
    ]
    known = set(re.findall(r"^(rabbitmq_\w+)", "\n".join(texts), re.MULTILINE))
    used = {name for _, expression in EXPRESSIONS for name in names(expression)}
    assert {name for name in used if name.startswith("rabbitmq_")} <= known


def test_every_service_is_scraped_under_its_own_name() -> None:
    (job,) = (job for job in SCRAPE["scrape_configs"] if job["job_name"] == "krachtlijn")
    labelled = {entry["labels"]["service"] for entry in job["static_configs"]}
    assert labelled == set(SERVICES)
    assert SCRAPE["rule_files"] == ["alerts.yml"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_an_alarm_is_explained_where_it_says(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["runbook"] == f"docs/operating.md#{rule['alert'].lower()}"
    section = re.search(rf"^### {rule['alert']}\n(.+?)(?=^##)", HANDBOOK, re.M | re.S)
    assert section, "the handbook does not know this alarm"
    assert "**Means:**" in section[1]
    assert "**Do:**" in section[1]


def test_the_handbook_knows_every_metric_and_no_other() -> None:
    families = {re.sub("_(bucket|sum|count)$", "", name) for name in ours()}
    told = set(re.findall(r"`(krachtlijn_\w+)`", HANDBOOK))
    assert told >= families
    assert told - families <= {"krachtlijn_indicator"}


def test_every_metric_of_the_bus_is_on_the_dashboard() -> None:
    shown = {name for _, expression in EXPRESSIONS for name in names(expression)}
    families = {re.sub("_(bucket|sum|count)$", "", name) for name in ours()}
    assert {re.sub("_(bucket|sum|count)$", "", name) for name in shown} >= families


def test_panels_do_not_lie_on_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells


def commands() -> Iterator[str]:
    for part in (bus, bus_archives, bus_retention):
        for info in part.app.registered_commands:
            yield str(info.name or getattr(info.callback, "__name__", ""))
    yield "keys list"
    yield "keys rotate"
    yield "keys destroy"


@pytest.mark.parametrize("command", list(commands()))
def test_the_handbook_shows_every_command_with_its_output(command: str) -> None:
    assert re.search(rf"^\$ krachtlijn bus {command}\b.*\n\S", HANDBOOK, re.M)


def test_the_handbook_links_to_what_exists() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", HANDBOOK, re.M)
    }
    for link in re.findall(r"\]\(([^)]+)\)", HANDBOOK):
        file, _, anchor = link.partition("#")
        assert not file or (ROOT / "docs" / file).exists(), link
        assert not anchor or anchor in headings, link
    for path in re.findall(r"`(deploy/[\w./-]+)`", HANDBOOK):
        assert (ROOT / path).exists(), path
