"""From a request at the Council of State to its ruling, and back in the calendar at once."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import PremisesReopened, SuitabilitySuspensionLifted

from ..support.city import City
from ..support.judicial_code import eve_of_the_nth, first_day
from ..support.letters import address
from ..support.sanctions import (
    COLLEGE,
    WORKER,
    contested,
    contested_twice,
    decided,
    decision,
    invite,
    notified,
    propose,
    warn,
)

OFFICE = Function.DIENST_PROSTITUTIEBELEID


async def rules(city: City, case: dict[str, Any], ruling: str) -> dict[str, Any]:
    return await city.does(WORKER, f"{case['path']}/council-ruling", {"ruling": ruling})


async def test_the_term_is_60_days_and_four_months_later_when_the_letter_named_no_appeal(
    city: City,
) -> None:
    for told in (True, False):
        case = await decided(city, "definitieve_sluiting")
        await notified(city, case["path"], remedyTold=told)
        terms = (await city.sees(WORKER, case["path"]))["terms"]
        (term,) = [each for each in terms if each["termId"] == "rvs.annulment_days"]
        day = city_day(city.now)
        starts = day if told else eve_of_the_nth(first_day(day), 4)
        assert date.fromisoformat(term["startsOn"]) == starts
        assert date.fromisoformat(term["lastDay"]) >= starts + timedelta(days=60)


async def test_a_request_stops_nothing_and_is_followed_until_the_file_is_there(city: City) -> None:
    case = await contested(city, "definitieve_sluiting")
    assert (await city.told(case["premisesId"]))[-1] == "premises-closed"
    seen = await city.sees(WORKER, case["path"])
    assert [term["termId"] for term in seen["terms"]] == []
    again = await city.call(WORKER, "POST", f"{case['path']}/council-appeal", {})
    assert again.status_code == 409
    due = str(city_day(city.now) + timedelta(days=10))
    lawyer = {"lawOffice": "Kantoor Voorbeeld", "fileDueOn": due}
    await city.does(WORKER, f"{case['path']}/council-lawyer", lawyer)
    (term,) = (await city.sees(WORKER, case["path"]))["terms"]
    assert (term["termId"], term["lastDay"]) == ("rvs.file_by_order", due)
    answer = await city.does(WORKER, f"{case['path']}/council-file", {})
    assert (answer["late"], answer["fileSentOn"]) == (False, str(city_day(city.now)))
    assert (await city.sees(WORKER, case["path"]))["terms"] == []


async def test_a_request_after_the_last_day_is_recorded_as_late(city: City) -> None:
    case = await decided(city, "definitieve_sluiting")
    await notified(city, case["path"])
    city.later(days=70)
    answer = await city.does(WORKER, f"{case['path']}/council-appeal", {})
    assert answer["late"] is True


@pytest.mark.parametrize(
    ("kind", "lasts", "restricted", "given_back"),
    [
        ("schorsing", 60, "suitability-suspended", "suitability-suspension-lifted"),
        ("tijdelijke_sluiting", 60, "premises-closed", "premises-reopened"),
        ("definitieve_sluiting", None, "premises-closed", "premises-reopened"),
    ],
)
async def test_a_suspended_sanction_works_no_more_until_the_request_is_rejected(
    city: City, kind: str, lasts: float | None, restricted: str, given_back: str
) -> None:
    case = await contested(city, kind, lasts)
    await rules(city, case, "schorsing")
    assert (await city.told(case["premisesId"]))[-1] == given_back
    check = await city.call(WORKER, "POST", f"{case['path']}/execution-check-request")
    assert check.status_code == 409, "there is nothing to check"
    city.later(days=10)
    await rules(city, case, "verwerping")
    assert (await city.told(case["premisesId"]))[-1] == restricted
    seen = await city.sees(WORKER, case["path"])
    assert (seen["stayedAt"], seen["annulledAt"]) == (None, None)
    after = await city.call(WORKER, "POST", f"{case['path']}/council-ruling", {"ruling": "afstand"})
    assert after.status_code == 409


@pytest.mark.parametrize("stayed", [True, False])
@pytest.mark.parametrize(
    ("kind", "lasts", "given_back"),
    [
        ("schorsing", 60, "suitability-suspension-lifted"),
        ("definitieve_sluiting", None, "premises-reopened"),
        ("intrekking", None, "suitability-reinstated"),
    ],
)
async def test_an_annulment_gives_everything_back_once(
    city: City, kind: str, lasts: float | None, given_back: str, stayed: bool
) -> None:
    case = await contested(city, kind, lasts)
    if stayed:
        await rules(city, case, "schorsing")
    await rules(city, case, "vernietiging")
    told = await city.told(case["premisesId"])
    # That a closure or suspension never was is told apart where the Council stayed it before.
    times = 2 if stayed and given_back != "suitability-reinstated" else 1
    assert (told[-1], told.count(given_back)) == (given_back, times)
    seen = await city.sees(OFFICE, case["dossier"])
    assert (seen["state"], seen["suspended"]) == ("toegekend", False)
    assert (await city.sees(WORKER, case["path"]))["annulledAt"]


@pytest.mark.parametrize("stayed", [True, False])
async def test_a_closure_that_is_annulled_is_told_as_annulled(city: City, stayed: bool) -> None:
    case = await contested(city, "tijdelijke_sluiting", 60)
    if stayed:
        await rules(city, case, "schorsing")
    await rules(city, case, "vernietiging")
    *before, last = await city.recorded(case["premisesId"], PremisesReopened)
    assert (last.annulled, last.taken_back) == (True, False)
    assert [each.annulled for each in before] == [False] * stayed


@pytest.mark.parametrize("stayed", [True, False])
async def test_a_suspension_that_is_annulled_is_told_as_annulled(city: City, stayed: bool) -> None:
    case = await contested(city, "schorsing", 60)
    if stayed:
        await rules(city, case, "schorsing")
    await rules(city, case, "vernietiging")
    *before, last = await city.recorded(case["premisesId"], SuitabilitySuspensionLifted)
    assert (last.annulled, last.taken_back) == (True, False)
    assert [each.annulled for each in before] == [False] * stayed
    seen = await city.sees(OFFICE, case["dossier"])
    assert (seen["state"], seen["suspended"]) == ("toegekend", False)


@pytest.mark.parametrize("ruling", ["schorsing", "vernietiging"])
async def test_a_suspension_is_lifted_while_its_declaration_is_over(
    city: City, ruling: str
) -> None:
    """A renewal that was asked in time brings the declaration back, and not the suspension."""
    case = await contested(city, "schorsing", 60)
    last = city.today + timedelta(days=3)
    right = {"dayOf": "geldig_tot", "day": f"{last}", "motivation": "Tikfout."}
    await city.does(OFFICE, f"{case['dossier']}/correction", right)
    await city.goes_on(case["dossier"].rpartition("/")[2], 4)
    assert (await city.sees(OFFICE, case["dossier"]))["state"] == "vervallen"
    before = len(await city.recorded(case["premisesId"], SuitabilitySuspensionLifted))
    await rules(city, case, ruling)
    lifted = await city.recorded(case["premisesId"], SuitabilitySuspensionLifted)
    assert [each.annulled for each in lifted[before:]] == [ruling == "vernietiging"]
    late = {"askedAt": f"{last}", "evidence": "poststempel"}
    await city.does(OFFICE, f"{case['dossier']}/renewal", late)
    seen = await city.sees(OFFICE, case["dossier"])
    assert (seen["state"], seen["suspended"]) == ("vernieuwing_lopend", False)


async def test_no_letter_is_made_about_a_decision_that_was_annulled(city: City) -> None:
    """It never was: the letter that says so is the one to make."""
    case = await contested(city, "tijdelijke_sluiting", 60)
    await address(city, case["caseId"], "overtreder")
    body = {"caseId": case["caseId"], "kind": "beslissing"}
    before = await city.call(WORKER, "POST", "/v1/letters", body)
    assert before.status_code == 201, before.text
    letter = before.json()[0]["letterId"]
    await rules(city, case, "vernietiging")
    refused = await city.call(WORKER, "POST", "/v1/letters", body)
    assert refused.status_code == 409
    assert "De Raad van State vernietigde deze beslissing" in refused.text
    path = f"/v1/letters/{letter}/check"
    checked = await city.call(Function.JURIST_BH, "POST", path, subject="collega")
    assert checked.status_code == 409, "nor does one leave that was made before"


async def test_a_withdrawal_that_is_annulled_before_its_day_never_comes(city: City) -> None:
    case = await decided(city, "intrekking", 20)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/council-appeal", {})
    await rules(city, case, "vernietiging")
    city.later(days=30)
    other = await decided(city, "schorsing", None, 1)
    await notified(city, other["path"])
    city.later(days=2)

    async def lifted() -> bool:
        return "suitability-suspension-lifted" in await city.told(other["premisesId"])

    await city.clock_moves_on(lifted)
    assert (await city.sees(OFFICE, case["dossier"]))["state"] == "toegekend"
    assert "suitability-withdrawn" not in await city.told(case["premisesId"])


async def test_the_suspension_by_another_case_goes_on_when_one_is_annulled(city: City) -> None:
    first = await contested(city, "schorsing", 100)
    case = await city.case_of(await city.transfers(first["premisesId"]))
    await warn(city, case["path"])
    await city.transfers(first["premisesId"])
    await invite(city, case["path"])
    defence = {"summary": "Niets te zeggen.", "final": True}
    await city.does(WORKER, f"{case['path']}/written-defence", defence)
    await propose(city, case["path"], "schorsing")
    until = city.now + timedelta(days=30)
    body = decision("schorsing", None, until)
    await city.does(COLLEGE, f"{case['path']}/decision", body)
    await notified(city, case["path"])
    await rules(city, first, "vernietiging")
    seen = await city.sees(OFFICE, first["dossier"])
    assert seen["suspended"]
    assert datetime.fromisoformat(seen["suspendedTo"]) == until
    told = await city.told(first["premisesId"])
    assert told[-2:] == ["suitability-suspension-lifted", "suitability-suspended"]


async def test_closing_the_case_ends_no_request_that_runs(city: City) -> None:
    """The Council may rule years later; what it annuls is given back from a closed case too."""
    case = await decided(city, "definitieve_sluiting")
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/council-appeal", {})
    await city.does(WORKER, f"{case['path']}/closing", {})
    assert (await city.sees(WORKER, case["path"]))["state"] == "afgesloten"
    await city.does(WORKER, f"{case['path']}/council-ruling", {"ruling": "vernietiging"})
    assert (await city.told(case["premisesId"]))[-1] == "premises-reopened"
    assert "sanction-appeal-decided" in await city.told(case["caseId"])


@pytest.mark.parametrize("ruling", ["schorsing", "vernietiging", "verwerping", "afstand"])
async def test_a_ruling_on_what_was_taken_back_leaves_the_appeal_against_what_came_after(
    city: City, ruling: str
) -> None:
    case = await contested_twice(city)
    appeal = await city.sees(WORKER, f"{case['path']}/council-appeal")
    assert appeal["rollNumber"] == "A. 654.321"
    assert [each["rollNumber"] for each in appeal["earlier"]] == ["A. 123.456"]
    said = {"ruling": ruling, "request": "eerder"}
    await city.does(WORKER, f"{case['path']}/council-ruling", said)
    after = await city.sees(WORKER, case["path"])
    assert (after["annulledAt"], after["stayedAt"]) == (None, None)
    assert (await city.told(case["premisesId"]))[-1] == "premises-closed"
    appeal = await city.sees(WORKER, f"{case['path']}/council-appeal")
    assert "ruling" not in appeal or appeal["ruling"] is None
    await rules(city, case, "vernietiging")
    assert (await city.sees(WORKER, case["path"]))["annulledAt"] is not None


async def test_a_case_waits_for_the_rulings_on_all_its_requests_and_for_each_file(
    city: City,
) -> None:
    case = await contested_twice(city)
    days = [city_day(city.now) + timedelta(days=each) for each in (20, 10)]
    for request, due in zip(("laatste", "eerder"), days, strict=True):
        said = {"lawOffice": "Kantoor Voorbeeld", "fileDueOn": f"{due}", "request": request}
        await city.does(WORKER, f"{case['path']}/council-lawyer", said)

    async def file_due() -> list[str]:
        terms = (await city.sees(WORKER, case["path"]))["terms"]
        return [each["lastDay"] for each in terms if each["termId"] == "rvs.file_by_order"]

    assert await file_due() == [f"{days[1]}"], "the earlier appeal's comes first"
    await city.does(WORKER, f"{case['path']}/council-file", {"request": "eerder"})
    assert await file_due() == [f"{days[0]}"]
    await rules(city, case, "verwerping")
    assert await file_due() == []
    assert "council-ruling" in (await city.sees(WORKER, case["path"]))["allowed"]
    for step, body in (("ruling", {"ruling": "vernietiging"}), ("lawyer", {"lawOffice": "Xyz"})):
        twice = await city.call(WORKER, "POST", f"{case['path']}/council-{step}", body)
        assert "al beslist" in twice.text, "the last one is ruled on: the earlier one runs"
    assert (await city.sees(WORKER, case["path"]))["annulledAt"] is None
    said = {"ruling": "verwerping", "request": "eerder"}
    await city.does(WORKER, f"{case['path']}/council-ruling", said)
    assert "council-ruling" not in (await city.sees(WORKER, case["path"]))["allowed"]
    refused = await city.call(WORKER, "POST", f"{case['path']}/council-ruling", said)
    assert refused.status_code == 409
