"""The operator ends sessions from the command line, with a reason and a second yes."""

import asyncio
import json

import asyncpg
import pytest
from typer.testing import CliRunner, Result

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from launcher.errors import LauncherError
from launcher.sandbox import Sandbox
from launcher.sessions import app

WHY = ("--actor", "beheerder-1", "--because", "telefoon kwijt")


class Desk:
    """Somebody at the command line, beside people who are signed in at the databank."""

    def __init__(self, corner: Sandbox) -> None:
        self.url = corner.database("databank").url

    async def signed_in(self, subject: str) -> str:
        actor = Actor(subject, Function.POLITIE_AGENT, "LPA", DOMAIN_OF[Function.POLITIE_AGENT])
        conn = await asyncpg.connect(self.url)
        try:
            token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
            found = await sessions.find(conn, token)
        finally:
            await conn.close()
        assert found is not None
        return str(found.id)

    async def run(self, *arguments: str, answer: str | None = None) -> Result:
        place = ("--database-url", f"databank={self.url}")
        return await asyncio.to_thread(
            CliRunner().invoke, app, [*arguments, *place], answer, catch_exceptions=False
        )

    async def listed(self) -> set[str]:
        done = await self.run("list", "databank", "--json")
        return {entry["id"] for entry in json.loads(done.output)}


@pytest.fixture
async def desk(corner: Sandbox) -> Desk:
    desk = Desk(corner)
    conn = await asyncpg.connect(desk.url)
    await conn.execute("DELETE FROM web_session")
    await conn.close()
    return desk


async def test_one_session_of_a_person_is_ended_and_the_others_stand(desk: Desk) -> None:
    first, second = await desk.signed_in("agent-1"), await desk.signed_in("agent-1")
    done = await desk.run("end", "databank", "--session", first, *WHY, answer="y\n")
    assert "Ended 1 sessions at databank" in done.output
    assert await desk.listed() == {second}


async def test_a_person_is_signed_out_everywhere_and_everybody_when_it_must_be(desk: Desk) -> None:
    await desk.signed_in("agent-1")
    await desk.signed_in("agent-1")
    other = await desk.signed_in("agent-2")
    await desk.run("end", "databank", "--person", "politie/agent-1", *WHY, "--yes")
    assert await desk.listed() == {other}
    await desk.run("end", "databank", "--everybody", *WHY, "--yes")
    assert await desk.listed() == set()
    assert "Nobody is signed in." in (await desk.run("list", "databank")).output


async def test_nothing_ends_without_a_yes_a_reason_or_a_choice(desk: Desk) -> None:
    one = await desk.signed_in("agent-1")
    named = ("end", "databank", "--session", one)
    assert (await desk.run(*named, *WHY, answer="n\n")).exit_code != 0
    assert (await desk.run(*named, "--actor", "x", "--because", "", "--yes")).exit_code == 2
    for choice in ((), ("--everybody", "--person", "politie/agent-1")):
        with pytest.raises(LauncherError, match="Say what to end"):
            await desk.run("end", "databank", *choice, *WHY, "--yes")
    with pytest.raises(LauncherError, match="is nobody"):
        await desk.run("end", "databank", "--person", "agent-1", *WHY, "--yes")
    assert await desk.listed() == {one}
