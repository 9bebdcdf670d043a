"""The types of permit that both services read from one file."""

import tomllib
from datetime import date
from importlib.resources import files

import pytest

from contracts.permits.types import PermitTypes

LINE = {"code": "raam", "valid_from": date(2011, 1, 1), "advices": ("brandweer",)}


def test_the_usual_types_are_sound_and_an_escort_bureau_came_later() -> None:
    text = (files("contracts") / "data" / "permit_types.toml").read_text("utf-8")
    types = PermitTypes.model_validate(tomllib.loads(text))
    before, since = types.offered(date(2023, 5, 31)), types.offered(date(2023, 6, 1))
    assert [each.code for each in before] == ["raam", "seksinrichting"]
    assert {each.code for each in since} == types.codes


def test_a_type_changes_from_one_day_to_the_next() -> None:
    until = LINE | {"valid_until": date(2025, 12, 31)}
    anew = LINE | {"valid_from": date(2026, 1, 1), "advices": ("hygiene",)}
    types = PermitTypes.model_validate({"type": [until, anew]})
    asked = [types.find("raam", day) for day in (date(2025, 12, 31), date(2026, 1, 1))]
    assert [each.advices for each in asked if each] == [("brandweer",), ("hygiene",)]
    assert types.find("raam", date(2010, 12, 31)) is None


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ([LINE, LINE | {"valid_from": date(2020, 1, 1)}], "hold on one day"),
        ([LINE | {"code": "escortbureau"}], "no type 'raam'"),
        ([LINE | {"advices": ()}], "at least 1 item"),
    ],
)
def test_types_that_contradict_each_other_are_refused(lines: list[object], wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        PermitTypes.model_validate({"type": lines})
