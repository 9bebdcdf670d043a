"""Every screen of the police in English and in French: no sentence of it is left in Dutch."""

import html
import importlib
import pkgutil
import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib.resources import files
from io import BytesIO
from uuid import uuid4

import pytest
from babel.messages.pofile import read_po

import contracts
import databank
from chassis.messages import LazyMessage
from chassis.refusals import StepRefusedError
from chassis.web import Function
from chassis.web.pages.languages import DUTCH, Languages, gettext
from contracts.codes import SIGNAL_LABELS, DocumentKind, Sex
from databank.authorisation import TABLE
from databank.matching.labels import PHRASES, VETOES, explain
from databank.welfare.labels import SIGNAL
from databank.welfare.rules.protection import ANSWERS, State, Step, after
from linkage.match_weights import WaterfallStep as Compared

from .access.test_break_glass_pages import asked, shielded
from .detection.test_rule_pages import RULE
from .first_contacts.test_worker_answers import answered
from .support.browser import Browser, signed_in
from .support.cases import branch_shift_case, pattern_case
from .support.databank import Databank, day, declared, unlike_others
from .support.findings import close_report
from .support.inspections import add_person, begin_inspection, person_form
from .support.officers import Officer, claims_of, seen
from .support.reviews import doubted, looked_for
from .support.searches import purpose, search
from .support.shifts import suitable
from .support.signals import raise_signal
from .test_export_pages import asked as exported

OTHERS = ["en", "fr"]
SHORT = 12
"""Shorter texts may be part of another language's words: "Document", "Moment"."""
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
BLANK = re.compile(r"%\(\w+\)s")
LEADS_AWAY = ("/afmelden", "/assets", "/statisch", "/uitvoer/nieuw")
NOT_PAGES = ("/v1", "/stroom", "/lijst", "/bestand", "/stand")
CONTRACTS = [*pkgutil.iter_modules(contracts.__path__, "contracts.")]
ANSWERS_OF_SIGNALS = [answer for answers in ANSWERS.values() for answer in answers]
LEAD_ON = {
    "/",
    "/controle/{shift_id}/persoon",
    "/kwartier/gezien/{verification_id}/identiteit",
    "/verschuivingen/{case_id}/persoon",
    "/inzage/persoon",
}
"""These only lead to another page."""


@cache
def catalogue(language: str) -> list[tuple[str, str]]:
    """Each Dutch text and what it is in the other language, of the service and of the house."""
    found: list[tuple[str, str]] = []
    for package in ("databank", "chassis"):
        path = files(package).joinpath("locale", f"{language}.po")
        for message in read_po(BytesIO(path.read_bytes())):
            if isinstance(message.id, str) and message.id:
                found.append((message.id, str(message.string)))
            elif message.id:
                found += zip(message.id, message.string, strict=True)
    return found


@cache
def dutch_pieces(language: str) -> list[str]:
    """What would betray an untranslated text; of a text with blanks, what is between them."""
    others = [text for _, text in catalogue(language)]
    pieces = {
        piece.strip()
        for dutch, other in catalogue(language)
        if dutch != other
        for piece in BLANK.split(dutch)
        if len(piece.strip()) > SHORT
    }
    return [piece for piece in pieces if not any(piece in other for other in others)]


def codes() -> set[str]:
    """Every code that a row may hold, as it is written there and as somebody may have tidied it."""
    enums = {
        each
        for module in (*pkgutil.walk_packages(databank.__path__, "databank."), *CONTRACTS)
        if "migrations" not in module.name
        for each in vars(importlib.import_module(module.name)).values()
        if isinstance(each, type) and issubclass(each, StrEnum)
    }
    found = {member.value for each in enums for member in each} | {*ANSWERS_OF_SIGNALS}
    return found | {code.replace("_", " ") for code in found}


def whole(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these, as whole words; the longest of those that begin alike."""
    return re.compile("|".join(rf"\b{re.escape(one)}\b" for one in sorted(words, reverse=True)))


@cache
def dutch_words(language: str) -> list[str]:
    """Codes and short texts, whole words, that the other language does not use itself."""
    others = " ".join(text for _, text in catalogue(language)).casefold()
    short = {dutch for dutch, other in catalogue(language) if dutch != other and "%" not in dutch}
    words = {text.casefold() for text in codes() | short if len(text) > 3}
    words.discard("nederlands")  # how a language calls itself
    return [word for word in words if word not in others or not whole([word]).search(others)]


def shown(text: str) -> str:
    """The words of a page, for who sees and who listens; without the data of its fields."""
    text = re.sub(
        r"<(script|style)\b.*?</\1>|<input[^>]*>|<textarea.*?</textarea>", " ", text, flags=re.S
    )
    spoken = " ".join(re.findall(r'(?:aria-label|title|alt)="([^"]*)"', text))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text) + spoken).split())


RECORDED = re.compile(
    r"(?:agent|leider|recherche|beheerder|functionaris)-\w+|"
    r"\d+ (inrichtingen|vaststellingen|aangiften|inspecties)|"
    r"van vorm wisselde|veilig slapen|zaak [0-9a-f]{8}|, politie (?=unknown|appareil)"
)
"""Who did something and where they serve, what the access log keeps of a list, and what officers
typed: as it was."""


def about(sought: list[str], words: str) -> list[str]:
    """What was found, with the words around it."""
    near = [one for one in sought if one in words]  # a pattern of all that is sought is slow
    hits = whole(near).finditer(words) if near else ()
    return [f"‹{hit[0]}› {words[max(0, hit.start() - 30) : hit.end() + 30]}" for hit in hits]


async def walked(browser: Browser, *starts: str) -> dict[str, str]:
    """Every page that links lead to, one of each kind, as its words."""
    found: dict[str, str] = {}
    kinds: dict[str, int] = {}
    waiting = list(starts)
    while waiting:
        path = waiting.pop(0).split("#")[0]
        kind = ID.sub("*", path.split("?")[0])
        if path in found or kinds.get(kind, 0) >= 2:
            continue
        answer = await browser.get(path)
        if answer.status_code in (302, 303):
            waiting.insert(0, answer.headers["location"])
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        if answer.status_code != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        found[path] = shown(answer.text)
        hrefs = re.findall(r'<a [^>]*href="(/[^"]*)"', answer.text)
        waiting += [
            html.unescape(href)
            for href in hrefs
            if not href.startswith(LEADS_AWAY) and "taal=" not in href
        ]
    return found


@pytest.fixture(scope="module")
async def full(databank: Databank) -> tuple[Browser, list[str]]:
    """One of everything that a page can show, with the officer who searched and asked for a list;
    the addresses are those that only a form leads to."""
    agent = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
    first, second, _, twin, review = await doubted(
        databank, sex=Sex.VROUW, paper=DocumentKind.ID_KAART_EU
    )
    one, other = [await seen(databank, "straat", day(n), unlike_others()) for n in (3, 4)]
    await Officer(databank).merge(one, other)
    (claim, *_) = await claims_of(databank, one)
    signal = await raise_signal(databank)
    case = await branch_shift_case(databank)
    pattern = await pattern_case(databank, shadow=False)
    shift, person = await answered(databank)
    later = declared(unlike_others(family="Taalvoorbeeld"), day(500))
    premises = suitable(later, "Taalstraat", "1", "R-1", "R-2")
    await databank.tell(later, premises)
    room = f"/kwartier/ruimte/{premises.premises.rooms[1].room_id}"
    await agent.post(room, {"sleutel": str(uuid4())})
    shielded_id = await shielded(databank)
    emergency = await asked(databank, agent, shielded_id)
    (contact,) = await databank.fetch("SELECT id FROM first_contact ORDER BY due_at DESC LIMIT 1")
    who = unlike_others()
    await seen(databank, "straat", day(600), who)
    agent.moves_to(day(601))
    found = await search(agent, familyName=who.family, givenNames=who.given)
    file = await purpose(agent, f"/personen/{first}")
    beside = await looked_for(agent, first, familyName=twin.family, givenNames=twin.given)
    inspection = await begin_inspection(agent)
    await add_person(agent, inspection, person_form())
    finding = await close_report(agent, "PV:sanctionerend_ambtenaar")
    export = await exported(agent, 12)
    await agent.get("/kwartier")  # takes what was told in Dutch
    return agent, [
        export,
        f"/identiteiten/{review}",
        f"/identiteiten/{review}/samenvoegen?persoon={first}",
        f"/identiteiten/{review}/samenvoegen?persoon={second}",
        f"/splitsen/{first}",
        f"/signalen/{signal}",
        f"/bescherming/{signal}",
        f"/verschuivingen/{case}",
        f"/patronen/{pattern}",
        f"/controle/{shift.shift_id}",
        "/verschuivingen/beoordeeld",
        f"/splitsen/{one}",
        f"/splitsen/{first}/ander",
        beside,
        f"{beside}?ander={second}",
        f"/splitsen/{one}/nazicht?gegeven={claim}",
        f"/inzage/personen/{first}",
        "/inzage/gebruik",
        "/identiteiten",
        f"/identiteit/{shift.shift_id}",
        f"/controle/{later.shift_id}",
        f"/controle/{later.shift_id}/intrekken/{first}",
        f"/personen/{person}",
        f"/afscherming/{shielded_id}",
        f"/afscherming/{first}",
        f"/noodtoegang/vraag?persoon={shielded_id}",
        emergency,
        f"/eerste-contacten/{contact['id']}",
        found,
        file,
        inspection,
        f"{inspection}/persoon",
        f"{inspection}/verbeteren",
        f"{inspection}/intrekken",
        room,
        f"/personen/{first}/identiteit?{file.partition('?')[2]}",
        finding,
        f"{finding}/slachtoffer",
        f"{finding}/overmaken",
        f"{finding}/beeindigen",
        f"{RULE}/nieuw",
        "/vaststellingen/nieuw",
        "/uitvoer/nieuw/verschuivingen",
        "/uitvoer/nieuw/controles",
    ]


WALKERS = {
    Function.POLITIE_AGENT: ("/kwartier", "/te-beoordelen", "/zoeken", "/inrichtingen", "/uitvoer"),
    Function.POLITIE_TEAMLEIDER: ("/te-beoordelen", "/patronen?schaduw=true", "/regels"),
    Function.RECHERCHE: ("/dossiers",),
    Function.POLITIE_BEHEERDER: ("/beheer", "/regels"),
    Function.FUNCTIONARIS_POLITIE: ("/inzage", "/noodtoegang", "/uitvoer"),
}


@pytest.mark.parametrize("language", OTHERS)
async def test_no_page_leaves_a_sentence_in_dutch(
    databank: Databank, full: tuple[Browser, list[str]], language: str
) -> None:
    agent, addresses = full
    dutch = dutch_pieces(language)
    codes_left = dutch_words(language)
    seen_paths: set[str] = set()
    bad: list[tuple[str, list[str]]] = []
    for function, starts in WALKERS.items():
        browser = agent
        if function is not Function.POLITIE_AGENT:
            browser = await signed_in(databank, function, f"walker-{uuid4().hex[:6]}")
        browser.speaks(language).moves_to(day(601))
        pages = await walked(browser, *starts, "/privacy", *addresses)
        plain = {path for path in screens() if "{" not in path}
        pages |= await walked(browser, *sorted(plain - {path.split("?")[0] for path in pages}))
        for path, words in pages.items():
            left = [piece for piece in dutch if piece in words]
            left += about(codes_left, RECORDED.sub("", words.casefold()))
            bad += [(path, left)] if left else []
        seen_paths |= {path.split("?")[0] for path in pages}
    where: dict[str, str] = {}
    for path, pieces in bad:
        for piece in pieces:
            where.setdefault(piece, path)
    assert not where, "\n".join(f"{path}: {piece}" for piece, path in where.items())
    missed = [
        path
        for path in screens()
        if not any(re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", path), one) for one in seen_paths)
    ]
    assert not missed, "a screen that was not looked at"


def screens() -> list[str]:
    """The addresses of all pages that are asked for, without what only leads on or is no page."""
    return [
        path
        for rows in TABLE.values()
        for row in rows
        for method, path in row.routes
        if method == "GET" and path not in LEAD_ON and not any(part in path for part in NOT_PAGES)
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_an_explanation_and_a_refusal_are_said_in_the_language_of_the_session(
    language: str,
) -> None:
    steps = [
        Compared(field, level, bits, share)
        for field, levels in PHRASES.items()
        for level in levels
        for bits, share in ((3.2, 0.02), (-0.4, 0.0001), (-2.5, None))
    ]
    said: list[str] = [*VETOES.values()]
    for posterior, prior in ((0.999, -11.0), (1 - 1e-9, -21.0), (0.2, -3.0)):
        said += explain(steps, posterior, prior=prior)
    for step, answer in ((Step.AFSLUITEN, "geholpen"), (Step.AANBOD, "x"), (Step.HEROPENEN, "x")):
        with pytest.raises(StepRefusedError) as refused:
            after(State.NAGEGAAN, step, answer, None)
        said.append(refused.value.reason)
    languages = Languages(["chassis", "databank"])
    dutch = dutch_pieces(language)
    for sentence in said:
        assert isinstance(sentence, LazyMessage), sentence
        languages.speak(language)
        try:
            other = gettext(sentence)
        finally:
            languages.speak(DUTCH)
        assert "%(" not in other
        assert not [piece for piece in dutch if piece in other], other
        assert other != sentence


def test_numbers_in_an_explanation_are_written_as_the_language_writes_them() -> None:
    sentence = explain([Compared("sex", "exact", 1.5)], 0.0005, prior=-21.0)
    languages = Languages(["chassis", "databank"])
    languages.speak("en")
    try:
        before, step, last = (gettext(one) for one in sentence)
    finally:
        languages.speak(DUTCH)
    assert "1 in 2,100,000" in before
    assert "(+1.5)" in step
    assert "1 in 2,000" in last
    assert "1 op 2.100.000" in sentence[0] and "(+1,5)" in sentence[1]


def test_the_screens_name_signals_as_everybody_does() -> None:
    assert SIGNAL == SIGNAL_LABELS
