"""Branches are dated data: one answer on each day, and what contradicts itself is refused."""

import tomllib
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from contracts.branches import Branch, Branches
from contracts.codes import Visibility

LISTED = tomllib.loads((files("contracts") / "data" / "branches.toml").read_text("utf-8"))
PLAN = ["raam", "straat", "stripclub", "escort", "prive_thuis", "massagesalon", "andere"]
BEGINS = date(2027, 1, 1)
CLUB = {
    "code": "club_vzw",
    "valid_from": BEGINS,
    "visibility": "verdoken",
    "label": {"nl": "club-vzw"},
    "permit_types": ["club"],
    "older_words": ["privéclub"],
}


def with_more(*entries: dict[str, Any]) -> Branches:
    return Branches.model_validate({"branch": [*LISTED["branch"], *entries]})


def test_ours_are_the_seven_of_the_plan_with_both_attributes() -> None:
    ours = with_more()
    assert [*ours.codes] == ours.offered(date(2016, 1, 1)) == PLAN
    named = {value for value in vars(Branch).values() if isinstance(value, Branch)}
    assert named == {*PLAN}
    hidden = {each for each in ours.codes if ours.visibility(each, BEGINS) is Visibility.VERDOKEN}
    assert hidden == {"massagesalon", "andere"}
    for each in ours.branch:
        assert {each.label.nl, each.label.en, each.label.fr}.isdisjoint({None}), each.code


def test_a_branch_is_offered_from_its_first_day_until_its_last() -> None:
    more = with_more(CLUB | {"valid_until": date(2027, 12, 31)})
    assert "club_vzw" not in more.offered(date(2026, 12, 31))
    assert more.offered(BEGINS)[-1] == more.offered(date(2027, 12, 31))[-1] == "club_vzw"
    assert "club_vzw" not in more.offered(date(2028, 1, 1))
    assert "club_vzw" in more.codes


def test_an_attribute_changes_with_a_new_entry() -> None:
    before = CLUB | {"valid_until": date(2027, 6, 30)}
    after = CLUB | {"valid_from": date(2027, 7, 1), "visibility": "minder_zichtbaar"}
    more = with_more(before, after)
    assert more.codes.count(Branch("club_vzw")) == 1
    assert more.visibility("club_vzw", date(2027, 6, 30)) is Visibility.VERDOKEN
    assert more.visibility("club_vzw", date(2027, 7, 1)) is Visibility.MINDER_ZICHTBAAR


def test_what_is_not_listed_is_hidden_and_has_no_entry() -> None:
    ours = with_more()
    assert ours.find("club_vzw") is None
    assert ours.visibility("club_vzw", BEGINS) is Visibility.VERDOKEN


def test_premises_are_of_the_branch_of_their_permit() -> None:
    more = with_more(CLUB)
    assert more.of_permit("raam", BEGINS) == Branch.RAAM
    assert more.of_permit("escortbureau", BEGINS) == Branch.ESCORT
    assert more.of_permit("club", BEGINS) == "club_vzw"
    assert more.of_permit("club", date(2026, 12, 31)) == Branch.ANDERE
    assert more.of_permit("seksinrichting", BEGINS) == Branch.ANDERE


def test_a_label_without_another_language_is_dutch() -> None:
    found = with_more(CLUB).find("club_vzw")
    assert found is not None
    assert found.label.of("fr") == found.label.of("nl") == "club-vzw"


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (CLUB | {"code": "escort"}, "two entries of 'escort' hold on one day"),
        (CLUB | {"code": "Club vzw"}, "String should match pattern"),
        (CLUB | {"visibility": "half"}, "Input should be 'zichtbaar'"),
        (CLUB | {"permit_types": ["raam"]}, "permits of type 'raam' are of two branches"),
        (CLUB | {"older_words": ["strip"]}, "'strip' is of both 'stripclub' and 'club_vzw'"),
        (CLUB | {"colour": "red"}, "Extra inputs are not permitted"),
    ],
)
def test_what_contradicts_itself_is_refused(entry: dict[str, Any], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        with_more(entry)


@pytest.mark.parametrize("code", ["raam", "andere"])
def test_the_two_on_which_rules_stand_always_hold(code: str) -> None:
    kept = [each for each in LISTED["branch"] if each["code"] != code]
    with pytest.raises(ValidationError, match=f"no branch '{code}' without a last day"):
        Branches.model_validate({"branch": kept})


def test_an_event_keeps_a_branch_that_its_reader_has_no_words_for() -> None:
    class Seen(BaseModel):
        branch: Branch

    seen = Seen.model_validate_json('{"branch": "club_vzw"}')
    assert isinstance(seen.branch, Branch)
    assert seen.model_dump_json() == '{"branch":"club_vzw"}'
