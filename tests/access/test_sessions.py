"""A manager ends sessions of the own people alone; of others nothing shows."""

from uuid import uuid4

import httpx

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions

from .support.owners import Two
from .support.owners import two as two


async def session_of(two: Two, organisation: str, subject: str) -> tuple[str, str]:
    """The id and the cookie of somebody who works for an owner."""
    app, *_ = two
    actor = Actor(subject, Function.BEHEERDER, organisation, DOMAIN_OF[Function.BEHEERDER])
    async with app.state.database.connection() as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
        found = await sessions.find(conn, token)
    assert found is not None
    return str(found.id), f"{app.state.login.cookies.session}={token}"


async def stands(two: Two, cookie: str) -> bool:
    app, *_ = two
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        return (await client.get("/sessie", headers={"Cookie": cookie})).status_code == 200


async def test_an_owner_sees_and_ends_sessions_of_the_own_house_and_no_other(two: Two) -> None:
    _, one, other = two
    mine, my_cookie = await session_of(two, one.organisation, "beheerder-van-een")
    theirs, their_cookie = await session_of(two, other.organisation, "beheerder-van-ander")
    one.function = Function.EIGENAAR
    page = await one.asks("GET", "/sessies")
    assert "beheerder-van-een" in page.text
    assert "beheerder-van-ander" not in page.text
    assert other.organisation not in page.text
    foreign = await one.told("POST", "/sessies", data={"sessie": theirs, "zeker": "ja"})
    unknown = await one.told("POST", "/sessies", data={"sessie": str(uuid4()), "zeker": "ja"})
    assert foreign == unknown
    assert await stands(two, their_cookie)
    done = await one.asks("POST", "/sessies", data={"sessie": mine, "zeker": "ja"})
    assert done.status_code == 303
    assert not await stands(two, my_cookie)


async def test_a_manager_of_premises_has_no_such_screen(two: Two) -> None:
    _, one, _ = two
    one.function = Function.BEHEERDER
    assert (await one.asks("GET", "/sessies")).status_code == 403
    one.function = Function.EIGENAAR
