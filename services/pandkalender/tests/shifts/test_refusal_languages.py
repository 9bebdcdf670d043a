"""A refusal is said in the language of who asked: every reason there is, walked one by one."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
import xlsxwriter
from httpx import Response

from chassis.messages import LazyMessage
from chassis.web.pages.languages import DUTCH, Languages, gettext
from contracts.codes import ChangeReason
from pandkalender.moments.rules.period import Period
from pandkalender.premises.rules import Fact, FactKind, why_blocked
from pandkalender.shifts.rules import declaration, planning_state, refusal
from pandkalender.shifts.rules.declaration import Rules
from pandkalender.shifts.rules.planning_state import PlanningState, Step
from pandkalender.shifts.rules.refusal import Refusal
from pandkalender.shifts.rules.roster_file import UnusableFileError, rows
from pandkalender.workers.rules.birth_date import BirthDate

from ..support.browser import Browser
from ..support.city import EVENING, NOW, Owner, worker

RULES = Rules()
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SHIFT = Period(EVENING, EVENING + 8 * HOUR)
DOSSIER = UUID(int=1)
DUTCH_WORDS = re.compile(
    r"\b(de|het|een|je|niet|deze|kan|geen|voor|van|kies|geef|al|nog|uur|kamer|tot|bestaat)\b", re.I
)


def fact(kind: FactKind, starts: datetime, ends: datetime | None = None) -> Fact:
    return Fact(kind, DOSSIER, NOW - 300 * DAY, starts, ends)


def refusals() -> Iterator[Refusal | None]:
    """Every way in which the rules say no."""
    early, late = SHIFT.starts_at, SHIFT.ends_at
    for period in (
        Period(late, early),
        Period(early, early + 20 * HOUR),
        Period(early + 200 * DAY, late + 200 * DAY),
        Period(early - 9 * DAY, late - 9 * DAY),
    ):
        yield declaration.refuse_hours(RULES, period, NOW)
    yield declaration.refuse_age(BirthDate.parse("2015-01-01"), early)
    yield declaration.refuse_age(BirthDate.parse("2008"), early)
    for state in (PlanningState.GEANNULEERD, PlanningState.BEEINDIGD, PlanningState.VERVALLEN):
        yield planning_state.refuse_step(Step.CHANGE, state, SHIFT, NOW)
    yield planning_state.refuse_step(Step.CANCEL, PlanningState.AANGEGEVEN, SHIFT, early)
    yield planning_state.refuse_step(Step.END, PlanningState.AANGEGEVEN, SHIFT, NOW)
    for ended, now in ((late + HOUR, early), (early - HOUR, late), (late + HOUR, late + 2 * HOUR)):
        found = planning_state.end_of(SHIFT, ended, now)
        assert isinstance(found, Refusal)
        yield found
    change = planning_state.refuse_change
    yield change(SHIFT, SHIFT, False, ChangeReason.UREN, NOW)
    yield change(SHIFT, SHIFT, True, ChangeReason.RUIMTE, early)
    yield change(
        SHIFT, Period(early, early + HOUR), False, ChangeReason.INKORTING, early + 2 * HOUR
    )
    yield change(SHIFT, Period(early, late + HOUR), False, ChangeReason.INKORTING, NOW)
    for known in vars(refusal).values():
        if isinstance(known, Refusal):
            yield known


def blocked() -> Iterator[LazyMessage | None]:
    early, late = SHIFT.starts_at, SHIFT.ends_at
    term = fact(FactKind.TERM, early - 100 * DAY, late + 100 * DAY)
    yield why_blocked([], SHIFT)
    yield why_blocked([term, fact(FactKind.CLOSURE, early)], SHIFT)
    yield why_blocked([term, fact(FactKind.CLOSURE, early, late)], SHIFT)
    yield why_blocked([term, fact(FactKind.SUSPENSION, early)], SHIFT)
    yield why_blocked([term, fact(FactKind.SUSPENSION, early, late)], SHIFT)
    yield why_blocked([term, fact(FactKind.WITHDRAWN, early - DAY)], SHIFT)
    yield why_blocked([fact(FactKind.TERM, late, late + DAY)], SHIFT)
    yield why_blocked([fact(FactKind.TERM, early - 2 * DAY, early - DAY)], SHIFT)


def files() -> Iterator[LazyMessage]:
    full = ["pand", "kamer", "datum", "van", "tot", "voornamen", "naam", "geboortedatum"]
    for table in ([], [["pand"]], [full]):
        with pytest.raises(UnusableFileError) as caught:
            rows(table)
        yield caught.value.text


def everything() -> list[LazyMessage]:
    found: list[str | None] = []
    for one in refusals():
        assert one is not None
        found += [one.title, one.detail, one.text]
    found += [*blocked(), *files()]
    texts = [text for text in found if text is not None]
    assert all(isinstance(text, LazyMessage) for text in texts), texts
    return [text for text in texts if isinstance(text, LazyMessage)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_reason_is_said_in_the_language_of_the_session(language: str) -> None:
    languages = Languages(["chassis", "pandkalender"])
    for dutch in everything():
        languages.speak(language)
        try:
            other = gettext(dutch)
        finally:
            languages.speak(DUTCH)
        assert other != dutch, dutch
        assert "%(" not in other
        assert language == "fr" or not DUTCH_WORDS.search(bare(other)), other
        assert gettext(dutch) == dutch, "in Dutch it is what the rule says"


def bare(text: str) -> str:
    """Without the columns of the roster file, which have Dutch names in every language."""
    return re.sub(r"missing: [^.]*", "", text)


def shown(answer: Response) -> str:
    """What the page says, without the owner's own data and the names of languages."""
    alert = re.findall(r'class="govuk-error-summary.*?</div>\s*</div>', answer.text, re.S)
    return re.sub(r"<[^>]+>", " ", " ".join(alert))


async def test_an_english_session_reads_no_dutch_refusal(owner: Owner, browser: Browser) -> None:
    await owner.declared(who=worker(1))
    await browser.get("/vandaag", taal="en")
    form = {
        "ruimte": str(owner.rooms[0]),
        "dag": str(EVENING.date()),
        "slot": "anders",
        "van": "20:00",
        "tot": "22:00",
        "voornamen": "Eva",
        "naam": "Voorbeeld",
        "geboorte-jaar": "1999",
    }
    for change in (
        {},
        {"dag": str(date(2027, 1, 1))},
        {"van": "08:00", "tot": "07:00"},
        {"geboorte-jaar": "2015"},
        {"dag": "32/1/2026"},
        {"van": "", "tot": ""},
        {"voornamen": "", "naam": "1"},
        {"document-nummer": "X1"},
    ):
        answer = await browser.post("/aangeven/nieuw", form | change)
        assert answer.status_code == 422, change
        said = shown(answer)
        assert said.strip(), change
        assert not DUTCH_WORDS.search(said), (change, said)
    missing = await browser.get(f"/shift/{UUID(int=3)}")
    assert "This declaration does not exist." in missing.text


async def test_an_english_session_reads_why_rows_of_a_roster_are_wrong(browser: Browser) -> None:
    output = io.BytesIO()
    with xlsxwriter.Workbook(output, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, ["pand", "kamer"])
    await browser.get("/vandaag", taal="en")
    files = {"bestand": ("rooster.xlsx", output.getvalue())}
    answer = await browser.post("/rooster", files=files)
    assert answer.status_code == 422
    assert "These columns are missing: datum" in answer.text


async def test_what_happens_with_data_is_told_in_other_languages(browser: Browser) -> None:
    assert "For owners, managers" in (await browser.get("/privacy", taal="en")).text
    assert "Pour les propriétaires" in (await browser.get("/privacy", taal="fr")).text
