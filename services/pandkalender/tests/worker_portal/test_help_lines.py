"""Help lines: whom she can call stands first, and is what the city says of today."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.own_file import OwnFileError
from pandkalender.worker_portal.help_lines import HelpLine, HelpLines, Kind

from ..support.browser import passer_by
from ..support.city import City, Owner, worker
from ..support.codes import access, enter, ref_of, rows
from ..support.languages import LANGUAGES, speaks

OWN = """
urgent_within_hours = 2
other_within_days = 1

[[line]]
kind = "uitbuiting"
name = "Huis A"
phone = "+32 2 000 00 11"
hours = [{ days = ["ma", "vr"], from = 09:00:00, until = 17:30:00 }]
languages = ["nl"]
valid_from = 2020-01-01
source = "sociale kaart"
checked_on = 2026-01-01

[[line]]
kind = "uitbuiting"
name = "Huis B"
phone = "02 000 00 12"
hours = "altijd"
languages = ["nl", "ro"]
valid_from = 2020-01-01
source = "sociale kaart"
checked_on = 2026-01-01

[[line]]
kind = "minderjarig"
name = "Huis C"
phone = "000"
hours = "altijd"
languages = ["nl"]
valid_from = 2020-01-01
source = "sociale kaart"
checked_on = 2026-01-01

[[line]]
kind = "gezondheid"
name = "Huis D"
phone = "02 000 00 14"
hours = "altijd"
languages = ["nl"]
valid_from = 2020-01-01
source = "sociale kaart"
checked_on = 2026-01-01

[[line]]
kind = "gezondheid"
name = "Huis van vroeger"
phone = "02 000 00 15"
hours = "altijd"
languages = ["nl"]
valid_from = 2020-01-01
valid_until = 2021-12-31
source = "sociale kaart"
checked_on = 2021-01-01
"""


@dataclass(frozen=True)
class Shown:
    """A page as it is read: what can be called, in order, and where it stands."""

    html: str

    @property
    def numbers(self) -> list[str]:
        return re.findall(r'href="tel:([^"]+)"', self.html)

    def comes_first(self) -> bool:
        main = self.html.index('id="main-content"')
        return self.html.index("data-help", main) < self.html.index("<h1", main)


@pytest.fixture
def own_lines(city: City, tmp_path: Path) -> Iterator[HelpLines]:
    """The calendar with the file of a city."""
    file = tmp_path / "help.toml"
    file.write_text(OWN)
    before = city.app.state.help_lines
    city.app.state.help_lines = HelpLines.load(file)
    yield city.app.state.help_lines
    city.app.state.help_lines = before


@pytest.fixture(autouse=True)
async def patient(city: City) -> None:
    await rows(city, "DELETE FROM code_try")


async def test_without_a_code_every_number_can_be_tapped_before_anything_else(city: City) -> None:
    page = Shown((await passer_by(city).get("/mijn")).text)
    assert page.numbers == ["101", "112", "020000001", "020000002", "020000003"]
    assert page.comes_first()


async def test_with_a_code_the_numbers_stand_before_her_list(city: City, owner: Owner) -> None:
    shift = await owner.declared(who=worker(int(uuid4().hex[:6], 16)))
    code, _ = await access(city, await ref_of(city, shift))
    page = Shown((await (await enter(city, code)).get("/mijn")).text)
    assert page.numbers[:5] == ["101", "112", "020000001", "020000002", "020000003"]
    assert page.comes_first()
    assert shift in page.html


async def test_a_refusal_and_a_wrong_code_show_them_too(city: City) -> None:
    wrong = await passer_by(city).post("/mijn", {"stap": "code", "code": "AAAA-BBBB-CCCC"})
    missing = await passer_by(city).get("/mijn/zoiets")
    for answer, status in ((wrong, 422), (missing, 404)):
        assert answer.status_code == status
        assert "020000001" in Shown(answer.text).numbers


@pytest.mark.parametrize("code", LANGUAGES)
async def test_hours_and_languages_are_said_in_hers(city: City, code: str) -> None:
    answer = await passer_by(city).get("/mijn", taal=code)
    speaks(answer, code)
    first = {
        "nl": ("dag en nacht", "ma–vr van 09:00 tot 17:00", "Nederlands, Frans"),
        "en": ("day and night", "Mon–Fri from 09:00 to 17:00", "English, Dutch"),
        "fr": ("jour et nuit", "lun.–ven. de 09:00 à 17:00", "français, néerlandais"),
        "ro": ("zi și noapte", "lun.–vin. de la 09:00 la 17:00", "română, neerlandeză"),
        "bg": ("денем и нощем", "пн–пт от 09:00 до 17:00", "български, нидерландски"),
        "es": ("día y noche", "lun–vie de 09:00 a 17:00", "español, neerlandés"),
    }[code]
    text = unescape(answer.text)
    for said in first:
        assert said in text


async def test_a_city_names_its_own_and_only_those_of_today(
    city: City, own_lines: HelpLines
) -> None:
    page = (await passer_by(city).get("/mijn")).text
    assert Shown(page).numbers == ["101", "112", "+3220000011", "020000012", "000", "020000014"]
    assert "Huis van vroeger" not in page
    assert "bestaan niet" not in page
    romanian = (await passer_by(city).get("/mijn", taal="ro")).text
    assert romanian.index("Huis B") < romanian.index("Huis A"), "who speaks her language is first"


async def test_what_does_not_exist_is_said_not_to(city: City) -> None:
    assert "deze organisaties en nummers bestaan niet" in (await passer_by(city).get("/mijn")).text


async def test_after_a_dispute_she_reads_who_when_and_how(
    city: City, owner: Owner, own_lines: HelpLines
) -> None:
    shift = await owner.declared(who=worker(int(uuid4().hex[:6], 16)))
    code, _ = await access(city, await ref_of(city, shift))
    browser = await enter(city, code)
    form = {"stap": "betwist", "shift": shift, "sleutel": str(uuid4()), "reden": "gedwongen"}
    assert (await browser.post("/mijn", form)).status_code == 303
    told = (await browser.get("/mijn")).text
    for said in (
        "Wat gebeurt er nu?",
        "Het team van de politie dat met sekswerkers werkt.",
        "binnen 2 uur, dag en nacht",
        "binnen 1 dag.",
        "alleen en niet via de eigenaar",
    ):
        assert said in told
    assert "+3220000011" in Shown(told).numbers


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('kind = "minderjarig"', 'kind = "jong"', "line.2.kind"),
        ('phone = "000"', 'phone = "bel ons"', "line.2.phone"),
        ('["ma", "vr"]', '["vr", "ma"]', "name the first day before the last"),
        ('kind = "minderjarig"', 'kind = "gezondheid"', "no line until further notice"),
        ("urgent_within_hours = 2", "", "urgent_within_hours"),
        ("[[line]]", "[[line", "the file|Expected|line 5"),
    ],
)
def test_a_file_that_would_leave_her_without_a_number_is_refused_at_the_start(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    file = tmp_path / "help.toml"
    file.write_text(OWN.replace(before, after, 1))
    with pytest.raises(OwnFileError, match=told) as refusal:
        HelpLines.load(file)
    assert "Write it as pandkalender/data/help_lines.toml" in str(refusal.value)
    with pytest.raises(OwnFileError, match="No such file"):
        HelpLines.load(tmp_path / "none.toml")


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


def _line(**more: Any) -> HelpLine:
    known = {"kind": Kind.GEZONDHEID, "name": "A", "phone": "101", "hours": "altijd"}
    dated = {"valid_from": date(2020, 1, 1), "checked_on": date(2020, 1, 1), "source": "x"}
    return HelpLine.model_validate({**known, **dated, "languages": ("nl",), **more})


@given(DAYS, DAYS, DAYS)
def test_a_line_is_shown_from_its_first_day_to_its_last(first: date, last: date, on: date) -> None:
    assert _line(valid_from=first, valid_until=last).is_valid(on) == (first <= on <= last)
    assert _line(valid_from=first).is_valid(on) == (first <= on)


@given(DAYS)
def test_the_example_has_every_kind_today_and_later(on: date) -> None:
    today = max(on, date(2026, 1, 1))
    lines = HelpLines.load(None).on(today, "nl")
    assert [line.kind for line in lines] == list(Kind)
