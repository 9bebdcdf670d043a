"""From a finding to a suspension that blocks the calendar, and back."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chassis.web import Function
from contracts.databank import ExecutionChecked

from ..support.city import City

WORKER, COLLEGE = Function.DOSSIERBEHANDELAAR_BH, Function.COLLEGE_SECRETARIS
OFFICE = Function.DIENST_PROSTITUTIEBELEID


async def warned(city: City, **decision: Any) -> dict[str, Any]:
    dossier = await city.granted(**decision)
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    await city.does(WORKER, f"{case['path']}/pv-notification", {})
    extract = {"extract": "Artikel 12: geef elke shift vooraf aan."}
    await city.does(WORKER, f"{case['path']}/warning", extract)
    city.later(hours=1)
    return case | {"dossier": dossier["path"]}


async def proposed(city: City, kind: str = "schorsing", **declaration: Any) -> dict[str, Any]:
    """A case that lacks only the decision."""
    case = await warned(city, **declaration)
    await city.transfers(case["premisesId"])
    invitation = {"hearingAt": (city.now + timedelta(hours=2)).isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", invitation)
    city.later(hours=3)
    await city.does(WORKER, f"{case['path']}/hearing", {"report": "De eigenaar erkent het."})
    proposal = {"kind": kind, "motivation": "Herhaling.", "proportionality": "Zo kort als kan."}
    await city.does(WORKER, f"{case['path']}/proposal", proposal)
    return case


async def decided(
    city: City, kind: str, starts: datetime | None, ends: datetime | None, **declaration: Any
) -> Any:
    case = await proposed(city, kind, **declaration)
    decision: dict[str, Any] = {"kind": kind, "motivation": "Twee keer geen aangifte."}
    if starts is not None:
        decision["effectiveFrom"] = starts.isoformat()
    if ends is not None:
        decision["effectiveTo"] = ends.isoformat()
    await city.does(COLLEGE, f"{case['path']}/decision", decision)
    return case


async def test_two_findings_a_warning_and_a_hearing_lead_to_a_suspension_that_is_checked(
    city: City,
) -> None:
    start = city.now + timedelta(days=1)
    case = await decided(city, "schorsing", start, start + timedelta(days=30))
    assert (await city.told(case["premisesId"])) == ["suitability-granted"]
    await city.does(WORKER, f"{case['path']}/notification", {})
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspended"
    dossier = await city.sees(OFFICE, case["dossier"])
    assert dossier["state"] == "geschorst"
    assert datetime.fromisoformat(dossier["suspendedFrom"]) == start
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    checked = ExecutionChecked(
        case_id=case["caseId"], premises_id=case["premisesId"], checked_at=city.now, complied=True
    )
    ids = await city.sandbox.publish(checked, at=city.now)
    await city.sandbox.handled("enforcement", ids)
    assert await city.told(case["caseId"]) == [
        "sanction-case-opened",
        "sanction-warning-sent",
        "sanction-next-finding-linked",
        "sanction-decided",
        "execution-check-requested",
        "sanction-execution-recorded",
    ]
    assert (await city.does(WORKER, f"{case['path']}/closing", {}))["state"] == "afgesloten"
    seen = await city.sees(WORKER, case["path"])
    assert seen["complied"] is True
    assert seen["decidingBody"] == "college"
    assert seen["terms"] == []
    assert {entry["actorFunction"] for entry in seen["timeline"]} == {
        "systeem",
        "dossierbehandelaar_bh",
        "college_secretaris",
    }


async def test_a_suspension_ends_at_its_term_and_rooms_may_be_used_again(city: City) -> None:
    ends = city.now + timedelta(days=2)
    case = await decided(city, "schorsing", None, ends)
    await city.does(WORKER, f"{case['path']}/notification", {})
    city.now = max(city.now, ends)

    async def lifted() -> bool:
        return (await city.sees(OFFICE, case["dossier"]))["state"] == "toegekend"

    await city.clock_moves_on(lifted)
    assert (await city.told(case["premisesId"]))[-1] == "suitability-suspension-lifted"
    entry = (await city.sees(OFFICE, case["dossier"]))["timeline"][-1]
    assert (entry["step"], entry["actorFunction"]) == ("lifting", "systeem")


async def test_a_college_may_lift_a_suspension_before_its_end(city: City) -> None:
    case = await decided(city, "schorsing", None, city.now + timedelta(days=60))
    await city.does(WORKER, f"{case['path']}/notification", {})
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
        "conditionsDueOn": (city.now + timedelta(days=90)).date().isoformat(),
    }
    case = await decided(city, "schorsing", None, city.now + timedelta(days=60), **conditional)
    await city.does(WORKER, f"{case['path']}/notification", {})
    lifting = {"motivation": "De eigenaar nam maatregelen."}
    answer = await city.does(COLLEGE, f"{case['dossier']}/lifting", lifting)
    assert answer["state"] == "voorwaardelijk_toegekend"
    assert "conditions-met" in answer["allowed"]


async def test_a_declaration_that_expired_during_its_suspension_stays_expired(city: City) -> None:
    last = (city.now + timedelta(days=5)).date().isoformat()
    case = await decided(city, "schorsing", None, city.now + timedelta(days=60), validTo=last)
    await city.does(WORKER, f"{case['path']}/notification", {})
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
    ends = city.now + timedelta(days=30 * months) if months else None
    case = await decided(city, kind, None, ends)
    assert (await city.told(case["premisesId"]))[-1] == "suitability-granted"
    answer = await city.does(WORKER, f"{case['path']}/notification", {})
    assert (await city.told(case["premisesId"]))[-1] == told
    checked = kind not in ("geen_sanctie", "extra_waarschuwing")
    assert ("execution-check-request" in answer["allowed"]) is checked


@pytest.mark.parametrize("kind", ["definitieve_sluiting", "tijdelijke_sluiting"])
async def test_the_body_that_closed_premises_may_reopen_them_once(city: City, kind: str) -> None:
    ends = city.now + timedelta(days=60) if kind == "tijdelijke_sluiting" else None
    case = await decided(city, kind, None, ends)
    lifting = {"motivation": "De eigenaar nam maatregelen."}
    path = f"{case['path']}/reopening"
    assert (await city.call(COLLEGE, "POST", path, lifting)).status_code == 409
    await city.does(WORKER, f"{case['path']}/notification", {})
    await city.does(WORKER, f"{case['path']}/closing", {})
    mayor = await city.call(Function.KABINET_BURGEMEESTER, "POST", path, lifting)
    assert mayor.status_code == 403
    assert (await city.call(COLLEGE, "POST", path, {})).status_code == 422
    assert (await city.told(case["premisesId"]))[-1] == "premises-closed"
    answer = await city.does(COLLEGE, path, lifting)
    assert answer == {"caseId": case["caseId"], "state": "afgesloten", "allowed": []}
    assert (await city.told(case["premisesId"]))[-1] == "premises-reopened"
    seen = await city.sees(WORKER, case["path"])
    assert datetime.fromisoformat(seen["reopenedAt"]) == city.now - timedelta(seconds=1)
    assert (seen["timeline"][-1]["step"], seen["timeline"][-1]["reason"]) == (
        "reopening",
        lifting["motivation"],
    )
    assert (await city.call(COLLEGE, "POST", path, lifting)).status_code == 409


async def test_a_closure_that_is_over_or_never_was_is_not_lifted(city: City) -> None:
    lifting = {"motivation": "De eigenaar nam maatregelen."}
    closed = await decided(city, "tijdelijke_sluiting", None, city.now + timedelta(days=10))
    answer = await city.does(WORKER, f"{closed['path']}/notification", {})
    assert "reopening" in answer["allowed"]
    city.later(days=12)
    over = await city.call(COLLEGE, "POST", f"{closed['path']}/reopening", lifting)
    assert over.status_code == 409
    assert "al voorbij" in over.json()["title"]
    suspended = await decided(city, "schorsing", None, city.now + timedelta(days=10))
    await city.does(WORKER, f"{suspended['path']}/notification", {})
    never = await city.call(COLLEGE, "POST", f"{suspended['path']}/reopening", lifting)
    assert never.status_code == 409
    assert "niet gesloten" in never.json()["title"]


async def test_the_owner_may_not_be_sanctioned_before_a_next_finding_and_a_hearing(
    city: City,
) -> None:
    case = await warned(city)
    decision = {"kind": "intrekking", "motivation": "Het is genoeg geweest."}
    response = await city.call(COLLEGE, "POST", f"{case['path']}/decision", decision)
    assert response.status_code == 409
    assert response.json()["extraInfo"]["allowed"] == ["closing"]
    assert (await city.sees(WORKER, case["path"]))["state"] == "waarschuwing_verstuurd"
    assert await city.told(case["caseId"]) == ["sanction-case-opened", "sanction-warning-sent"]


async def test_silence_is_noted_only_after_the_defence_term(city: City) -> None:
    case = await warned(city)
    await city.transfers(case["premisesId"])
    invitation = {"hearingAt": (city.now + timedelta(days=10)).isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", invitation)
    assert (await city.call(WORKER, "POST", f"{case['path']}/no-defence")).status_code == 409
    seen = await city.sees(WORKER, case["path"])
    (term,) = seen["terms"]
    assert (term["termId"], term["lastDay"]) == ("sanction.defence_days", seen["defenceUntil"])
    city.later(days=term["daysLeft"] + 1)
    assert (await city.does(WORKER, f"{case['path']}/no-defence"))["state"] == "geen_verweer"


async def test_the_secretary_of_the_college_records_no_decision_of_the_mayor(city: City) -> None:
    case = await proposed(city)
    decision = {"kind": "intrekking", "decidingBody": "burgemeester", "motivation": "Ernstig."}
    response = await city.call(COLLEGE, "POST", f"{case['path']}/decision", decision)
    assert response.status_code == 403
    cabinet = Function.KABINET_BURGEMEESTER
    answer = await city.does(cabinet, f"{case['path']}/decision", decision)
    assert answer["state"] == "beslist"


async def test_a_temporary_closure_is_not_longer_than_the_regulation_allows(city: City) -> None:
    case = await proposed(city, "tijdelijke_sluiting")
    decision = {
        "kind": "tijdelijke_sluiting",
        "effectiveFrom": city.now.isoformat(),
        "effectiveTo": (city.now + timedelta(days=100)).isoformat(),
        "motivation": "Herhaling.",
    }
    response = await city.call(COLLEGE, "POST", f"{case['path']}/decision", decision)
    assert response.status_code == 422
    assert response.json()["errors"][0]["field"] == "effectiveTo"


async def test_a_decision_that_is_notified_after_its_end_suspends_nobody(city: City) -> None:
    case = await decided(city, "schorsing", None, city.now + timedelta(days=1))
    city.later(days=2)
    answer = await city.does(WORKER, f"{case['path']}/notification", {})
    assert (await city.told(case["premisesId"])) == ["suitability-granted"]
    assert answer["allowed"] == ["closing"]
    assert (await city.sees(WORKER, case["path"]))["timeline"][-1]["step"] == "zonder_gevolg"


async def test_a_second_suspension_makes_the_first_one_longer(city: City) -> None:
    first = await decided(city, "schorsing", None, city.now + timedelta(days=20))
    await city.does(WORKER, f"{first['path']}/notification", {})
    dossier = await city.sees(OFFICE, first["dossier"])
    case = await city.case_of(await city.transfers(first["premisesId"]))
    path = case["path"]
    await city.does(WORKER, f"{path}/pv-notification", {})
    await city.does(WORKER, f"{path}/warning", {"extract": "Artikel 14."})
    city.later(hours=1)
    await city.transfers(first["premisesId"])
    invitation = {"hearingAt": (city.now + timedelta(hours=1)).isoformat()}
    await city.does(WORKER, f"{path}/hearing-invitation", invitation)
    await city.does(WORKER, f"{path}/written-defence", {"summary": "Het zal niet meer gebeuren."})
    proposal = {"kind": "schorsing", "motivation": "Weer.", "proportionality": "Langer."}
    await city.does(WORKER, f"{path}/proposal", proposal)
    until = datetime.fromisoformat(dossier["suspendedTo"]) + timedelta(days=30)
    decision = {"kind": "schorsing", "effectiveTo": until.isoformat(), "motivation": "Weer."}
    await city.does(COLLEGE, f"{path}/decision", decision)
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
