"""A decision that is none any more is told to whoever was told of it: once, and to nobody else.

Bestuursdecreet art. II.21 and the law of 29 July 1991: whoever a decision concerns hears of it, and
why. An order that the college does not confirm lapses on the day after its meeting (NGW arts.
134ter, 134quinquies, 134sexies).
"""

from datetime import date, timedelta
from pathlib import Path

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from enforcement.notifications.words import day_in_words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.integrity import Investigation, ordinance
from ..support.letters import another_letter
from ..support.measures import TRAFFICKING, Measure
from ..support.sanctions import COLLEGE, decided, decision, notified
from ..support.street_bans import Ban
from .test_order_letters import TO, Post, said

WORKER, LAWYER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
OFFERED = "De beslissing geldt niet meer"
NONE = "Er is niets ingetrokken, vervallen of opgeheven dat nog te melden is."
HAND = {"wijze": "tegen_ontvangstbewijs"}
WHY = {"reden": "De motivering noemt het verkeerde pand.", "zeker": "ja"}
REASON = "De motivering noemt het verkeerde pand."


async def awaited(who: Browser, case: str, number: str) -> bool:
    """Whether the letter stands on the list of what is to be made."""
    pages = await who.pages(f"/brieven/te-maken?soort={case}:herneming")
    return number in "".join(pages)


async def sanction(app: FastAPI, city: City, *, told: bool) -> tuple[str, str, str, Browser]:
    """A suspension that the owner was told of, or not: path, id, number, who works on it."""
    case = await decided(city, "schorsing", starts_in=1, lasts=10)
    if told:
        await notified(city, case["path"])
    worker = await signed_in(app, city, WORKER, "werkt-aan-sanctie")
    await worker.does(f"/brieven/dossier/{case['caseId']}/geadresseerden", **TO)
    city.later(minutes=1)
    return case["path"], case["caseId"], case["number"], worker


async def retaken(city: City, path: str, restart: str) -> None:
    await city.does(COLLEGE, f"{path}/retake", {"motivation": REASON, "restart": restart})
    city.later(minutes=1)


@pytest.mark.parametrize("restart", ["niets", "beslissing"])
async def test_a_sanction_that_is_taken_back_is_told(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path, restart: str
) -> None:
    path, case_id, number, worker = await sanction(app, city, told=True)
    post = Post(city, rows, f"/dossiers/{case_id}")
    assert NONE in await worker.is_told(f"{post.page}/nieuw", soort="herneming")
    await retaken(city, path, restart)
    if restart == "beslissing":
        begins = city.now + timedelta(days=1)
        again = decision("schorsing", begins, begins + timedelta(days=9))
        await city.does(COLLEGE, f"{path}/decision", again)
        city.later(minutes=1)
    assert await awaited(worker, "sanction-case", number), "also once it was decided anew"
    assert OFFERED in await worker.sees(post.page)
    letter = await post.drafted(worker, "herneming", **HAND)
    text = await said(worker, letter, tmp_path)
    wanted = (
        *("schorsing van uw geschiktheidsverklaring", "ze heeft nooit bestaan", REASON),
        f"op {day_in_words(city.today)} ingetrokken",
        "De termijn om tegen de ingetrokken beslissing beroep in te stellen, loopt niet meer.",
    )
    assert [each for each in wanted if each not in text] == []
    assert ("We beslissen opnieuw." in text) is (restart == "beslissing")
    assert ("Er komt geen nieuwe beslissing in de plaats." in text) is (restart == "niets")
    await post.arrives(letter, await signed_in(app, city, LAWYER, "kijkt-na"), worker)
    assert not await awaited(worker, "sanction-case", number)
    assert NONE in await worker.is_told(f"{post.page}/nieuw", soort="herneming")


@pytest.mark.parametrize("restart", [None, "beslissing", "niets"])
async def test_what_the_council_annulled_is_told_with_what_follows(
    app: FastAPI,
    city: City,
    rows: asyncpg.Connection,
    tmp_path: Path,
    restart: str | None,
) -> None:
    """The college may decide anew before the letter is made, or leave it: the letter says which."""
    path, case_id, _number, worker = await sanction(app, city, told=True)
    await city.does(WORKER, f"{path}/council-appeal", {})
    await city.does(WORKER, f"{path}/council-ruling", {"ruling": "vernietiging"})
    city.later(minutes=1)
    if restart:
        await retaken(city, path, restart)
    letter = await Post(city, rows, f"/dossiers/{case_id}").drafted(worker, "herneming", **HAND)
    text = await said(worker, letter, tmp_path)
    assert "De Raad van State vernietigde die beslissing." in text
    assert "vernietigde het" not in text
    sentences = {
        None: "Of er een nieuwe beslissing komt, is nog niet beslist.",
        "beslissing": "We beslissen opnieuw.",
        "niets": "Er komt geen nieuwe beslissing in de plaats.",
    }
    assert [key for key, sentence in sentences.items() if sentence in text] == [restart]


async def test_of_a_decision_that_nobody_was_told_of_nothing_is_told(
    app: FastAPI, city: City
) -> None:
    path, case_id, number, worker = await sanction(app, city, told=False)
    await retaken(city, path, "beslissing")
    assert not await awaited(worker, "sanction-case", number)
    assert OFFERED not in await worker.sees(f"/brieven/dossier/{case_id}")


async def test_a_decision_whose_letter_is_on_its_way_is_told_as_none(
    app: FastAPI, city: City
) -> None:
    path, case_id, number, worker = await sanction(app, city, told=False)
    await another_letter(city, case_id, "beslissing")
    await retaken(city, path, "beslissing")
    assert await awaited(worker, "sanction-case", number)


async def closed_for_trafficking(app: FastAPI, city: City) -> tuple[Measure, date]:
    """A closure that its owner was told of, and the meeting that it waits for."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.notified()
    await case.worker.does(f"/brieven/dossier/{case.case_id}/geadresseerden", **TO)
    await case.college_meets(1)
    return case, await case.awaits()


@pytest.mark.parametrize(("typed_later", "free_later"), [(0, 0), (1, 1), (3, 1)])
async def test_an_order_that_the_college_refuses_is_told_with_the_day_from_which_it_is_none(
    app: FastAPI,
    city: City,
    rows: asyncpg.Connection,
    tmp_path: Path,
    typed_later: int,
    free_later: int,
) -> None:
    """By law the day after the meeting at the latest, whenever somebody types it."""
    case, meeting = await closed_for_trafficking(app, city)
    assert not await awaited(case.worker, "mayor-measure", await case.number())
    city.later(days=(meeting - case.today).days + typed_later)
    await case.does(case.college, "weigeren", vergadering=str(meeting), zeker="ja")
    assert await awaited(case.worker, "mayor-measure", await case.number())
    letter = await Post(city, rows, case.page).drafted(case.worker, "herneming", **HAND)
    text = await said(case.worker, letter, tmp_path)
    wanted = (
        *("de inrichting op dit adres te sluiten", "bevestigde ze niet", "vervallen"),
        f"vanaf {day_in_words(meeting + timedelta(days=free_later))} geldt ze niet meer",
        "Een dwangsom voor dagen waarop het bevel nog gold, blijft verschuldigd.",
        "tot het einde van de termijn die in de brief over die beslissing staat",
    )
    assert [each for each in wanted if each not in text] == []


async def test_a_renewal_that_is_taken_back_leaves_the_order_before_it(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.heard()
    last_day = case.today + timedelta(days=20)
    await case.signed_at_once(tot=str(last_day))
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.worker.does(f"/brieven/dossier/{case.case_id}/geadresseerden", **TO)
    await case.confirmed()
    renewal = {"antwoord": "Neen.", "motivering": "Nodig.", "zeker": "ja"}
    until = str(last_day + timedelta(days=60))
    await case.does(case.mayor, "hernieuwen", tot=until, **renewal)
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.does(case.mayor, "hernemen", **WHY, vanaf="niets")
    letter = await Post(city, rows, case.page).drafted(case.worker, "herneming", **HAND)
    text = await said(case.worker, letter, tmp_path)
    assert "Wat verandert er: alleen de verlenging geldt niet meer" in text
    assert f"geldt nog tot en met {day_in_words(last_day)}" in text
    assert "U moet die beslissing niet meer volgen" not in text


@pytest.mark.parametrize("told", [True, False])
async def test_an_order_that_the_mayor_lifts_is_told(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path, told: bool
) -> None:
    """It held until then, so nothing of before is given back, and its term of appeal runs on."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    if told:
        await case.notified()
    else:
        await case.heard()
        await case.signed_at_once(tot=str(case.today + timedelta(days=20)))
    await case.worker.does(f"/brieven/dossier/{case.case_id}/geadresseerden", **TO)
    city.later(minutes=1)
    await case.does(case.mayor, "opheffen", reden="De inrichting is in orde.", zeker="ja")
    assert await awaited(case.worker, "mayor-measure", await case.number()) is told
    if not told:
        return
    letter = await Post(city, rows, case.page).drafted(case.worker, "herneming", **HAND)
    text = await said(case.worker, letter, tmp_path)
    wanted = (
        *("de inrichting op dit adres te sluiten", "De inrichting is in orde."),
        f"opgeheven: vanaf {day_in_words(city.today)} geldt ze niet meer",
        "Een dwangsom voor dagen waarop het bevel nog gold, blijft verschuldigd.",
        "tot het einde van de termijn die in de brief over die beslissing staat",
    )
    assert [each for each in wanted if each not in text] == []
    for unsaid in ("nooit bestaan", "nieuwe beslissing", "ingetrokken"):
        assert unsaid not in text


async def test_a_ban_that_the_mayor_lifts_is_told(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    ban = await Ban.starts(app, city)
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    await ban.college_meets(20)
    await ban.does(ban.mayor, "bevel", **ban.order())
    await ban.does(ban.worker, "kennisgeving")
    page = f"/brieven/dossier/{ban.case_id}"
    await ban.worker.does(f"{page}/geadresseerden", **TO)
    city.later(minutes=1)
    await ban.does(ban.mayor, "opheffen", reden="Het is weer rustig.", zeker="ja")
    post = Post(city, rows, f"/straatverboden/{ban.case_id}")
    text = await said(ban.worker, await post.drafted(ban.worker, "herneming", **HAND), tmp_path)
    wanted = (
        *("Uw straatverbod geldt niet meer", "Het is weer rustig.", "opgeheven: vanaf"),
        "Een boete omdat u dit verbod niet volgde op een dag waarop het nog gold, blijft bestaan.",
    )
    assert [each for each in wanted if each not in text] == []


async def test_an_annulled_order_is_told_and_not_once_more_when_it_is_taken_anew(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    case, _ = await closed_for_trafficking(app, city)
    await case.confirmed()
    await case.does(case.worker, "raad-van-state", schorsing="geen")
    ruling = {"uitspraak": "vernietiging", "zeker": "ja"}
    await case.does(case.worker, "raad-van-state-uitspraak", **ruling)
    post = Post(city, rows, case.page)
    letter = await post.drafted(case.worker, "herneming", **HAND)
    text = await said(case.worker, letter, tmp_path)
    assert "De Raad van State heeft die beslissing vernietigd" in text
    assert "Voor een dwangsom die bij dit bevel hoort, bent u niets verschuldigd." in text
    lawyer = await signed_in(app, city, LAWYER, "kijkt-na")
    await post.arrives(letter, lawyer, case.worker)
    await case.does(case.mayor, "hernemen", **WHY, vanaf="bevel")
    assert not await awaited(case.worker, "mayor-measure", await case.number())


async def test_a_ban_that_lapses_is_told_and_nothing_once_the_college_proves_to_have_confirmed(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    ban = await Ban.starts(app, city)
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    meeting = date.fromisoformat(await ban.college_meets(3))
    await ban.does(ban.mayor, "bevel", **ban.order())
    await ban.does(ban.worker, "kennisgeving", ontvangen=str(ban.today), beroep="true")
    await ban.worker.does(f"/brieven/dossier/{ban.case_id}/geadresseerden", **TO)
    number = str((await ban.row())["number"])
    assert not await awaited(ban.worker, "street-ban", number)
    city.later(days=(meeting - ban.today).days)
    refused = {"uitkomst": "niet_bevestigd", "zeker": "ja"}
    await ban.does(ban.college, "bevestiging", vergadering=str(meeting), **refused)
    assert await awaited(ban.worker, "street-ban", number)
    letter = await Post(city, rows, ban.page).drafted(ban.worker, "herneming", **HAND)
    text = await said(ban.worker, letter, tmp_path)
    wanted = ("om u een straatverbod op te leggen", "De politie weet dit ook.")
    assert [each for each in wanted if each not in text] == []
    await ban.worker.does(f"{letter}/annuleren")
    right = {"uitkomst": "bevestigd", "reden": "Tikfout.", "zeker": "ja"}
    await ban.does(ban.college, "bevestiging-rechtzetten", **right)
    assert not await awaited(ban.worker, "street-ban", number)


async def test_an_integrity_decision_that_begins_anew_is_told(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    with ordinance(app):
        case = await Investigation.of_declaration(app, city)
        await case.notified("schorsing", maanden="3", voorwaarden="Een andere zaakvoerder.")
        case_id = case.page.rpartition("/")[2]
        await case.lawyer.does(f"/brieven/dossier/{case_id}/geadresseerden", **TO)
        await case.does(case.college, "hernemen", vanaf="voorstel", zeker="ja")
        why = {"motivation": "Het verkeerde pand."}
        letter = await Post(city, rows, case.page).drafted(case.lawyer, "herneming", **HAND, **why)
        text = await said(case.lawyer, letter, tmp_path)
    wanted = ("uw vergunning te schorsen", "ze heeft nooit bestaan", "We beslissen opnieuw.")
    assert [each for each in wanted if each not in text] == []
