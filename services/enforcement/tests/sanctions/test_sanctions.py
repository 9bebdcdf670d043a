"""From a finding to a suspension that blocks the calendar, and back."""

from datetime import datetime, timedelta

import pytest

from chassis.web import Function
from contracts.databank import ExecutionChecked

from ..support.city import City
from ..support.receipts import hands_over
from ..support.sanctions import (
    COLLEGE,
    WORKER,
    decided,
    decision,
    handed_over,
    invite,
    notified,
    propose,
    proposed,
    warn,
    warned,
)

OFFICE = Function.DIENST_PROSTITUTIEBELEID


async def test_two_findings_a_warning_and_a_hearing_lead_to_a_suspension_that_is_checked(
    city: City,
) -> None:
    case = await decided(city, "schorsing", 1, 30)
    assert (await city.told(case["premisesId"])) == ["suitability-granted"]
    await notified(city, case["path"])
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspended"
    dossier = await city.sees(OFFICE, case["dossier"])
    assert (dossier["state"], dossier["suspended"]) == ("toegekend", False), "from tomorrow on"
    assert datetime.fromisoformat(dossier["suspendedFrom"]) == case["starts"]
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    checked = ExecutionChecked(
        case_id=case["caseId"], premises_id=case["premisesId"], checked_at=city.now, complied=True
    )
    ids = await city.sandbox.publish(checked, at=city.now)
    await city.sandbox.handled("enforcement", ids)
    assert await city.told(case["caseId"]) == [
        "sanction-case-opened",
        "sanction-pv-notified",
        "sanction-warning-sent",
        "sanction-next-finding-linked",
        "sanction-hearing-invited",
        "sanction-hearing-held",
        "sanction-decided",
        "sanction-notified",
        "execution-check-requested",
        "sanction-execution-recorded",
    ]
    assert (await city.does(WORKER, f"{case['path']}/closing", {}))["state"] == "afgesloten"
    seen = await city.sees(WORKER, case["path"])
    assert seen["complied"] is True
    assert seen["decidingBody"] == "college"
    assert [term["termId"] for term in seen["terms"]] == ["rvs.annulment_days"], "he may appeal"
    assert {entry["actorFunction"] for entry in seen["timeline"]} == {
        "systeem",
        "dossierbehandelaar_bh",
        "college_secretaris",
    }


async def test_a_suspension_ends_at_its_term_and_rooms_may_be_used_again(city: City) -> None:
    case = await decided(city, "schorsing", None, 2)
    await notified(city, case["path"])
    city.now = max(city.now, case["ends"])

    await city.timers_done(case["dossier"].rpartition("/")[2])
    assert not (await city.sees(OFFICE, case["dossier"]))["suspended"]
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspension-lifted"
    entry = (await city.sees(OFFICE, case["dossier"]))["timeline"][-1]
    assert (entry["step"], entry["actorFunction"]) == ("lifting", "systeem")


async def test_a_college_may_lift_a_suspension_before_its_end(city: City) -> None:
    case = await decided(city, "schorsing", None, 60)
    await notified(city, case["path"])
    lifting = {"motivation": "De eigenaar nam maatregelen."}
    answer = await city.does(COLLEGE, f"{case['dossier']}/lifting", lifting)
    assert answer["state"] == "toegekend"
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspension-lifted"


async def test_a_conditional_declaration_is_conditional_again_after_its_suspension(
    city: City,
) -> None:
    conditional = {
        "outcome": "voorwaardelijk_toegekend",
        "conditions": ["rookmelders"],
        "conditionsDueOn": str(city.today + timedelta(days=90)),
    }
    case = await decided(city, "schorsing", None, 60, **conditional)
    await notified(city, case["path"])
    lifting = {"motivation": "De eigenaar nam maatregelen."}
    answer = await city.does(COLLEGE, f"{case['dossier']}/lifting", lifting)
    assert answer["state"] == "voorwaardelijk_toegekend"
    assert "conditions-met" in answer["allowed"]


async def test_a_declaration_that_expired_during_its_suspension_stays_expired(city: City) -> None:
    last = str(city.today + timedelta(days=15))
    case = await decided(city, "schorsing", None, 60, validTo=last)
    await notified(city, case["path"])
    city.later(days=7)

    async def expired() -> bool:
        return (await city.sees(OFFICE, case["dossier"]))["state"] == "vervallen"

    await city.clock_moves_on(expired)
    assert (await city.told(case["premisesId"]))[-1] == "suitability-expired"
    lifting = {"motivation": "De eigenaar nam maatregelen."}
    refused = await city.call(COLLEGE, "POST", f"{case['dossier']}/lifting", lifting)
    assert refused.status_code == 409
    city.later(days=60)
    assert await expired()


@pytest.mark.parametrize(
    ("kind", "months", "told"),
    [
        ("intrekking", 0, "suitability-withdrawn"),
        ("tijdelijke_sluiting", 2, "premises-closed"),
        ("definitieve_sluiting", 0, "premises-closed"),
        ("geen_sanctie", 0, "suitability-granted"),
        ("extra_waarschuwing", 0, "suitability-granted"),
    ],
)
async def test_each_decision_has_its_own_effect_at_its_notification(
    city: City, kind: str, months: int, told: str
) -> None:
    case = await decided(city, kind, None, 30 * months or None)
    assert (await city.told(case["premisesId"]))[-1] == "suitability-granted"
    answer = await notified(city, case["path"])
    assert (await city.told(case["premisesId"]))[-1] == told
    checked = kind not in ("geen_sanctie", "extra_waarschuwing")
    assert ("execution-check-request" in answer["allowed"]) is checked


@pytest.mark.parametrize("kind", ["definitieve_sluiting", "tijdelijke_sluiting"])
async def test_the_body_that_closed_premises_may_reopen_them_once(city: City, kind: str) -> None:
    case = await decided(city, kind, None, 60 if kind == "tijdelijke_sluiting" else None)
    lifting = {"motivation": "De eigenaar nam maatregelen."}
    path = f"{case['path']}/reopening"
    assert (await city.call(COLLEGE, "POST", path, lifting)).status_code == 409
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/closing", {})
    mayor = await city.call(Function.KABINET_BURGEMEESTER, "POST", path, lifting)
    assert mayor.status_code == 403
    assert (await city.call(COLLEGE, "POST", path, {})).status_code == 422
    assert (await city.told(case["premisesId"]))[-1] == "premises-closed"
    answer = await city.does(COLLEGE, path, lifting)
    assert answer == {
        "caseId": case["caseId"],
        "state": "afgesloten",
        "allowed": ["council-appeal", "retake", "correction"],
    }
    assert (await city.told(case["premisesId"]))[-1] == "premises-reopened"
    seen = await city.sees(WORKER, case["path"])
    assert datetime.fromisoformat(seen["reopenedAt"]) == city.now - timedelta(seconds=1)
    assert (seen["timeline"][-1]["step"], seen["timeline"][-1]["reason"]) == (
        "reopening",
        lifting["motivation"],
    )
    assert (await city.call(COLLEGE, "POST", path, lifting)).status_code == 409


async def test_what_is_over_or_never_was_is_not_lifted(city: City) -> None:
    lifting = {"motivation": "De eigenaar nam maatregelen."}
    closed = await decided(city, "tijdelijke_sluiting", None, 10)
    answer = await notified(city, closed["path"])
    assert "reopening" in answer["allowed"]
    city.later(days=12)
    over = await city.call(COLLEGE, "POST", f"{closed['path']}/reopening", lifting)
    assert over.status_code == 409
    assert "al voorbij" in over.json()["title"]
    withdrawn = await decided(city, "intrekking")
    await notified(city, withdrawn["path"])
    never = await city.call(COLLEGE, "POST", f"{withdrawn['path']}/reopening", lifting)
    assert never.status_code == 409
    assert "niet gesloten" in never.json()["title"]


async def test_the_body_that_suspended_lifts_it_in_the_case_itself(city: City) -> None:
    case = await decided(city, "schorsing", None, 60)
    await notified(city, case["path"])
    lifting = {"motivation": "De eigenaar nam maatregelen."}
    await city.does(COLLEGE, f"{case['path']}/reopening", lifting)
    assert (await city.sees(OFFICE, case["dossier"]))["state"] == "toegekend"
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspension-lifted"


async def test_the_owner_may_not_be_sanctioned_before_a_next_finding_and_a_hearing(
    city: City,
) -> None:
    case = await warned(city)
    body = decision("intrekking")
    response = await city.call(COLLEGE, "POST", f"{case['path']}/decision", body)
    assert response.status_code == 409
    assert response.json()["extraInfo"]["allowed"] == ["next-finding", "closing", "correction"]
    assert (await city.sees(WORKER, case["path"]))["state"] == "waarschuwing_verstuurd"
    assert await city.told(case["caseId"]) == [
        "sanction-case-opened",
        "sanction-pv-notified",
        "sanction-warning-sent",
    ]


async def test_silence_is_noted_only_after_the_defence_term(city: City) -> None:
    case = await warned(city)
    await city.transfers(case["premisesId"])
    invitation = handed_over(city) | {"hearingAt": (city.now + timedelta(days=10)).isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", invitation)
    assert (await city.call(WORKER, "POST", f"{case['path']}/no-defence")).status_code == 409
    seen = await city.sees(WORKER, case["path"])
    (term,) = seen["terms"]
    assert (term["termId"], term["lastDay"]) == ("sanction.defence_days", seen["defenceUntil"])
    await hands_over(city, case["caseId"], "uitnodiging_hoorzitting")
    city.later(days=term["daysLeft"] + 1)
    assert (await city.does(WORKER, f"{case['path']}/no-defence"))["state"] == "geen_verweer"


async def test_the_secretary_of_the_college_records_no_decision_of_the_mayor(city: City) -> None:
    case = await proposed(city)
    body = decision("intrekking") | {"decidingBody": "burgemeester"}
    response = await city.call(COLLEGE, "POST", f"{case['path']}/decision", body)
    assert response.status_code == 403
    cabinet = Function.KABINET_BURGEMEESTER
    answer = await city.does(cabinet, f"{case['path']}/decision", body)
    assert answer["state"] == "beslist"


async def test_a_temporary_closure_is_not_longer_than_the_regulation_allows(city: City) -> None:
    case = await proposed(city, "tijdelijke_sluiting")
    body = decision("tijdelijke_sluiting", city.now, city.now + timedelta(days=100))
    response = await city.call(COLLEGE, "POST", f"{case['path']}/decision", body)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "effectiveTo"


async def test_a_decision_that_is_notified_after_its_end_suspends_nobody(city: City) -> None:
    case = await decided(city, "schorsing", None, 1)
    city.later(days=2)
    answer = await notified(city, case["path"])
    assert (await city.told(case["premisesId"])) == ["suitability-granted"]
    assert answer["allowed"] == ["closing", "council-appeal", "retake", "correction"]
    assert (await city.sees(WORKER, case["path"]))["timeline"][-1]["step"] == "zonder_gevolg"


async def test_a_second_suspension_makes_the_first_one_longer(city: City) -> None:
    first = await decided(city, "schorsing", None, 20)
    await city.does(WORKER, f"{first['path']}/notification", {})
    dossier = await city.sees(OFFICE, first["dossier"])
    case = await city.case_of(await city.transfers(first["premisesId"]))
    path = case["path"]
    await warn(city, path)
    await city.transfers(first["premisesId"])
    await invite(city, path)
    defence = {"summary": "Het zal niet meer gebeuren.", "final": True}
    await city.does(WORKER, f"{path}/written-defence", defence)
    await propose(city, path, "schorsing")
    until = datetime.fromisoformat(dossier["suspendedTo"]) + timedelta(days=30)
    await city.does(COLLEGE, f"{path}/decision", decision("schorsing", None, until))
    await city.does(WORKER, f"{path}/notification", {})
    longer = await city.sees(OFFICE, first["dossier"])
    assert longer["suspendedFrom"] == dossier["suspendedFrom"]
    assert datetime.fromisoformat(longer["suspendedTo"]) == until


async def test_an_unexpected_answer_of_the_police_waits_for_a_person(city: City) -> None:
    case = await warned(city)
    checked = ExecutionChecked(
        case_id=case["caseId"], premises_id=case["premisesId"], checked_at=city.now, complied=True
    )
    ids = await city.sandbox.publish(checked, at=city.now)
    await city.sandbox.handled("enforcement", ids)
    parked = {row["event_id"]: row for row in await city.sandbox.parked("enforcement")}
    assert "waarschuwing_verstuurd" in parked[ids[0]]["detail"]


async def test_a_case_that_ends_without_a_decision_needs_a_reason(city: City) -> None:
    case = await warned(city)
    response = await city.call(WORKER, "POST", f"{case['path']}/closing", {})
    assert response.status_code == 422
    reason = {"reason": "De waarschuwing volstond."}
    assert (await city.does(WORKER, f"{case['path']}/closing", reason))["state"] == "afgesloten"


async def test_no_letter_is_recorded_before_it_was_sent(city: City) -> None:
    dossier = await city.granted()
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    tomorrow = {"notifiedAt": (city.now + timedelta(days=1)).isoformat()}
    response = await city.call(WORKER, "POST", f"{case['path']}/pv-notification", tomorrow)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "notifiedAt"
