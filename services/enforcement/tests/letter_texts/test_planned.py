"""Texts that were agreed for a day to come: who plans sees them, and takes them back in time."""

import asyncio
import re
from datetime import timedelta

import pytest
from fastapi import FastAPI

from enforcement.cases.rules import CaseKind
from enforcement.gas.letters import OUTLINES
from enforcement.letter_texts.preview import example
from enforcement.letter_texts.rules import CityTexts, Slot
from enforcement.notifications.city import City as CityData
from enforcement.notifications.render import render
from enforcement.notifications.rules import LetterKind

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.pdf import text_of
from ..support.procedure import OFFICER
from .test_letter_texts import LAWYER, PATH, no_text_of_before, proposal

__all__ = ["no_text_of_before"]


async def planned(first: Browser, second: Browser, city: City, days: int, text: str) -> str:
    begins = f"{city.today + timedelta(days=days)}"
    fields = proposal(city, plaats="opening", vanaf=begins, tekst=text)
    page = await first.does(f"{PATH}/nieuw", **fields)
    await second.does(f"{page}/beslissing", besluit="goedkeuren", reden="Nagelezen.")
    return page


async def test_a_text_to_come_is_listed_with_its_day_and_taken_back_by_who_proposed_it(
    app: FastAPI, city: City
) -> None:
    first, second = await signed_in(app, city, LAWYER, "een"), await signed_in(app, city, OFFICER)
    page = await planned(first, second, city, 5, "Welkom in mei.")
    day = city.today + timedelta(days=5)
    shown = await second.sees(PATH)
    assert "Afgesproken, en nog niet in werking" in shown
    assert re.search(rf"Geldt vanaf \w\w {day.day}/{day:%m}/{day.year}", shown)
    assert "Trek deze geplande tekst in" not in await second.sees(page)
    assert (await second.post(f"{page}/intrekken")).status_code == 403
    assert "Trek deze geplande tekst in" in await first.sees(page)
    await first.does(f"{page}/intrekken")
    assert "Ingetrokken op" in await second.sees(page)
    assert "nog niet in werking" not in await second.sees(PATH)
    assert "Welkom in mei." not in await second.sees(f"{PATH}?op={day}")


@pytest.mark.parametrize(("days", "status"), [(-1, 303), (0, 409), (1, 409)])
async def test_a_text_that_holds_is_taken_back_by_nobody(
    app: FastAPI, city: City, days: int, status: int
) -> None:
    first, second = await signed_in(app, city, LAWYER, "een"), await signed_in(app, city, OFFICER)
    page = await planned(first, second, city, 3, "Welkom.")
    city.later(days=3 + days)
    assert (await first.post(f"{page}/intrekken")).status_code == status


async def test_whoever_agrees_sees_which_planned_text_never_holds_then(
    app: FastAPI, city: City
) -> None:
    first, second = await signed_in(app, city, LAWYER, "een"), await signed_in(app, city, OFFICER)
    await planned(first, second, city, 5, "Welkom in mei.")
    city.later(minutes=5)
    begins = f"{city.today + timedelta(days=2)}"
    fields = proposal(city, plaats="opening", vanaf=begins, tekst="Goedendag.")
    page = await first.does(f"{PATH}/nieuw", **fields)
    day = city.today + timedelta(days=5)
    said = rf"dan vervalt de tekst die al gepland is vanaf \w\w {day.day}/{day:%m}/{day.year}"
    assert re.search(said, await second.sees(page))
    await second.does(f"{page}/beslissing", besluit="goedkeuren", reden="Nagelezen.")
    listed = (await second.sees(PATH)).partition("nog niet in werking")[2]
    assert listed.count("Geldt vanaf") == 1


@pytest.mark.parametrize(("path", "item"), [(PATH, "Brieven"), ("/boeteregels", "Wettelijke")])
async def test_the_menu_marks_where_somebody_is(
    app: FastAPI, city: City, path: str, item: str
) -> None:
    officer = await signed_in(app, city, OFFICER)
    page = (await officer.get(path)).text
    marked = re.findall(r'aria-current="(?:page|true)"[^>]*>\s*(?:<strong[^>]*>)?\s*(\w+)', page)
    assert marked[-1] == item


async def test_questions_begin_with_our_own_words_as_the_letter_has_them(
    app: FastAPI, city: City
) -> None:
    keeper = await signed_in(app, city, LAWYER)
    form = (await keeper.get(f"{PATH}/nieuw?plaats=vragen&procedure=gas-case")).text
    (words,) = re.findall(r"<textarea[^>]*>([^<]+)</textarea>", form)
    told = example(CityData.load(None), CaseKind.GAS, LetterKind.OPSTARTBRIEF)
    own = CityTexts((), {Slot.VRAGEN: words.strip()}, {}).said(told)
    drawn = [
        await render(OUTLINES[LetterKind.OPSTARTBRIEF].words, city.today, {**told, **said})
        for said in ({}, own)
    ]
    ours, theirs = [await asyncio.to_thread(text_of, each.pdf) for each in drawn]
    assert ours == theirs
