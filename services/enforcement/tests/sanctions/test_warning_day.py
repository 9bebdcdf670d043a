"""The day of a warning is put right: what no longer follows it says so first, and is not lost."""

from datetime import date, timedelta
from typing import Any

from fastapi import FastAPI

from contracts.databank import FindingHoldChanged

from ..support.browser import signed_in
from ..support.city import City
from ..support.sanctions import (
    BY_HAND,
    COLLEGE,
    EXTRACT,
    WORKER,
    heard,
    invite,
    propose,
    unlisted,
    warned,
)

AGAIN = {"again": True}


async def corrects(city: City, case: dict[str, Any], day: date) -> None:
    body = {"dayOf": "waarschuwing", "day": f"{day}", "motivation": "Tikfout."}
    await city.does(WORKER, f"{case['path']}/correction", body)


async def on_agenda(city: City) -> tuple[dict[str, Any], str, date]:
    """A case with all but a decision, its second finding and the day of its warning."""
    case = await warned(city)
    warned_on = city.today - timedelta(days=1)
    finding = str(await city.transfers(case["premisesId"]))
    await invite(city, case["path"])
    await heard(city, case["path"])
    await propose(city, case["path"], "intrekking")
    await city.does(WORKER, f"{case['path']}/agenda", {})
    later = {"adjournedTo": f"{city.today + timedelta(days=20)}", "motivation": "Geen tijd."}
    await city.does(COLLEGE, f"{case['path']}/adjournment", later)
    return case, finding, warned_on


async def own_case(city: City, case: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A second finding whose report was made known in a case of its own."""
    finding = await city.transfers(case["premisesId"], on_hold=True)
    own = await city.case_of(finding)
    await city.does(WORKER, f"{own['path']}/release", {"motivation": "Overleg is klaar."})
    await city.does(WORKER, f"{own['path']}/pv-notification", {})
    return own, {"findingId": str(finding)}


async def test_the_page_says_what_falls_before_a_day_is_put_right(app: FastAPI, city: City) -> None:
    case, _finding, warned_on = await on_agenda(city)
    worker = await signed_in(app, city, WORKER)
    page = f"/dossiers/{case['caseId']}/dag-rechtzetten"
    said = {"welke": "waarschuwing", "reden": "Een tikfout."}
    kept = await worker.post(page, data=said | {"dag": f"{warned_on}"})
    assert "volgt dan niet meer" not in kept.text, "the fact still follows a warning of that day"
    wrong = said | {"dag": f"{warned_on + timedelta(days=2)}"}
    asked = (await worker.post(page, data=wrong)).text
    for words in (
        "volgt dan niet meer op de waarschuwing",
        "in een nieuw dossier",
        "uitnodiging en het verweer vervallen",
        "voorstel vervalt, en gaat van de agenda",
    ):
        assert words in asked
    seen = await city.sees(WORKER, case["path"])
    assert seen["state"] == "op_agenda_orgaan", "nothing is done before somebody confirmed it"
    await worker.does(page, **wrong, zeker="ja")
    assert (await city.sees(WORKER, case["path"]))["state"] == "waarschuwing_verstuurd"
    shown = await worker.sees(f"/dossiers/{case['caseId']}")
    for gone in ("Verdaagd tot", "Opheffing van de geschiktheidsverklaring"):
        assert gone not in shown


async def test_a_finding_that_follows_no_more_lives_on_and_is_linked_again(city: City) -> None:
    case, finding, warned_on = await on_agenda(city)
    await corrects(city, case, warned_on + timedelta(days=2))
    lives_on = f"/v1/sanction-cases?findingId={finding}"
    (own,) = (await city.sees(WORKER, lives_on))["_embedded"]["sanctionCases"]
    assert own["caseId"] != case["caseId"]
    assert own["state"] == "vaststelling_ontvangen"
    assert len((await city.sees(WORKER, case["path"]))["findings"]) == 1
    await corrects(city, case, warned_on)
    linked = await city.does(WORKER, f"{case['path']}/next-finding", {"findingId": finding})
    assert linked["state"] == "volgende_vaststelling"
    await invite(city, case["path"])
    await heard(city, case["path"])
    await propose(city, case["path"], "schorsing")


async def test_the_own_case_of_a_finding_opens_again_where_it_was(app: FastAPI, city: City) -> None:
    case = await warned(city)
    warned_on = city.today - timedelta(days=1)
    own, linked = await own_case(city, case)
    await city.does(WORKER, f"{case['path']}/next-finding", linked)
    assert (await city.sees(WORKER, own["path"]))["state"] == "afgesloten"
    city.later(days=2)
    worker = await signed_in(app, city, WORKER)
    page = f"/dossiers/{case['caseId']}/dag-rechtzetten"
    wrong = {"welke": "waarschuwing", "dag": f"{city.today}", "reden": "Een tikfout."}
    assert f"{own['number']} gaat daarvoor weer open" in (await worker.post(page, data=wrong)).text
    for _ in range(2):
        await corrects(city, case, city.today)
        again = await city.sees(WORKER, own["path"])
        assert (again["state"], len(again["findings"])) == ("pv_ter_kennis_gebracht", 1)
        assert (await city.told(case["caseId"]))[-1] == "sanction-next-finding-voided"
        assert (await city.told(own["caseId"]))[-1] == "sanction-case-reopened"
        await corrects(city, case, warned_on)
        await city.does(WORKER, f"{case['path']}/next-finding", linked)
        assert (await city.sees(WORKER, own["path"]))["state"] == "afgesloten"


async def test_a_second_warning_counts_again_in_the_case_that_opens_again(city: City) -> None:
    case = await warned(city)
    own, linked = await own_case(city, case)
    await city.does(WORKER, f"{own['path']}/warning", EXTRACT | BY_HAND | AGAIN)
    own_day = city.today
    await city.does(WORKER, f"{case['path']}/next-finding", linked)
    city.later(days=2)
    await corrects(city, case, city.today)
    again = await city.sees(WORKER, own["path"])
    assert (again["state"], again["warnedOn"]) == ("waarschuwing_verstuurd", f"{own_day}")
    (term,) = again["terms"]
    assert term["termId"] == "sanction.warning_validity_months"
    assert term["startsOn"] == f"{own_day}"


async def test_a_finding_on_which_the_police_ask_to_wait_lives_on_held(city: City) -> None:
    case = await warned(city)
    finding = await city.transfers(case["premisesId"])
    held = FindingHoldChanged(finding_id=finding, on_hold=True, changed_at=city.later(days=2))
    await city.sandbox.handled("enforcement", await city.sandbox.publish(held, at=city.now))
    await corrects(city, case, city.today)
    own = await city.case_of(finding)
    assert own["state"] == "opgeschort_overleg"


async def test_a_place_without_a_permit_stays_one(city: City) -> None:
    case = await unlisted(city)
    city.later(days=2)
    await corrects(city, case, city.today)
    seen = await city.sees(WORKER, case["path"])
    assert (seen["state"], len(seen["findings"])) == ("waarschuwing_verstuurd", 1)
