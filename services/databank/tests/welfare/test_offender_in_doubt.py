"""An offender typed by hand who fits too many people, or whose name says too little: the city waits
until somebody of the leadership consulted, and is told so (DP-11)."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from chassis.web import Function
from contracts.databank import FindingHoldChanged
from contracts.identity import WorkerClaim
from contracts.pandkalender import MinorDeclarationAttempted
from contracts.sealed import Sealed
from databank.finding_register.store import findings
from databank.welfare.protective_links import link_offender

from ..support.browser import Browser, signed_in
from ..support.databank import START, Databank, Someone, day, unlike_others
from ..support.findings import drawn_up, note_finding, transfer

CONSULT = "Eerst overleggen"
OWN_ALERTS = "SELECT data FROM bus_timer WHERE name = 'alert' AND xmin = pg_current_xact_id()::xid"
"""Those of this transaction: others leave at once."""


def typed(name: str, birth: str | None = None) -> dict[str, Any]:
    return {"offender": {"name": name, "birthDate": birth}}


async def on_hold(databank: Databank, finding_id: str) -> bool:
    answer = await transfer(databank, finding_id)
    assert answer.status_code == 200, answer.text
    return bool(answer.json()["onHold"])


async def namesakes(databank: Databank, number: int) -> Someone:
    """So many persons with one name, each with a birth date and a paper of their own."""
    who, known = unlike_others(), set()
    for nr in range(number):
        birth = f"{1950 + 7 * nr % 55}-{1 + 5 * nr % 12:02}-{1 + 11 * nr % 28:02}"
        seen = await databank.inspect(
            "straat", START, Someone(given=who.given, family=who.family, birth=birth)
        )
        known.add(seen["persons"][0]["personId"])
    assert len(known) == number
    return who


async def more_claims(databank: Databank, who: Someone, number: int) -> None:
    """So many claims in all under each key of the one person whose claims these are."""
    (claim,) = await databank.fetch(
        "SELECT claim_id FROM claim_features WHERE person_id = $1",
        UUID((await databank.inspect("straat", START, who))["persons"][0]["personId"]),
    )
    async with databank.sandbox.asking("databank") as conn:
        columns = await conn.fetchval(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = 'claim'::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attname NOT IN ('id', 'digest')"
        )
        kept = await conn.fetchval(
            "SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute"
            " WHERE attrelid = 'membership'::regclass AND attnum > 0 AND NOT attisdropped"
            " AND attname NOT IN ('id', 'claim_id')"
        )
        await conn.execute(
            f"""
            WITH copies AS (
              INSERT INTO claim (id, digest, {columns})
              SELECT gen_random_uuid(), sha256(nr::text::bytea || uuid_send(gen_random_uuid())),
                     {columns}
                FROM claim, generate_series(1, $2) AS nr WHERE id = $1 RETURNING id),
            members AS (
              INSERT INTO membership (id, claim_id, {kept})
              SELECT gen_random_uuid(), copies.id, {kept} FROM copies, membership
               WHERE claim_id = $1 AND until_at IS NULL),
            said AS (
              INSERT INTO claim_features (claim_id, person_id, features, form)
              SELECT copies.id, person_id, features, form FROM copies, claim_features
               WHERE claim_id = $1)
            INSERT INTO claim_key (key, claim_id) SELECT key, copies.id FROM copies, claim_key
             WHERE claim_id = $1
            """,
            claim["claim_id"],
            number - 1,
        )


@pytest.mark.parametrize(("number", "waits"), [(20, False), (21, True)])
async def test_a_fine_waits_when_the_offender_may_be_more_than_twenty_persons(
    databank: Databank, number: int, waits: bool
) -> None:
    who = await namesakes(databank, number)
    finding_id = await drawn_up(databank, **typed(f"{who.given} {who.family}"))
    assert await on_hold(databank, finding_id) is waits


@pytest.mark.parametrize(("number", "waits"), [(2_000, False), (2_001, True)])
async def test_a_fine_waits_when_more_than_two_thousand_claims_are_alike(
    databank: Databank, number: int, waits: bool
) -> None:
    who = unlike_others()
    await more_claims(databank, who, number)
    finding_id = await drawn_up(databank, **typed(f"{who.given} {who.family}", who.birth))
    assert await on_hold(databank, finding_id) is waits


@pytest.mark.parametrize("name", ["Lila", "Lila.", "L", "??? ???"])
async def test_a_fine_against_a_name_that_says_too_little_waits(
    databank: Databank, name: str
) -> None:
    assert await on_hold(databank, await drawn_up(databank, **typed(name))) is True


async def test_a_whole_name_that_fits_nobody_waits_for_nothing(databank: Databank) -> None:
    who = unlike_others()
    finding_id = await drawn_up(databank, **typed(f"{who.given} {who.family}", who.birth))
    assert await on_hold(databank, finding_id) is False


async def test_the_leaderships_word_lets_the_city_go_on(
    databank: Databank,
) -> None:
    finding_id = await drawn_up(databank, **typed("Lila"))
    assert await on_hold(databank, finding_id) is True
    refused = await databank.post(f"/v1/findings/{finding_id}/consultation", {})
    assert refused.status_code == 403
    leader = databank.as_(Function.POLITIE_TEAMLEIDER, "leiding-1")
    done = await leader.post(f"/v1/findings/{finding_id}/consultation", {})
    assert done.status_code == 204, done.text
    (released,) = await databank.told(FindingHoldChanged, findingId=finding_id)
    assert released.data["onHold"] is False
    again = await leader.post(f"/v1/findings/{finding_id}/consultation", {})
    assert again.status_code == 409


async def test_the_leadership_is_called_once_and_the_call_says_nothing_of_anybody(
    databank: Databank, app: FastAPI
) -> None:
    finding_id = UUID(await drawn_up(databank))
    with pytest.raises(RuntimeError, match="not kept"):
        async with app.state.database.begin(databank.clock.now()) as tx:
            finding = await findings.get(tx, finding_id)
            assert finding is not None
            for _ in range(2):
                await link_offender(tx, replace(finding, offender_name="Lila"))
            (row,) = await tx.conn.fetch(OWN_ALERTS)
            raise RuntimeError("not kept")
    call = row["data"]
    assert call["path"] == "/vaststellingen?lijst=overleg"
    assert call["text"] == (
        "Er is een vaststelling waarover eerst overleg nodig is. Open de werklijst."
    )


async def test_the_leaderships_word_before_the_transfer_counts_when_it_leaves(
    databank: Databank,
) -> None:
    finding_id = await drawn_up(databank, **typed("Lila"))
    leader = databank.as_(Function.POLITIE_TEAMLEIDER, "leiding-1")
    await leader.post(f"/v1/findings/{finding_id}/consultation", {})
    assert await on_hold(databank, finding_id) is False
    usual = await drawn_up(databank)
    nothing = await leader.post(f"/v1/findings/{usual}/consultation", {})
    assert nothing.status_code == 409


async def test_the_leader_finds_it_in_a_list_and_answers_on_the_screen(
    databank: Databank, browser: Browser
) -> None:
    path = await note_finding(browser, naam="Lila", geboren="1990")
    assert CONSULT in (await browser.get(path)).text
    assert f"{path}/overleg" not in (await browser.get(path)).text
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leiding-2")
    leader.moves_to(browser.at)
    assert "/vaststellingen?lijst=overleg" in (await leader.get("/te-beoordelen")).text
    assert path in (await leader.get("/vaststellingen?lijst=overleg")).text
    assert f"{path}/overleg" in (await leader.get(path)).text
    form = {"overlegd": "true", "sleutel": str(uuid4())}
    unsure = await leader.post(f"{path}/overleg", {"sleutel": form["sleutel"]})
    assert unsure.status_code == 422
    done = await leader.post(f"{path}/overleg", form)
    assert done.status_code == 303
    assert CONSULT not in (await leader.get(path)).text
    assert path not in (await leader.get("/vaststellingen?lijst=overleg")).text


def attempted(who: Someone) -> MinorDeclarationAttempted:
    """An owner wanted to declare her, and nobody knows this worker."""
    return MinorDeclarationAttempted(
        attempt_id=uuid4(),
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=day(0),
        ends_at=day(0.3),
        attempted_at=day(0),
        correction=False,
        worker=Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=who.identity)),
    )


async def test_her_fine_waits_when_an_owner_wanted_to_declare_a_minor_whom_nobody_knows(
    databank: Databank,
) -> None:
    girl = unlike_others(birth="2009-03-04")
    await databank.tell(attempted(girl))
    finding_id = await drawn_up(databank, **typed(f"{girl.given} {girl.family}"))
    assert await on_hold(databank, finding_id) is True


async def test_a_fine_that_the_city_has_waits_from_such_an_attempt_on(databank: Databank) -> None:
    """By a name typed by hand, and by the file of somebody with that name and birth date."""
    girl = unlike_others(birth="2009-03-04")
    by_name = await drawn_up(databank, **typed(f"{girl.family} {girl.given}"))
    known = Someone(given=girl.given, family=girl.family, birth="1999-03-04", document=None)
    (person,) = (await databank.inspect("straat", START, known))["persons"]
    by_file = await drawn_up(databank, personId=person["personId"])
    other = await drawn_up(databank)
    for finding_id in (by_name, by_file, other):
        assert await on_hold(databank, finding_id) is False
    await databank.tell(attempted(replace(girl, birth="1999-03")))
    for finding_id in (by_name, by_file):
        (held,) = await databank.told(FindingHoldChanged, findingId=finding_id)
        assert held.data["onHold"] is True
    assert await databank.told(FindingHoldChanged, findingId=other) == []


async def test_a_namesake_of_another_age_is_fined_as_before(databank: Databank) -> None:
    girl = unlike_others(birth="2009-03-04")
    await databank.tell(attempted(girl))
    finding_id = await drawn_up(databank, **typed(f"{girl.given} {girl.family}", "1971-11-02"))
    assert await on_hold(databank, finding_id) is False


async def test_the_leaderships_word_is_no_word_about_an_attempt_that_comes_after_it(
    databank: Databank,
) -> None:
    """They consulted about a common name; then an owner wanted to declare a girl who has it."""
    girl = unlike_others(birth="2009-03-04")
    leader = databank.as_(Function.POLITIE_TEAMLEIDER, "leiding-1")
    finding_id = await drawn_up(databank, **typed(f"{girl.given} {girl.family}"))
    waits = await drawn_up(databank, **typed(f"{girl.given} {girl.family}"))
    await databank.tell(attempted(girl))
    for each in (finding_id, waits):
        done = await leader.post(f"/v1/findings/{each}/consultation", {})
        assert done.status_code == 204, done.text
    assert await on_hold(databank, finding_id) is False
    await databank.tell(attempted(girl))
    (held,) = await databank.told(FindingHoldChanged, findingId=finding_id)
    assert held.data["onHold"] is True
    assert await on_hold(databank, waits) is True
    done = await leader.post(f"/v1/findings/{finding_id}/consultation", {})
    assert done.status_code == 204, done.text
    assert (await databank.told(FindingHoldChanged, findingId=finding_id))[-1].data[
        "onHold"
    ] is False
