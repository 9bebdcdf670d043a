"""From a finding to a suspension that blocks the calendar, and back."""

from chassis.web import Function

from .conftest import City

WORKER, COLLEGE = Function.DOSSIERBEHANDELAAR_BH, Function.COLLEGE_SECRETARIS


async def test_two_findings_a_warning_and_a_hearing_lead_to_a_suspension_of_one_month(
    city: City,
) -> None:
    dossier = await city.granted()
    premises = dossier["premisesId"]
    case = await city.case_of(await city.transfers(premises))
    path = case["path"]
    await city.does(WORKER, f"{path}/pv-notification", {})
    await city.does(WORKER, f"{path}/warning", {"extract": "Artikel 12: geef elke shift aan."})
    city.later(days=1)
    second = await city.case_of(await city.transfers(premises))
    assert second["caseId"] == case["caseId"]
    assert second["state"] == "volgende_vaststelling"
    hearing = {"hearingAt": city.later(days=1).isoformat(), "sentAt": case["openedAt"]}
    await city.does(WORKER, f"{path}/hearing-invitation", hearing)
    await city.does(WORKER, f"{path}/hearing", {"report": "De eigenaar erkent de feiten."})
    proposal = {"kind": "schorsing", "motivation": "Herhaling.", "proportionality": "Een maand."}
    await city.does(WORKER, f"{path}/proposal", proposal)
    start, end = city.later(days=1), city.now.replace(month=2)
    decision = {
        "kind": "schorsing",
        "decidingBody": "college",
        "effectiveFrom": start.isoformat(),
        "effectiveTo": end.isoformat(),
        "motivation": "Twee keer werd een shift niet aangegeven.",
    }
    await city.does(COLLEGE, f"{path}/decision", decision)
    assert "suitability-suspended" not in await city.told(premises)
    await city.does(WORKER, f"{path}/notification", {})
    assert (await city.told(premises))[-1] == "suitability-suspended"
    await city.does(WORKER, f"{path}/execution-check-request")
    assert await city.told(case["caseId"]) == [
        "sanction-case-opened",
        "sanction-warning-sent",
        "sanction-next-finding-linked",
        "sanction-decided",
        "execution-check-requested",
    ]
