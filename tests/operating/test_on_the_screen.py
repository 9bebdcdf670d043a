"""The same on a page, for those who look after the databank: look, try again, give up."""

import asyncio
import re
from collections.abc import Callable
from typing import Any

import httpx

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions

from .support.databank import Databank
from .support.events import NAME, STANDS, cancelled, declared
from .support.operator import Operator


class Screen:
    """A browser in which the keeper of the databank is signed in."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._headers = {
            "Accept": "text/html",
            "Cookie": f"kl-databank={token}",
            "Sec-Fetch-Site": "same-origin",
        }

    async def get(self, path: str = "/beheer") -> httpx.Response:
        return await self._client.get(path, headers=self._headers)

    async def post(self, data: dict[str, Any], path: str = "/beheer") -> httpx.Response:
        return await self._client.post(path, data=data, headers=self._headers)


async def screen(databank: Databank, function: Function = Function.POLITIE_BEHEERDER) -> Screen:
    actor = Actor("beheerder-9", function, "LPA", DOMAIN_OF[function])
    async with databank.sandbox.asking("databank") as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
    return Screen(databank.client, token)


async def parked(databank: Databank) -> str:
    """A message that the databank could not deal with."""
    await databank.owner("ALTER TABLE shift RENAME TO shift_away")
    try:
        (event_id,) = await databank.told(declared())
    finally:
        await databank.owner("ALTER TABLE shift_away RENAME TO shift")
    return str(event_id)


async def test_the_page_says_that_the_databank_is_operational_and_what_waits(
    databank: Databank,
) -> None:
    event_id = await parked(databank)
    page = await (await screen(databank)).get()
    assert "databank is operationeel" in page.text
    assert event_id in page.text
    assert "shift-declared" in page.text
    assert NAME not in page.text


async def test_the_page_does_not_say_that_all_is_well_while_a_deadline_does_not_run(
    databank: Databank,
) -> None:
    await databank.owner(
        "INSERT INTO bus_timer (name, key, due_at, data, attempts)"
        " VALUES ('stuck', 'a', now() + interval '1 day', '{}', 10)"
    )
    try:
        page = await (await screen(databank)).get()
        assert page.status_code == 200
        assert "databank werkt niet helemaal" in page.text
    finally:
        await databank.owner("DELETE FROM bus_timer WHERE name = 'stuck'")
    assert "databank is operationeel" in (await (await screen(databank)).get()).text


async def test_the_page_says_what_to_do_where_a_key_has_not_come(databank: Databank) -> None:
    await parked(databank)
    await databank.owner(
        "UPDATE bus_parked SET reason = 'key', retry_at = clock_timestamp() + interval '1 day'"
    )
    page = await (await screen(databank)).get()
    assert "databank werkt niet helemaal" in page.text
    assert "Reden: key" in page.text
    assert "De sleutel is er nog niet." in page.text
    assert "Wordt vanzelf opnieuw geprobeerd" in page.text


async def test_one_key_that_has_not_come_is_enough_beside_what_failed_otherwise(
    databank: Databank,
) -> None:
    await parked(databank)
    keyless = await parked(databank)
    keeper = await screen(databank)
    assert "databank is operationeel" in (await keeper.get()).text
    await databank.owner(
        "UPDATE bus_parked SET reason = 'key', retry_at = clock_timestamp() + interval '1 day'"
        f" WHERE event_id = '{keyless}'"
    )
    assert "databank werkt niet helemaal" in (await keeper.get()).text


async def test_the_page_does_not_say_that_all_is_well_while_one_part_does_not_work(
    databank: Databank,
) -> None:
    """Another instance has the relay's lease and publishes nothing: what is recorded waits."""
    keeper = await screen(databank)
    fine = (await keeper.get()).text
    assert "databank is operationeel" in fine
    assert "Werkt niet" not in fine
    await databank.owner(
        "INSERT INTO bus_lease VALUES ('relay', gen_random_uuid(), now() + interval '1 hour')"
        " ON CONFLICT (name) DO UPDATE SET owner = EXCLUDED.owner, until = EXCLUDED.until"
    )
    try:
        await until(lambda: not databank.app.state.platform.relay.holds_lease)
        await databank.owner(
            "INSERT INTO bus_outbox (event_id, type, routing_key, partition_key, correlation_id,"
            " body, recorded_at) VALUES (gen_random_uuid(), 'x', 'x', 'x', gen_random_uuid(), '',"
            " clock_timestamp() - interval '2 minutes')"
        )
        await until(lambda: databank.app.state.platform.backlog.age > 60)
        page = (await keeper.get()).text
    finally:
        await databank.owner("DELETE FROM bus_outbox WHERE type = 'x'")
        await databank.owner("DELETE FROM bus_lease")
    assert "databank werkt niet helemaal" in page
    assert page.count("Werkt niet") == 1
    await until(lambda: databank.app.state.platform.backlog.age < 60)


async def until(holds: Callable[[], bool]) -> None:
    """What a loop of the service notes of itself."""
    for _ in range(600):
        if holds():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen in time")


async def test_a_message_is_tried_again_with_a_reason(databank: Databank) -> None:
    event_id = await parked(databank)
    keeper = await screen(databank)
    silent = await keeper.post({"actie": "opnieuw", "bericht": event_id})
    assert silent.status_code == 422
    assert "Zeg waarom" in silent.text
    order = {"actie": "opnieuw", "bericht": event_id, "reden": "de tabel is terug"}
    assert (await keeper.post(order)).status_code == 303
    assert "1 bericht wordt opnieuw verwerkt." in (await keeper.get()).text
    await databank.until_parked()
    assert event_id not in re.sub(r"<ul class=\"govuk-list\">.*", "", (await keeper.get()).text)


async def test_a_message_is_given_up_only_after_a_second_yes(databank: Databank) -> None:
    (event_id,) = await databank.told(cancelled())
    keeper = await screen(databank)
    order = {"actie": "weg", "bericht": str(event_id), "reden": "komt nooit meer"}
    asked = await keeper.post(order)
    assert "Dit kan je niet terugdraaien." in asked.text
    assert str(event_id) in (await keeper.get()).text
    assert (await keeper.post(order | {"zeker": "ja"})).status_code == 303
    after = await keeper.get()
    assert "1 bericht is weggegooid." in after.text
    assert "komt nooit meer" in after.text, "it stands in the log"


async def test_an_order_chooses_a_message_or_a_type_and_says_which_act(databank: Databank) -> None:
    keeper = await screen(databank)
    why = {"reden": "komt nooit meer"}
    for order in ({"actie": "weg"}, {"actie": "opnieuw"}, {"actie": "weg", "zeker": "ja"}):
        nothing = await keeper.post(order | why)
        assert nothing.status_code == 422
        assert "Kies een bericht of een soort berichten." in nothing.text
    assert (await keeper.post({"actie": "alles", "soort": "x"} | why)).status_code == 422
    of_a_type = {"actie": "opnieuw", "soort": "be.krachtlijn.pandkalender.other.v1"}
    assert (await keeper.post(of_a_type | why)).status_code == 303
    assert "0 berichten worden opnieuw verwerkt." in (await keeper.get()).text
    asked = await keeper.post(of_a_type | why | {"actie": "weg"})
    assert asked.status_code == 200
    assert "weggegooid" not in (await keeper.get()).text


async def test_who_lets_through_while_nothing_stands_is_told_so(databank: Databank) -> None:
    keeper = await screen(databank)
    why = {"waarom": "de berichten zelf zijn fout"}
    assert (await keeper.post(why, "/beheer/doorlaten")).status_code == 303
    assert "Alles liep al weer." in (await keeper.get()).text


async def test_an_officer_has_no_business_there(databank: Databank) -> None:
    assert (await (await screen(databank, Function.POLITIE_AGENT)).get()).status_code == 403


async def test_a_reader_that_stands_is_said_and_let_through_with_a_reason(
    databank: Databank,
) -> None:
    keeper = await screen(databank)
    assert "staat stil" not in (await keeper.get()).text
    await databank.owner(STANDS)
    page = (await keeper.get()).text
    assert "De ontvangst staat stil" in page
    assert "UndefinedTableError at store.py:12" in page
    silent = await keeper.post({}, "/beheer/doorlaten")
    assert silent.status_code == 422
    assert "Zeg waarom" in silent.text
    why = {"waarom": "de berichten zelf zijn fout"}
    assert (await keeper.post(why, "/beheer/doorlaten")).status_code == 303
    page = (await keeper.get()).text
    assert "wordt een uur lang apart gezet" in page
    await databank.owner("DELETE FROM bus_pause")


async def test_the_page_says_who_stopped_the_reader_and_why(
    databank: Databank, operator: Operator
) -> None:
    why = ("--because", "de uitgave wordt hersteld", "--actor", "beheerder-7")
    keeper = await screen(databank)
    await operator("pause", "databank", *why)
    try:
        paused = await keeper.get()
        await operator("slow", "databank", "--per-second", "50", *why)
        slowed = await keeper.get()
    finally:
        await operator("resume", "databank", *why)
    assert "De ontvangst is stilgezet" in paused.text
    assert "beheerder-7: de uitgave wordt hersteld" in paused.text
    assert "databank werkt niet helemaal" in paused.text
    assert "vertraagd tot 50 berichten per seconde" in slowed.text
    working = await keeper.get()
    assert "databank is operationeel" in working.text
    assert "De ontvangst is" not in working.text


async def test_the_page_names_the_last_twenty_acts(databank: Databank) -> None:
    for nr in range(22):
        await databank.owner(
            "INSERT INTO bus_parking_log (action, actor, reason, consumer, event_id, type,"
            " partition_key, parked_reason, parked_detail) VALUES ('discarded', 'beheerder-1',"
            f" 'oorzaak-{nr:02}', 'databank', gen_random_uuid(), 'x', 'x', 'error', 'x')"
        )
    page = await (await screen(databank)).get()
    assert re.findall(r"oorzaak-\d\d", page.text) == [f"oorzaak-{nr:02}" for nr in range(21, 1, -1)]
