"""Who is who on the screen: two sides, an answer, the next question, and an answer taken back."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis.web import Function
from databank.access.shields import store as shields
from databank.access.shields.rules import ShieldGround
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.databank import START, Databank, day, unlike_others
from ..support.forms import hidden, keyed
from ..support.officers import Officer, claims_of, seen
from ..support.reviews import doubted


async def test_both_sides_agreement_and_evidence_are_in_words(
    databank: Databank, browser: Browser
) -> None:
    first, second, who, twin, review_id = await doubted(databank)
    page = await browser.get(f"/identiteiten/{review_id}")
    assert who.family in page.text and twin.family in page.text
    assert "= gelijk" in page.text and "≠ verschilt" in page.text
    assert "Het documentnummer is gelijk" in page.text
    assert "spreekt sterk voor dezelfde persoon" in page.text
    assert "Er komt een verschuiving bij: van straat naar escort" in page.text
    assert "style=" not in page.text
    log = await databank.fetch(
        "SELECT subject_id FROM access_log WHERE actor_subject LIKE 'agent-%'"
        " ORDER BY position DESC LIMIT 2"
    )
    assert {row["subject_id"] for row in log} == {first, second}


async def test_nobody_is_merged_before_the_consequences_were_shown(
    databank: Databank, browser: Browser
) -> None:
    first, second, _, _, review_id = await doubted(databank)
    page = f"/identiteiten/{review_id}"
    form = await keyed(browser, page, antwoord="dezelfde_persoon", persoon=first)
    asked = await browser.post(page, form)
    assert asked.status_code == 303
    sure = asked.headers["location"]
    assert sure.startswith(f"{page}/samenvoegen?persoon={first}")
    assert (await Officer(databank).read(f"/v1/persons/{first}"))["knownAs"] == []
    shown = await browser.get(sure)
    assert "Er komt een verschuiving bij" in shown.text
    yes = await keyed(
        browser, sure, antwoord="dezelfde_persoon", persoon=first, grond="persoon_gezien"
    )
    for _ in range(2):  # a phone that sends twice
        done = await browser.post(f"{page}/samenvoegen", yes)
        assert done.status_code == 303
        assert done.headers["location"] != page, "the next question opens"
    assert (await Officer(databank).read(f"/v1/persons/{first}"))["knownAs"] == [second]


async def test_after_an_answer_the_next_question_is_held_and_opens(
    databank: Databank, browser: Browser
) -> None:
    await doubted(databank)
    await doubted(databank)
    await doubted(databank)
    begun = await browser.post("/identiteiten/volgende", {"soort": "koppeling"})
    begin = begun.headers["location"].partition("?")[0]
    (row,) = await databank.fetch(
        "SELECT held_by FROM review_task WHERE id = $1", begin.rpartition("/")[2]
    )
    assert row["held_by"].startswith("agent-")
    other = await signed_in(databank, Function.POLITIE_AGENT, "agent-other")
    elsewhere = await other.post("/identiteiten/volgende", {"soort": "koppeling"})
    assert elsewhere.headers["location"].partition("?")[0] != begin
    form = await keyed(browser, begin, antwoord="niet_te_zeggen", soort="koppeling")
    done = await browser.post(begin, form)
    third = done.headers["location"].partition("?")[0]
    assert third not in (begin, elsewhere.headers["location"].partition("?")[0])
    skipped = await browser.post("/identiteiten/volgende", {"na": third.rpartition("/")[2]})
    assert skipped.headers["location"].partition("?")[0] != third
    (row,) = await databank.fetch(
        "SELECT held_by FROM review_task WHERE id = $1", third.rpartition("/")[2]
    )
    assert row["held_by"] is None


@pytest.mark.parametrize("answer", ["dezelfde_persoon", "andere_persoon", "niet_te_zeggen"])
async def test_an_answer_is_taken_back_by_who_gave_it(
    databank: Databank, browser: Browser, answer: str
) -> None:
    first, second, _, twin, review_id = await doubted(databank)
    await databank.inspect("straat", day(2), twin)
    page = f"/identiteiten/{review_id}"
    path = f"{page}/samenvoegen" if answer == "dezelfde_persoon" else page
    form = await keyed(browser, page, antwoord=answer, persoon=first)
    assert (await browser.post(path, form)).status_code == 303
    colleague = await signed_in(databank, Function.POLITIE_AGENT, "agent-other")
    refused = await colleague.post(f"{page}/terug", {"sleutel": str(uuid4())})
    assert refused.status_code == 409
    assert "Neem mijn antwoord terug" in (await browser.get(page)).text
    back = await browser.post(f"{page}/terug", {"sleutel": str(uuid4())})
    assert back.status_code == 303
    (row,) = await databank.fetch("SELECT state FROM review_task WHERE id = $1", review_id)
    assert row["state"] == "open"
    person = await Officer(databank).read(f"/v1/persons/{second}")
    assert person["provisional"], "as uncertain as the matcher left it"
    assert max(link["confidence"] for link in person["claims"]) < 1
    assert await databank.cases(second) == []
    standing = await databank.fetch(
        "SELECT 1 FROM verdict WHERE review_id = $1 AND until_at IS NULL", review_id
    )
    assert standing == []
    again = await keyed(browser, page, antwoord=answer, persoon=first)
    assert (await browser.post(path, again)).status_code == 303


async def test_after_a_day_an_answer_stands(databank: Databank, browser: Browser) -> None:
    *_, review_id = await doubted(databank)
    page = f"/identiteiten/{review_id}"
    await browser.post(page, await keyed(browser, page, antwoord="niet_te_zeggen"))
    browser.moves_to(browser.at + timedelta(days=2))
    assert "Neem mijn antwoord terug" not in (await browser.get(page)).text
    late = await browser.post(f"{page}/terug", {"sleutel": str(uuid4())})
    assert late.status_code == 409


async def test_an_earlier_verdict_is_shown_and_overruled_by_name(
    databank: Databank, browser: Browser
) -> None:
    first, second, _, _, review_id = await doubted(databank)
    page = f"/identiteiten/{review_id}"
    await browser.post(page, await keyed(browser, page, antwoord="andere_persoon", persoon=first))
    await Officer(databank).did(
        "/v1/merge-proposals",
        {"personId": second, "otherPersonId": first, "ground": "persoon_gezien"},
    )
    listed = await Officer(databank).read(f"/v1/reviews?personId={second}")
    (asked,) = listed["_embedded"]["reviews"]
    sure = f"/identiteiten/{asked['reviewId']}/samenvoegen"
    shown = f"{sure}?persoon={first}"
    form = await keyed(browser, shown, antwoord="dezelfde_persoon", persoon=first)
    refused = await browser.post(sure, form)
    assert refused.status_code == 409
    assert "dit zijn twee personen" in refused.text
    again = form | {
        "sleutel": hidden(refused, "sleutel"),
        "herzien": re.findall(r'name="herzien" type="checkbox" value="([^"]+)"', refused.text),
    }
    assert (await browser.post(sure, again)).status_code == 303
    person = await Officer(databank).read(f"/v1/persons/{first}")
    assert person["knownAs"] == [second] or first in person["knownAs"]


async def test_the_blind_sample_says_nothing_of_what_was_decided(
    databank: Databank, browser: Browser
) -> None:
    _, second, _, _, review_id = await doubted(databank)
    await databank.fetch(
        "UPDATE review_task SET kind = 'steekproef', reason = 'nieuw', other_person_id ="
        " (ranked->0->>'personId')::uuid WHERE id = $1",
        review_id,
    )
    page = await browser.get(f"/identiteiten/{review_id}")
    assert page.status_code == 200
    assert "Blinde steekproef" in page.text
    for telling in ("Waarom het systeem", "Wat verandert er", "verschuiving bij", second):
        assert telling not in page.text
    form = {"sleutel": hidden(page, "sleutel"), "antwoord": "andere_persoon"}
    assert (await browser.post(f"/identiteiten/{review_id}", form)).status_code == 303


@pytest.mark.parametrize("function", [Function.POLITIE_TEAMLEIDER, Function.RECHERCHE])
async def test_dp09_leadership_and_recherche_read_and_do_not_link(
    databank: Databank, function: Function
) -> None:
    first, _, _, _, review_id = await doubted(databank)
    reader = await signed_in(databank, function, "lezer-1")
    page = await reader.get(f"/identiteiten/{review_id}")
    assert page.status_code == 200
    assert 'name="antwoord"' not in page.text
    form = {"sleutel": str(uuid4()), "antwoord": "niet_te_zeggen"}
    for path in (
        f"/identiteiten/{review_id}",
        f"/identiteiten/{review_id}/samenvoegen",
        f"/identiteiten/{review_id}/terug",
        "/identiteiten/volgende",
        f"/splitsen/{first}",
        f"/splitsen/{first}/ongedaan",
    ):
        assert (await reader.post(path, form)).status_code == 403, path


async def test_an_answer_that_is_none_is_refused_at_the_form(
    databank: Databank, browser: Browser
) -> None:
    *_, review_id = await doubted(databank)
    page = f"/identiteiten/{review_id}"
    answer = await browser.post(page, await keyed(browser, page, antwoord="misschien"))
    assert (answer.status_code, "Kies een antwoord." in answer.text) == (422, True)
    for missing in (f"/identiteiten/{uuid4()}", f"/splitsen/{uuid4()}"):
        assert (await browser.get(missing)).status_code == 404


async def test_claims_of_somebody_else_are_parted_after_a_look(
    databank: Databank, browser: Browser
) -> None:
    first, second, _, twin, review_id = await doubted(databank)
    page = f"/identiteiten/{review_id}"
    form = await keyed(browser, page, antwoord="dezelfde_persoon", persoon=first)
    await browser.post(f"{page}/samenvoegen", form)
    split = f"/splitsen/{first}"
    moved = (await claims_of(databank, first))[-1]
    assert (await browser.get(f"/splitsen/{second}")).headers["location"] == split
    none = await browser.get(f"{split}/nazicht")
    assert (none.status_code, "Kies minstens één gegeven" in none.text) == (422, True)
    sure = await browser.get(f"{split}/nazicht?gegeven={moved}")
    assert "Er verdwijnt een verschuiving: van straat naar escort" in sure.text
    assert len(await databank.cases(first)) == 1
    data = {"sleutel": hidden(sure, "sleutel"), "gegeven": moved, "grond": "vergissing"}
    refused = await browser.post(split, data)
    assert (refused.status_code, "dit is één persoon" in refused.text) == (409, True)
    data |= {
        "sleutel": hidden(refused, "sleutel"),
        "herzien": re.findall(r'name="herzien" type="checkbox" value="([^"]+)"', refused.text),
    }
    assert (await browser.post(split, data)).status_code == 303
    assert await databank.cases(first) == []
    assert "Gesplitst" in (await browser.get(split)).text
    assert twin.family not in (await browser.get(split)).text


async def test_a_merge_is_undone_from_its_history(databank: Databank, browser: Browser) -> None:
    first, second, _, _, review_id = await doubted(databank)
    page = f"/identiteiten/{review_id}"
    form = await keyed(browser, page, antwoord="dezelfde_persoon", persoon=first)
    await browser.post(f"{page}/samenvoegen", form)
    history = await browser.get(f"/splitsen/{first}")
    data = {"sleutel": str(uuid4()), "wijziging": hidden(history, "wijziging")}
    assert (await browser.post(f"/splitsen/{first}/ongedaan", data)).status_code == 303
    assert (await Officer(databank).get(f"/v1/persons/{second}")).status_code == 200


async def test_a_shielded_file_stays_shut_where_people_decide(
    databank: Databank, browser: Browser
) -> None:
    """Its question is passed over, and nobody reads its names on a case."""
    first, _, who, twin, review_id = await doubted(databank)
    conn = await asyncpg.connect(databank.sandbox.database("databank").url)
    await shields.place(conn, UUID(first), ShieldGround.BESCHERMING, START, "leider-9")
    await conn.close()
    for path in (f"/identiteiten/{review_id}", f"/splitsen/{first}"):
        page = await browser.get(path)
        assert page.status_code == 403, path
        assert who.family not in page.text and twin.family not in page.text
    question = await databank.get(f"/v1/reviews/{review_id}")
    assert question.status_code == 403
    assert who.family not in question.text
    for _ in range(60):
        opened = await browser.post("/identiteiten/volgende", {"soort": "koppeling"})
        assert review_id not in opened.headers["location"]
        if "/identiteiten/" not in opened.headers["location"]:
            break
        held = opened.headers["location"].partition("?")[0]
        await browser.post(held, await keyed(browser, held, antwoord="niet_te_zeggen"))


async def test_a_second_look_says_why_and_ends_with_its_answer(
    databank: Databank, browser: Browser
) -> None:
    """What another said over her phone stands with her; the other one came with her own paper."""
    phone = f"0470{uuid4().int % 1_000_000:06}"
    hers = unlike_others(phone=phone)
    theirs = unlike_others()
    home = await seen(databank, "straat", day(0), hers)
    stray = replace(theirs, document=None, phone=phone)
    other = await seen(databank, "escort", day(1), stray)
    (claim_id,) = await claims_of(databank, other)
    assert await seen(databank, "massagesalon", day(2), theirs) == other
    await databank.fetch(
        "WITH ended AS (UPDATE membership SET until_at = from_at WHERE claim_id = $1"
        " AND until_at IS NULL RETURNING *) INSERT INTO membership SELECT gen_random_uuid(),"
        " claim_id, $2, from_at, NULL, 'levering', 'gekend', 1, 1, model_version, '[]' FROM ended",
        claim_id,
        home,
    )

    async def asked() -> list[asyncpg.Record]:
        for _ in range(1_200):
            if not await databank.fetch("SELECT FROM claim_features WHERE NOT weighed LIMIT 1"):
                break
            await asyncio.sleep(0.05)
        return await databank.fetch("SELECT * FROM review_task WHERE claim_id = $1", claim_id)

    (task,) = await asked()
    assert (str(task["person_id"]), str(task["other_person_id"])) == (home, other)
    address = f"/identiteiten/{task['id']}"
    page = words((await browser.get(address)).text)
    assert "Deze gegevens passen nu beter bij een andere persoon." in page
    assert "Er verandert niets tot je antwoordt." in page
    assert "Iemand anders: de gegevens staan goed" in page
    assert "nieuwste gegevens" not in page
    assert await claims_of(databank, home) == [(await claims_of(databank, home))[0], claim_id]
    form = await keyed(browser, address, antwoord="andere_persoon", persoon=other, hoortBij=other)
    assert (await browser.post(address, form)).status_code == 303
    assert claim_id in await claims_of(databank, other)
    await databank.inspect("straat", day(3), replace(hers, phone="0479000001"))
    (task,) = await asked()
    assert (task["state"], task["answer"]) == ("beantwoord", "andere_persoon")
