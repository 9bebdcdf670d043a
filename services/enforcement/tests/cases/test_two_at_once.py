"""Two people, or two clicks, at one case: nobody acts on what somebody else changed meanwhile."""

import asyncio
import re
from datetime import timedelta

from fastapi import FastAPI

from chassis.web import Function
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.measures import PUBLIC_ORDER, TRAFFICKING, Measure
from ..support.street_bans import fine_about, somebody

CHANGED = "Intussen veranderde dit dossier"


async def shown(browser: Browser, path: str) -> dict[str, str]:
    """The hidden fields of a form as somebody has it open."""
    answer = await browser.get(path)
    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', answer.text)
    assert found, words(answer.text)
    return dict(found)


async def test_nobody_signs_another_draft_than_the_one_on_the_screen(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.drawn_up()
    seen = await shown(case.mayor, f"{case.page}/ondertekenen")
    asked = await case.mayor.post(f"{case.page}/ondertekenen", seen)
    assert "Dit kan je niet ongedaan maken" in words(asked.text)
    await case.draw_up(tot=str(case.today + timedelta(days=20)), motivering="Andere feiten.")
    said = await case.refused(case.mayor, "ondertekenen", **seen, zeker="ja")
    assert CHANGED in said
    assert "Bevel ondertekend" not in await case.worker.sees(case.page)
    again = await shown(case.mayor, f"{case.page}/ondertekenen")
    await case.does(case.mayor, "ondertekenen", **again, antwoord="Neen.", zeker="ja")


async def test_a_form_that_is_sent_twice_counts_once_and_loses_nothing(
    app: FastAPI, city: City
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.heard()
    await case.draw_up(grond="ngw_135")
    form = await case.worker.get(f"{case.page}/verweer")
    fields = set(re.findall(r'name="(\w+)"', form.text))
    (area,) = re.findall(r'<textarea[^>]*name="(\w+)"', form.text)
    empty = dict.fromkeys(fields - {area, "gezien"}, "")
    said = empty | {area: "Wij zetten een poort."}
    seen = await shown(case.worker, f"{case.page}/verweer")
    city.later(minutes=1)
    answers = await asyncio.gather(
        *(case.worker.post(f"{case.page}/verweer", said | seen) for _ in range(3))
    )
    assert sorted(each.status_code for each in answers) == [303, 422, 422]
    (refused, *_) = [words(each.text) for each in answers if each.status_code == 422]
    assert CHANGED in refused
    assert "Wij zetten een poort." in refused
    timeline = await case.worker.sees(case.page)
    assert timeline.count("Wij zetten een poort.") == 1


async def test_two_fines_of_one_person_open_one_ban_at_a_time(app: FastAPI, city: City) -> None:
    who = somebody()
    fines = [await fine_about(city, who) for _ in range(2)]
    worker = await signed_in(app, city, Function.DOSSIERBEHANDELAAR_BH, "opent-tweemaal")
    answers = await asyncio.gather(
        *(worker.post("/straatverboden/nieuw", {"nummer": each["number"]}) for each in fines)
    )
    assert sorted(each.status_code for each in answers) == [303, 422]


async def test_a_colleague_who_works_on_another_case_is_in_nobodys_way(
    app: FastAPI, city: City
) -> None:
    case, other = [await Measure.starts(app, city, **PUBLIC_ORDER) for _ in range(2)]
    seen = await shown(case.worker, f"{case.page}/afsluiten")
    await other.heard()
    await case.does(case.worker, "afsluiten", **seen, reden="Opgelost.")
