"""Dashboards are whole, as far as that can be seen without Grafana."""

from typing import Any

import pytest

from .support.files import DASHBOARDS, USED, expressions
from .support.metrics import families

UNUSED = {"krachtlijn_indicator", "krachtlijn_identity_quality"}
PANELS = [
    (f"{name}: {panel['title']}", panel)
    for name, dashboard in DASHBOARDS.items()
    for panel in dashboard["panels"]
]


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


@pytest.mark.parametrize(("place", "panel"), PANELS, ids=[place for place, _ in PANELS])
def test_a_query_is_whole(place: str, panel: dict[str, Any]) -> None:
    for target in panel.get("targets", []):
        for opening, closing in ("()", "{}", "[]"):
            assert target["expr"].count(opening) == target["expr"].count(closing), place


def test_every_metric_is_on_a_dashboard_or_in_an_alarm() -> None:
    used = {name for _, expression in expressions() for name, _ in USED.findall(expression)}
    shown = {
        name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count") for name in used
    }
    assert shown >= families() - UNUSED
