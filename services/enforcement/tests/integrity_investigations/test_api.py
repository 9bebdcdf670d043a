"""An integrity investigation over the API: its acts are those of its pages, for the same people."""

from datetime import timedelta
from typing import Any

from fastapi import FastAPI

from ..support.city import City
from ..support.integrity import COLLEGE, LAWYER, MAYOR, Investigation, ordinance

MEASURE = {"measure": "schorsing", "motivation": "Feiten die vaststaan."}


async def test_an_investigation_from_its_register_to_the_council_of_state(
    app: FastAPI, city: City
) -> None:
    with ordinance(app):
        case = await Investigation.of_declaration(app, city)
    path = f"/v1/integrity-investigations/{case.case_id}"

    async def does(who: Any, step: str, **body: Any) -> dict[str, Any]:
        city.later(minutes=1)
        return await city.does(who, f"{path}/{step}", body)

    hidden = {"summary": "Kanarie in het advies.", "report": "Kanarie op de hoorzitting."}
    assert (await city.call(COLLEGE, "GET", path)).status_code == 404, "nothing is proposed to it"
    for step, said in (("decision", MEASURE), ("lifting", {}), ("revocation", {})):
        assert (await city.call(COLLEGE, "POST", f"{path}/{step}", said)).status_code == 404, step
    for page in ("beslissing", "opheffen", "intrekken"):
        assert (await case.college.get(f"{case.page}/{page}")).status_code == 404, page
    asked = {
        "source": "centraal_register",
        "outcome": "treffer",
        "note": "Kanarie in het register.",
    }
    for source in ("diob", "betrokkene"):
        said = await city.call(LAWYER, "POST", f"{path}/consultation", asked | {"source": source})
        assert said.status_code == 422, "nobody consults whom the law does not name"
    await does(LAWYER, "consultation", **asked)
    await does(MAYOR, "extension")
    await does(LAWYER, "advice-request")
    await does(LAWYER, "admissibility", answer="ontvankelijk")
    await does(LAWYER, "advice", summary=hidden["summary"])
    hearing_at = city.now + timedelta(days=30)
    await does(LAWYER, "hearing-invitation", hearingAt=hearing_at.isoformat())
    city.later(days=31)
    await does(LAWYER, "hearing", report=hidden["report"])
    bare = await city.call(MAYOR, "POST", f"{path}/proposal", MEASURE)
    assert (bare.status_code, bare.json()["errors"][0]["field"]) == (422, "grounds")
    await does(MAYOR, "proposal", **MEASURE, grounds=["misbruik"])
    theirs = await city.call(LAWYER, "POST", f"{path}/decision", MEASURE)
    assert theirs.status_code == 403
    short = await city.call(COLLEGE, "POST", f"{path}/decision", MEASURE | {"months": 7})
    assert (short.status_code, short.json()["errors"][0]["field"]) == (422, "months")
    months = {"months": 4, "conditions": "Andere zaakvoerder."}
    unanswered = await city.call(COLLEGE, "POST", f"{path}/decision", MEASURE | months)
    assert unanswered.json()["errors"][0]["field"] == "defenceAnswer"
    await does(COLLEGE, "decision", **MEASURE, **months, defenceAnswer="U kende de zaakvoerder.")
    alone = await city.call(LAWYER, "POST", f"{path}/notification", {})
    assert alone.json()["errors"][0]["field"] == "adviceAnnexed"
    told = await does(LAWYER, "notification", adviceAnnexed=True)
    assert told["state"] == "ter_kennis_gebracht"
    await does(LAWYER, "passing-on")
    appeal = await does(LAWYER, "council-appeal", urgency="gewoon")
    assert (appeal["late"], appeal["urgency"]) == (False, "gewoon")
    seen = await city.sees(COLLEGE, path)
    assert (seen["decided"], seen["months"], seen["grounds"]) == ("schorsing", 4, ["misbruik"])
    listed = await city.sees(MAYOR, "/v1/integrity-investigations?state=ter_kennis_gebracht")
    assert case.case_id in [each["caseId"] for each in listed["_embedded"]["investigations"]]
    assert "Kanarie" not in f"{seen}{listed}", "what was found goes sooner, and stays apart"
