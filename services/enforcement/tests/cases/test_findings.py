"""What a transferred finding opens."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis.web import Function
from contracts.databank import FindingHoldChanged
from contracts.identity import FactPlace
from contracts.sealed import Sealed

from ..support import sanctions
from ..support.city import City, finding

WORKER = Function.DOSSIERBEHANDELAAR_BH
FAVOURABLE = ["release", "inadmissible", "shelving", "join", "prosecution"]
"""All that may be done while the police ask to wait: what a prosecutor says is noted too."""


async def gas_case(city: City, finding_id: UUID) -> dict[str, Any]:
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    (case,) = listed["_embedded"]["gasCases"]
    found: dict[str, Any] = case
    return found


async def test_a_fine_must_be_decided_within_six_months_of_the_facts(city: City) -> None:
    fact_at = datetime(2025, 7, 1, 21, tzinfo=UTC)
    case = await gas_case(city, await city.transfers(fact_at=fact_at))
    assert case["state"] == "geregistreerd"
    assert case["number"].startswith(f"GAS/{city.now.year}/000")
    assert date.fromisoformat(case["decideBy"]) == date(2026, 1, 1)  # a holiday: no roll
    assert date.fromisoformat(case["safeBy"]) == date(2025, 12, 1)
    assert (await city.told(case["caseId"]))[0] == "gas-case-opened"
    detail = await city.sees(WORKER, f"/v1/gas-cases/{case['caseId']}")
    (term,) = detail["terms"]
    assert (term["termId"], term["version"]) == ("gas.decision_months", "2014-01-01")
    assert term["daysLeft"] == (date(2026, 1, 1) - city.today).days
    steps = [entry["step"] for entry in detail["timeline"]]
    assert steps[0] == "opening"
    assert set(steps[1:]) <= {"termijn_verstreken"}  # it is over already: a timer may have said so


async def test_the_facts_of_an_evening_in_brussels_count_on_that_day(city: City) -> None:
    """23:30 on 4 January in UTC is already 5 January in Brussels."""
    case = await gas_case(
        city, await city.transfers(fact_at=datetime(2026, 1, 4, 23, 30, tzinfo=UTC))
    )
    assert case["decideBy"] == "2026-07-05"  # a Sunday: no roll


async def test_numbers_follow_each_other_within_the_year(city: City) -> None:
    numbers = [(await gas_case(city, await city.transfers()))["number"] for _ in range(2)]
    first, second = (int(number.rpartition("/")[2]) for number in numbers)
    assert second == first + 1


async def test_a_possible_victim_is_not_fined_before_somebody_consulted_the_police(
    city: City,
) -> None:
    case = await gas_case(city, await city.transfers(on_hold=True))
    assert case["state"] == "opgeschort_overleg"
    path = f"/v1/gas-cases/{case['caseId']}"
    assert (await city.sees(WORKER, path))["allowed"] == FAVOURABLE
    await city.does(WORKER, f"{path}/release", {"motivation": "Overleg van vandaag."})
    response = await city.call(WORKER, "POST", f"{path}/release", {"motivation": "Nog eens."})
    assert response.status_code == 409


async def test_a_finding_that_arrives_twice_opens_one_case(city: City, rows: Any) -> None:
    event = finding(None, at=city.now)
    ids = await city.sandbox.publish(event, at=city.now)
    ids += await city.sandbox.publish(event, at=city.now)
    await city.sandbox.handled("enforcement", ids)
    count = await rows.fetchval(
        "SELECT count(*) FROM gas_case WHERE finding_id = $1", event.finding_id
    )
    assert count == 1


async def test_the_offender_is_stored_here_and_every_look_is_logged_with_its_purpose(
    city: City, rows: Any
) -> None:
    case = await gas_case(city, await city.transfers())
    path = f"/v1/gas-cases/{case['caseId']}"
    assert "Voorbeeld" not in str(await city.sees(WORKER, path))
    assert (await city.call(WORKER, "GET", f"{path}/offenders")).status_code == 403
    response = await city.call(
        WORKER, "GET", f"{path}/offenders", **{"Krachtlijn-Purpose": "procedure"}
    )
    assert [person["name"] for person in response.json()] == ["Ilinca Voorbeeld"]
    looks = await rows.fetch("SELECT * FROM access_log WHERE subject_id = $1", case["caseId"])
    assert [(row["subject_kind"], row["purpose"]) for row in looks] == [("gas-case", "procedure")]


async def test_the_place_of_a_fact_is_read_with_the_offender_and_stands_nowhere_in_clear(
    city: City, rows: Any
) -> None:
    """It may be where somebody lives: the case's own page does not show it."""
    place = FactPlace(label="Salon Onbestaande", street="Proefsteeg", house_number="4")
    finding_id = await city.transfers(place=Sealed.of(place), branch="massagesalon")
    case = await gas_case(city, finding_id)
    path = f"/v1/gas-cases/{case['caseId']}"
    assert "Onbestaande" not in str(await city.sees(WORKER, path))
    purpose = {"Krachtlijn-Purpose": "procedure"}
    (offender,) = (await city.call(WORKER, "GET", f"{path}/offenders", **purpose)).json()
    assert offender["place"] == {
        "label": "Salon Onbestaande",
        "street": "Proefsteeg",
        "houseNumber": "4",
        "postcode": None,
    }
    kept = await rows.fetchval("SELECT said FROM fact_place WHERE finding_id = $1", finding_id)
    assert b"Onbestaande" not in kept
    without = await gas_case(city, await city.transfers())
    path = f"/v1/gas-cases/{without['caseId']}/offenders"
    (offender,) = (await city.call(WORKER, "GET", path, **purpose)).json()
    assert offender["place"] is None, "the police of a release before, or a place nobody knows"


async def test_the_offenders_of_a_sanction_case_are_not_found_as_those_of_a_fine(
    city: City,
) -> None:
    dossier = await city.granted()
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    path = f"/v1/gas-cases/{case['caseId']}/offenders"
    response = await city.call(WORKER, "GET", path, **{"Krachtlijn-Purpose": "procedure"})
    assert response.status_code == 404


async def test_a_sanction_about_unknown_premises_waits_for_a_person(city: City) -> None:
    known = {row["event_id"] for row in await city.sandbox.parked("enforcement")}
    ids = await city.sandbox.publish(finding(str(uuid4()), at=city.now), at=city.now)
    await city.sandbox.handled("enforcement", ids)
    parked = [r for r in await city.sandbox.parked("enforcement") if r["event_id"] not in known]
    assert {row["event_id"] for row in parked} == set(ids)
    assert {row["reason"] for row in parked} == {"rejected"}
    assert all("Voorbeeld" not in row["detail"] for row in parked)


async def test_a_second_finding_before_any_warning_opens_a_case_of_its_own(city: City) -> None:
    dossier = await city.granted()
    first = await city.case_of(await city.transfers(dossier["premisesId"]))
    second = await city.case_of(await city.transfers(dossier["premisesId"]))
    assert first["caseId"] != second["caseId"]


async def test_a_fact_from_before_the_warning_is_no_next_finding(city: City) -> None:
    """The police transferred it late: the owner had not been warned yet."""
    dossier = await city.granted()
    before = city.now
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    city.later(hours=1)
    await city.does(WORKER, f"{case['path']}/pv-notification", {})
    await city.does(WORKER, f"{case['path']}/warning", {"extract": "Artikel 12."})
    late = await city.case_of(await city.transfers(dossier["premisesId"], fact_at=before))
    assert late["caseId"] != case["caseId"]
    assert late["state"] == "vaststelling_ontvangen"


async def test_a_finding_on_hold_never_moves_a_warned_case_on(city: City) -> None:
    dossier = await city.granted()
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    await city.does(WORKER, f"{case['path']}/pv-notification", {})
    warning = {"extract": "Artikel 12.", "registered": False}
    await city.does(WORKER, f"{case['path']}/warning", warning)
    city.later(days=1)
    held = await city.case_of(await city.transfers(dossier["premisesId"], on_hold=True))
    assert held["state"] == "opgeschort_overleg"
    assert (await city.sees(WORKER, case["path"]))["state"] == "waarschuwing_verstuurd"


def changed(finding_id: UUID, at: datetime, *, on_hold: bool) -> FindingHoldChanged:
    return FindingHoldChanged(finding_id=finding_id, on_hold=on_hold, changed_at=at)


async def hears(city: City, *events: FindingHoldChanged) -> None:
    ids = [(await city.sandbox.publish(event, at=city.now))[0] for event in events]
    await city.sandbox.handled("enforcement", ids)


async def steps_of(city: City, path: str) -> list[str]:
    return [entry["step"] for entry in (await city.sees(WORKER, path))["timeline"]]


async def test_a_case_on_hold_goes_on_when_the_police_say_so_however_often(city: City) -> None:
    finding_id = await city.transfers(on_hold=True)
    case = await gas_case(city, finding_id)
    path = f"/v1/gas-cases/{case['caseId']}"
    event = changed(finding_id, city.later(hours=1), on_hold=False)
    await hears(city, event, event)
    after = await city.sees(WORKER, path)
    assert after["state"] == "geregistreerd"
    assert [entry["step"] for entry in after["timeline"]] == ["opening", "release"]
    assert after["timeline"][-1]["reason"] == "overleg beëindigd"
    assert "slachtoffer" not in str(after)


async def test_a_case_waits_again_when_the_police_learn_more(city: City) -> None:
    finding_id = await city.transfers()
    path = f"/v1/gas-cases/{(await gas_case(city, finding_id))['caseId']}"
    await hears(city, changed(finding_id, city.later(hours=1), on_hold=True))
    held = await city.sees(WORKER, path)
    assert (held["state"], held["allowed"]) == ("opgeschort_overleg", FAVOURABLE)


async def test_what_the_police_said_last_counts_in_whatever_order_it_arrives(city: City) -> None:
    event = finding(None, at=city.now, on_hold=True)
    released = changed(event.finding_id, city.later(hours=2), on_hold=False)
    again = changed(event.finding_id, city.now - timedelta(hours=1), on_hold=True)
    await hears(city, released, again)
    ids = await city.sandbox.publish(event, at=city.now)
    await city.sandbox.handled("enforcement", ids)
    case = await gas_case(city, event.finding_id)
    assert case["state"] == "geregistreerd"
    assert await steps_of(city, f"/v1/gas-cases/{case['caseId']}") == ["opening"]


async def test_a_case_that_people_released_stays_where_they_brought_it(city: City) -> None:
    finding_id = await city.transfers(on_hold=True)
    path = f"/v1/gas-cases/{(await gas_case(city, finding_id))['caseId']}"
    await city.does(WORKER, f"{path}/release", {"motivation": "Overleg van vandaag."})
    await hears(city, changed(finding_id, city.later(hours=1), on_hold=False))
    after = await city.sees(WORKER, path)
    assert after["state"] == "geregistreerd"
    assert [one["step"] for one in after["timeline"]] == ["opening", "release", "release"]


async def test_a_sanction_case_is_held_before_anything_is_done_and_noted_later(city: City) -> None:
    dossier = await city.granted()
    finding_id = await city.transfers(dossier["premisesId"])
    case = await city.case_of(finding_id)
    await hears(city, changed(finding_id, city.later(hours=1), on_hold=True))
    assert (await city.sees(WORKER, case["path"]))["state"] == "opgeschort_overleg"
    await hears(city, changed(finding_id, city.later(hours=1), on_hold=False))
    await city.does(WORKER, f"{case['path']}/pv-notification", {})
    await hears(city, changed(finding_id, city.later(hours=1), on_hold=True))
    after = await city.sees(WORKER, case["path"])
    assert after["state"] == "pv_ter_kennis_gebracht"
    assert after["timeline"][-1]["reason"] == "opgeschort: overleg"


async def test_no_sanction_is_decided_while_the_police_ask_to_wait(city: City) -> None:
    """They may find out late that whoever is punished may be a victim (DP-11)."""
    dossier = await city.granted()
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    path = case["path"]
    await sanctions.warn(city, path)
    second = await city.transfers(dossier["premisesId"])
    await sanctions.invite(city, path)
    await sanctions.heard(city, path)
    await sanctions.propose(city, path, "schorsing")
    await hears(city, changed(second, city.later(hours=1), on_hold=True))
    body = sanctions.decision("schorsing", city.now, city.now + timedelta(days=7))
    refused = await city.call(sanctions.COLLEGE, "POST", f"{path}/decision", body)
    assert refused.status_code == 409, refused.text
    assert "De politie vraagt om te wachten" in refused.text
    assert (await city.sees(WORKER, path))["state"] == "advies_opgemaakt"
    await hears(city, changed(second, city.later(hours=1), on_hold=False))
    await city.does(sanctions.COLLEGE, f"{path}/decision", body)
    assert (await city.sees(WORKER, path))["state"] == "beslist"
