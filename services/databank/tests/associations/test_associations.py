"""A chart of one person: with whom something is shared, within a case, and written down."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from chassis.web import Function
from contracts.pandkalender import ShiftDeclared

from ..support.browser import Browser, signed_in
from ..support.databank import Databank, Someone, declared, unlike_others
from ..support.officers import an_open_case, claims_of, seen
from ..support.pattern_cases import cases, verify
from ..support.patterns import works

HOUR = timedelta(hours=1)
COPIES = """
WITH twin AS (
  INSERT INTO claim
  SELECT (jsonb_populate_record(claim, jsonb_build_object(
         'id', gen_random_uuid(), 'digest', '\\x' || md5(gen_random_uuid()::text)))).*
    FROM claim, generate_series(1, 600) WHERE id = $1 RETURNING id),
part AS (
  INSERT INTO membership
  SELECT (jsonb_populate_record(membership, jsonb_build_object(
         'id', gen_random_uuid(), 'claim_id', twin.id))).*
    FROM membership, twin WHERE claim_id = $1 AND until_at IS NULL),
features AS (
  INSERT INTO claim_features (claim_id, person_id, form, features)
  SELECT twin.id, $2, form, features FROM claim_features, twin WHERE claim_id = $1)
INSERT INTO claim_key (key, claim_id)
SELECT key, twin.id FROM claim_key, twin WHERE claim_id = $1
"""
"""The same claim 600 times more, as who declares each day leaves it."""


def a_phone() -> str:
    return f"+32470{uuid4().int % 1_000_000:06}"


async def grounds(databank: Databank, person_id: str) -> dict[str, dict[str, Any]]:
    """Person -> ground -> line of the chart, as the API tells it to recherche in a case."""
    body = (await chart(databank, person_id)).json()
    return {
        each["personId"]: {line["ground"]: line for line in each["shared"]}
        for each in body["associates"]
    }


async def chart(databank: Databank, person_id: str) -> httpx.Response:
    asker = databank.as_(Function.RECHERCHE, "recherche-verband")
    with asker.saying(await an_open_case(databank)):
        answer = await asker.get(f"/v1/persons/{person_id}/associations", "dossier")
    assert answer.status_code == 200, answer.text
    return answer


async def page_of(
    databank: Databank, person_id: str, subject: str = "recherche-kaart"
) -> tuple[Browser, str]:
    browser = await signed_in(databank, Function.RECHERCHE, subject)
    browser.moves_to(databank.clock.now())
    form = {"doel": "dossier", "sleutel": str(uuid4())}
    given = await browser.post(f"/personen/{person_id}/doel", form)
    file = await browser.get(given.headers["location"])
    path = given.headers["location"].replace("?", "/verbanden?")
    assert path.replace("&", "&amp;") in file.text, "the file leads there"
    return browser, path


async def test_a_shared_phone_is_shown_and_everybody_shown_is_written_down(
    databank: Databank,
) -> None:
    phone, at = a_phone(), databank.clock.now()
    one = await seen(databank, "straat", at, unlike_others(phone=phone))
    who = unlike_others(phone=phone.replace("+32", "0"))
    other = await seen(databank, "massagesalon", at + HOUR, who)
    stranger = await seen(databank, "massagesalon", at + HOUR, unlike_others(phone=a_phone()))
    found = await grounds(databank, one)
    assert {other: ["telefoon"]} == {each: [*lines] for each, lines in found.items()}
    assert found[other]["telefoon"]["times"] == 1
    subject = f"recherche-{uuid4().hex[:6]}"
    browser, path = await page_of(databank, one, subject)
    page = await browser.get(path)
    assert page.status_code == 200, page.text
    assert who.family in page.text
    assert "Hetzelfde telefoonnummer" in page.text
    assert phone[3:] not in page.text, "a chart shows no numbers"
    assert stranger not in page.text
    rows = await databank.fetch(
        "SELECT subject_kind, subject_id, purpose FROM access_log"
        " WHERE actor_subject = $1 ORDER BY position DESC LIMIT 3",
        subject,
    )
    assert {(row["subject_kind"], row["subject_id"]) for row in rows} >= {
        ("associations", one),
        ("person", other),
    }
    assert all(row["purpose"].startswith("dossier:") for row in rows)


async def test_a_shared_document_asks_first_who_is_who(databank: Databank) -> None:
    at, paper = databank.clock.now(), uuid4().hex[:9].upper()
    one = await seen(databank, "straat", at, unlike_others(document=paper))
    other = await seen(databank, "escort", at, unlike_others(document=paper))
    assert one != other
    browser, path = await page_of(databank, one)
    page = await browser.get(path)
    assert "Hetzelfde document" in page.text
    assert "Kijk eerst na wie wie is." in page.text


@pytest.mark.parametrize(("others", "shown"), [(20, 20), (21, 0)])
async def test_the_phone_of_a_club_links_nobody(
    databank: Databank, others: int, shown: int
) -> None:
    phone, at = a_phone(), databank.clock.now()
    one = await seen(databank, "stripclub", at, unlike_others(phone=phone))
    people = [unlike_others(phone=phone) for _ in range(others)]
    await databank.inspect("stripclub", at, *people)
    body = (await chart(databank, one)).json()
    assert len(body["associates"]) == shown
    told = [] if shown else [{"ground": "telefoon", "others": others}]
    assert body["commonUse"] == told
    if not shown:
        browser, path = await page_of(databank, one)
        text = (await browser.get(path)).text
        assert f"{others} andere personen geven dit ook op." in text
        assert "Geen verbanden gevonden" in text


async def handed_over(
    databank: Databank, times: int, *, after: timedelta
) -> tuple[str, str, list[ShiftDeclared]]:
    """Two persons who work in one room after one another, so many times."""
    first, second = unlike_others(), unlike_others()
    start, premises, room = databank.clock.now(), uuid4(), uuid4()

    def in_room(who: Someone, at: Any) -> ShiftDeclared:
        return declared(who, at).model_copy(update={"premises_id": premises, "room_id": room})

    shifts: list[ShiftDeclared] = []
    for turn in range(times):
        begins = start + turn * timedelta(days=30)
        shifts += [
            in_room(first, begins),
            in_room(second, begins + timedelta(hours=8) + after),
        ]
    await databank.tell(*shifts)
    ids = [str(await databank.person_of(each)) for each in shifts[:2]]
    return ids[0], ids[1], shifts


@pytest.mark.parametrize(
    ("times", "after", "together"),
    [
        (2, HOUR, False),
        (3, HOUR, True),
        (3, timedelta(days=7), True),
        (3, timedelta(days=7, minutes=1), False),
    ],
)
async def test_three_times_after_one_another_in_one_room_is_shown(
    databank: Databank, times: int, after: timedelta, *, together: bool
) -> None:
    one, other, _shifts = await handed_over(databank, times, after=after)
    for asked, associate in ((one, other), (other, one)):
        found = await grounds(databank, asked)
        assert (associate in found) is together
        if together:
            assert found[associate]["kamer"]["times"] == times


@pytest.mark.parametrize("empty", [0, 1])
async def test_a_room_that_officers_found_empty_was_handed_over_to_nobody(
    databank: Databank, empty: int
) -> None:
    """Of three times, whichever of the two was not there."""
    one, other, shifts = await handed_over(databank, 3, after=HOUR)
    assert other in await grounds(databank, one)
    await verify(databank, shifts[2 + empty], "afwezig")
    assert await grounds(databank, one) == {}
    assert await grounds(databank, other) == {}
    await verify(databank, shifts[2 + empty], "aanwezig")
    assert [*await grounds(databank, one)] == [other], "seen there after all"


@pytest.mark.parametrize(
    ("outcome", "together"),
    [
        (None, True),
        ("bevestigd", True),
        ("verklaarbaar", True),
        ("geen_actie", True),
        ("foutieve_koppeling", False),
    ],
)
async def test_a_pattern_links_unless_people_said_that_it_rests_on_a_wrong_link(
    databank: Databank, outcome: str | None, *, together: bool
) -> None:
    here, there, start = uuid4(), uuid4(), databank.today
    people = [unlike_others() for _ in range(3)]
    shifts = [works(who, start + nr / 24, premises=here) for nr, who in enumerate(people)]
    shifts += [works(who, start + 4 + nr / 24, premises=there) for nr, who in enumerate(people)]
    await databank.tell(*shifts)
    (case,) = await cases(databank, "group-move", here)
    one, *others = [str(await databank.person_of(each)) for each in shifts[:3]]
    assert await grounds(databank, one) == {}, "a trial links nobody"
    await databank.fetch(
        "UPDATE pattern_case SET shadow = false, outcome = $2 WHERE id = $1", case["id"], outcome
    )
    found = await grounds(databank, one)
    assert {*found} == ({*others} if together else set())


async def test_under_a_phone_of_very_many_claims_everybody_is_found(databank: Databank) -> None:
    """Her own, and those of one other: claims are not persons."""
    phone, at = a_phone(), databank.clock.now()
    one = await seen(databank, "straat", at, unlike_others(phone=phone))
    many = await seen(databank, "escort", at, unlike_others(phone=phone))
    for person_id in (one, many):
        (claim,) = await claims_of(databank, person_id)
        await databank.fetch(COPIES, UUID(claim), UUID(person_id))
    few = await seen(databank, "massagesalon", at, unlike_others(phone=phone))
    for asked, others in ((one, {many, few}), (few, {one, many}), (many, {one, few})):
        assert {*await grounds(databank, asked)} == others


@pytest.mark.parametrize(("times", "together"), [(1, False), (2, True)])
async def test_twice_in_one_inspection_is_shown_and_a_client_never(
    databank: Databank, times: int, *, together: bool
) -> None:
    one, other, client = unlike_others(), unlike_others(), unlike_others()
    people = [
        {"role": role, "claim": who.body}
        for who, role in ((one, "sekswerker"), (other, "sekswerker"), (client, "klant"))
    ]
    for _ in range(times):
        inspected = await databank.inspect("straat", databank.clock.now(), persons=people)
    asked, associate, of_client = (each["personId"] for each in inspected["persons"])
    found = await grounds(databank, asked)
    assert (associate in found) is together
    assert of_client not in found
    assert await grounds(databank, of_client) == {}


async def test_without_a_purpose_the_file_asks_for_it(databank: Databank) -> None:
    person_id = await seen(databank, "straat", databank.clock.now(), unlike_others())
    browser = await signed_in(databank, Function.RECHERCHE, f"recherche-{uuid4().hex[:6]}")
    answer = await browser.get(f"/personen/{person_id}/verbanden")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/personen/{person_id}")


@pytest.mark.parametrize("function", [Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER])
async def test_only_recherche_sees_a_chart(databank: Databank, function: Function) -> None:
    person_id = await seen(databank, "straat", databank.clock.now(), unlike_others())
    asker = databank.as_(function, f"iemand-{uuid4().hex[:6]}")
    answer = await asker.get(f"/v1/persons/{person_id}/associations")
    assert answer.status_code == 403
