"""Whoever decides reads first that a rule of the city, on which it rests, is still an example."""

from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City

COLLEGE = Function.COLLEGE_SECRETARIS
WARNING = "nog een voorbeeld. Beslis er geen dossier mee."


async def test_a_decision_warns_of_rules_that_are_an_example_and_no_other_act(
    app: FastAPI, city: City
) -> None:
    filed = await city.granted()
    sanction = await city.case_of(await city.transfers(filed["premisesId"]))
    secretary = await signed_in(app, city, COLLEGE, "secretaris-voorbeeld")
    types = await secretary.sees(f"/geschiktheid/{filed['dossierId']}/beslissing")
    assert f"De soorten vergunning van de stad zijn {WARNING}" in types
    chapters = await secretary.sees(f"/dossiers/{sanction['caseId']}/beslissing")
    assert f"Welke feiten één regel van het reglement zijn, is {WARNING}" in chapters
    other = await secretary.sees(f"/dossiers/{sanction['caseId']}/opheffen")
    assert WARNING not in other
