"""Every alarm is explained in the handbook, tested, and looks at metrics that exist."""

import re
import subprocess
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import yaml

from chassis.bus import parking
from chassis.errors import ViolationError
from contracts import SERVICES

from .support.files import HANDBOOK, PROMETHEUS, RULE_TESTS, RULES, SCRAPE

NAMES = [rule["alert"] for rule in RULES]
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def test_the_rules_do_what_their_tests_say(promtool: str) -> None:
    done = subprocess.run(
        [promtool, "test", "rules", *map(str, RULE_TESTS)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_prometheus_takes_its_configuration(promtool: str) -> None:
    done = subprocess.run(
        [promtool, "check", "config", "--syntax-only", PROMETHEUS / "prometheus.yml"],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def seconds(duration: str | int) -> float:
    """Of a duration as Prometheus writes it: ``1h30m``."""
    parts = re.findall(r"(\d+)([smhd])", str(duration))
    return sum(timedelta(**{UNITS[unit]: int(number)}).total_seconds() for number, unit in parts)


def looks(alarm: str) -> list[list[tuple[float, bool]]]:
    """By test: at which moments somebody looks whether the alarm fires, and whether it does."""
    found = []
    for path in RULE_TESTS:
        for test in yaml.safe_load(path.read_text())["tests"]:
            asked = [
                (seconds(case["eval_time"]), bool(case["exp_alerts"]))
                for case in test["alert_rule_test"]
                if case["alertname"] == alarm
            ]
            found += [sorted(asked)] if asked else []
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_an_alarm_is_seen_to_fire_and_to_stay_silent(rule: dict[str, Any]) -> None:
    by_test = looks(rule["alert"])
    said = [fires for looked in by_test for _, fires in looked]
    assert True in said, "no test sees it fire"
    if rule["labels"]["severity"] == "watchdog":
        assert False not in said, "that it is silent is the alarm"
        return
    assert False in said, "no test sees it silent beside its threshold"
    if "for" in rule:
        assert any(
            not before and after
            for looked in by_test
            for (_, before), (_, after) in pairwise(looked)
        ), "no test sees it wait before it fires"


def test_no_test_is_about_an_alarm_that_is_gone() -> None:
    asked = re.findall(r"alertname: (\w+)", "".join(path.read_text() for path in RULE_TESTS))
    assert set(asked) == set(NAMES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["alert"]))
def test_an_alarm_is_explained_where_it_says(rule: dict[str, Any]) -> None:
    assert rule["labels"]["severity"] in {"page", "ticket", "watchdog"}
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["runbook"] == f"docs/operating.md#{rule['alert'].lower()}"
    section = re.search(rf"^### {rule['alert']}\n(.+?)(?=^##)", HANDBOOK, re.M | re.S)
    assert section, "the handbook does not know this alarm"
    assert f"**Means:** ({rule['labels']['severity']})" in section[1]
    assert "**Do:**" in section[1]


REASONS = {"error", "rejected", "key", "violation", "behind", "held"}
"""Why a message is parked, as "What is parked" of the handbook has them."""
NAMED = {
    "MessagesParked": {"error"},
    "SealKeyAwaited": {"key"},
    "RuleOfTheBusBroken": {"violation"},
}
"""By alarm, the reason by which its runbook has the operator look or try again."""


def test_a_runbook_looks_for_messages_under_the_reason_that_they_are_parked_for() -> None:
    chapters = dict(re.findall(r"^### (\w+)\n(.+?)(?=^##)", HANDBOOK, re.M | re.S))
    asked = {name: set(re.findall(r"--reason\s+(\w+)", chapters[name])) for name in NAMES}
    assert {name: reasons for name, reasons in asked.items() if reasons} == NAMED
    assert set(re.findall(r"--reason\s+(\w+)", HANDBOOK)) <= REASONS
    broke_a_rule, _ = parking.reason_of(ViolationError("a rule"))
    assert NAMED["RuleOfTheBusBroken"] == {broke_a_rule}


def test_the_handbook_explains_no_alarm_that_is_gone() -> None:
    chapter = re.search(r"^## Alarms\n(.+?)(?=^## )", HANDBOOK, re.M | re.S)
    assert chapter
    assert re.findall(r"^### (\w+)$", chapter[1], re.M) == NAMES


def test_every_service_is_scraped_under_its_own_name() -> None:
    (job,) = (job for job in SCRAPE["scrape_configs"] if job["job_name"] == "krachtlijn")
    labelled = {entry["labels"]["service"] for entry in job["static_configs"]}
    assert labelled == set(SERVICES)
    assert SCRAPE["rule_files"] == ["alerts.yml"]
