"""Codes of linkage: never as they came, in no log, and gone when the year is done with."""

from base64 import b64encode
from datetime import date
from uuid import UUID

import pytest

from chassis.days import day_start
from chassis.db import Database
from registry.minimum_format.rules.records import Rows
from registry.year_linkage import store as linkages
from registry.year_linkage.destroy import stop
from registry.year_linkage.keep_codes import keep_codes
from registry.year_linkage.rules.year import LinkageOverError

from ..support.deliveries import contact, of_branches
from ..support.linkage import RESPONSIBLE, LinkedYear, code_of, coded
from ..support.linked_deliveries import BOYS, GHAPRO, REGISTRAR, codes_of, delivered, people
from ..support.registry import Registry


async def test_nothing_is_left_of_key_and_codes_but_a_proof(linking: LinkedYear) -> None:
    await delivered(linking)
    kept = await _everything(linking.registry)
    key = await linking.kept_key()
    assert await linking.registry.count("linkage_code") == 300
    await linking.asked()
    await linking.joined()
    after = await _everything(linking.registry)
    assert await linking.registry.count("linkage_code") == 0
    assert await linking.registry.count("linkage_year WHERE secrets IS NOT NULL") == 0
    made = [code_of(key, *person, "vrouw") for person in people([*"abc"]).values()]
    for secret in (*made, *kept["linkage_code"]):
        assert all(secret not in line for lines in after.values() for line in lines)
    proof = (await linking.seen())["proof"]
    assert proof["ground"] == "gekoppeld"
    assert proof["codes"] == {"BOYS": 100, "GHAPRO": 200}
    own = (await linking.seen(RESPONSIBLE, "BOYS"))["proof"]
    assert own["codes"] == {"BOYS": 100}


async def test_neither_key_nor_codes_are_in_any_log(
    linking: LinkedYear, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await delivered(linking)
    key = await linking.kept_key()
    canaries = [b64encode(key).decode(), key.hex()]
    canaries += [code_of(key, *person, "vrouw") for person in people(codes_of(GHAPRO)).values()]
    await linking.asked()
    await linking.joined()
    output = capsys.readouterr()
    said = output.out + output.err + caplog.text
    assert all(canary not in said for canary in canaries)


async def test_an_upload_that_is_under_way_leaves_no_code_behind_the_end(
    linking: LinkedYear, database: Database
) -> None:
    await linking.opened()
    registry = linking.registry
    delivery = (await registry.upload(of_branches({"raam": 6}).csv())).json()["deliveryId"]
    begun = day_start(date(2026, 2, 10))
    with pytest.raises(LinkageOverError):
        async with registry.app.state.database.begin(begun) as tx:
            assert await linkages.is_running(tx, 2025), "it was validated so"
            async with registry.app.state.database.begin(begun) as other:
                await stop(other, 2025, by="een ander")
            codes = {"raam-0": "k1-bcdfghjklmnpqrstvw"}
            await keep_codes(tx, UUID(delivery), 2025, Rows(), codes)
    assert await registry.count("linkage_code") == 0


async def test_a_code_is_kept_apart_from_its_row_and_never_as_it_came(linking: LinkedYear) -> None:
    await linking.opened()
    key = await linking.key("GHAPRO")
    tables = coded(of_branches({"raam": 6}), key, people([f"raam-{nr}" for nr in range(6)]))
    await linking.registry.accepted(tables)
    everything = await _everything(linking.registry)
    assert await linking.registry.count("linkage_code") == 6
    for row in tables.clienten:
        assert all(row["koppelcode"] not in line for lines in everything.values() for line in lines)


async def test_uploads_with_errors_lose_their_codes_and_can_still_be_put_right(
    linking: LinkedYear,
) -> None:
    await delivered(linking)
    key = await linking.kept_key()
    wrong = coded(of_branches({"raam": 6}), key, people([f"raam-{nr}" for nr in range(6)]))
    wrong.contacten[0]["maand"] = "2025-3x"
    answer = await linking.registry.upload(wrong.csv(), "BOYS", reason="fout_in_bron")
    assert answer.json()["state"] == "fouten", answer.text
    await linking.asked()
    await linking.joined()
    path = f"/v1/deliveries/{answer.json()['deliveryId']}/answer/clienten"
    kept = await linking.registry.get(REGISTRAR, path, "BOYS")
    assert kept.status_code == 200, kept.text
    assert "koppelcode" not in kept.text
    assert wrong.clienten[0]["koppelcode"] not in kept.text
    assert "raam-0" in kept.text


async def test_a_column_of_a_year_that_is_not_linked_is_refused_and_not_kept(
    linking: LinkedYear,
) -> None:
    tables = of_branches({"raam": 6})
    for row in tables.clienten:
        row["koppelcode"] = "k1-bcdfghjklmnpqrstvw"
    answer = await linking.registry.upload(tables.csv())
    assert answer.json()["state"] == "fouten"
    path = f"/v1/deliveries/{answer.json()['deliveryId']}/answer/clienten"
    kept = await linking.registry.get(REGISTRAR, path, "GHAPRO")
    assert "k1-bcdfghjklmnpqrstvw" not in kept.text


async def test_what_is_made_up_by_hand_is_no_code_and_is_not_kept(linking: LinkedYear) -> None:
    await linking.opened()
    tables = of_branches({"raam": 6})
    for row in tables.clienten:
        row["koppelcode"] = "v1985anbe"
    answer = await linking.registry.upload(tables.csv())
    assert answer.json()["state"] == "fouten"
    assert "Codes maken" in answer.text
    path = f"/v1/deliveries/{answer.json()['deliveryId']}/answer/clienten"
    kept = await linking.registry.get(REGISTRAR, path, "GHAPRO")
    assert "v1985anbe" not in kept.text


async def test_a_half_year_has_no_codes(linking: LinkedYear) -> None:
    await linking.opened()
    key = await linking.key("GHAPRO")
    tables = coded(of_branches({"raam": 6}), key, people([f"raam-{nr}" for nr in range(6)]))
    answer = await linking.registry.upload(tables.csv(), half=1)
    assert answer.json()["state"] == "fouten"


async def test_clients_without_a_code_are_said_and_counted_as_they_are(
    linking: LinkedYear,
) -> None:
    await linking.opened()
    await linking.deliver("GHAPRO", GHAPRO, people(codes_of(GHAPRO)))
    boys = BOYS.changed(contacten=[*BOYS.contacten, contact("raam-0")])
    await linking.deliver("BOYS", boys, people(codes_of(BOYS)[:88]))
    await linking.sampled("GHAPRO", "BOYS")
    await linking.frozen("FREECLINIC")
    await linking.asked()
    told = (await linking.joined()).json()
    assert told["isComplete"] is False
    total = next(each for each in told["totals"] if each["dimensions"] == {})
    assert total["atLeast"] <= 200, "the twelve without a code may be known at the other too"
    assert total["atMost"] >= 212
    assert told["error"]["withoutCode"] == 20, "classes of five, and above: 12 and 0"


async def _everything(registry: Registry) -> dict[str, list[str]]:
    """Every row of every table; kept codes themselves for the table that has them."""
    found = {}
    async with registry.sandbox.asking("registry", owner=True) as conn:
        for (table,) in await conn.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ):
            rows = await conn.fetch(f'SELECT t::text FROM "{table}" t')
            found[table] = [row[0] for row in rows]
        codes = await conn.fetch("SELECT code FROM linkage_code")
        found["linkage_code"] = [row[0] for row in codes]
    return found
