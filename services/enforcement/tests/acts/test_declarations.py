"""Every act is declared once and whole: what its page, its route, its row and its line need."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import enforcement
from enforcement.acts.act import Act, Fields
from enforcement.acts.desk import Desk
from enforcement.acts.fields import Look
from enforcement.authorisation import TABLE
from enforcement.cases.rules import Procedure
from enforcement.gas.desk import FINES
from enforcement.gas.rules import GAS
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.integrity_investigations.rules import INTEGRITY
from enforcement.mayor_measures.desk import MEASURES
from enforcement.mayor_measures.rules.procedure import MEASURE
from enforcement.sanctions.desk import SANCTIONS
from enforcement.sanctions.rules import SANCTION
from enforcement.street_bans.desk import STREET_BANS
from enforcement.street_bans.rules import STREET_BAN
from enforcement.suitability.desk import DECLARATIONS
from enforcement.suitability.rules import SUITABILITY

SOURCE = Path(enforcement.__file__).parent
DESKS: dict[str, Desk[Any]] = {
    "gas": FINES,
    "street_bans": STREET_BANS,
    "mayor_measures": MEASURES,
    "integrity_investigations": INVESTIGATIONS,
    "sanctions": SANCTIONS,
    "suitability": DECLARATIONS,
}
"""By the folder of its procedure."""
PROCEDURES: dict[str, Procedure[Any, Any, Any]] = {
    "gas": GAS,
    "street_bans": STREET_BAN,
    "mayor_measures": MEASURE,
    "integrity_investigations": INTEGRITY,
    "sanctions": SANCTION,
    "suitability": SUITABILITY,
}
ACTS = [(name, act) for name, desk in DESKS.items() for act in desk.acts]
each_desk = pytest.mark.parametrize("name", DESKS)
each_act = pytest.mark.parametrize(
    ("name", "act"), ACTS, ids=[f"{name}-{act.declared.step}" for name, act in ACTS]
)
BEGINNINGS = {"number", "kind", "ruimte", "intoId", "samePerson"}
"""Fields of what is no act: the start of a case, a room of a visit, a join of two cases."""


@each_desk
def test_each_step_of_a_person_is_one_act_and_each_other_has_its_words(name: str) -> None:
    desk, procedure = DESKS[name], PROCEDURES[name]
    steps = {step for _state, step in procedure.transitions}
    acts = Counter(act.declared.step for act in desk.acts)
    assert max(acts.values()) == 1
    assert not acts.keys() & desk.words.keys()
    assert acts.keys() | desk.words.keys() == steps
    assert not acts.keys() & procedure.automatic, "no act is a clock's"
    assert desk.words.keys() - desk.elsewhere.keys() <= procedure.automatic


@each_desk
def test_the_pages_and_routes_of_acts_differ(name: str) -> None:
    routes = [route for row in DESKS[name].rows() for route in row.routes]
    desk = DESKS[name]
    pages = sum(len([*act.pages()]) for act in desk.acts)
    assert len({*routes}) == len(routes) == 2 * pages + bool(desk.api) * len(desk.acts)


@each_act
def test_an_act_says_who_takes_it_by_which_law_and_in_which_words(
    name: str, act: type[Act]
) -> None:
    said = act.declared
    assert said.by and said.law and said.label and said.button
    assert act.__doc__ and act.__doc__ != Act.__doc__
    for page, asks in act.pages():
        assert page.page
        assert asks.asked() or not act.asked()
        for asked in asks.asked():
            form = asked.form
            assert form is not None, f"{asked.key} is on no page"
            assert form.label
            if form.look is Look.CHOICE and form.choices == {}:
                assert "choices" in vars(asks) or "choices" in vars(act.__base__)
            elif form.look is Look.CHOICE:
                assert {str(code) for code in form.choices or ()} == codes_of(asks, asked.alias)
        names = [each.form.name for each in asks.asked() if each.form]
        assert len({*names}) == len(names)


def codes_of(act: type[Fields], field: str) -> set[str]:
    """The codes that a field may have: of an act as the API knows them, or of the form of it."""
    schema = act.model_json_schema()
    said = schema["properties"][field]
    name = next(
        each["$ref"] for each in (said, *said.get("allOf", said.get("anyOf", ()))) if "$ref" in each
    )
    return {*schema["$defs"][name.rpartition("/")[2]]["enum"]}


def days_of(act: type[Act]) -> Iterator[str]:
    """The fields of an act that hold a day or a moment, as the API calls them."""
    for field, schema in act.model_json_schema()["properties"].items():
        if {each.get("format") for each in (schema, *schema.get("anyOf", ()))} & {
            "date",
            "date-time",
        }:
            yield field


def refused(act: type[Act], said: dict[str, Any]) -> set[str]:
    try:
        act.model_validate(said)
    except ValidationError as error:
        return {str(each["loc"][0]) for each in error.errors() if each["type"] not in {"missing"}}
    return set()


@each_act
@pytest.mark.parametrize("year", ["0001", "0202", "9999"])
def test_no_day_is_without_bounds(name: str, act: type[Act], year: str) -> None:
    """0202 is 2026 mistyped; nobody was heard in 9999."""
    for field in days_of(act):
        moment = f"{year}-03-02T10:00:00+00:00"
        assert refused(act, {field: f"{year}-03-02"}) == {field}
        assert refused(act, {field: moment}) == {field}


def test_days_are_found() -> None:
    assert {field for _name, act in ACTS for field in days_of(act)} == {
        *("sentAt", "receivedOn", "hearingAt", "heldAt", "receivedAt"),
        *("firstDay", "lastDay", "meetingOn", "lodgedAt", "fileDueOn", "ruledAt"),
        *("saidAt", "askedAt", "toldAt", "advisedAt", "decidedAt", "passedOnAt"),
        *("answeredAt", "namedAt", "acceptedAt", "endedAt", "statedAt", "requestedAt", "judgedAt"),
        *("heardAt", "completedAt", "dueAt", "notifiedAt", "validFrom", "validTo"),
        *("conditionsDueOn", "on", "starts", "ends", "orderedAt", "collectedOn"),
        *("effectiveFrom", "effectiveTo", "liftedAt", "adjournedTo", "day"),
    }


@each_desk
def test_a_refusal_names_a_field_that_some_act_has(name: str) -> None:
    """Else its page says it at the top, and a program does not know of what."""
    known = {*BEGINNINGS}
    for act in DESKS[name].acts:
        for each in (*act.asked(), *(field for _, form in act.pages() for field in form.asked())):
            known |= {each.alias} | ({each.form.name} if each.form else set())
    named = {
        node.args[0].value
        for path in (SOURCE / name).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "FieldRefusedError"
        and isinstance(node.args[0], ast.Constant)
    }
    assert named - known == set()
    assert len(named) >= 5


def test_who_may_take_an_act_is_what_was_agreed() -> None:
    """Rows and routes come from one source and cannot contradict each other at the start: so the
    text beside this is the second reading. Whoever changes it says so in a review."""
    desks = {route for desk in DESKS.values() for row in desk.rows() for route in row.routes}
    lines = [
        " ".join([*route, str(row.right), *sorted(row.every), *(f"own:{own}" for own in row.own)])
        for rows in TABLE.values()
        for row in rows
        for route in row.routes
        if route in desks
    ]
    agreed = Path(__file__).with_name("rights.txt").read_text().splitlines()
    assert sorted(lines) == agreed
