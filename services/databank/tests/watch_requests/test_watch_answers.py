"""Who is looked for: what people said, who takes it back, and what holds once files part."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.branches import Branch

from ..support.browser import Browser, signed_in
from ..support.databank import Databank, Someone, day, unlike_others
from ..support.officers import Officer, claims_of, seen
from ..support.watch_requests import REASON, Watch, asked, namesakes, sought, spot

A_DAY, HOUR = timedelta(days=1), timedelta(hours=1)


async def both_seen(
    databank: Databank, app: FastAPI, who: Someone, at: datetime
) -> tuple[str, str]:
    """Two persons with the name, known since the day before, at one inspection."""
    (first, _), (second, _) = await namesakes(databank, who, at - A_DAY)
    async with app.state.database.begin(at) as tx:
        await spot(tx, Branch.MASSAGESALON, [first, second])
    return first, second


async def say(watch: Watch, browser: Browser, person_id: str, answer: str) -> int:
    form = {"antwoord": answer, "sleutel": str(uuid4())}
    return (await browser.post(f"{watch.path}/personen/{person_id}", form)).status_code


async def doubtful(databank: Databank, watch: Watch) -> dict[str, bool]:
    """Persons on whom the request stands -> whether that is certain."""
    rows = await databank.fetch(
        "SELECT person_id, bool_and(likely) AS likely FROM watch_claim"
        " JOIN membership USING (claim_id)"
        " WHERE request_id = $1 AND until_at IS NULL AND dismissed_at IS NULL GROUP BY person_id",
        watch.id,
    )
    return {str(row["person_id"]): row["likely"] for row in rows}


async def test_after_its_file_is_split_a_request_is_certain_of_neither_half(
    databank: Databank,
) -> None:
    """It was asked of a file of two people: either may be meant, and people say which."""
    at, who = day(databank.today), unlike_others()
    person_id = await seen(databank, "straat", at - 2 * A_DAY, who)
    await seen(databank, "straat", at - A_DAY, replace(who, phone="0470123456"))
    _first, later = await claims_of(databank, person_id)
    watch = await asked(databank, at, city_day(at) + 9 * A_DAY, person_id=person_id)
    await watch.agreed()
    assert await doubtful(databank, watch) == {person_id: False}
    change = await Officer(databank).split(person_id, later)
    other_id = change["otherPersonId"]
    assert await doubtful(databank, watch) == {person_id: True, other_id: True}
    page = (await watch.moves_to(at + HOUR).asker.get(watch.path)).text
    assert page.count("Misschien") == 2 and page.count("Dit is de persoon") == 2
    assert "De naam en de geboortedatum lijken" not in page, "it was asked of a file"
    assert await say(watch, watch.asker, person_id, "ja") == 303
    assert await doubtful(databank, watch) == {person_id: False, other_id: True}
    assert "Misschien" not in (await watch.asker.get(watch.path)).text


async def test_a_merge_that_is_undone_leaves_a_request_certain_of_neither(
    databank: Databank,
) -> None:
    at = day(databank.today)
    one = await seen(databank, "straat", at - 2 * A_DAY, unlike_others())
    two = await seen(databank, "straat", at - A_DAY, unlike_others())
    officer = Officer(databank)
    change = await officer.merge(one, two, at - HOUR)
    watch = await asked(databank, at, city_day(at) + 9 * A_DAY, person_id=one)
    await watch.agreed()
    await officer.undo(change, at + HOUR)
    assert await doubtful(databank, watch) == {one: True, two: True}


async def test_a_split_that_leaves_a_request_whole_leaves_it_certain(databank: Databank) -> None:
    at, who = day(databank.today), unlike_others()
    person_id = await seen(databank, "straat", at - A_DAY, who)
    watch = await asked(databank, at, city_day(at) + 9 * A_DAY, person_id=person_id)
    await watch.agreed()
    await databank.inspect("massagesalon", at + HOUR, replace(who, phone="0470123456"))
    _first, later = await claims_of(databank, person_id)
    await Officer(databank).split(person_id, later)
    assert await doubtful(databank, watch) == {person_id: False}


async def test_two_likenesses_at_one_inspection_are_two_sightings(
    databank: Databank, app: FastAPI
) -> None:
    """Or "nee" to the one takes the other along, of whom nobody was ever told."""
    watch, who, at = await sought(databank)
    first, second = await both_seen(databank, app, who, at + HOUR)
    told = [("inspection", "massagesalon", True)] * 2
    assert await watch.hits() == told
    watch.moves_to(at + 2 * HOUR)
    assert "2 keer gezien" in (await watch.asker.get("/seiningen")).text
    assert await say(watch, watch.asker, first, "nee") == 303
    assert sorted(counts for *_, counts in await watch.hits()) == [False, True]
    assert await doubtful(databank, watch) == {second: True}


async def test_one_person_behind_two_entries_of_an_inspection_is_told_once(
    databank: Databank, app: FastAPI
) -> None:
    watch, who, at = await sought(databank)
    first, second = await both_seen(databank, app, who, at + HOUR)
    told = await watch.told()
    officer = Officer(databank)
    body = {"otherPersonId": second, "ground": "gegevens_vergeleken"}
    refused = await officer.post(f"/v1/persons/{first}/merge", body, at + 2 * HOUR)
    body |= {"overrules": [each["verdictId"] for each in refused.json()["extraInfo"]["verdicts"]]}
    change = await officer.did(f"/v1/persons/{first}/merge", body, at + 2 * HOUR)
    assert sorted(counts for *_, counts in await watch.hits()) == [False, True]
    await officer.undo(change, at + 3 * HOUR)
    assert sorted(counts for *_, counts in await watch.hits()) == [True, True]
    assert await watch.told() == told, "nobody is called again"


async def test_an_answer_says_who_gave_it_and_when_and_is_taken_back(databank: Databank) -> None:
    watch, who, at = await sought(databank, voor="teamleider")
    person_id = await seen(databank, "massagesalon", at + HOUR, who)
    watch.moves_to(at + 2 * HOUR)
    assert await say(watch, watch.asker, person_id, "nee") == 303
    assert await watch.hits() == [("inspection", "massagesalon", False)]
    await databank.inspect("prive_thuis", at + 3 * HOUR, replace(who, phone="0470998877"))
    assert len(await watch.hits()) == 1, "people said it is not she"
    watch.moves_to(at + 4 * HOUR)
    page = (await watch.leader.get(watch.path)).text
    assert "Toch misschien" in page and "agent-" in page
    assert "Niet de persoon" in page
    assert await say(watch, watch.leader, person_id, "misschien") == 303
    assert sorted(await watch.hits()) == [
        ("inspection", "massagesalon", True),
        ("inspection", "prive_thuis", True),
    ], "what she was seen doing meanwhile is told now"
    rows = await databank.fetch(
        "SELECT DISTINCT answer, said_by, said_at FROM watch_answer WHERE request_id = $1"
        " ORDER BY said_at",
        watch.id,
    )
    assert [(row["answer"], row["said_by"][:6], row["said_at"]) for row in rows] == [
        ("nee", "agent-", at + 2 * HOUR),
        ("misschien", "leider", at + 4 * HOUR),
    ]


@pytest.mark.parametrize(
    ("said", "next_answer"), [("ja", "nee"), ("nee", "ja"), ("ja", "ja"), ("nee", "nee")]
)
async def test_an_answer_of_a_colleague_is_not_overruled_unseen(
    databank: Databank, said: str, next_answer: str
) -> None:
    watch, who, at = await sought(databank, voor="teamleider")
    person_id = await seen(databank, "massagesalon", at + HOUR, who)
    watch.moves_to(at + 2 * HOUR)
    assert await say(watch, watch.asker, person_id, "misschien") == 409, "nobody said anything"
    assert await say(watch, watch.asker, person_id, said) == 303
    before = await watch.hits()
    assert await say(watch, watch.leader, person_id, next_answer) == 409
    assert await watch.hits() == before
    stranger = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
    stranger.moves_to(at + 2 * HOUR)
    assert await say(watch, stranger, person_id, "misschien") == 404


async def test_once_it_is_she_namesakes_are_no_longer_watched_until_that_is_doubted(
    databank: Databank, app: FastAPI
) -> None:
    watch, who, at = await sought(databank)
    known = await namesakes(databank, who, at - A_DAY, 3)
    first, second, third = (person_id for person_id, _ in known)
    async with app.state.database.begin(at + HOUR) as tx:
        await spot(tx, Branch.MASSAGESALON, [first, second])
    watch.moves_to(at + 2 * HOUR)
    assert await say(watch, watch.asker, first, "ja") == 303
    assert sorted(counts for *_, counts in await watch.hits()) == [False, True]
    async with app.state.database.begin(at + 3 * HOUR) as tx:
        await spot(tx, Branch.ESCORT, [third])
    assert ("inspection", "escort", True) not in await watch.hits()
    page = (await watch.moves_to(at + 4 * HOUR).asker.get(watch.path)).text
    assert second not in page and third not in page and "Toch misschien" in page
    assert page.count("Telt niet meer") == 0, "where a namesake was, is nobody's business any more"
    assert await say(watch, watch.asker, first, "misschien") == 303
    assert await doubtful(databank, watch) == {first: True, second: True, third: True}
    assert ("inspection", "escort", True) in await watch.hits()


async def test_where_somebody_else_was_is_not_shown(databank: Databank, app: FastAPI) -> None:
    """Neither on the page nor by the API, once people said that it is not she."""
    watch, who, at = await sought(databank, voor="recherche")
    first, second = await both_seen(databank, app, who, at + HOUR)
    recherche = databank.as_(Function.RECHERCHE, f"recherche-{uuid4().hex[:6]}")
    path = f"/v1/watch-requests/{watch.id}"
    told = (await recherche.get(path)).json()["hits"]
    assert {hit["personId"] for hit in told} == {first, second}
    watch.moves_to(at + 2 * HOUR)
    assert await say(watch, watch.asker, first, "nee") == 303
    after = (await recherche.get(path)).json()
    assert [(hit["personId"], hit["likely"]) for hit in after["hits"]] == [(second, True)]
    answers = {each["personId"]: (each["likeness"], each["answer"]) for each in after["people"]}
    assert answers == {first: ("niet", "nee"), second: ("misschien", None)}
    assert (await watch.asker.get(watch.path)).text.count("kl-card--attention") == 1


async def test_who_agrees_by_the_api_reads_what_they_sign(databank: Databank) -> None:
    """Whom it is about, why, and who is told; of whoever only has the name, nothing."""
    at, who = day(databank.today), unlike_others()
    person_id = await seen(databank, "straat", at - A_DAY, who)
    last = city_day(at) + 9 * A_DAY
    leader = databank.as_(Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")
    of_file = await asked(databank, at, last, person_id=person_id, voor=["agent", "recherche"])
    signed = (await leader.get(f"/v1/watch-requests/{of_file.id}")).json()
    assert (signed["reason"], signed["told"]) == (REASON, ["agent", "recherche"])
    assert (signed["sought"], signed["hits"]) == (None, [])
    assert [(each["personId"], each["likeness"]) for each in signed["people"]] == [
        (person_id, "zeker")
    ]
    by_name = await asked(databank, at, last, sought=who)
    signed = (await leader.get(f"/v1/watch-requests/{by_name.id}")).json()
    name = {"familyName": who.family, "givenNames": who.given, "birthDate": who.birth}
    assert (signed["sought"], signed["people"]) == (name, [])
    rows = await databank.fetch(
        "SELECT FROM access_log WHERE subject_id = $1 AND purpose = $2 AND actor_subject = $3",
        person_id,
        f"seining:{of_file.id}",
        leader.subject,
    )
    assert len(rows) == 1, "of whom the leader read"


async def test_a_request_for_a_file_is_not_doubted_by_a_click(databank: Databank) -> None:
    """Two people agreed to look for her: that is ended, not answered away."""
    at, who = day(databank.today), unlike_others()
    person_id = await seen(databank, "straat", at - A_DAY, who)
    watch = await asked(databank, at, city_day(at) + 9 * A_DAY, person_id=person_id)
    await watch.agreed()
    assert "Toch misschien" not in (await watch.asker.get(watch.path)).text
    for answer in ("ja", "nee", "misschien"):
        assert await say(watch, watch.asker, person_id, answer) == 409
    assert await doubtful(databank, watch) == {person_id: False}
    assert await say(watch, watch.asker, str(uuid4()), "nee") == 404
