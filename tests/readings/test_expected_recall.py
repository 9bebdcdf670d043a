"""Expected recall, told from looks alone, against what readings of planted worlds really find."""

import pytest

from contracts.branches import Branch
from databank.detection.readings.rules.record import Looks

from .judge import world
from .recall import recall_of, share

SEEDS = (7, 19, 31)


def test_what_is_expected_is_what_readings_find() -> None:
    """Within five in a hundred, with the looks of the handbook; with fewer, more and better ones
    ``make bench-readings`` tells both."""
    recall = recall_of(world(600, seed).read() for seed in SEEDS)
    assert recall.moved > 500
    assert recall.expected / recall.moved == pytest.approx(recall.found / recall.moved, abs=0.05)


def test_where_nobody_looks_nothing_is_expected() -> None:
    each = world(200, 7)
    blind = Branch.ESCORT, Branch.PRIVE_THUIS
    days = {branch: days for branch, days in each.looks.days.items() if branch not in blind}
    each.looks = Looks(days, each.looks.chance)
    assert share(each, blind) == 0
    assert share(each, (Branch.RAAM, Branch.ESCORT)) == 0


def test_it_is_the_same_each_time() -> None:
    pair = Branch.RAAM, Branch.MASSAGESALON
    assert share(world(200, 7), pair) == share(world(200, 7), pair) > 0.5
