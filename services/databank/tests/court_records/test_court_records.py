"""A link on paper for a court: in the words of its page, with its error rate and who looked."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import pytest
from pypdf import PdfReader

from chassis.web import Actor, Function
from databank.court_records.compile import LinkRecord
from databank.court_records.pages.document import in_words
from databank.matching.rules.evidence import Evidence
from databank.review.explain_link import ExplainedLink
from databank.review.rules.sample_quality import Stratum
from databank.review.store.merge_history import PastLink
from linkage.match_weights import WaterfallStep

from ..support.browser import Browser, signed_in
from ..support.cases import branch_shift_case
from ..support.databank import Databank, Someone, day, unlike_others
from ..support.officers import Officer, claims_of, seen
from ..support.reviews import drawn
from ..support.searches import purpose


def record(decision: str, stratum: Stratum | None, *, alternatives: int = 0) -> LinkRecord:
    """A link of nobody; each alternative less likely than the one before."""
    person_id, at = uuid4(), day(0)
    link = PastLink(
        id=uuid4(),
        person_id=person_id,
        decided_by="auto",
        decision=decision,
        confidence=0.97,
        bits=9.0,
        model_version="m-7",
        waterfall=[],
        weights_id=None,
        from_at=at,
        until_at=None,
        change_id=None,
        ground=None,
    )
    others = tuple(
        Evidence(uuid4(), 0.02 / number, None, (WaterfallStep("family", "different", -4.0),))
        for number in range(1, alternatives + 1)
    )
    return LinkRecord(
        claim_id=uuid4(),
        source_kind="inspection",
        received_at=at,
        decision=ExplainedLink(link, None, None, [link]),
        alternatives=others,
        stratum=stratum,
        answers=(),
        made_for=Actor("leider-1", Function.POLITIE_TEAMLEIDER, "politie", "politie"),
        made_at=at,
        purpose="dossier",
    )


def said(about: LinkRecord) -> str:
    parts = [
        text
        for section in in_words(about)["sections"]
        for text in (*section["lines"], *section["items"])
    ]
    return " ".join(parts).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("decision", "stratum"),
    [("gekend", Stratum(900, same=19, other=1)), ("nieuw", Stratum(900, same=1, other=19))],
)
def test_one_wrong_of_twenty_is_told_with_wilsons_interval(decision: str, stratum: Stratum) -> None:
    """Wilson (1927) for 1 of 20: .9 to 23.6 per cent. Of a new person "the same" is the error."""
    assert (
        "Mensen keken blind naar 20 beslissingen van deze soort en vonden er 1 fout: 5 %. Met 95"
        " procent zekerheid ligt dat tussen 0,9 % en 23,6 %." in said(record(decision, stratum))
    )


def test_where_nobody_looked_no_rate_is_told() -> None:
    text = said(record("gekend", Stratum(900, waiting=3)))
    assert "Hoe vaak ze fout zijn, is niet bekend." in text and "procent" not in text
    assert "geen steekproef" in said(record("na_te_kijken", None))


def test_each_alternative_is_told_with_its_chance_and_without_its_number() -> None:
    two = record("gekend", None, alternatives=2)
    text = said(two)
    assert "Andere persoon 1: kans van 2 %." in text and "De familienaam is anders" in text
    assert "Andere persoon 2: kans van 1 %." in text
    assert not any(str(other.person_id) in text for other in two.alternatives)
    assert "Er was niemand anders op wie de gegevens leken." in said(record("gekend", None))


async def leader_of(databank: Databank) -> Browser:
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")
    return leader.moves_to(databank.clock.now())


async def linked(databank: Databank) -> tuple[str, str, Someone]:
    """A person, and a claim that the matcher linked to her by itself."""
    who = unlike_others(document=None)
    person_id = await seen(databank, "straat", day(0), who)
    await databank.inspect("straat", day(1), replace(who, phone="0470112233"))
    _, claim_id = await claims_of(databank, person_id)
    return person_id, claim_id, who


async def on_paper(browser: Browser, person_id: str, claim_id: str) -> tuple[str, str]:
    """What the page of a link says, and what its document does."""
    file = await purpose(browser, f"/personen/{person_id}", "dossier")
    path = f"/personen/{person_id}/koppelingen/{claim_id}"
    page = await browser.get(f"{path}?{file.partition('?')[2]}")
    assert page.status_code == 200, page.text
    (link,) = re.findall(r'href="([^"]+rechtbank\.pdf[^"]+)"', page.text)
    answer = await browser.get(html.unescape(link))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    return page.text, text_of(answer.content)


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def listed(page: str) -> Iterator[str]:
    for item in re.findall(r"<li>(.*?)</li>", page, re.DOTALL):
        yield " ".join(html.unescape(item).split())


async def test_the_paper_says_what_the_page_says_in_the_same_words(databank: Databank) -> None:
    person_id, claim_id, who = await linked(databank)
    leader = await leader_of(databank)
    page, paper = await on_paper(leader, person_id, claim_id)
    main = page[page.index("<main") :]
    sentences = [each for each in listed(main) if "spreekt" in each or "weinig" in each]
    (weighs,) = re.findall(r">([^<]*Een getal tussen haakjes[^<]*)<", main)
    sentences.append(html.unescape(weighs))
    assert len(sentences) > 1
    squeezed = paper.replace(" ", "").replace("-", "")
    for sentence in sentences:
        assert sentence.replace(" ", "").replace("-", "") in squeezed, sentence
    assert "Het systeem koppelde deze gegevens op" in paper and "Zekerheid:" in paper
    assert "Versie van het model:" in paper and "de uitkomst is gelijk." in paper
    assert "Geen mens bevestigde deze koppeling." in paper
    assert "Niemand keek blind naar deze beslissing." in paper
    assert person_id in paper and claim_id in paper
    for value in (who.family, who.given, "0470112233"):
        assert value.casefold() not in paper.casefold(), "it names nobody"


async def test_the_paper_is_in_dutch_whatever_the_officer_reads(databank: Databank) -> None:
    person_id, claim_id, _who = await linked(databank)
    leader = (await leader_of(databank)).speaks("fr")
    page, paper = await on_paper(leader, person_id, claim_id)
    assert "Waarom deze koppeling?" not in page
    assert "Waarom deze koppeling?" in paper and "Het systeem koppelde" in paper


async def test_it_says_who_judged_blindly_and_how_often_such_links_are_wrong(
    databank: Databank,
) -> None:
    person_id, claim_id, task = await drawn(databank)
    await Officer(databank, "agent-blind").answer(str(task["id"]), "dezelfde_persoon")
    quality = (await Officer(databank).read("/v1/identity/quality"))["matches"]
    judged = quality["same"] + quality["other"]
    _page, paper = await on_paper(await leader_of(databank), person_id, claim_id)
    assert "agent-blind keek blind, zonder te weten wat beslist was: Dezelfde persoon" in paper
    said = f"Mensen keken blind naar {judged} beslissingen van deze soort en vonden er"
    assert f"{said} {quality['other']} fout" in paper


async def test_it_says_who_confirmed_and_that_of_people_there_is_no_sample(
    databank: Databank,
) -> None:
    one, other = unlike_others(), unlike_others()
    into = await seen(databank, "straat", day(0), one)
    gone = await seen(databank, "straat", day(1), other)
    (claim_id,) = await claims_of(databank, gone)
    await Officer(databank, "agent-koppelt").merge(into, gone)
    page, paper = await on_paper(await leader_of(databank), into, claim_id)
    assert "Een agent koppelde deze gegevens op" in paper
    assert "Niemand leek op deze persoon" not in paper + page, "a person linked it"
    assert "gekoppeld door agent-koppelt. Ik heb de gegevens vergeleken" in paper
    assert "Daarvan nemen we geen steekproef." in paper


async def test_what_leaves_is_logged_as_that_and_only_who_leads_takes_it(
    databank: Databank,
) -> None:
    person_id, claim_id, _who = await linked(databank)
    leader = await leader_of(databank)
    path = f"/personen/{person_id}/koppelingen/{claim_id}"
    asked = await leader.get(f"{path}/rechtbank.pdf")
    assert (asked.status_code, asked.headers["location"]) == (303, path), "for what, first"
    await on_paper(leader, person_id, claim_id)
    rows = await databank.fetch(
        "SELECT purpose FROM access_log WHERE subject_id = $1 AND action = 'disclose'", person_id
    )
    assert [row["purpose"] for row in rows] == ["dossier"]
    agent = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
    agent.moves_to(databank.clock.now())
    file = await purpose(agent, f"/personen/{person_id}")
    grant = file.partition("?")[2]
    assert "rechtbank.pdf" not in (await agent.get(f"{path}?{grant}")).text
    assert (await agent.get(f"{path}/rechtbank.pdf?{grant}")).status_code == 403
    other = await seen(databank, "straat", day(2), unlike_others())
    strange = await purpose(leader, f"/personen/{other}", "dossier")
    wrong = f"/personen/{other}/koppelingen/{claim_id}/rechtbank.pdf?{strange.partition('?')[2]}"
    assert (await leader.get(wrong)).status_code == 404, "a link of somebody else"


async def test_a_branch_shift_is_written_as_its_page_says_it_with_both_links(
    databank: Databank,
) -> None:
    case_id = await branch_shift_case(databank)
    leader = await leader_of(databank)
    page = await leader.get(f"/verschuivingen/{case_id}")
    path = f"/verschuivingen/{case_id}/rechtbank.pdf"
    assert f'href="{path}"' in page.text
    answer = await leader.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    paper = text_of(answer.content)
    main = page.text[page.text.index("<main") : page.text.index("Over wie gaat het?")]
    words = [*listed(main), *re.findall(r">([^<]*Week na week[^<]*)<", main)]
    words += re.findall(r">([^<]*hoogstens \d+ dagen ertussen)<", main)
    words += re.findall(r">([^<]*spelen nooit mee\.)<", main)
    assert len(words) >= 4
    squeezed = paper.replace(" ", "").replace("-", "")
    for each in words:
        said_there = " ".join(html.unescape(each).split())
        assert said_there.replace(" ", "").replace("-", "") in squeezed, said_there
    (case,) = await databank.fetch(
        "SELECT sighting.person_id, claim_id FROM branch_shift_case"
        " JOIN sighting ON sighting.id IN (from_sighting, to_sighting)"
        " WHERE branch_shift_case.id = $1 LIMIT 1",
        case_id,
    )
    assert str(case["person_id"]) in paper and f"Gegevens {case['claim_id']}" in paper
    assert "Versie van het model:" in paper and "Geen mens beoordeelde deze verschuiving." in paper
    rows = await databank.fetch(
        "SELECT purpose FROM access_log WHERE subject_id = $1 AND action = 'disclose'",
        str(case["person_id"]),
    )
    assert {row["purpose"] for row in rows} == {"dossier"}


async def test_it_says_who_assessed_the_shift_and_how_often_the_rule_is_wrong(
    databank: Databank,
) -> None:
    case_id = await branch_shift_case(databank)
    agent = databank.as_(Function.POLITIE_AGENT, "agent-oordeelt")
    path, body = f"/v1/branch-shifts/{case_id}/assessment", {"outcome": "verklaarbaar"}
    done = await agent.post(path, body, databank.clock.now())
    assert done.status_code in (200, 201), done.text
    answer = await (await leader_of(databank)).get(f"/verschuivingen/{case_id}/rechtbank.pdf")
    paper = text_of(answer.content)
    assert "Verklaarbaar, door agent-oordeelt" in paper
    assert re.search(r"beoordeelden de koppeling van \d+ verschuivingen van deze versie", paper)


async def test_a_shift_that_was_withdrawn_or_a_colleague_without_the_lead_gets_no_paper(
    databank: Databank, browser: Browser
) -> None:
    case_id = await branch_shift_case(databank)
    path = f"/verschuivingen/{case_id}/rechtbank.pdf"
    browser.moves_to(databank.clock.now())
    assert (await browser.get(path)).status_code == 403
    assert "rechtbank.pdf" not in (await browser.get(f"/verschuivingen/{case_id}")).text
    leader = await leader_of(databank)
    assert (await leader.get(f"/verschuivingen/{uuid4()}/rechtbank.pdf")).status_code == 404
    await databank.fetch(
        "UPDATE branch_shift_case SET withdrawn_at = $2, withdrawn_reason = 'tijdlijn_gewijzigd'"
        " WHERE id = $1",
        case_id,
        databank.clock.now(),
    )
    assert (await leader.get(path)).status_code == 404
