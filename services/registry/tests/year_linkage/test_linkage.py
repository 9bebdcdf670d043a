"""A year is linked once, by two people: totals without double counting, and then no way back."""

from base64 import b64encode
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from chassis.days import day_start
from chassis.db import Database
from chassis.web import Function
from contracts.registry import LinkedTotalsPublished
from launcher.sandbox import Sandbox
from registry.integration import store as integration
from registry.integration.published import document
from registry.year_linkage import store as linkages
from registry.year_linkage.destroy import destroy_over, stop
from registry.year_linkage.keep_codes import keep_codes
from registry.year_linkage.rules.year import LinkageOverError

from ..support.deliveries import contact, of_branches
from ..support.linkage import ANALYST, LINKING, RESPONSIBLE, LinkedYear, code_of, coded
from ..support.registry import Registry

REGISTRAR = Function.ZORG_REGISTRATOR
BOYS = of_branches({"raam": 60})
GHAPRO = of_branches({"raam": 90, "straat": 40})
PARENTS = ("Ann", "Bert", "Chris", "Dora", "Eef", "Frank", "Gust", "Hilde", "Imke", "Joris")


def people(codes: list[str], start: int = 0) -> dict[str, tuple[str, str, int]]:
    """Parents and a year of birth for each client; the same number is the same person."""
    return {
        code: (PARENTS[nr % 10], PARENTS[nr // 10 % 10], 1980 + nr // 100)
        for nr, code in enumerate(codes, start)
    }


def codes_of(tables: Any) -> list[str]:
    return [row["client_code"] for row in tables.clienten]


@pytest.fixture
def linking(registry: Registry) -> Iterator[LinkedYear]:
    """A platform on which a year may be linked."""
    usual = registry.app.state.registry
    registry.app.state.registry = LINKING
    yield LinkedYear(registry)
    registry.app.state.registry = usual


@pytest.fixture
async def database(sandbox: Sandbox) -> AsyncIterator[Database]:
    settings = sandbox.settings("registry")
    database = Database(settings.database_url.get_secret_value())
    yield database
    await database.close()


async def delivered(linking: LinkedYear) -> None:
    """Two organisations; the last fifty of one are the first fifty of the other."""
    await linking.opened()
    await linking.deliver("GHAPRO", GHAPRO, people(codes_of(GHAPRO)))
    await linking.deliver("BOYS", BOYS, people(codes_of(BOYS), 80))
    await linking.frozen("FREECLINIC")


async def test_who_came_to_two_organisations_counts_once(linking: LinkedYear) -> None:
    await delivered(linking)
    assert (await linking.asked()).status_code == 204
    answer = await linking.joined()
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["organisations"] == ["BOYS", "GHAPRO"]
    assert told["isComplete"] is True
    total = next(each for each in told["totals"] if each["dimensions"] == {})
    assert total["atLeast"] <= 140 <= total["atMost"]
    assert total["atMost"] < 190 - 20, "fifty of 190 were counted twice"
    (event,) = [
        event
        for event in await linking.registry.published()
        if isinstance(event, LinkedTotalsPublished)
    ]
    assert event.year == 2025
    assert [each.value for each in event.totals] == [each["value"] for each in told["totals"]]


async def test_the_same_person_under_another_spelling_counts_once(linking: LinkedYear) -> None:
    await linking.opened()
    key = await linking.key("GHAPRO")
    assert await linking.key("BOYS") == key
    codes = {
        code_of(key, mother, father, 1985, gender)
        for mother, father, gender in (
            ("Élodie", "Zoë", "vrouw"),
            ("elodie ", "ZOE", "trans_vrouw"),
            ("E-lo", "  zo'e", "vrouw"),
        )
    }
    assert len(codes) == 1


async def test_keys_of_two_years_make_codes_that_do_not_match(linking: LinkedYear) -> None:
    await linking.opened()
    other = LinkedYear(linking.registry, 2026)
    answer = await other.post(ANALYST, decidedOn="2026-01-15")
    assert answer.status_code == 204, answer.text
    keys = {await linking.key("BOYS"), await other.key("BOYS")}
    assert len({code_of(key, "Ann", "Bert", 1990, "man") for key in keys}) == 2
    database = linking.registry.app.state.database
    async with database.begin(day_start(date(2026, 2, 10))) as tx:
        kept = set()
        for year in (2025, 2026):
            linkage = await linkages.find(tx, year)
            assert linkage is not None
            kept.add(linkages.secrets_of(tx, linkage).kept("k1-bcdfghjklmnpqrstvw"))
    assert len(kept) == 2, "even the same code is kept in two ways"


async def test_nothing_is_linked_a_second_time(linking: LinkedYear) -> None:
    await delivered(linking)
    await linking.asked()
    assert (await linking.joined()).status_code == 200
    for answer in (
        await linking.joined(),
        await linking.asked(),
        await linking.post(ANALYST, "/stop"),
    ):
        assert answer.status_code == 409
        assert answer.json()["code"] == "koppeling-voorbij"
        assert "vernietigd" in answer.json()["title"]
    assert (await linking.post(RESPONSIBLE, "/key", "FREECLINIC")).status_code == 409
    assert (await linking.post(ANALYST, decidedOn="2025-01-15")).status_code == 409
    assert await linking.registry.count("linked_totals") == 1


async def test_nothing_is_left_of_key_and_codes_but_a_proof(linking: LinkedYear) -> None:
    await delivered(linking)
    kept = await _everything(linking.registry)
    key = await linking.kept_key()
    assert await linking.registry.count("linkage_code") == 190
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
    assert proof["codes"] == {"BOYS": 60, "GHAPRO": 130}
    own = (await linking.seen(RESPONSIBLE, "BOYS"))["proof"]
    assert own["codes"] == {"BOYS": 60}


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
            await keep_codes(tx, UUID(delivery), 2025, {"raam-0": "k1-bcdfghjklmnpqrstvw"})
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


async def test_the_key_is_handed_over_once_and_again_only_when_the_study_office_lets_it(
    linking: LinkedYear,
) -> None:
    await linking.opened()
    first = await linking.key("BOYS")
    assert (await linking.post(RESPONSIBLE, "/key/receipt", "BOYS")).status_code == 204
    again = await linking.post(RESPONSIBLE, "/key", "BOYS")
    assert (again.status_code, again.json()["code"]) == (409, "koppeling-kan-niet")
    assert "studiedienst" in again.json()["title"]
    let = await linking.post(ANALYST, "/key/again", organisation="SSO")
    assert let.status_code == 422
    answer = await linking.registry.post(
        ANALYST, "/v1/years/2025/linkage/key/again", json={"organisation": "BOYS"}
    )
    assert answer.status_code == 204, answer.text
    assert await linking.key("BOYS") == first
    (own,) = (await linking.seen(RESPONSIBLE, "BOYS"))["organisations"]
    assert own["organisation"] == "BOYS"
    assert own["acknowledgedAt"] is None, "a file that was taken anew is acknowledged anew"


async def test_neither_study_office_nor_registrar_is_given_the_key(linking: LinkedYear) -> None:
    await linking.opened()
    for function in (ANALYST, REGISTRAR):
        assert (await linking.post(function, "/key", "GHAPRO")).status_code == 403
    assert "key" not in await linking.seen()


async def test_whoever_asked_for_the_join_does_not_do_it(linking: LinkedYear) -> None:
    await delivered(linking)
    assert (await linking.joined()).status_code == 409, "nobody asked"
    await linking.asked()
    own = await linking.post(ANALYST, "/join", subject="eerste")
    assert (own.status_code, own.json()["code"]) == (403, "zelfde-persoon")
    assert (await linking.post(ANALYST, "/request/withdrawal")).status_code == 204
    assert (await linking.joined()).status_code == 409
    assert await linking.registry.count("linkage_code") == 190


async def test_a_year_that_still_changes_or_lacks_codes_is_not_linked(linking: LinkedYear) -> None:
    await linking.opened()
    await linking.deliver("GHAPRO", GHAPRO, people(codes_of(GHAPRO)))
    await linking.registry.accepted(BOYS, "BOYS")
    early = await linking.asked()
    assert (early.status_code, "Sluit eerst" in early.json()["title"]) == (409, True)
    await linking.frozen("FREECLINIC")
    alone = await linking.asked()
    assert (alone.status_code, "minder dan twee" in alone.json()["title"]) == (409, True)


async def test_linkage_is_off_unless_the_platform_and_a_decision_of_a_day_open_it(
    registry: Registry,
) -> None:
    year = LinkedYear(registry)
    off = await year.post(ANALYST, decidedOn="2025-01-15")
    assert (off.status_code, "staat uit" in off.json()["title"]) == (409, True)
    usual = registry.app.state.registry
    registry.app.state.registry = LINKING
    try:
        assert (await year.post(RESPONSIBLE, "/key", "BOYS")).status_code == 404
        future = await year.post(ANALYST, decidedOn="2030-01-15")
        assert future.status_code == 422
        await registry.accepted(BOYS, "BOYS")
        await registry.freeze(without=["GHAPRO", "FREECLINIC"])
        frozen = await year.post(ANALYST, decidedOn="2025-01-15")
        assert (frozen.status_code, "al afgesloten" in frozen.json()["title"]) == (409, True)
    finally:
        registry.app.state.registry = usual


@pytest.mark.moves_clock
async def test_a_year_whose_term_is_over_is_not_opened(linking: LinkedYear) -> None:
    """Its key would go the same night, before anybody could deliver a code."""
    over = await LinkedYear(linking.registry, 2024).post(ANALYST, decidedOn="2026-01-15")
    assert (over.status_code, "31-12-2025" in over.json()["title"]) == (409, True)
    at = LinkedYear(linking.registry, 2025, at="2026-12-31T12:00:00+01:00")
    last = await at.post(ANALYST, decidedOn="2026-01-15")
    assert last.status_code == 204, last.text


async def test_a_year_is_stopped_without_a_join_and_nothing_is_told(linking: LinkedYear) -> None:
    await delivered(linking)
    answer = await linking.post(ANALYST, "/stop")
    assert answer.status_code == 200, answer.text
    assert answer.json()["ground"] == "gestopt"
    seen = await linking.seen()
    assert (seen["state"], seen["totals"]) == ("gestopt", None)
    assert await linking.registry.count("linkage_code") == 0
    assert (await linking.asked()).json()["code"] == "koppeling-voorbij"


async def test_what_nobody_joined_goes_after_the_last_day_of_the_year_that_follows(
    linking: LinkedYear, database: Database
) -> None:
    await delivered(linking)
    for day, gone in ((date(2026, 12, 31), 0), (date(2027, 1, 1), 1), (date(2027, 1, 2), 0)):
        async with linking.registry.app.state.database.begin(
            day_start(day) + timedelta(hours=3)
        ) as tx:
            assert await destroy_over(tx) == gone
    assert (await linking.seen())["proof"]["ground"] == "verlopen"
    assert await linking.registry.count("linkage_code") == 0


async def test_an_organisation_says_when_its_own_copy_of_the_key_is_gone(
    linking: LinkedYear,
) -> None:
    await delivered(linking)
    early = await linking.post(RESPONSIBLE, "/key/erasure", "BOYS")
    assert (early.status_code, "loopt nog" in early.json()["title"]) == (409, True)
    await linking.post(ANALYST, "/stop")
    assert (await linking.post(RESPONSIBLE, "/key/erasure", "BOYS")).status_code == 204
    gone = {
        each["organisation"]: each["erasedAt"] for each in (await linking.seen())["organisations"]
    }
    assert [code for code, at in gone.items() if at] == ["BOYS"]
    never = await linking.post(RESPONSIBLE, "/key/erasure", "FREECLINIC")
    assert never.status_code == 409


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
    await linking.deliver("GHAPRO", GHAPRO, people(codes_of(GHAPRO)[:60]))
    boys = BOYS.changed(contacten=[*BOYS.contacten, contact("raam-0")])
    await linking.deliver("BOYS", boys, people(codes_of(BOYS)))
    await linking.frozen("FREECLINIC")
    await linking.asked()
    told = (await linking.joined()).json()
    assert told["isComplete"] is False
    total = next(each for each in told["totals"] if each["dimensions"] == {})
    assert total["atLeast"] <= 130 <= total["atMost"]


async def test_the_service_can_change_neither_proof_nor_totals(
    linking: LinkedYear, database: Database
) -> None:
    await delivered(linking)
    await linking.asked()
    await linking.joined()
    for statement in ("DELETE FROM linked_totals", "UPDATE linkage_destruction SET digest = ''"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with database.begin(day_start(date(2026, 3, 1))) as tx:
                await tx.conn.execute(statement)


async def test_the_document_for_attackers_has_the_linked_totals(linking: LinkedYear) -> None:
    await delivered(linking)
    await linking.asked()
    told = (await linking.joined()).json()
    async with linking.registry.app.state.database.begin(day_start(date(2026, 3, 1))) as tx:
        published = await integration.about(tx, 2025)
        totals = await linkages.totals(tx, 2025)
    assert totals is not None
    found = document(published, 5, linkages.told(totals))["linked"]
    assert {(each["period"], each["measure"]) for each in found} == {("Y", "clienten")}
    assert [each["value"] for each in found] == [each["value"] for each in told["totals"]]
    assert found[0]["organisations"] == ["BOYS", "GHAPRO"]


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
