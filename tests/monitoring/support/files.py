"""The files of monitoring, as they are kept in the tree."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[3]
PROMETHEUS = ROOT / "deploy/prometheus"
GRAFANA = ROOT / "deploy/grafana"
SCRAPE: dict[str, Any] = yaml.safe_load((PROMETHEUS / "prometheus.yml").read_text())
RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((PROMETHEUS / "alerts.yml").read_text())["groups"]
    for rule in group["rules"]
]
RULE_TESTS = sorted((PROMETHEUS / "tests").glob("*.yml"))
DASHBOARDS: dict[str, dict[str, Any]] = {
    path.stem: json.loads(path.read_text())
    for path in sorted((GRAFANA / "dashboards").glob("*.json"))
}
HANDBOOK = "".join(
    (ROOT / "docs" / page).read_text() for page in ("operating.md", "operating/metrics.md")
)
"""Alarms stand on its first page, metrics on one of their own."""

USED = re.compile(r"\b((?:krachtlijn|rabbitmq)_\w+)(?:\{([^}]*)\})?")
"""A metric in an expression, with its matchers."""


def targets() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every target of every panel, with the place where it stands."""
    for name, dashboard in DASHBOARDS.items():
        for panel in dashboard["panels"]:
            for target in panel.get("targets", []):
                yield f"{name}: {panel['title']} {target['refId']}", target


def expressions() -> Iterator[tuple[str, str]]:
    """Every expression of the alarms and of the dashboards, with the place where it stands."""
    for rule in RULES:
        yield rule["alert"], rule["expr"]
    for place, target in targets():
        yield place, target["expr"]
