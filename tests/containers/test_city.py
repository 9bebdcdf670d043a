"""A synthetic city with its file of settings plays on a new platform, and its summary is right."""

import json
from collections.abc import Iterator

import pytest

from .support.engine import Engine
from .support.platform import LASTING, Platform

DAYS = 3
FILE = "deploy/compose/city.env"


@pytest.fixture(scope="module")
def platform(engine: Engine, images: dict[str, str]) -> Iterator[Platform]:
    settings = {"KRACHTLIJN_CITY_DAYS": str(DAYS)}
    with Platform(engine, "kl-city", settings, FILE).running() as running:
        yield running


def test_the_city_plays_and_its_summary_is_right(platform: Platform) -> None:
    city = platform.containers()["city"]["Id"]
    with platform.engine.timed(f"{platform.name} summed up"):
        code = platform.engine.podman("wait", city).strip()
    assert code == "0", platform.logs("city")[-3000:]
    summary = json.loads((platform.volume("city") / "summary.json").read_text())
    assert summary["wrong"] == []
    assert summary["days"] == DAYS
    assert summary["events"]["published"] > 0
    assert summary["events"]["lost"] == summary["events"]["doubled"] == 0
    assert summary["branchShifts"]["detected"] == summary["branchShifts"]["expected"] > 0
    platform.wait_healthy(*LASTING)
