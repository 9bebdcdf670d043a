"""Every screen of the police in English and in French: no sentence of it is left in Dutch."""

import html
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

import pytest

import contracts
import databank
from chassis.messages import LazyMessage
from chassis.refusals import StepRefusedError
from chassis.web.pages.languages import DUTCH, Languages, gettext
from contracts.codes import SIGNAL_LABELS
from databank.authorisation import TABLE
from databank.matching.labels import PHRASES, VETOES, explain
from databank.welfare.labels import SIGNAL
from databank.welfare.rules.protection import ANSWERS, State, Step, after
from launcher.untranslated import catalogue, dutch_in, texts
from linkage.match_weights import WaterfallStep as Compared

from .support.everything import WALKERS
from .support.walks import Walks

OTHERS = ["en", "fr"]
NOT_PAGES = ("/v1", "/stroom", "/lijst", "/bestand", "/stand", ".pdf")
CONTRACTS = [*pkgutil.iter_modules(contracts.__path__, "contracts.")]
ANSWERS_OF_SIGNALS = [answer for answers in ANSWERS.values() for answer in answers]
LEAD_ON = {
    "/",
    "/controle/{shift_id}/persoon",
    "/kwartier/gezien/{verification_id}/identiteit",
    "/verschuivingen/{case_id}/persoon",
    "/inzage/persoon",
    "/eerste-contacten/{contact_id}/code",
}
"""These only lead to another page, but for the code that was given a moment ago."""


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
    others = " ".join(text for _, text in catalogue("databank", language)).casefold()
    short = {
        dutch
        for dutch, other in catalogue("databank", language)
        if dutch != other and "%" not in dutch
    }
    words = {text.casefold() for text in codes() | short if len(text) > 3}
    words -= {"nederlands", "databank"}  # how a language calls itself, and a service
    return [word for word in words if word not in others or not whole([word]).search(others)]


def said(page: str) -> Iterator[str]:
    """The texts of a page, for who sees and who listens; without the data of its fields."""
    page = re.sub(r"<input[^>]*>|<textarea.*?</textarea>", " ", page, flags=re.S)
    yield from texts(page)
    for spoken in re.findall(r'(?:aria-label|title|alt)="([^"]*)"', page):
        yield " ".join(html.unescape(spoken).split())


RECORDED = re.compile(
    r"(?:agent|leider|recherche|beheerder|functionaris)-\w+|"
    r"\d+ (inrichtingen|vaststellingen|aangiften|inspecties|aanhoudingen)|"
    r"van vorm wisselde|veilig slapen|zaak [0-9a-f]{8}|, politie$"
)
"""Who did something and where they serve, what the access log keeps of a list, and what officers
typed: as it was."""


def about(sought: list[str], words: str) -> list[str]:
    """What was found, with the words around it."""
    near = [one for one in sought if one in words]  # a pattern of all that is sought is slow
    hits = whole(near).finditer(words) if near else ()
    return [f"‹{hit[0]}› {words[max(0, hit.start() - 30) : hit.end() + 30]}" for hit in hits]


@cache
def left(text: str, language: str) -> list[str]:
    """What of a text is Dutch still."""
    words = RECORDED.sub("", text.casefold())
    return dutch_in(text, "databank", language) + about(dutch_words(language), words)


@pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.long)])
async def test_no_page_leaves_a_sentence_in_dutch(walks: Walks, language: str) -> None:
    seen_paths: set[str] = set()
    where: dict[str, str] = {}
    for function in WALKERS:
        for path, page in (await walks.of(function, language)).pages.items():
            seen_paths.add(path.split("?")[0])
            for text in said(page):
                for piece in left(text, language):
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
    sentences: list[str] = [*VETOES.values()]
    for posterior, prior in ((0.999, -11.0), (1 - 1e-9, -21.0), (0.2, -3.0)):
        sentences += explain(steps, posterior, prior=prior)
    for step, answer in ((Step.AFSLUITEN, "geholpen"), (Step.AANBOD, "x"), (Step.HEROPENEN, "x")):
        with pytest.raises(StepRefusedError) as refused:
            after(State.NAGEGAAN, step, answer, None)
        sentences.append(refused.value.reason)
    languages = Languages(["chassis", "databank"])
    for sentence in sentences:
        assert isinstance(sentence, LazyMessage), sentence
        languages.speak(language)
        try:
            other = gettext(sentence)
        finally:
            languages.speak(DUTCH)
        assert "%(" not in other
        assert not dutch_in(other, "databank", language), other
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
