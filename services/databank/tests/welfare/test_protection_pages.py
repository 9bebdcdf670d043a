"""Signals, patterns and moves on the screen: to protect first (DP-11, handbook §4.6)."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.refusals import StepRefusedError
from chassis.web import Function
from databank.welfare.rules.protection import ANSWERS, State, Step, after

from ..support.browser import Browser, signed_in
from ..support.cases import pattern_case
from ..support.databank import START, Databank, day, declared, unlike_others
from ..support.findings import drawn_up, transfer
from ..support.forms import hidden, keyed
from ..support.signals import raise_signal


async def step(browser: Browser, signal_id: str, name: str, answer: str) -> int:
    page = f"/signalen/{signal_id}"
    form = await keyed(browser, page, stap=name, antwoord=answer)
    done = await browser.post(page, form)
    if done.status_code == 200 and 'name="zeker"' in done.text:
        done = await browser.post(page, form | {"zeker": "true"})
    return done.status_code


async def state_of(databank: Databank, signal_id: str) -> str:
    (row,) = await databank.fetch("SELECT state FROM signal WHERE id = $1", UUID(signal_id))
    return str(row["state"])


async def test_dp11_an_urgent_signal_is_looked_at_within_the_hour(
    databank: Databank, browser: Browser
) -> None:
    signal_id = await raise_signal(databank)
    queue = await browser.get("/signalen")
    assert f'href="/signalen/{signal_id}"' in queue.text
    assert "Te bekijken vóór" in queue.text
    browser.moves_to(START + timedelta(minutes=61))
    assert "De termijn is voorbij" in (await browser.get(f"/signalen/{signal_id}")).text
    assert "over de termijn" in (await browser.get("/te-beoordelen")).text


async def test_dp11_a_refused_offer_closes_nothing_and_can_be_repeated(
    databank: Databank, browser: Browser
) -> None:
    signal_id = await raise_signal(databank)
    assert await step(browser, signal_id, "aanbod", "aanvaard") == 409, "not before a look"
    assert await step(browser, signal_id, "triage", "acuut") == 303
    assert await step(browser, signal_id, "veiligheid", "veilig") == 303
    assert await step(browser, signal_id, "doorverwijzing", "opvang") == 409, "no consent yet"
    assert await step(browser, signal_id, "aanbod", "geweigerd") == 303
    page = await browser.get(f"/signalen/{signal_id}")
    assert "Het signaal blijft open" in page.text
    assert await state_of(databank, signal_id) == "aanbod_open"
    assert await step(browser, signal_id, "doorverwijzing", "opvang") == 409
    assert await step(browser, signal_id, "aanbod", "aanvaard") == 303
    assert await step(browser, signal_id, "doorverwijzing", "slachtoffercentrum") == 303
    assert await state_of(databank, signal_id) == "doorverwezen"
    assert "doorverwijzingen" in (await browser.get("/signalen")).text


async def test_dp09_before_a_signal_is_closed_its_consequence_for_the_city_is_said(
    databank: Databank, browser: Browser
) -> None:
    signal_id = await raise_signal(databank)
    (row,) = await databank.fetch("SELECT person_id FROM signal WHERE id = $1", UUID(signal_id))
    finding_id = await drawn_up(databank, personId=str(row["person_id"]))
    await transfer(databank, finding_id)
    await step(browser, signal_id, "triage", "niet_acuut")
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-1")
    page = f"/signalen/{signal_id}"
    form = await keyed(leader, page, stap="afsluiten", antwoord="ongegrond")
    asked = await leader.post(page, form)
    assert asked.status_code == 200 and "Sluit je dit signaal af?" in asked.text
    assert "De stad wacht met 1 dossier" in asked.text and "later heropenen" in asked.text
    assert await state_of(databank, signal_id) == "getrieerd", "nothing happened yet"
    assert (await leader.post(page, form | {"zeker": "true"})).status_code == 303
    assert await state_of(databank, signal_id) == "afgesloten"
    again = await leader.post(page, form | {"zeker": "true"})
    assert again.status_code == 303, "the same form sent again"
    history = await browser.get(f"/vaststellingen/{finding_id}")
    assert "De stad gezegd dat ze verder mag" in history.text


async def test_dp09_the_leadership_closes_and_new_evidence_opens_again(
    databank: Databank, browser: Browser
) -> None:
    signal_id = await raise_signal(databank)
    await step(browser, signal_id, "triage", "niet_acuut")
    assert await step(browser, signal_id, "afsluiten", "ongegrond") == 403
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-1")
    assert await step(leader, signal_id, "afsluiten", "veilig") == 409, "nobody looked"
    assert await step(leader, signal_id, "afsluiten", "geholpen") == 409
    assert await step(leader, signal_id, "afsluiten", "ongegrond") == 303
    assert signal_id in (await leader.get("/signalen?afgesloten=true")).text
    assert signal_id not in (await leader.get("/signalen")).text
    (row,) = await databank.fetch(
        "SELECT person_id, kind FROM signal WHERE id = $1", UUID(signal_id)
    )
    body = {"kind": row["kind"], "personId": str(row["person_id"])}
    later = {"observedAt": START.isoformat()}
    again = await databank.created("/v1/signals", body | later, START + timedelta(days=3))
    assert again["signalId"] == signal_id
    assert await state_of(databank, signal_id) == "gemeld"


async def test_recherche_reads_a_signal_and_the_keeper_of_the_system_does_not(
    databank: Databank,
) -> None:
    signal_id = await raise_signal(databank)
    reader = await signed_in(databank, Function.RECHERCHE, "recherche-1")
    page = await reader.get(f"/signalen/{signal_id}")
    assert (page.status_code, 'name="antwoord"' in page.text) == (200, False)
    form = {"sleutel": str(uuid4()), "stap": "triage", "antwoord": "acuut"}
    assert (await reader.post(f"/signalen/{signal_id}", form)).status_code == 403
    keeper = await signed_in(databank, Function.POLITIE_BEHEERDER, "beheerder-1")
    for path in ("/signalen", f"/signalen/{signal_id}", "/te-beoordelen", "/patronen"):
        assert (await keeper.get(path)).status_code == 403


async def test_a_step_without_an_answer_says_so_and_a_retry_counts_once(
    databank: Databank, browser: Browser
) -> None:
    signal_id = await raise_signal(databank)
    page = f"/signalen/{signal_id}"
    empty = await browser.post(page, await keyed(browser, page, stap="triage"))
    assert (empty.status_code, "Kies een antwoord." in empty.text) == (422, True)
    form = await keyed(browser, page, stap="triage", antwoord="niet_acuut")
    for _ in range(3):
        assert (await browser.post(page, form)).status_code == 303
    steps = await databank.fetch("SELECT 1 FROM signal_step WHERE signal_id = $1", UUID(signal_id))
    assert len(steps) == 1
    assert (await browser.get(f"/signalen/{uuid4()}")).status_code == 404


async def test_a_kind_of_signal_without_words_is_shown_by_its_code(
    databank: Databank, browser: Browser
) -> None:
    from databank.welfare import labels

    assert labels.signal("iets_nieuws") == "Iets nieuws"
    assert labels.evidence("iets_nieuws") == "Iets nieuws"
    signal_id = await raise_signal(databank)
    await databank.fetch(
        "UPDATE signal_evidence SET kind = 'iets_nieuws' WHERE signal_id = $1", UUID(signal_id)
    )
    assert "Iets nieuws" in (await browser.get(f"/signalen/{signal_id}")).text


@given(st.lists(st.tuples(st.sampled_from(Step), st.integers(0, 4)), max_size=12))
def test_dp11_nobody_is_referred_without_having_said_yes(steps: list[tuple[Step, int]]) -> None:
    state, safety, consents = State.GEMELD, None, 0
    for one, choice in steps:
        answer = ANSWERS[one][choice % len(ANSWERS[one])]
        try:
            then = after(state, one, answer, safety)
        except StepRefusedError:
            continue
        if one is Step.DOORVERWIJZING:
            assert consents == 1
            consents = 0
        if one is Step.AANBOD:
            assert then is not State.AFGESLOTEN
            consents = int(answer == "aanvaard")
        if one is Step.AFSLUITEN and answer == "geholpen":
            assert state is State.DOORVERWEZEN
        if one is Step.HEROPENEN:
            consents = 0
        safety = answer if one is Step.VEILIGHEID else safety
        state = then


async def test_a_pattern_shows_its_evidence_and_becomes_a_signal_by_a_person_s_word(
    databank: Databank, browser: Browser
) -> None:
    case_id = await pattern_case(databank, shadow=False)
    page = f"/patronen/{case_id}"
    assert f'href="{page}"' in (await browser.get("/patronen")).text
    shown = await browser.get(page)
    assert "Op twee plaatsen tegelijk" in shown.text
    assert shown.text.count(": aangifte") == 2
    assert "480" in shown.text
    form = {"sleutel": hidden(shown, "sleutel"), "oordeel": "bevestigd"}
    for _ in range(2):
        assert (await browser.post(page, form)).status_code == 303
    found = await databank.fetch("SELECT 1 FROM signal WHERE source LIKE $1", f"pattern {case_id}%")
    assert len(found) == 1
    empty = await browser.post(page, {"sleutel": str(uuid4()), "stap": "opvolgen"})
    assert (empty.status_code, "Kies wat je doet." in empty.text) == (422, True)
    follow = {"sleutel": str(uuid4()), "stap": "opvolgen", "opvolging": "doorverwijzing"}
    assert (await browser.post(page, follow)).status_code == 303
    assert "Hulp aanbieden en doorverwijzen" in (await browser.get(page)).text
    assert f'href="{page}"' in (await browser.get("/patronen?afgehandeld=true")).text


async def test_dp10_what_a_rule_on_trial_found_is_for_leadership_alone(
    databank: Databank, browser: Browser
) -> None:
    case_id = await pattern_case(databank, shadow=True)
    assert (await browser.get("/patronen?schaduw=true")).status_code == 403
    assert (await browser.get(f"/patronen/{case_id}")).status_code == 404
    assert str(case_id) not in (await browser.get("/patronen")).text
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-1")
    apart = await leader.get("/patronen?schaduw=true")
    assert str(case_id) in apart.text and "Op proef." in apart.text
    assert str(case_id) not in (await leader.get("/patronen")).text
    form = await keyed(leader, f"/patronen/{case_id}", oordeel="bevestigd")
    assert (await leader.post(f"/patronen/{case_id}", form)).status_code == 303
    found = await databank.fetch("SELECT 1 FROM signal WHERE source LIKE $1", f"pattern {case_id}%")
    assert found == []


async def test_a_move_is_explained_followed_up_and_kept_in_sight(
    databank: Databank, browser: Browser
) -> None:
    who = unlike_others()
    await databank.inspect("straat", day(10), who)
    shift = declared(who, day(12))
    await databank.tell(shift, at=day(12))
    (case,) = await databank.cases(await databank.person_of(shift))
    page = f"/verschuivingen/{case['id']}"
    shown = await browser.get(page)
    assert "binnen de termijn van de regel" in shown.text
    assert 'href="/regels/branch-move"' in shown.text
    assert who.family in shown.text
    form = {"sleutel": hidden(shown, "sleutel"), "oordeel": "bevestigd"}
    assert (await browser.post(page, form)).headers["location"] == "/verschuivingen"
    assert f'href="{page}"' in (await browser.get("/verschuivingen/beoordeeld")).text
    follow = await keyed(browser, page, stap="opvolgen", opvolging="contact")
    assert (await browser.post(page, follow)).headers["location"] == page
    done = await browser.get(page)
    assert re.search("In opvolging – Contact met de persoon", done.text)
    assert (
        await browser.post(page, await keyed(browser, page, stap="afsluiten"))
    ).status_code == 303


@pytest.mark.parametrize("path", ["/patronen/{}", "/verschuivingen/{}", "/signalen/{}"])
async def test_unknown_cases_are_said_plainly(browser: Browser, path: str) -> None:
    answer = await browser.get(path.format(uuid4()))
    assert (answer.status_code, "bestaat niet." in answer.text) == (404, True)
