"""Dashboards and their provisioning are whole, as far as that can be seen without Grafana.

That each of their expressions has an answer is shown on the running demo (``tests/journeys``).
"""

import re
from typing import Any

import pytest
import yaml

from .support.files import DASHBOARDS, GRAFANA, USED, expressions
from .support.metrics import families

PANELS = [
    (f"{name}: {panel['title']}", panel)
    for name, dashboard in DASHBOARDS.items()
    for panel in dashboard["panels"]
]
KINDS = {"stat", "timeseries", "table"}
UNITS = {"short", "none", "s", "ops", "reqps", "percentunit", "bytes"}
"""As Grafana names them (``@grafana/data``, categories of value formats)."""
BUILT_IN = {"__rate_interval"}


@pytest.mark.parametrize("name", DASHBOARDS)
def test_a_dashboard_has_what_grafana_asks_of_one(name: str) -> None:
    dashboard = DASHBOARDS[name]
    assert dashboard["uid"] == f"krachtlijn-{name}"
    assert len(dashboard["uid"]) <= 40
    assert dashboard["title"].startswith("Krachtlijn: ")
    assert (dashboard["schemaVersion"], dashboard["editable"]) == (39, False)
    assert "id" not in dashboard, "an id is of one Grafana; by it another board would be replaced"
    assert dashboard["time"].keys() == {"from", "to"}
    ids = [panel["id"] for panel in dashboard["panels"]]
    assert len(set(ids)) == len(ids)
    source, *others = dashboard["templating"]["list"]
    assert (source["name"], source["type"], source["query"]) == (
        "source",
        "datasource",
        "prometheus",
    )
    for variable in others:
        assert (variable["type"], variable["datasource"]["uid"]) == ("query", "${source}")
        assert variable["refresh"] in {1, 2}


@pytest.mark.parametrize(("place", "panel"), PANELS, ids=[place for place, _ in PANELS])
def test_a_panel_has_what_grafana_asks_of_one(place: str, panel: dict[str, Any]) -> None:
    assert panel["type"] in KINDS
    assert panel["datasource"] == {"type": "prometheus", "uid": "${source}"}
    assert panel["fieldConfig"]["defaults"]["unit"] in UNITS
    assert panel["fieldConfig"]["overrides"] == []
    assert panel["gridPos"].keys() == {"x", "y", "w", "h"}
    assert panel["targets"]
    refs = [target["refId"] for target in panel["targets"]]
    assert len(set(refs)) == len(refs)
    board = DASHBOARDS[place.partition(":")[0]]
    known = {variable["name"] for variable in board["templating"]["list"]} | BUILT_IN
    for target in panel["targets"]:
        assert set(re.findall(r"\$\{?(\w+)", target["expr"])) <= known
        for opening, closing in ("()", "{}", "[]"):
            assert target["expr"].count(opening) == target["expr"].count(closing)


@pytest.mark.parametrize("name", DASHBOARDS)
def test_panels_do_not_lie_on_each_other(name: str) -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARDS[name]["panels"]:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells


def test_every_metric_is_on_a_dashboard_or_in_an_alarm() -> None:
    used = {name for _, expression in expressions() for name, _ in USED.findall(expression)}
    shown = {
        name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name in used
    }
    assert shown >= families()


def test_grafana_finds_its_source_and_its_dashboards() -> None:
    provisioning = GRAFANA / "provisioning"
    sources = yaml.safe_load((provisioning / "datasources/prometheus.yml").read_text())
    (source,) = sources["datasources"]
    assert (sources["apiVersion"], source["type"], source["access"]) == (1, "prometheus", "proxy")
    assert source["isDefault"]
    boards = yaml.safe_load((provisioning / "dashboards/krachtlijn.yml").read_text())
    (provider,) = boards["providers"]
    assert (boards["apiVersion"], provider["type"]) == (1, "file")
    assert provider["options"]["path"] == "/var/lib/grafana/dashboards"
    assert not provider["allowUiUpdates"]
