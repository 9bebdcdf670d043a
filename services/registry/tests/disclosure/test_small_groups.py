"""A group that is too small to be told of is named by its codes and its time, and kept so."""

import pytest

from disclosure import Measure
from registry.disclosure.rules.lives import OF_ACTS, OF_PERSONS, by_month
from registry.disclosure.rules.small_group import SmallGroup, UnprotectableError

CODES = {"branche": ("raam", "straat"), "gender": ("vrouw", "man")}
CLIENTS = Measure("clienten", CODES, (("branche", "gender"),), OF_PERSONS)
CONTACTS = Measure("contacten", CODES, (("branche",),), OF_ACTS)
SWABS = Measure("activiteiten swab2know", {}, ((),), by_month(2025))


@pytest.mark.parametrize(
    ("measure", "lives", "span"),
    [
        (CLIENTS, {"1", "2", "12"}, "Y"),
        (CLIENTS, {"1", "12"}, "H1"),
        (CLIENTS, {"2", "12"}, "H2"),
        (CLIENTS, {"1"}, "only_H1"),
        (CLIENTS, {"2"}, "only_H2"),
        (CLIENTS, {"12"}, "both"),
        (CONTACTS, {"1", "2"}, "Y"),
        (CONTACTS, {"1"}, "H1"),
        (CONTACTS, {"2"}, "H2"),
        (SWABS, {"2025-06"}, "2025-06"),
        (SWABS, {f"2025-{month:02}" for month in range(7, 13)}, "H2"),
    ],
)
def test_the_time_of_a_group_is_a_period_or_one_life(
    measure: Measure, lives: set[str], span: str
) -> None:
    where = {"gender": "man", "branche": "raam"}
    group = SmallGroup.of(measure, where, frozenset(lives))
    assert group == SmallGroup(measure.name, (("branche", "raam"), ("gender", "man")), span)


def test_a_group_is_kept_as_plain_text_and_read_again() -> None:
    group = SmallGroup("clienten", (("branche", "raam"), ("gender", "man")), "only_H1")
    kept = {
        "measure": "clienten",
        "dimensions": [["branche", "raam"], ["gender", "man"]],
        "span": "only_H1",
    }
    assert group.plain() == kept
    assert SmallGroup.read(kept) == group


def test_a_refusal_names_its_groups() -> None:
    groups = [SmallGroup("clienten", (), "Y"), SmallGroup("contacten", (), "H1")]
    refused = UnprotectableError(groups)
    assert refused.groups == tuple(groups)
    assert str(refused).count("SmallGroup(") == 2
