"""The yearly round of proactive visits: which houses are done, and the way along the others."""

from uuid import uuid4

from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City

OFFICE = Function.PROSTITUTIEAMBTENAAR


async def test_the_round_shows_what_is_left_and_counts_each_house_once(
    app: FastAPI, city: City
) -> None:
    first, second = [await city.granted() for _ in range(2)]
    officer = await signed_in(app, city, OFFICE, f"ronde-{uuid4().hex[:6]}")
    left = f'href="/geschiktheid/{first["dossierId"]}/bezoek"'
    assert left in (await officer.get("/bezoeken")).text
    visit = {"soort": "proactief", "aanleiding": "jaarlijks", "resultaat": "in_orde"}
    reactive = visit | {"soort": "reactief", "aanleiding": "melding"}
    await officer.does(f"/geschiktheid/{second['dossierId']}/bezoek", **reactive, ruimten="1")
    for _ in range(2):
        await officer.does(f"/geschiktheid/{first['dossierId']}/bezoek", **visit, ruimten="2")
    page = (await officer.get("/bezoeken")).text
    assert left not in page
    assert page.count(f'href="/geschiktheid/{first["dossierId"]}"') == 1
    assert f'href="/geschiktheid/{second["dossierId"]}/bezoek"' in page
    before = (await officer.get(f"/bezoeken?jaar={city.now.year - 1}")).text
    assert first["dossierId"] not in before
    city.later(days=366)
    officer = await signed_in(app, city, OFFICE, f"ronde-{uuid4().hex[:6]}")
    assert left in (await officer.get("/bezoeken")).text


async def test_only_the_office_makes_the_round(app: FastAPI, city: City) -> None:
    lawyer = await signed_in(app, city, Function.JURIST_BH, f"ronde-{uuid4().hex[:6]}")
    assert (await lawyer.get("/bezoeken")).status_code == 403
