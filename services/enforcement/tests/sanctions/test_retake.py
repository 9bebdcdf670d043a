"""A body takes its decision back or begins anew, and a day that was noted wrong is corrected."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.enforcement import (
    PremisesClosed,
    PremisesReopened,
    SanctionAppealDecided,
    SanctionCaseReopened,
    SanctionDecisionWithdrawn,
    SanctionNextFindingVoided,
    SanctionNotified,
    SuitabilitySuspended,
    SuitabilitySuspensionLifted,
)
from enforcement.notifications.words import day_in_words

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import address, another_letter
from ..support.pdf import text_of
from ..support.sanctions import (
    BY_HAND,
    COLLEGE,
    EXTRACT,
    WORKER,
    decided,
    decision,
    heard,
    invite,
    notified,
    propose,
    warned,
)

WHY = {"motivation": "De motivering vermeldt het verkeerde pand."}


async def seen(city: City, case: dict[str, Any]) -> dict[str, Any]:
    return await city.sees(COLLEGE, case["path"])


async def retaken(city: City, case: dict[str, Any], restart: str) -> str:
    answer = await city.does(COLLEGE, f"{case['path']}/retake", WHY | {"restart": restart})
    state: str = answer["state"]
    return state


async def told(city: City, event: Any, case: dict[str, Any]) -> list[dict[str, Any]]:
    events = await city.sandbox.recorded("enforcement", event)
    return [dict(each.data) for each in events if str(each.data["caseId"]) == case["caseId"]]


@pytest.mark.parametrize(
    ("restart", "state", "then"),
    [
        ("waarschuwing", "pv_ter_kennis_gebracht", "warning"),
        ("hoorzitting", "volgende_vaststelling", "hearing-invitation"),
        ("voorstel", "hoorzitting_gehouden", "proposal"),
        ("beslissing", "advies_opgemaakt", "decision"),
        ("niets", "afgesloten", ""),
    ],
)
async def test_a_body_takes_its_decision_back_from_where_it_went_wrong(
    city: City, restart: str, state: str, then: str
) -> None:
    case = await decided(city, "schorsing", lasts=60)
    await notified(city, case["path"])
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspended"
    assert await retaken(city, case, restart) == state
    after = await seen(city, case)
    assert (after["decisionKind"], after["notifiedAt"], after["effectFrom"]) == (None, None, None)
    assert not then or then in after["allowed"]
    assert "council-appeal" not in after["allowed"], "nothing is left to contest"
    assert "rvs.annulment_days" not in {each["termId"] for each in after["terms"]}
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspension-lifted"
    (event,) = await told(city, SanctionDecisionWithdrawn, case)
    assert event["anew"] is bool(then)
    assert after["timeline"][-1]["reason"] == f"{restart}: {WHY['motivation']}"


async def test_the_other_body_takes_nothing_back_and_nothing_undecided_is(city: City) -> None:
    case = await decided(city, "schorsing", lasts=60)
    path, body = f"{case['path']}/retake", WHY | {"restart": "beslissing"}
    other = await city.call(Function.KABINET_BURGEMEESTER, "POST", path, body)
    assert other.status_code == 403
    assert (await city.call(WORKER, "POST", path, body)).status_code == 403
    assert await retaken(city, case, "beslissing") == "advies_opgemaakt", "before its notification"
    assert (await city.call(COLLEGE, "POST", path, body)).status_code == 409


async def test_after_an_annulment_the_owner_is_heard_anew_and_a_new_decision_works(
    city: City,
) -> None:
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    path = case["path"]
    await notified(city, path)
    await city.does(WORKER, f"{path}/council-appeal", {})
    await city.does(WORKER, f"{path}/council-ruling", {"ruling": "vernietiging"})
    await city.does(WORKER, f"{path}/closing", {"reason": "Vernietigd."})
    assert await retaken(city, case, "hoorzitting") == "volgende_vaststelling"
    early = decision("tijdelijke_sluiting", None, city.now + timedelta(days=30))
    assert (await city.call(COLLEGE, "POST", f"{path}/decision", early)).status_code == 409
    await invite(city, path)
    await heard(city, path)
    await propose(city, path, "tijdelijke_sluiting")
    again = decision("tijdelijke_sluiting", None, city.now + timedelta(days=30))
    await city.does(COLLEGE, f"{path}/decision", again)
    await notified(city, path)
    after = await seen(city, case)
    assert (after["annulledAt"], after["state"]) == (None, "ter_kennis_gebracht")
    assert (await city.told(case["premisesId"]))[-1] == "premises-closed"
    await city.does(WORKER, f"{path}/council-appeal", {})


async def test_the_council_still_rules_on_a_decision_that_was_taken_back(city: City) -> None:
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    path = case["path"]
    await notified(city, path)
    await city.does(WORKER, f"{path}/council-appeal", {})
    await city.does(WORKER, f"{path}/council-ruling", {"ruling": "schorsing"})
    await retaken(city, case, "beslissing")
    again = decision("tijdelijke_sluiting", None, city.now + timedelta(days=30))
    await city.does(COLLEGE, f"{path}/decision", again)
    await notified(city, path)
    await city.does(WORKER, f"{path}/council-ruling", {"ruling": "vernietiging"})
    after = await seen(city, case)
    assert after["annulledAt"] is None, "the ruling is about the decision of before"
    assert "execution-check-request" in after["allowed"]
    rulings = await told(city, SanctionAppealDecided, case)
    assert [each["ruling"] for each in rulings] == ["schorsing"]


async def test_a_letter_about_a_decision_that_was_taken_back_notifies_no_other(
    city: City, rows: asyncpg.Connection
) -> None:
    """It was in the post while the body decided anew: the owner reads nothing of that in it."""
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    await address(city, case["caseId"], "overtreder")
    await another_letter(city, case["caseId"], "beslissing")
    city.later(minutes=1)
    await retaken(city, case, "beslissing")
    again = decision("tijdelijke_sluiting", None, city.now + timedelta(days=30))
    await city.does(COLLEGE, f"{case['path']}/decision", again)
    city.later(days=10)

    async def arrived() -> bool:
        state = await rows.fetchval(
            "SELECT state FROM letter WHERE case_id = $1", UUID(case["caseId"])
        )
        return bool(state == "geacht_ontvangen")

    await city.clock_moves_on(arrived)
    after = await seen(city, case)
    assert (after["state"], after["notifiedAt"]) == ("beslist", None)
    assert after["timeline"][-1]["step"] == "zonder_gevolg"


async def test_the_police_are_sent_nowhere_any_more(city: City) -> None:
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    assert await retaken(city, case, "voorstel") == "hoorzitting_gehouden"
    assert (await city.told(case["caseId"]))[-2:] == [
        "execution-check-withdrawn",
        "sanction-decision-withdrawn",
    ]


async def test_a_page_asks_once_more_and_says_where_it_begins_anew(
    app: FastAPI, city: City
) -> None:
    case = await decided(city, "schorsing", lasts=60)
    await notified(city, case["path"])
    secretary = await signed_in(app, city, COLLEGE, "herneemt-beslissing")
    page = f"/dossiers/{case['caseId']}/beslissing-hernemen"
    body = {"vanaf": "voorstel", "reden": WHY["motivation"]}
    asked = await secretary.post(page, body)
    assert "maak een nieuw" in asked.text
    assert (await seen(city, case))["state"] == "ter_kennis_gebracht"
    await secretary.does(page, **body, zeker="ja")
    assert (await seen(city, case))["state"] == "hoorzitting_gehouden"


@pytest.mark.parametrize("days", [-1, 0, 1])
async def test_a_wrong_day_of_notification_is_corrected_with_what_it_began(
    city: City, days: int
) -> None:
    case = await decided(city, "definitieve_sluiting")
    city.later(days=5)
    noted_on = city.today
    await notified(city, case["path"])
    city.later(days=3)
    right = noted_on + timedelta(days=days)
    body = {"dayOf": "kennisgeving", "day": f"{right}", "motivation": "Tikfout."}
    await city.does(WORKER, f"{case['path']}/correction", body)
    after = await city.sees(WORKER, case["path"])
    assert city_day(city.now) > right
    assert after["notifiedAt"][:10] in (f"{right}", f"{right - timedelta(days=1)}")
    (term,) = [each for each in after["terms"] if each["termId"] == "rvs.annulment_days"]
    assert term["startsOn"] == f"{right}"
    assert len(await told(city, SanctionNotified, case)) == 2
    assert "Tikfout." in after["timeline"][-1]["reason"] or days > 0


@pytest.mark.parametrize(
    ("kind", "event", "begins"),
    [
        ("schorsing", SuitabilitySuspended, "suspendedFrom"),
        ("tijdelijke_sluiting", PremisesClosed, "closedFrom"),
    ],
)
@pytest.mark.parametrize("days", [-1, 0, 1])
async def test_a_right_day_of_notification_moves_what_others_were_told_of(
    city: City, kind: str, event: Any, begins: str, days: int
) -> None:
    case = await decided(city, kind, lasts=60)
    city.later(days=5)
    right = city.today + timedelta(days=days)
    await notified(city, case["path"])
    city.later(days=3)
    body = {"dayOf": "kennisgeving", "day": f"{right}", "motivation": "Tikfout."}
    await city.does(WORKER, f"{case['path']}/correction", body)
    events = [each.data for each in await city.sandbox.recorded("enforcement", event)]
    mine = [each for each in events if each["premisesId"] == case["premisesId"]]
    assert city_day(datetime.fromisoformat(str(mine[-1][begins]))) == right


async def test_a_sanction_of_which_the_receipt_was_corrected_past_its_end_works_from_the_right_day(
    city: City,
) -> None:
    case = await decided(city, "tijdelijke_sluiting", lasts=4)
    city.later(days=1)
    right = city.today
    await notified(city, case["path"])
    city.later(days=6)
    for day, worked in ((right + timedelta(days=5), False), (right, True)):
        body = {"dayOf": "kennisgeving", "day": f"{day}", "motivation": "Tikfout."}
        await city.does(WORKER, f"{case['path']}/correction", body)
        effect_from = (await told(city, SanctionNotified, case))[-1].get("effectFrom")
        assert (effect_from is not None) is worked
    assert city_day(datetime.fromisoformat(effect_from)) == right


async def test_no_day_is_corrected_to_before_the_decision_or_into_the_future(city: City) -> None:
    case = await decided(city, "definitieve_sluiting")
    await notified(city, case["path"])
    path = f"{case['path']}/correction"
    for days, said in ((-1, "voor de beslissing"), (1, "toekomst")):
        day = city.today + timedelta(days=days)
        body = {"dayOf": "kennisgeving", "day": f"{day}", "motivation": "Tikfout."}
        assert said in (await city.call(WORKER, "POST", path, body)).text
    body = {"dayOf": "waarschuwing", "day": f"{city.today}", "motivation": "Tikfout."}
    assert "hernemen" in (await city.call(WORKER, "POST", path, body)).text


@pytest.mark.parametrize(("days", "follows"), [(0, True), (1, False), (2, False)])
async def test_a_fact_of_before_the_right_day_of_the_warning_follows_it_no_more(
    city: City, days: int, follows: bool
) -> None:
    """Noted as received yesterday; the fact is of today. From a registered day on, the next."""
    case = await warned(city)
    warned_on = city.today - timedelta(days=1)
    await city.transfers(case["premisesId"])
    city.later(days=2)
    right = warned_on + timedelta(days=days)
    body = {"dayOf": "waarschuwing", "day": f"{right}", "motivation": "Tikfout."}
    await city.does(WORKER, f"{case['path']}/correction", body)
    after = await city.sees(WORKER, case["path"])
    assert after["warnedOn"] == f"{right}"
    expected = "volgende_vaststelling" if follows else "waarschuwing_verstuurd"
    assert after["state"] == expected


async def test_a_warning_taken_back_is_sent_again_and_its_next_finding_lives_on(
    app: FastAPI, city: City
) -> None:
    """Decision 0229: what follows no warning goes on as a first finding, in a case of its own."""
    case = await decided(city, "schorsing", lasts=60)
    await notified(city, case["path"])
    before = await city.sees(WORKER, case["path"])
    college = await signed_in(app, city, COLLEGE, "neemt-terug")
    page = f"/dossiers/{case['caseId']}/beslissing-hernemen"
    for restart, falls in (("hoorzitting", False), ("waarschuwing", True)):
        asked = (await college.post(page, data={"vanaf": restart, "reden": "Fout."})).text
        assert ("als eerste feit in een nieuw dossier" in asked) is falls
    await retaken(city, case, "waarschuwing")
    lives_on = f"/v1/sanction-cases?findingId={before['nextFindingId']}"
    (own,) = (await city.sees(WORKER, lives_on))["_embedded"]["sanctionCases"]
    assert own["state"] == "vaststelling_ontvangen"
    (voided,) = await told(city, SanctionNextFindingVoided, case)
    assert (voided["findingId"], voided["ownCaseId"]) == (before["nextFindingId"], own["caseId"])
    await city.does(WORKER, f"{case['path']}/warning", EXTRACT | BY_HAND)
    after = await city.sees(WORKER, case["path"])
    assert after["state"] == "waarschuwing_verstuurd"
    assert len(after["findings"]) == 1


async def test_a_closed_case_that_is_taken_anew_is_told_to_go_on(city: City) -> None:
    case = await decided(city, "schorsing", lasts=60)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/closing", {"reason": "Nageleefd."})
    await retaken(city, case, "beslissing")
    assert len(await told(city, SanctionCaseReopened, case)) == 1


@pytest.mark.parametrize(
    ("kind", "event"),
    [
        ("schorsing", SuitabilitySuspensionLifted),
        ("tijdelijke_sluiting", PremisesReopened),
    ],
)
@pytest.mark.parametrize("taken_back", [True, False])
async def test_an_end_tells_whether_the_decision_was_taken_back(
    city: City,
    kind: str,
    event: type[SuitabilitySuspensionLifted] | type[PremisesReopened],
    taken_back: bool,
) -> None:
    """What was taken back never was; what was lifted held until then."""
    case = await decided(city, kind, lasts=60)
    await notified(city, case["path"])
    if taken_back:
        await retaken(city, case, "niets")
    else:
        await city.does(COLLEGE, f"{case['path']}/reopening", {"motivation": "In orde."})
    (ended,) = await city.recorded(case["premisesId"], event)
    assert ended.taken_back is taken_back


async def test_the_judgment_is_named_on_the_agenda_and_in_the_decision_taken_anew(
    app: FastAPI, city: City
) -> None:
    """Law of 29 July 1991, art. 3: a decision gives its grounds; here a judgment is one."""
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    await notified(city, case["path"])
    await address(city, case["caseId"], "overtreder")
    await city.does(WORKER, f"{case['path']}/council-appeal", {"rollNumber": "A. 240.123/X-18"})
    ruled_on = city_day(city.now)
    await city.does(WORKER, f"{case['path']}/council-ruling", {"ruling": "vernietiging"})
    city.later(days=3)
    await retaken(city, case, "beslissing")
    secretary = await signed_in(app, city, COLLEGE)
    item = (await secretary.sees("/agenda?orgaan=college")).partition(case["number"])[2]
    on_screen = f"{ruled_on.day}/{ruled_on:%m/%Y}, A. 240.123/X-18"
    assert on_screen in item.partition("Vernietigd door de Raad van State")[2][:60]
    table = (await secretary.get("/agenda/agenda.csv?orgaan=college")).text
    (row,) = [row for row in table.splitlines() if case["number"] in row]
    assert f"op {ruled_on:%d/%m/%Y}, rolnummer A. 240.123/X-18" in row
    begins = city.now + timedelta(days=1)
    again = decision("tijdelijke_sluiting", begins, begins + timedelta(days=9))
    await city.does(COLLEGE, f"{case['path']}/decision", again)
    body = {"caseId": case["caseId"], "kind": "beslissing"}
    drafted = await city.call(WORKER, "POST", "/v1/letters", body)
    assert drafted.status_code == 201, drafted.text
    worker = await signed_in(app, city, WORKER)
    letter = drafted.json()[0]["letterId"]
    text = " ".join(text_of((await worker.get(f"/brieven/{letter}/brief.pdf")).content).split())
    assert (
        f"De Raad van State vernietigde op {day_in_words(ruled_on)} onze vorige beslissing in dit "
        "dossier (rolnummer A. 240.123/X-18). Deze beslissing komt in de plaats daarvan." in text
    )


async def test_no_judgment_is_named_where_the_body_itself_took_its_decision_back(
    app: FastAPI, city: City
) -> None:
    case = await decided(city, "tijdelijke_sluiting", lasts=60)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/council-appeal", {"rollNumber": "A. 240.124/X-18"})
    await retaken(city, case, "beslissing")
    secretary = await signed_in(app, city, COLLEGE)
    table = (await secretary.get("/agenda/agenda.csv?orgaan=college")).text
    (row,) = [row for row in table.splitlines() if case["number"] in row]
    assert "rolnummer" not in row
