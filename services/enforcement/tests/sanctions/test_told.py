"""Events of a sanction: each step of its procedure is told once, in order."""

from datetime import datetime, timedelta
from typing import Any

from contracts.databank import ExecutionChecked
from contracts.enforcement import SanctionDecided

from ..support.city import City
from ..support.sanctions import (
    COLLEGE,
    WORKER,
    decided,
    decision,
    heard,
    invite,
    invited,
    notified,
    propose,
    warned,
)

MOMENTS = {
    "sanction-case-opened": "openedAt",
    "sanction-pv-notified": "notifiedAt",
    "sanction-warning-sent": "sentAt",
    "sanction-next-finding-linked": "linkedAt",
    "sanction-hearing-invited": "invitedAt",
    "sanction-hearing-held": "heldAt",
    "sanction-decided": "decidedAt",
    "sanction-notified": "effectFrom",
    "sanction-appeal-lodged": "lodgedAt",
    "sanction-appeal-decided": "decidedAt",
    "sanction-closed": "closedAt",
}


async def test_a_sanction_tells_each_of_its_steps_once_and_in_order(city: City) -> None:
    case = await warned(city)
    path = case["path"]
    await city.transfers(case["premisesId"])
    later = {"hearingAt": (city.now + timedelta(days=40)).isoformat()}
    await city.does(WORKER, f"{path}/hearing-invitation", later)
    await invite(city, path)
    await heard(city, path)
    await propose(city, path, "definitieve_sluiting")
    await city.does(COLLEGE, f"{path}/decision", decision("definitieve_sluiting"))
    await notified(city, path)
    await city.does(WORKER, f"{path}/council-appeal", {"urgency": "gewoon"})
    await city.does(WORKER, f"{path}/council-ruling", {"ruling": "geen_schorsing"})
    await city.does(WORKER, f"{path}/council-ruling", {"ruling": "verwerping"})
    await city.does(WORKER, f"{path}/closing", {})
    assert await city.told(case["caseId"]) == [
        "sanction-case-opened",
        "sanction-pv-notified",
        "sanction-warning-sent",
        "sanction-next-finding-linked",
        "sanction-hearing-invited",
        "sanction-hearing-invited",
        "sanction-hearing-held",
        "sanction-decided",
        "sanction-notified",
        "sanction-appeal-lodged",
        "sanction-appeal-decided",
        "sanction-appeal-decided",
        "sanction-closed",
    ]
    assert (await city.told(case["premisesId"]))[-1] == "premises-closed"
    bodies = await said(city, case)
    first, again = bodies["sanction-hearing-invited"]
    assert (first["again"], again["again"]) == (False, True)
    assert first["hearingAt"] != again["hearingAt"]
    (opened,) = bodies["sanction-case-opened"]
    (linked,) = bodies["sanction-next-finding-linked"]
    assert opened["findingId"] != linked["findingId"]
    assert opened["factCode"] == "niet-aangegeven"
    (chosen,) = bodies["sanction-decided"]
    assert (chosen["kind"], chosen["decidingBody"]) == ("definitieve_sluiting", "college")
    assert "effectiveTo" not in chosen
    (lodged,) = bodies["sanction-appeal-lodged"]
    assert lodged["suspensionAsked"] is True
    rulings = [each["ruling"] for each in bodies["sanction-appeal-decided"]]
    assert rulings == ["geen_schorsing", "verwerping"]
    (closed,) = bodies["sanction-closed"]
    assert closed["kind"] == "definitieve_sluiting"
    for short, moment in MOMENTS.items():
        assert all(each[moment] for each in bodies[short]), short


async def said(city: City, case: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The bodies of a case's events by their short names; each names its premises."""
    bodies: dict[str, list[dict[str, Any]]] = {}
    for envelope in await city.sandbox.recorded("enforcement"):
        if envelope.partition_key == case["caseId"]:
            assert envelope.data["premisesId"] == case["premisesId"], envelope.type
            bodies.setdefault(envelope.type.split(".")[-2], []).append(envelope.data)
    return bodies


async def test_a_step_that_is_refused_tells_nothing(city: City) -> None:
    case = await warned(city)
    before = await city.told(case["caseId"])
    for step in ("pv-notification", "hearing", "notification", "council-appeal", "council-ruling"):
        body = {"report": "Neen."} if step == "hearing" else {}
        body = {"ruling": "verwerping"} if step == "council-ruling" else body
        refused = await city.call(WORKER, "POST", f"{case['path']}/{step}", body)
        assert refused.status_code in (404, 409), refused.text
    assert await city.told(case["caseId"]) == before


async def test_a_decision_tells_branch_and_zone_of_the_first_fact(city: City) -> None:
    case = await invited(city)
    await heard(city, case["path"])
    await propose(city, case["path"], "schorsing")
    starts = city.now + timedelta(days=10)
    body = decision("schorsing", starts, starts + timedelta(days=14))
    await city.does(COLLEGE, f"{case['path']}/decision", body)
    told = [
        envelope.data
        for envelope in await city.sandbox.recorded("enforcement", SanctionDecided)
        if envelope.partition_key == case["caseId"]
    ]
    assert [(each["branch"], each["inToleranceZone"]) for each in told] == [("raam", True)]


async def test_a_check_tells_for_which_days_it_is_asked_and_whether_it_was_respected(
    city: City,
) -> None:
    case = await decided(city, "schorsing", 1, 30)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    checked = ExecutionChecked(
        case_id=case["caseId"], premises_id=case["premisesId"], checked_at=city.now, complied=False
    )
    await city.sandbox.handled("enforcement", await city.sandbox.publish(checked, at=city.now))
    bodies = await said(city, case)
    (asked,) = bodies["execution-check-requested"]
    assert asked["kind"] == "schorsing"
    days = [datetime.fromisoformat(asked[end]) for end in ("effectiveFrom", "effectiveTo")]
    assert days == [case["starts"], case["ends"]]
    (recorded,) = bodies["sanction-execution-recorded"]
    assert recorded["complied"] is False
    assert recorded["recordedAt"]
