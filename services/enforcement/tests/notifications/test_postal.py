"""Postcodes and numbers of registered letters."""

import asyncpg
import pytest

from chassis.days import city_day
from chassis.refusals import FieldRefusedError
from chassis.web import Function
from enforcement.notifications.rules.postal import postcode, registered_number

from ..support.city import City
from ..support.letters import ADDRESS, WORKER, fine_case


@pytest.mark.parametrize(
    ("written", "country", "kept"),
    [
        ("1000", None, "1000"),
        ("9999", "België", "9999"),
        (" B-9000 ", "BELGIUM", "9000"),
        ("0999", "Nederland", "0999"),
        ("1012 AB", "Nederland", "1012 AB"),
        ("SW1A 1AA", "Verenigd Koninkrijk", "SW1A 1AA"),
    ],
)
def test_a_postcode_that_exists_is_kept(written: str, country: str | None, kept: str) -> None:
    assert postcode(written, country) == kept


@pytest.mark.parametrize("written", ["0999", "999", "10000", "1012 AB", "²000", "gent"])
@pytest.mark.parametrize("country", [None, "", "Belgique"])
def test_a_belgian_postcode_has_four_digits(written: str, country: str | None) -> None:
    with pytest.raises(FieldRefusedError) as refusal:
        postcode(written, country)
    assert refusal.value.field == "postcode"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("RR473124829GB", "RR473124829GB"),
        ("rr 2870 4377 5 in", "RR287043775IN"),
        ("RR 0000 0000 5 BE", "RR000000005BE"),
        ("323212345678901234567890", "323212345678901234567890"),
    ],
)
def test_a_number_of_the_post_is_kept_without_spaces(written: str, kept: str) -> None:
    """The examples of the standard S10, and of a label in a picture of one."""
    assert registered_number(written) == kept


@pytest.mark.parametrize(
    "written",
    ["RR473124820GB", "RR374124829GB", "RR 0000 0000 1 BE", "RR 0001", "12345", "3232" * 5],
)
def test_a_slip_in_such_a_number_is_found(written: str) -> None:
    with pytest.raises(FieldRefusedError) as refusal:
        registered_number(written)
    assert refusal.value.field == "registeredNumber"


async def test_addresses_and_postings_are_refused_with_their_field(
    city: City, rows: asyncpg.Connection
) -> None:
    """A letter to nowhere reaches nobody; nothing is kept half."""
    case_id = await fine_case(city, rows)
    wrong = {**ADDRESS, "role": "ouderlijk_gezag", "postcode": "999"}
    answer = await city.call(WORKER, "POST", f"/v1/cases/{case_id}/addressees", wrong)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "postcode")
    drafted = await city.call(
        WORKER, "POST", "/v1/letters", {"caseId": case_id, "kind": "opstartbrief"}
    )
    (letter,) = drafted.json()
    path = f"/v1/letters/{letter['letterId']}"
    await city.does(Function.JURIST_BH, f"{path}/check", subject="collega")
    said = {
        "postedOn": f"{city_day(city.now)}",
        "registeredNumber": "RR473124820BE",
        "enclosesReport": True,
    }
    answer = await city.call(WORKER, "POST", f"{path}/posting", said)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "registeredNumber")
    sent = await city.does(WORKER, f"{path}/posting", said | {"registeredNumber": "RR473124829BE"})
    assert (sent["state"], sent["registeredNumber"]) == ("gepost", "RR473124829BE")
