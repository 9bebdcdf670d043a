"""A branch that the city added is a code of the minimum format, and of the tables that follow."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from chassis.branches import SETTING
from registry.minimum_format.rules import codes

CLUB = """
[[branch]]
code = "club_vzw"
valid_from = 2027-01-01
visibility = "verdoken"
label = { nl = "club-vzw" }
"""
ASKED = """
from registry.minimum_format.rules.codes import BRANCHE
from registry.counts.rules.cells import CATEGORIES
print(BRANCHE.find("Club vzw"), "club_vzw" in CATEGORIES["branche"])
"""


def test_todays_list_gives_the_codes_of_the_minimum_format() -> None:
    own = ["risico_instroom", "gestopt", "onbekend"]
    plan = ["raam", "straat", "stripclub", "escort", "prive_thuis", "massagesalon", "andere"]
    assert [*codes.BRANCHE] == [*plan, *own]


def test_an_added_branch_may_be_delivered(tmp_path: Path) -> None:
    """A service reads the list when it starts."""
    own = tmp_path / "branches.toml"
    ours = (files("contracts") / "data" / "branches.toml").read_text("utf-8")
    own.write_text(ours + CLUB, "utf-8")
    said = subprocess.run(
        [sys.executable, "-c", ASKED],
        env={SETTING: str(own)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["club_vzw", "True"]
