"""`krachtlijn check`: what is still ours is listed, until the city wrote every file itself."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from launcher import own_rules
from launcher.errors import LauncherError
from launcher.own_rules import MARKS, SETTINGS, Placeholder, placeholders

ROOT = Path(__file__).resolve().parents[3]
NAMED = {setting for settings in SETTINGS.values() for setting in settings}
OVER_OURS = {"gas_rules.toml", "rule_chapters.toml", "visit_points.toml"}


@pytest.fixture
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for setting in NAMED:
        monkeypatch.delenv(setting, raising=False)


def test_all_that_says_that_it_is_ours_is_in_force_until_a_city_has_its_own() -> None:
    readers = {"*.toml": tomllib.loads, "*.geojson": json.loads}
    said = {
        path.name
        for name, read in readers.items()
        for path in ROOT.glob(f"**/src/*/data/{name}")
        if any(read(path.read_text()).get(mark) for mark in MARKS)
    }
    assert {each.file for each in placeholders({})} == said == OVER_OURS | {*SETTINGS}


def test_a_city_names_its_own_file_without_the_mark(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('name = "Een stad"\n')
    left = placeholders(dict.fromkeys(NAMED, str(own)))
    assert {each.file for each in left} == OVER_OURS
    own.write_text('example = true\nname = "Een stad"\n')
    assert {each.setting for each in placeholders(dict.fromkeys(NAMED, str(own)))} >= NAMED


def test_a_setting_of_one_service_leaves_the_other_on_our_file(tmp_path: Path) -> None:
    own = tmp_path / "types.toml"
    own.write_text("")
    left = placeholders({"KRACHTLIJN_ENFORCEMENT_PERMIT_TYPES": str(own)})
    assert (
        Placeholder("permit_types.toml", "contracts", "KRACHTLIJN_PANDKALENDER_PERMIT_TYPES")
        in left
    )
    assert "KRACHTLIJN_ENFORCEMENT_PERMIT_TYPES" not in {each.setting for each in left}


def test_a_file_that_is_not_there_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(LauncherError, match=r"nowhere\.toml cannot be read"):
        placeholders({"KRACHTLIJN_ENFORCEMENT_CITY": str(tmp_path / "nowhere.toml")})


@pytest.mark.usefixtures("nothing_named")
def test_a_release_can_stop_at_the_exit_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run = CliRunner().invoke(own_rules.app)
    assert run.exit_code == 3
    assert "enforcement/data/gas_rules.toml: put your own over it." in run.stdout
    assert "KRACHTLIJN_ENFORCEMENT_CITY" in run.stdout
    listed = json.loads(CliRunner().invoke(own_rules.app, ["--json"]).stdout)
    assert {each["file"] for each in listed} == OVER_OURS | {*SETTINGS}
    monkeypatch.setattr(own_rules, "files", lambda _package: tmp_path)  # a city's own image
    run = CliRunner().invoke(own_rules.app)
    assert (run.exit_code, run.stdout) == (0, "Every rule in force is the city's own.\n")


def test_the_handbook_has_the_command_and_every_setting() -> None:
    assert re.search(r"^\$ krachtlijn check$", (ROOT / "docs/deploying.md").read_text(), re.M)
    handbook = (ROOT / "docs/operating/city.md").read_text()
    assert {setting for setting in NAMED if setting not in handbook} == set()
