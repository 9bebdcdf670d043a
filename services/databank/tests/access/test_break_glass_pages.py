"""A shielded file, opened in an emergency with a second person, and judged afterwards (DP-14)."""

import asyncio
import re
from datetime import timedelta
from uuid import uuid4

import pytest

from chassis.web import Function

from ..support.browser import Browser, signed_in
from ..support.databank import START, Databank, unlike_others
from ..support.officers import Officer, an_open_case, seen

THREE_HOURS, WEEK = timedelta(hours=3), timedelta(days=7)
REASON = "Een kind is gezien en moet vannacht veilig slapen."
LEADER, SECOND, DPO = (
    Function.POLITIE_TEAMLEIDER,
    Function.RECHERCHE,
    Function.FUNCTIONARIS_POLITIE,
)


async def sent(browser: Browser, path: str, post: str | None = None, **data: str) -> int:
    page = await browser.get(path)
    assert page.status_code == 200, page.text
    key = re.search(r'name="sleutel" value="([^"]+)"', page.text)
    assert key
    return (await browser.post(post or path, {"sleutel": key[1]} | data)).status_code


async def shielded(databank: Databank) -> str:
    person_id = await seen(databank, "straat", START, unlike_others())
    leader = await signed_in(databank, LEADER, "leider-scherm")
    path = f"/afscherming/{person_id}"
    assert await sent(leader, path, stap="afschermen") == 422
    assert await sent(leader, path, stap="afschermen", grond="bescherming") == 303
    return person_id


async def asked(databank: Databank, agent: Browser, person_id: str, path: str | None = None) -> str:
    path = path or f"/noodtoegang/vraag?persoon={person_id}"
    data = {"persoon": path.rpartition("=")[2], "grond": "minderjarige", "reden": REASON}
    assert await sent(agent, path, "/noodtoegang/vraag", **data) == 303
    (row,) = await databank.fetch(
        "SELECT id FROM emergency_access WHERE person_id = $1 AND withdrawn_at IS NULL"
        " AND verdict IS NULL ORDER BY asked_at DESC LIMIT 1",
        person_id,
    )
    return f"/noodtoegang/{row['id']}"


async def test_dp14_a_shielded_file_opens_with_a_second_person_for_three_hours(
    databank: Databank,
) -> None:
    person_id = await shielded(databank)
    file = f"/v1/persons/{person_id}"
    agent, officer = (
        await signed_in(databank, Function.POLITIE_AGENT, "a-9"),
        Officer(databank, "a-9"),
    )
    closed = await officer.get(file)
    assert (closed.status_code, closed.json()["code"]) == (403, "afgeschermd")
    link = closed.json()["extraInfo"]["link"]["href"]
    assert person_id not in closed.text, "a refusal does not say whose file it is"
    assert (await agent.get(link)).status_code == 200
    case = await an_open_case(databank)
    assert (await Officer(databank, "r-1", SECOND).ask("GET", file, case)).status_code == 200
    assert (await Officer(databank, "leider-scherm", LEADER).get(file)).status_code == 200
    page = await asked(databank, agent, person_id, link)
    assert person_id not in (await agent.get(page)).text
    assert await sent(agent, page, stap="toestaan") == 409, "never alone"
    leader = await signed_in(databank, LEADER, "leider-2")
    assert (await Officer(databank, "leider-2", LEADER).get(file)).status_code == 403
    assert await sent(leader, page, stap="toestaan") == 303
    inside = START + THREE_HOURS - timedelta(minutes=1)
    assert (await officer.get(file, inside)).status_code == 200
    (row,) = await databank.fetch(
        "SELECT purpose FROM access_log WHERE subject_kind = 'person' AND subject_id = $1"
        " AND actor_subject = 'a-9'",
        person_id,
    )
    assert row["purpose"] == f"noodtoegang:{page.removeprefix('/noodtoegang/')}"
    assert (await Officer(databank, "a-8").get(file, inside)).status_code == 403, "nobody else"
    assert (await officer.get(file, START + THREE_HOURS)).status_code == 403, "it ends by itself"
    dpo = (await signed_in(databank, DPO, "fgb")).moves_to(START + THREE_HOURS)
    assert REASON in (await dpo.get(page)).text
    leader.moves_to(START + THREE_HOURS)
    own = {"stap": "gerechtvaardigd", "reden": REASON, "sleutel": str(uuid4())}
    assert (await leader.post(page, own)).status_code == 409, "the second person does not judge"
    assert await sent(dpo, page, stap="gerechtvaardigd") == 422
    assert await sent(dpo, page, stap="gerechtvaardigd", reden=REASON) == 303
    assert "Gerechtvaardigd" in (await dpo.get(page)).text


@pytest.mark.parametrize(("function", "me"), [(LEADER, "a-91"), (SECOND, "a-92")])
async def test_whoever_asked_neither_agrees_nor_judges_in_any_function(
    databank: Databank, function: Function, me: str
) -> None:
    """One person with a hat of an agent, of who leads and of who oversees."""
    person_id = await shielded(databank)
    page = await asked(databank, await signed_in(databank, Function.POLITIE_AGENT, me), person_id)
    leading, overseeing = (
        await signed_in(databank, function, me),
        await signed_in(databank, DPO, me),
    )
    assert await sent(leading, page, stap="toestaan") == 409
    assert await sent(leading, page, stap="weigeren") == 409
    assert await sent(await signed_in(databank, function, "l-other"), page, stap="toestaan") == 303
    for browser in (leading, overseeing, await signed_in(databank, DPO, "l-other")):
        browser.moves_to(START + THREE_HOURS)
        verdict = {"stap": "gerechtvaardigd", "reden": REASON, "sleutel": str(uuid4())}
        assert (await browser.post(page, verdict)).status_code == 409
    (row,) = await databank.fetch(
        "SELECT decided_by, verdict FROM emergency_access WHERE asked_by = $1", me
    )
    assert (row["decided_by"], row["verdict"]) == ("l-other", None)


async def test_an_access_can_be_ended_early(databank: Databank) -> None:
    person_id = await shielded(databank)
    agent = await signed_in(databank, Function.POLITIE_AGENT, "a-7")
    page = await asked(databank, agent, person_id)
    await sent(await signed_in(databank, SECOND, "r-7"), page, stap="toestaan")
    assert (await Officer(databank, "a-7").get(f"/v1/persons/{person_id}")).status_code == 200
    assert await sent(agent, page, stap="beeindigen") == 303
    assert (await Officer(databank, "a-7").get(f"/v1/persons/{person_id}")).status_code == 403


async def test_of_two_who_decide_at_once_one_comes_second(databank: Databank) -> None:
    person_id = await shielded(databank)
    page = await asked(
        databank, await signed_in(databank, Function.POLITIE_AGENT, "a-6"), person_id
    )
    one, other = await signed_in(databank, LEADER, "l-1"), await signed_in(databank, SECOND, "r-2")
    answers = await asyncio.gather(
        one.post(page, {"stap": "toestaan", "sleutel": str(uuid4())}),
        other.post(page, {"stap": "weigeren", "sleutel": str(uuid4())}),
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]


async def test_dp09_an_access_that_nobody_judged_is_flagged_and_stays_open_to_judge(
    databank: Databank,
) -> None:
    person_id = await shielded(databank)
    agent = await signed_in(databank, Function.POLITIE_AGENT, "a-5")
    page = await asked(databank, agent, person_id)
    await sent(await signed_in(databank, SECOND, "r-5"), page, stap="toestaan")
    late = START + THREE_HOURS + WEEK
    dpo = (await signed_in(databank, DPO, "fgb")).moves_to(late)
    for _ in range(600):
        text = (await dpo.get(page)).text
        if "te laat" in text:
            break
        await asyncio.sleep(0.1)
    assert "te laat" in text
    assert 'value="niet_gerechtvaardigd"' in text, "a flag decides nothing"


async def test_a_shield_follows_claims_through_a_merge_and_back(databank: Databank) -> None:
    person_id = await shielded(databank)
    other = await seen(databank, "escort", START, unlike_others())
    linker = Officer(databank, "a-4")
    body = {"otherPersonId": person_id, "ground": "gegevens_vergeleken"}
    assert (await linker.post(f"/v1/persons/{other}/merge", body)).status_code == 403
    agent = await signed_in(databank, Function.POLITIE_AGENT, "a-4")
    opened = await asked(databank, agent, person_id)
    await sent(await signed_in(databank, SECOND, "r-4"), opened, stap="toestaan")
    change = await linker.merge(other, person_id)
    stranger = Officer(databank, "a-44")
    assert (await stranger.get(f"/v1/persons/{other}")).status_code == 403
    await linker.undo(change)
    assert (await stranger.get(f"/v1/persons/{other}")).status_code == 200
    assert (await stranger.get(f"/v1/persons/{person_id}")).status_code == 403


async def test_who_placed_a_shield_or_recherche_lifts_it(databank: Databank) -> None:
    person_id = await shielded(databank)
    path = f"/afscherming/{person_id}"
    stranger = await signed_in(databank, LEADER, "leider-3")
    assert await sent(stranger, path, stap="opheffen") == 409
    assert await sent(await signed_in(databank, SECOND, "r-3"), path, stap="opheffen") == 303
    assert (await Officer(databank, "a-3").get(f"/v1/persons/{person_id}")).status_code == 200


async def test_an_agent_sees_own_requests_only(databank: Databank) -> None:
    person_id = await shielded(databank)
    page = await asked(
        databank, await signed_in(databank, Function.POLITIE_AGENT, "a-2"), person_id
    )
    stranger = await signed_in(databank, Function.POLITIE_AGENT, "a-1")
    assert (await stranger.get(page)).status_code == 404
    assert page not in (await stranger.get("/noodtoegang")).text
    recorded = str([one.data for one in await databank.sandbox.recorded("databank")])
    assert REASON not in recorded
