"""A running service obeys an operator whose token proves who asks, and nobody else."""

from collections.abc import AsyncIterator

import pytest

from chassis.web import Function, TrustDomain
from chassis.web.revocations import revoke_person
from launcher.sandbox import Sandbox

from .support.databank import Databank
from .support.events import declared
from .support.operator import Operator

WHY = ("--because", "release 1.4.2 is taken back")


@pytest.fixture
async def reader(databank: Databank, operator: Operator) -> AsyncIterator[Databank]:
    """The databank, at work again whatever a test ordered."""
    yield databank
    assert (await operator("resume", "databank", *WHY)).code == 0


async def test_a_reader_stands_while_an_operator_wants_it_and_its_service_is_ready(
    reader: Databank, operator: Operator
) -> None:
    paused = await operator("pause", "databank", *WHY, "--actor", "beheerder-7")
    assert "databank is paused" in paused.text
    assert "beheerder-7: release 1.4.2 is taken back" in paused.text
    asked = await operator("ask", "databank", "--json")
    assert (asked.code, asked.json["state"]["order"]["paused"]) == (3, True)
    ready = await reader.client.get("/v1/bus/parked")
    assert ready.status_code == 401  # pages and API answer all the while
    shift = declared()
    sent = await reader.sandbox.publish(shift)
    assert shift.shift_id not in await reader.shifts()
    await operator("resume", "databank", *WHY)
    await reader.sandbox.handled("databank", sent)
    assert shift.shift_id in await reader.shifts()
    assert [entry[:2] for entry in await reader.log()] == [
        ("pause", "beheerder-7"),
        ("resume", "local"),
    ]


async def test_a_slow_reader_says_so(reader: Databank, operator: Operator) -> None:
    found = await operator("slow", "databank", "--per-second", "20", *WHY)
    assert "databank takes 20 a second at most" in found.text
    assert "databank takes what comes" in (await operator("resume", "databank", *WHY)).text


async def test_keys_are_read_again_on_command(reader: Databank, operator: Operator) -> None:
    assert (await operator("reload-keys", "databank")).code == 0


@pytest.mark.parametrize(
    ("function", "organisation"),
    [(Function.POLITIE_TEAMLEIDER, "LPA"), (Function.TECHNISCH_BEHEERDER, "ANT")],
)
async def test_a_token_of_somebody_else_moves_nothing(
    function: Function, organisation: str, corner: Sandbox, reader: Databank, operator: Operator
) -> None:
    token = corner.token(function, organisation, subject="somebody")
    found = await operator("pause", "databank", *WHY, "--token", token)
    assert found.code == 1
    assert "databank refuses: " in found.error
    asked = await operator("ask", "databank", "--json")
    assert not asked.json["state"]["order"]["paused"]
    assert await reader.log() == []


async def test_a_revoked_token_moves_nothing(
    corner: Sandbox, reader: Databank, operator: Operator
) -> None:
    token = corner.token(Function.POLITIE_BEHEERDER, "LPA", subject="beheerder-9")
    async with corner.asking("databank") as conn:
        await revoke_person(conn, TrustDomain.POLITIE, "beheerder-9", "beheerder-1", "left")
    for _ in range(100):
        found = await operator("ask", "databank", "--token", token)
        if found.code == 1:
            break
    assert "the token was revoked" in found.error


async def test_who_gives_no_reason_or_names_no_reader_is_told(operator: Operator) -> None:
    assert (
        "Say why in 3 letters at least"
        in (await operator("pause", "databank", "--because", " ")).error
    )
    assert "registry reads no events" in (await operator("ask", "registry")).error
