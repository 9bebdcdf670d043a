"""A client is erased on request: all that is kept of the code goes, and what was told stands."""

import json
from datetime import datetime
from itertools import product
from typing import Any

import asyncpg
import httpx
import pytest

from chassis.web import Function

from ..support.deliveries import Tables, client, contact, of_branches, write_csv
from ..support.linkage import LINKING, LinkedYear, coded
from ..support.registry import Registry

ANALYST = Function.STUDIEDIENST_ANALIST
RESPONSIBLE = Function.ZORG_VERANTWOORDELIJKE
CODE = "zk7-q41"
PATH = "/v1/client-erasures"
TABLE_NAMES = """
SELECT table_name FROM information_schema.tables
 WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY table_name
"""


async def erase(registry: Registry, code: str = CODE, organisation: str = "GHAPRO") -> Any:
    return await registry.post(RESPONSIBLE, PATH, organisation, json={"clientCode": code})


async def holding(registry: Registry, text: str) -> list[str]:
    """Every row of every table of the registry in which a text stands, as its table says it."""
    found = []
    async with registry.sandbox.asking("registry", owner=True) as conn:
        for table in await conn.fetch(TABLE_NAMES):
            name = table["table_name"]
            rows = await conn.fetch(f"SELECT t::text AS said FROM {name} t")
            found += [f"{name}: {row['said']}" for row in rows if text in row["said"]]
    return found


EVENTS = """
SELECT (event_id, type, partition_key, body)::text AS said FROM bus_outbox
 UNION ALL SELECT (event_id, type, partition_key, body)::text FROM bus_archive ORDER BY said
"""
"""Whether they left already, or not yet."""


async def told(registry: Registry) -> list[bytes]:
    """All that readers were told, as bytes: table, both audiences, pivots and events."""
    asked: list[httpx.Response] = [
        await registry.get(ANALYST, "/v1/aggregates", audience=audience)
        for audience in ("intern", "publiek")
    ]
    assert [answer.status_code for answer in asked] == [200, 200]
    for half, measure in product(({}, {"half": 1}), ("clienten", "contacten")):
        question = {"year": 2025, "measure": measure, "dimension": ["branche"], **half}
        answer = await registry.get(ANALYST, "/v1/pivot", **question)
        asked += [answer] if answer.status_code == 200 else []
    async with registry.sandbox.asking("registry") as conn:
        rows = await conn.fetch("SELECT a::text AS said FROM aggregate a ORDER BY aggregate_id")
        events = await conn.fetch(EVENTS)
    return [
        *(answer.content for answer in asked),
        *(row["said"].encode() for row in (*rows, *events)),
    ]


def with_client(raam: int, code: str = CODE, contacts: int = 3) -> Tables:
    tables = of_branches({"raam": raam, "straat": 30})
    tables.clienten.append(client(code, "straat", "man"))
    tables.contacten += [contact(code, f"2025-0{nr + 1}") for nr in range(contacts)]
    return tables


def with_errors(tables: Tables) -> dict[str, bytes]:
    tables.clienten[0]["gender"] = "x"
    return tables.csv()


def without_header(code: str = CODE) -> dict[str, bytes]:
    """A file whose first row is a client: its codes are taken for names of columns."""
    files = of_branches({"raam": 3}).csv()
    row = [code, "25-29", "vrouw", "EU-oost", "raam", "gekend"]
    return {**files, "clienten": write_csv([row, ["c-2", *row[1:]]])}


async def test_a_half_that_an_older_release_told_is_counted_before_a_row_of_it_goes(
    registry: Registry,
) -> None:
    """Else the year, which comes later, would hold that half without the contacts of who went."""
    await registry.accepted(with_client(40), half=1)
    before = "UPDATE aggregate SET told_register = NULL"
    kept = "SELECT told_register::text FROM aggregate WHERE half = 1"
    async with registry.sandbox.asking("registry", owner=True) as conn:
        counted = await conn.fetchval(kept)
        assert counted
        await conn.execute(before)
        assert (await erase(registry)).status_code == 201
        assert await conn.fetchval(kept) == counted
        assert (await erase(registry, "raam-1")).status_code == 201
        assert await conn.fetchval(kept) == counted
    year = await registry.accepted(of_branches({"raam": 40, "straat": 30}))
    assert year["state"] == "geintegreerd"
    told = [each for each in await registry.published() if each.half is None]
    total = next(c for c in told[0].cells if c.measure == "contacten" and not c.dimensions)
    assert total.value == 73


@pytest.fixture
def linking(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> LinkedYear:
    monkeypatch.setitem(registry.app.state._state, "registry", LINKING)
    return LinkedYear(registry)


async def test_the_code_is_nowhere_any_more_and_all_that_was_told_is_the_same_bytes(
    linking: LinkedYear,
) -> None:
    registry = linking.registry
    await linking.opened()
    key = await linking.key("GHAPRO")
    person = {CODE: ("Mia", "Jef", 1990)}
    await registry.accepted(coded(with_client(40), key, person))
    draft = await registry.upload(coded(with_client(42, contacts=2), key, person).csv())
    wrong = await registry.upload(with_errors(with_client(5)), half=1)
    torn = await registry.upload(without_header(), half=2)
    assert (draft.json()["state"], wrong.json()["state"]) == ("gevalideerd", "fouten")
    assert CODE in torn.text, "the sender reads which column is unknown"
    before = await told(registry)
    assert {row.partition(":")[0] for row in await holding(registry, CODE)} == {
        "delivery",
        "delivery_row",
        "linkage_code",
    }
    answer = await erase(registry)
    assert answer.status_code == 201, answer.text
    assert CODE not in answer.text
    assert answer.json()["years"] == [
        {
            "year": 2025,
            "erased": {
                "clienten": 2,
                "contacten": 5,
                "koppelcodes": 2,
                "uploads": 2,
                "teksten": 1,
            },
        }
    ]
    assert await holding(registry, CODE) == []
    assert await told(registry) == before
    assert await registry.count("kept_upload") == 0, "whoever opens the sealed ones finds none"
    (proof,) = await proofs(registry)
    assert proof == answer.json()
    assert (await erase(registry)).status_code == 422, "nobody has it any more"


async def test_a_half_that_was_told_stays_and_the_year_adds_up_with_it(registry: Registry) -> None:
    """Delivered in July, erased in October, and the year without the client told in March."""
    first = with_client(70, contacts=4)
    path = await registry.signed(first, half=1, at="2025-07-10T10:00:00+02:00")
    accepted = await registry.post(ANALYST, f"{path}/acceptance", at="2025-07-11T10:00:00+02:00")
    assert accepted.json()["leavesOn"] == "2025-09-01"
    await registry.day_comes(datetime.fromisoformat("2025-09-01T00:30:00+02:00"))
    before = await told(registry)
    body = {"clientCode": CODE}
    at = "2025-10-15T10:00:00+02:00"
    assert (await registry.post(RESPONSIBLE, PATH, "GHAPRO", at=at, json=body)).status_code == 201
    assert await holding(registry, CODE) == []
    assert await told(registry) == before
    left = of_branches({"raam": 70, "straat": 30})
    left.contacten += [contact(f"raam-{nr}", "2025-09") for nr in range(50)]
    await registry.accepted(left)
    by_half = {each["half"]: each for each in await aggregates(registry)}
    assert {half: each["revision"] for half, each in by_half.items()} == {None: 1, 1: 1, 2: 1}
    assert [by_half[1]] == json.loads(before[0])["_embedded"]["aggregates"]
    total = {half: figure(each, "contacten") for half, each in by_half.items()}
    assert total == {1: 104, 2: 50, None: 154}, "what was done for the client stays done"
    # Of 101 the half tells 100, or by a secret 110, which is 101 at least: the year counts those.
    at_least = {100: 91, 110: 101}[figure(by_half[1], "clienten")]
    year = figure(by_half[None], "clienten")
    assert year == max(at_least, 100), "and the year counts who is left"


async def test_a_later_delivery_without_the_client_changes_nothing(registry: Registry) -> None:
    await registry.accepted(with_client(70))
    assert (await erase(registry)).status_code == 201
    before = await told(registry)
    path = await registry.signed(of_branches({"raam": 70, "straat": 30}))
    waits = await registry.post(ANALYST, f"{path}/acceptance", at="2026-03-20T10:00:00+01:00")
    assert (waits.json()["state"], waits.json()["leavesOn"]) == ("aanvaard", "2027-03-01")
    assert await told(registry) == before
    await registry.day_comes(datetime.fromisoformat("2027-03-01T00:30:00+01:00"))
    assert (await registry.get(ANALYST, path)).json()["state"] == "zonder_gevolg"
    assert await told(registry) == before


async def aggregates(registry: Registry) -> list[dict[str, Any]]:
    answer = await registry.get(ANALYST, "/v1/aggregates")
    found: list[dict[str, Any]] = answer.json()["_embedded"]["aggregates"]
    return found


def figure(aggregate: dict[str, Any], measure: str) -> int | None:
    (cell,) = (
        each
        for each in aggregate["cells"]
        if (each["measure"], each["dimensions"]) == (measure, {})
    )
    value: int | None = cell["value"]
    return value


async def proofs(registry: Registry, organisation: str = "GHAPRO") -> list[dict[str, Any]]:
    answer = await registry.get(RESPONSIBLE, PATH, organisation)
    found: list[dict[str, Any]] = answer.json()["_embedded"]["clientErasures"]
    return found


async def test_an_upload_without_the_code_stays_to_be_put_right_without_the_senders_own_file(
    registry: Registry,
) -> None:
    await registry.upload(with_client(3).csv())
    other = await registry.upload(with_errors(of_branches({"raam": 5})), half=1)
    path = f"/v1/deliveries/{other.json()['deliveryId']}/answer/clienten"
    own = await registry.get(Function.ZORG_REGISTRATOR, path, "GHAPRO")
    assert (await erase(registry)).status_code == 201
    async with registry.sandbox.asking("registry") as conn:
        assert await conn.fetchval("SELECT count(*) FROM kept_upload WHERE answer IS NULL") == 1
    again = await registry.get(Function.ZORG_REGISTRATOR, path, "GHAPRO")
    assert (own.status_code, again.status_code) == (200, 200)
    assert "raam-0" in again.text


async def test_an_answer_in_words_loses_the_code_and_keeps_the_rest(registry: Registry) -> None:
    """The study office asked about a total, and somebody explained it with a code."""
    sent = await registry.upload(with_client(3).csv())
    delivery_id = sent.json()["deliveryId"]
    async with registry.sandbox.asking("registry", owner=True) as conn:
        await conn.execute(
            "UPDATE delivery SET answers = $2 WHERE delivery_id = $1",
            delivery_id,
            json.dumps([f"Cliënt {CODE} kwam vaker.", f"Niet {CODE}9, en 3 anderen."]),
        )
    assert (await erase(registry)).status_code == 201
    async with registry.sandbox.asking("registry") as conn:
        answers = await conn.fetchval("SELECT answers FROM delivery")
    assert json.loads(answers) == [
        "Cliënt (weggelaten) kwam vaker.",
        f"Niet {CODE}9, en 3 anderen.",
    ]


async def test_a_code_that_nobody_has_is_said_clearly_and_nothing_is_noted(
    registry: Registry,
) -> None:
    await registry.upload(with_client(3).csv(), "BOYS")
    await registry.upload(of_branches({"raam": 3}).csv())
    held = await registry.count("delivery_row")
    for code in (CODE, CODE.upper(), "raam"):
        refused = await erase(registry, code)
        assert refused.status_code == 422, refused.text
        (error,) = refused.json()["errors"]
        assert error["field"] == "clientCode"
        assert "staat in geen enkele oplevering" in error["reason"]
    for wrong in ("", "x" * 101):
        assert (await erase(registry, wrong)).status_code == 422
    assert await registry.count("delivery_row") == held, "that of another organisation stays too"
    assert await registry.count("client_erasure") == 0


async def test_another_organisation_with_the_same_code_keeps_its_client_and_sees_no_proof(
    registry: Registry,
) -> None:
    for organisation in ("GHAPRO", "BOYS"):
        await registry.upload(with_client(3).csv(), organisation)
    assert (await erase(registry)).status_code == 201
    left = await holding(registry, CODE)
    assert len(left) == 4, "a client and three contacts of Boysproject"
    assert await proofs(registry, "BOYS") == []
    for function in (ANALYST, Function.ZORG_REGISTRATOR, Function.FUNCTIONARIS_ZORG):
        organisation = "GHAPRO" if function is Function.ZORG_REGISTRATOR else "SSO"
        assert (await registry.get(function, PATH, organisation)).status_code == 403
        body = {"clientCode": CODE}
        assert (await registry.post(function, PATH, organisation, json=body)).status_code == 403


async def test_a_frozen_year_lets_a_client_go_too(registry: Registry) -> None:
    await registry.accepted(with_client(40))
    await registry.freeze(without=["BOYS", "FREECLINIC"])
    assert (await erase(registry)).status_code == 201
    assert await holding(registry, CODE) == []


async def test_the_service_adds_proofs_and_changes_none(registry: Registry) -> None:
    await registry.upload(with_client(3).csv())
    await erase(registry)
    async with registry.sandbox.asking("registry") as conn:
        for statement in (
            "UPDATE client_erasure SET erased = '{}'",
            "DELETE FROM client_erasure",
            "TRUNCATE client_erasure",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await conn.execute(statement)
