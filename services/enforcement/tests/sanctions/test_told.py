"""Events of a sanction: each step of its procedure is told once, in order."""

from datetime import timedelta

from contracts.enforcement import SanctionDecided

from ..support.city import City
from ..support.sanctions import (
    COLLEGE,
    WORKER,
    decision,
    heard,
    invite,
    invited,
    notified,
    propose,
    warned,
)


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
