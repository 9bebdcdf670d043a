"""Letters about orders of the mayor: bans and measures, what they say, when they go, who sees."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from enforcement.notifications.city import City as CityData
from enforcement.notifications.words import day_in_words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.measures import PUBLIC_ORDER, TRAFFICKING, Measure
from ..support.pdf import must_be_read_aloud, text_of
from ..support.reports import at, reported
from ..support.street_bans import Ban

CITY = CityData.load(None)
NAME = "Kanariewicz"
TO = {
    "rol": "overtreder",
    "naam": NAME,
    "straat": "Teststraat",
    "nummer": "5",
    "postcode": "2000",
    "gemeente": "Voorbeeld",
}
ALWAYS = (CITY.mayor, CITY.contact.phone, "algemene verordening", CITY.data_protection)
REMEDY = (
    "binnen 60 dagen vanaf de kennisgeving",
    "beroep tot nietigverklaring",
    "gedateerd en ondertekend verzoekschrift",
    "houdt het bevel niet tegen",
)
HEARD = ("Er is nog geen beslissing", "geldige reden", "advocaat", "inkijken", "tolk", "Zaal 2")
NEWEST = "SELECT letter_id FROM letter WHERE case_id::text = $1 ORDER BY drafted_at DESC LIMIT 1"


class Post:
    """The letters of one case: somebody drafts, another checks, and it leaves."""

    def __init__(self, city: City, rows: asyncpg.Connection, page: str) -> None:
        self._city, self._rows = city, rows
        self.case_id = page.rpartition("/")[2]
        self.page = f"/brieven/dossier/{self.case_id}"

    async def drafted(self, who: Browser, kind: str, **particulars: str) -> str:
        await who.does(f"{self.page}/nieuw", soort=kind, **particulars)
        return f"/brieven/{await self._rows.fetchval(NEWEST, self.case_id)}"

    async def arrives(self, letter: str, checker: Browser, who: Browser) -> None:
        """Checked by somebody else, handed over and received today."""
        letter_id, today = letter.rpartition("/")[2], str(city_day(self._city.now))
        await checker.does("/brieven/nakijken", brief=letter_id)
        await who.does("/brieven/posten", brief=letter_id, gepost=today)
        await who.does(f"{letter}/ontvangst", ontvangen=today)

    async def kept(self) -> int:
        query = """
        SELECT (SELECT count(*) FROM letter WHERE case_id::text = $1)
             + (SELECT count(*) FROM addressee WHERE case_id::text = $1)
             + (SELECT count(*) FROM case_document WHERE case_id::text = $1)
        """
        return int(await self._rows.fetchval(query, self.case_id))


async def said(reader: Browser, letter: str, folder: Path) -> str:
    """The words of a file, which must be one that can be read aloud."""
    file = await reader.get(f"{letter}/brief.pdf")
    assert file.status_code == 200
    await asyncio.to_thread(must_be_read_aloud, file.content, folder)
    return await asyncio.to_thread(text_of, file.content)


def missing(text: str, *wanted: str) -> list[str]:
    return [each for each in (*wanted, *ALWAYS) if each not in text]


async def test_the_letters_of_a_ban_from_its_warning_to_its_order(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    ban = await Ban.starts(app, city)
    post = Post(city, rows, ban.page)
    await ban.worker.does(f"{post.page}/geadresseerden", **TO)
    letter = await post.drafted(ban.worker, "waarschuwing", motivation="Overlast in de straat.")
    text = await said(ban.worker, letter, tmp_path)
    wanted = ("op dezelfde plaats, of bij gelijkaardige gebeurtenissen", "Overlast in de straat.")
    assert missing(text, *wanted, "134sexies", "hoogstens een maand", NAME) == []
    assert "kreeg het bevel" not in text and "het plan" not in text

    early = {"hearing_where": "Zaal 2", "motivation": "Overlast.", "defence_answer": "Neen."}
    for kind, why in (("uitnodiging_hoorzitting", "Plan eerst"), ("beslissing", "geen bevel")):
        assert why in await ban.worker.is_told(f"{post.page}/nieuw", soort=kind, **early)

    await ban.skips_warning()
    ban.morning()
    hearing = {"moment": f"{ban.today + timedelta(days=9)}T10:00", "ontvangen": str(ban.today)}
    await ban.does(ban.worker, "uitnodigen", **hearing)
    where = {"hearing_where": "Zaal 2", "motivation": "Overlast."}
    letter = await post.drafted(ban.worker, "uitnodiging_hoorzitting", **where)
    text = await said(ban.worker, letter, tmp_path)
    wanted = ("om 10.00 uur", "waar u woont, werkt of naar school gaat", *HEARD)
    assert missing(text, *wanted) == []
    assert "kreeg het bevel" not in text and "het plan" not in text

    city.later(days=9, hours=4)
    await ban.does(ban.worker, "hoorzitting", verslag="Xyz.")
    await ban.is_bounded()
    await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **ban.order())
    letter = await post.drafted(ban.worker, "beslissing", wijze="tegen_ontvangstbewijs")
    text = await said(ban.worker, letter, tmp_path)
    wanted = (
        *("niet mag komen in de straten hieronder", "Schippersstraat 1-19", "Verversrui"),
        *("Laatste dag", "woning, Schippersstraat 12", "werkplek, Verversrui 5", "Testlei"),
        *("plaats van het straathoekwerk", "rechtstreeks gaan naar", "U ontkende.", "Xyz."),
        *("eerstvolgende vergadering", "vervalt het bevel", "Alleen de politie", "geldboete"),
        *("geen waarschuwing vooraf", "advocaat", "De politie kreeg het bevel"),
    )
    assert missing(text, *wanted, *REMEDY) == []
    await post.arrives(letter, ban.lawyer, ban.worker)
    assert (await ban.row())["state"] == "actief"
    assert (await ban.told())[-1] == "notified"

    await ban.does(ban.mayor, "opheffen", reden="Niet meer nodig.", zeker="ja")
    await ban.does(ban.worker, "afsluiten", zeker="ja")
    assert await post.kept() > 0
    city.later(days=370)

    async def gone() -> bool:
        return await post.kept() == 0

    await city.clock_moves_on(gone)


async def test_a_minor_gets_no_letter_without_whoever_has_parental_authority(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city, birth_date=f"{city.now.year - 16}-01-01")
    post = Post(city, rows, ban.page)
    await ban.worker.does(f"{post.page}/geadresseerden", **TO)
    asked = {"soort": "waarschuwing", "motivation": "Overlast."}
    assert "ouderlijk gezag" in await ban.worker.is_told(f"{post.page}/nieuw", **asked)
    await ban.worker.does(f"{post.page}/geadresseerden", **(TO | {"rol": "ouderlijk_gezag"}))
    await ban.worker.does(f"{post.page}/nieuw", **asked)


async def test_nobody_gets_a_letter_of_a_ban_while_the_police_ask_to_wait(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city, on_hold=True)
    post = Post(city, rows, ban.page)
    await ban.worker.does(f"{post.page}/geadresseerden", **TO)
    asked = {"soort": "waarschuwing", "motivation": "Overlast."}
    assert "overleg" in await ban.worker.is_told(f"{post.page}/nieuw", **asked)


async def test_the_letters_of_a_closure_for_trafficking(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    post = Post(city, rows, case.page)
    await case.worker.does(f"{post.page}/geadresseerden", **TO)
    await case.signed()
    consulted_on = case.today - timedelta(days=5)
    await case.college_meets(2)
    letter = await post.drafted(case.worker, "beslissing", wijze="tegen_ontvangstbewijs")
    text = await said(case.worker, letter, tmp_path)
    wanted = (
        *("artikel 134quinquies", "de inrichting op dit adres te sluiten", "Einde", "U ontkende."),
        *("Feiten die vaststaan.", "eerstvolgende vergadering", "vervalt het bevel"),
        *("artikel 133ter", "informatie en een doorverwijzing naar hulp", "advocaat"),
        f"overlegde vooraf met de gerechtelijke overheden, op {day_in_words(consulted_on)}.",
        f"U werd gehoord op {day_in_words(consulted_on + timedelta(days=4))}.",
    )
    assert missing(text, *wanted, *REMEDY) == []
    for secret in ("Informatierapport", "Parketmagistraat", "mensenhandel"):
        assert secret not in text
    await post.arrives(letter, case.mayor, case.worker)
    assert "Bevel ter kennis gebracht" in await case.worker.sees(case.page)
    assert (await city.told(case.case_id))[-1] == "mayor-measure-notified"


async def test_no_letter_is_made_about_a_closure_that_is_over(app: FastAPI, city: City) -> None:
    """On the last day it may still leave, and on the day after it says nothing any more.

    The college met within its days and nobody recorded it, so the order waits as it did.
    """
    case = await Measure.starts(app, city, **TRAFFICKING)
    page = f"/brieven/dossier/{case.case_id}"
    await case.worker.does(f"{page}/geadresseerden", **TO)
    await case.heard()
    last_day = case.today + timedelta(days=3)
    await case.draw_up(tot=str(last_day))
    await case.does(case.mayor, "ondertekenen", antwoord="Neen.", zeker="ja")
    await case.college_meets(1)
    letter = {"soort": "beslissing"}
    city.later(days=3)
    await case.worker.does(f"{page}/nieuw", **letter)
    city.later(days=1)
    refused = await case.worker.is_told(f"{page}/nieuw", **letter)
    assert f"Het bevel liep tot en met {last_day:%d/%m/%Y}." in refused


async def test_an_order_that_could_not_wait_says_why_and_the_invitation_follows(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    post = Post(city, rows, case.page)
    await case.worker.does(f"{post.page}/geadresseerden", **TO)
    week = str(case.today + timedelta(days=7))
    await case.draw_up(grond="ngw_135", dringend="Ontploffingsgevaar.", tot=week)
    await case.does(case.mayor, "ondertekenen", zeker="ja")
    letter = await post.drafted(case.worker, "beslissing", wijze="tegen_ontvangstbewijs")
    text = await said(case.worker, letter, tmp_path)
    assert missing(text, "artikelen 133 en 135", "De reden: Ontploffingsgevaar.", *REMEDY) == []
    assert "eerstvolgende vergadering" not in text
    await case.does(case.worker, "kennisgeving", beroep="true")
    hearing = f"{case.today + timedelta(days=5)}T10:00"
    await case.does(case.worker, "uitnodigen", moment=hearing, ontvangen=str(case.today))
    where = {"hearing_where": "Zaal 2", "motivation": "Gevaar in het pand."}
    letter = await post.drafted(case.worker, "uitnodiging_hoorzitting", **where)
    text = await said(case.worker, letter, tmp_path)
    assert missing(text, "Dat kon niet wachten", "om 10.00 uur", *HEARD[1:]) == []
    await case.does(case.mayor, "opheffen", reden="In orde.", zeker="ja")
    await case.does(case.worker, "afsluiten")
    city.later(days=366 * 5)

    async def gone() -> bool:
        return await post.kept() == 0

    await city.clock_moves_on(gone)


@pytest.mark.parametrize("function", [Function.PROSTITUTIEAMBTENAAR, Function.COLLEGE_SECRETARIS])
async def test_who_does_not_work_on_orders_finds_none_of_their_letters(
    app: FastAPI, city: City, rows: asyncpg.Connection, function: Function
) -> None:
    ban = await Ban.starts(app, city)
    post = Post(city, rows, ban.page)
    await ban.worker.does(f"{post.page}/geadresseerden", **TO)
    letter = await post.drafted(ban.worker, "waarschuwing", motivation="Overlast.")
    other = await signed_in(app, city, function, f"kijkt-{function}")
    for path in (post.page, letter, f"{letter}/brief.pdf"):
        answer: Any = await other.get(path)
        assert answer.status_code in (403, 404), path
        assert NAME not in answer.text


async def test_a_letter_about_a_report_names_the_place_that_is_sealed_elsewhere(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    street = f"Verborgenlaan {uuid4().hex[:6]}"
    finding_id = await reported(city, place=at(street))
    case = await city.case_of(finding_id)
    worker = await signed_in(app, city, Function.DOSSIERBEHANDELAAR_BH, "brief-op-rapport")
    cause = {"soort": "openbare_orde", "aanleiding": "Nachtlawaai."}
    measure = await worker.does(f"/dossiers/{case['caseId']}/maatregel", **cause)
    city.later(hours=1)
    hearing = {"moment": f"{city_day(city.now) + timedelta(days=9)}T10:00"}
    await worker.does(f"{measure}/uitnodigen", **hearing, ontvangen=str(city_day(city.now)))
    post = Post(city, rows, measure)
    await worker.does(f"{post.page}/geadresseerden", **TO)
    letter = await post.drafted(
        worker, "uitnodiging_hoorzitting", hearing_where="Zaal 2", motivation="Nachtlawaai."
    )
    assert f"{street} 7 2000" in await said(worker, letter, tmp_path)


async def test_a_permit_that_the_mayor_suspends_has_its_letter(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    post = Post(city, rows, case.page)
    await case.worker.does(f"{post.page}/geadresseerden", **TO)
    month = str(case.today + timedelta(days=30))
    await case.signed(grond="ngw_134ter", inhoud="schorsing", tot=month)
    letter = await post.drafted(case.worker, "beslissing", wijze="tegen_ontvangstbewijs")
    text = await said(case.worker, letter, tmp_path)
    wanted = ("de verklaring of vergunning van de inrichting", "te schorsen", "artikel 134ter")
    assert missing(text, *wanted, *REMEDY) == []
