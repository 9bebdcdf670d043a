"""Who buys a house with its declaration reads nothing over the API that is about the seller."""

from uuid import uuid4

from chassis.web import Function

from ..support.city import LACKING, City

OFFICE, COLLEGE, OWNER = (
    Function.PROSTITUTIEAMBTENAAR,
    Function.COLLEGE_SECRETARIS,
    Function.EIGENAAR,
)
SAID = ("Bewijs van betaling", "Het verleden weegt niet op.", "Om mijn gezondheid.", "Zieke houder")
"""What the seller was asked for, why he was granted, what he wrote, and why the sale was taken."""


async def test_the_buyer_reads_what_came_after_the_sale_and_the_city_all_of_it(city: City) -> None:
    seller, buyer = f"OWN-{uuid4().hex[:8]}", f"OWN-{uuid4().hex[:8]}"
    filed = await city.files(seller)
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    lacking = {"complete": False, "missing": [SAID[0]]}
    await city.does(OFFICE, f"{path}/completeness", lacking)
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    asked = {"services": ["politie_moraliteit"]}
    given = {"service": "politie_moraliteit", "outcome": "ongunstig"}
    await city.does(OFFICE, f"{path}/advice-requests", asked)
    await city.does(OFFICE, f"{path}/advices", given)
    granted = {"outcome": "toegekend", "motivation": SAID[1], **LACKING}
    await city.does(COLLEGE, f"{path}/decision", granted)
    change = {"kind": "houder", "note": SAID[2]}
    await city.does(OWNER, f"{path}/changes", change, organisation=seller)
    own = await city.call(OWNER, "GET", path, organisation=seller)
    assert "ongunstig" in own.text and SAID[2] in own.text, "the own file, before the sale"
    taken = {"outcome": "aanvaard", "reason": SAID[3], "holder": buyer, "newHolder": True}
    await city.does(OFFICE, f"{path}/change-assessment", taken)
    bought = await city.call(OWNER, "GET", path, organisation=buyer)
    assert bought.status_code == 200
    assert [said for said in (*SAID, "moraliteit") if said in bought.text] == []
    city.later(days=1)
    await city.does(OWNER, f"{path}/changes", {"note": "Een nieuwe gevel."}, organisation=buyer)
    theirs = await city.sees(OWNER, path, organisation=buyer)
    assert [each["note"] for each in theirs["changes"]] == ["Een nieuwe gevel."]
    assert [each["step"] for each in theirs["timeline"]] == ["changes"]
    everything = await city.call(OFFICE, "GET", path)
    assert [said for said in (*SAID, "moraliteit") if said not in everything.text] == []
    former = await city.call(OWNER, "GET", path, organisation=seller)
    assert former.status_code == 404
