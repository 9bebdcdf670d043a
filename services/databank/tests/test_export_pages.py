"""Lists that leave the databank: small at once, large after a second person, each row accounted."""

import asyncio
import csv
import io
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from python_calamine import CalamineWorkbook

from chassis.web import Function
from databank.access.shields import store as shields
from databank.access.shields.rules import ShieldGround
from databank.exports import EXPORTS

from .support.browser import Browser, signed_in
from .support.databank import Databank, Someone, day, declared, unlike_others
from .support.forms import hidden
from .support.inspections import add_person, begin_inspection, person_form
from .support.officers import Officer, claims_of

REASON = "Maandverslag over wie van vorm wisselde."


@pytest.fixture
async def agent(databank: Databank) -> Browser:
    return await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:8]}")


@pytest.fixture
async def leader(databank: Databank) -> Browser:
    return await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:8]}")


@pytest.fixture
def on(databank: Databank) -> int:
    """The number of a day that is still to come, so that its lists hold what this test tells alone,
    and its files live: the clock that all tests share may stand years later than where it began."""
    return databank.today + 2


def small(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    limits = EXPORTS.limits.model_copy(update={"small": rows})
    monkeypatch.setitem(EXPORTS.__dict__, "limits", limits)


async def moved(databank: Databank, on: float) -> UUID:
    """Somebody who was seen in the street, and next in a window."""
    who = unlike_others()
    await databank.inspect("straat", day(on - 2), who)
    shift = declared(who, day(on))
    await databank.tell(shift, at=day(on))
    return await databank.person_of(shift)


def filled(on: float, **other: str) -> dict[str, str]:
    date = str(day(on).date())
    form = {"van": date, "tot": date, "vorm": "csv", "doel": "toezicht", "reden": REASON}
    return form | {"sleutel": str(uuid4()), "stap": "vragen"} | other


async def asked(browser: Browser, on: float, code: str = "verschuivingen", **other: str) -> str:
    answer = await browser.post(f"/uitvoer/nieuw/{code}", filled(on, **other))
    assert answer.status_code == 303, answer.text
    found: str = answer.headers["location"]
    return found


async def disclosed(databank: Databank, person_id: UUID) -> list[Any]:
    return await databank.fetch(
        "SELECT purpose, actor_function FROM access_log WHERE action = 'disclose'"
        " AND subject_kind = 'person' AND subject_id = $1",
        str(person_id),
    )


async def until_made(browser: Browser, path: str) -> str:
    for _ in range(300):
        page = await browser.get(path)
        if "Klaar om op te halen" in page.text:
            return page.text
        await asyncio.sleep(0.1)
    raise AssertionError(page.text)


async def test_a_small_list_is_made_at_once_and_accounts_for_whom_it_discloses(
    databank: Databank, agent: Browser, on: int
) -> None:
    person_id = await moved(databank, on)
    agent.moves_to(day(on + 2))
    look = await agent.post("/uitvoer/nieuw/verschuivingen", filled(on, stap="kijken"))
    assert look.status_code == 200, look.text
    assert "Dit wordt een bestand met 1 rij" in look.text
    assert "Goedkeuring is niet nodig." in look.text
    assert await disclosed(databank, person_id) == [], "looking at a number discloses nobody"
    path = await asked(agent, on)
    assert "Klaar om op te halen" in (await agent.get(path)).text
    (row,) = await disclosed(databank, person_id)
    assert (row["purpose"], row["actor_function"]) == ("toezicht", "politie_agent")
    file = await agent.get(f"{path}/bestand")
    assert file.headers["content-type"].startswith("text/csv")
    (line,) = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";")
    assert line["persoon"] == str(person_id)
    assert path.removeprefix("/uitvoer/") in line["uitvoer"]
    assert "Toezicht" in line["uitvoer"]
    fetched = await databank.fetch(
        "SELECT 1 FROM access_log WHERE subject_kind = 'export' AND subject_id = $1",
        path.removeprefix("/uitvoer/"),
    )
    assert len(fetched) == 1, "fetching is in the log too"


async def shield_file(databank: Databank, person_id: UUID) -> None:
    async with databank.sandbox.asking("databank") as conn:
        await shields.place(
            conn, person_id, ShieldGround.BESCHERMING, databank.clock.now(), "leider-elders"
        )


async def test_a_file_made_before_a_shield_does_not_leave_after_it(
    databank: Databank, agent: Browser, on: int
) -> None:
    person_id, other = await moved(databank, on), await moved(databank, on)
    agent.moves_to(day(on + 1))
    path = await asked(agent, on)
    await shield_file(databank, person_id)
    closed = await agent.get(f"{path}/bestand")
    assert (closed.status_code, closed.headers["location"]) == (303, path)
    page = (await agent.get(path)).text
    assert "je mag niet alles wat erin staat nog lezen" in page and "Gewist" in page
    assert (await agent.get(f"{path}/bestand")).status_code == 409
    parts = "SELECT 1 FROM export_part WHERE export_id = $1"
    assert not await databank.fetch(parts, UUID(path.rpartition("/")[2]))
    anew = await agent.get(f"{await asked(agent, on)}/bestand")
    lines = csv.DictReader(io.StringIO(anew.content.decode("utf-8-sig")), delimiter=";")
    assert [line["persoon"] for line in lines] == [str(other)]


async def test_a_file_does_not_leave_when_the_shielded_claim_went_to_somebody_else(
    databank: Databank, agent: Browser, on: int
) -> None:
    """In the file she stands under a number that was split since; the name there is hers."""
    person_id = await moved(databank, on)
    agent.moves_to(day(on + 1))
    path = await asked(agent, on)
    claims = await claims_of(databank, str(person_id))
    split = await Officer(databank).split(str(person_id), str(claims[0]))
    await shield_file(databank, UUID(split["otherPersonId"]))
    assert (await agent.get(f"{path}/bestand")).status_code == 303


async def test_a_file_leaves_in_the_function_and_the_case_in_which_it_was_asked(
    databank: Databank, on: int
) -> None:
    await moved(databank, on)
    subject = f"rechercheur-{uuid4().hex[:8]}"
    detective = (await signed_in(databank, Function.RECHERCHE, subject)).moves_to(day(on + 1))
    path = await asked(detective, on, doel="dossier")
    assert (await detective.get(f"{path}/bestand")).status_code == 200
    agent = (await signed_in(databank, Function.POLITIE_AGENT, subject)).moves_to(day(on + 1))
    promoted = await agent.get(f"{path}/bestand")
    assert promoted.status_code == 409 and "Je functie of je dossier is nu anders." in promoted.text
    elsewhere = await signed_in(databank, Function.RECHERCHE, subject, "AN.37.L4.000002/2026")
    other_case = await elsewhere.moves_to(day(on + 1)).get(f"{path}/bestand")
    assert other_case.status_code == 409


async def test_a_file_of_which_nobody_noted_whom_it_is_about_does_not_leave(
    databank: Databank, agent: Browser, on: int
) -> None:
    """As an older release made them."""
    await moved(databank, on)
    path = await asked(agent.moves_to(day(on + 1)), on)
    await databank.fetch("DELETE FROM export_part WHERE kind = 'about'")
    assert (await agent.get(f"{path}/bestand")).status_code == 303


async def test_a_large_list_waits_for_a_second_person(
    databank: Databank, agent: Browser, leader: Browser, monkeypatch: pytest.MonkeyPatch, on: int
) -> None:
    small(monkeypatch, 0)
    person_id = await moved(databank, on)
    agent.moves_to(day(on + 2))
    leader.moves_to(day(on + 2))
    look = await agent.post("/uitvoer/nieuw/verschuivingen", filled(on, stap="kijken"))
    assert "een collega moet dit goedkeuren" in look.text
    path = await asked(agent, on, vorm="xlsx")
    assert "Wacht op goedkeuring" in (await agent.get(path)).text
    assert (await agent.get(f"{path}/bestand")).status_code == 409
    own = await agent.post(path, {"actie": "goedkeuren"})
    assert own.status_code == 409
    assert "eigen aanvraag niet goedkeuren" in own.text
    assert await disclosed(databank, person_id) == []
    assert f'href="{path}"' in (await leader.get("/uitvoer")).text
    assert (await leader.post(path, {"actie": "goedkeuren"})).status_code == 303
    await until_made(agent, path)
    assert len(await disclosed(databank, person_id)) == 1
    assert (await leader.get(f"{path}/bestand")).status_code == 409, "only who asked fetches it"
    file = await agent.get(f"{path}/bestand")
    book = CalamineWorkbook.from_object(io.BytesIO(file.content))
    about = {row[0]: row[-1] for row in book.get_sheet_by_name("Over dit bestand").to_python()}
    assert about["Goedgekeurd door"].startswith("leider-")
    assert about["Reden"] == REASON
    rows = book.get_sheet_by_name("Gegevens").to_python()
    assert rows[1][0] == str(person_id)


async def test_a_refusal_says_why(
    databank: Databank, agent: Browser, leader: Browser, monkeypatch: pytest.MonkeyPatch, on: int
) -> None:
    small(monkeypatch, 0)
    await moved(databank, on)
    path = await asked(agent.moves_to(day(on + 2)), on)
    leader.moves_to(day(on + 2))
    without = await leader.post(path, {"actie": "weigeren"})
    assert without.status_code == 422
    assert "Zeg waarom je weigert." in without.text
    done = await leader.post(path, {"actie": "weigeren", "waarom": "Een maand volstaat."})
    assert done.status_code == 303
    assert "Een maand volstaat." in (await agent.get(path)).text
    assert (await leader.post(path, {"actie": "goedkeuren"})).status_code == 409


async def test_what_is_taken_back_or_over_is_erased(
    databank: Databank, agent: Browser, on: int
) -> None:
    await moved(databank, on)
    agent.moves_to(day(on + 2))
    now, later = await asked(agent, on), await asked(agent, on)
    assert (await agent.post(now, {"actie": "wissen"})).status_code == 303
    agent.moves_to(day(on + 2) + timedelta(hours=25))
    assert (await agent.get(f"{later}/bestand")).status_code == 409
    for _ in range(300):
        parts = await databank.fetch(
            "SELECT 1 FROM export_part WHERE export_id = ANY($1::uuid[])",
            [UUID(path.removeprefix("/uitvoer/")) for path in (now, later)],
        )
        if not parts:
            return
        await asyncio.sleep(0.1)
    raise AssertionError("rows are still there")


async def test_a_form_that_is_sent_twice_asks_once(
    databank: Databank, agent: Browser, on: int
) -> None:
    await moved(databank, on)
    form = filled(on)
    agent.moves_to(day(on + 2))
    for _ in range(2):
        assert (await agent.post("/uitvoer/nieuw/verschuivingen", form)).status_code == 303
    assert (await agent.get("/uitvoer")).text.count('href="/uitvoer/') == 4 + 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"reden": ""}, "waarom je deze gegevens nodig hebt"),
        ({"reden": "Voor nummer 85.07.30-033.28 van iemand"}, "Schrijf geen nummers"),
        ({"doel": ""}, "Kies waarvoor je de lijst nodig hebt."),
        ({"doel": "nieuwsgierig"}, "Kies waarvoor je de lijst nodig hebt."),
        ({"tot": "2020-01-01"}, "De laatste dag moet na de eerste dag liggen."),
        ({"van": "2026-01-06", "tot": "2027-08-01"}, "Deze periode is te lang."),
        ({}, "staat er niets in de lijst"),
    ],
)
async def test_a_wrong_request_says_what_to_do(
    databank: Databank, agent: Browser, wrong: dict[str, str], said: str, on: int
) -> None:
    agent.moves_to(day(on))
    answer = await agent.post("/uitvoer/nieuw/verschuivingen", filled(on, **wrong))
    assert answer.status_code == 422
    assert said in answer.text


async def test_people_of_a_place_by_name_and_never_a_shielded_file(
    databank: Databank, agent: Browser, on: int
) -> None:
    place = f"Salon {uuid4().hex[:6]}"
    open_, shielded = unlike_others(), unlike_others()
    at = {"establishments": [{"label": place, "branch": "massagesalon"}]}
    await databank.inspect("massagesalon", day(on), open_, shielded, **at)
    (establishment,) = await databank.fetch("SELECT id FROM establishment WHERE label = $1", place)
    await shield(databank, shielded)
    agent.moves_to(day(on + 2))
    choice = {"keuze": str(establishment["id"])}
    path = await asked(agent, on, "personen-van-een-plaats", **choice)
    text = (await agent.get(f"{path}/bestand")).content.decode("utf-8-sig")
    assert open_.family in text
    assert shielded.family not in text
    foreign = filled(on, keuze=str(uuid4()))
    assert (await agent.post("/uitvoer/nieuw/personen-van-een-plaats", foreign)).status_code == 422


async def test_who_was_struck_from_an_inspection_is_in_no_list(
    databank: Databank, agent: Browser, on: int
) -> None:
    agent.moves_to(day(on))
    inspection = await begin_inspection(agent, vorm="massagesalon")
    stays, struck = person_form(), person_form()
    await add_person(agent, inspection, struck)
    await add_person(agent, inspection, stays)
    strike = f"{inspection}/persoon/0/schrappen"
    form = {"reden": "dubbel", "sleutel": hidden(await agent.get(strike), "sleutel")}
    assert (await agent.post(strike, form)).status_code == 303
    form = {
        "resultaat": "geen_opmerkingen",
        "sleutel": hidden(await agent.get(inspection), "sleutel"),
    }
    assert (await agent.post(inspection, form)).status_code == 303
    inspection_id = inspection.rpartition("/")[2]
    (place,) = await databank.fetch(
        "SELECT establishment_id FROM inspection_establishment WHERE inspection_id = $1",
        UUID(inspection_id),
    )
    choice = {"keuze": str(place["establishment_id"])}
    path = await asked(agent, on, "personen-van-een-plaats", **choice)
    (line,) = await read_lines(agent, path)
    assert line["naam"] == stays["naam"]
    path = await asked(agent, on, "controles", keuze="massagesalon")
    (line,) = [each for each in await read_lines(agent, path) if each["controle"] == inspection_id]
    assert line["personen"] == "1"


async def read_lines(browser: Browser, path: str) -> list[dict[str, str]]:
    text = (await browser.get(f"{path}/bestand")).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


async def shield(databank: Databank, who: Someone) -> None:
    (row,) = await databank.fetch(
        "SELECT person_id, claim_id FROM membership JOIN claim ON claim.id = claim_id"
        " WHERE family_name = $1",
        who.family,
    )
    await databank.fetch(
        "WITH one AS (INSERT INTO shield VALUES ($1, $2, 'op_vraag', now(), 'iemand') RETURNING id)"
        " INSERT INTO shield_claim (shield_id, claim_id) SELECT $1, $3",
        uuid4(),
        row["person_id"],
        row["claim_id"],
    )


async def test_signals_leave_as_numbers_only(databank: Databank, agent: Browser, on: int) -> None:
    who = unlike_others()
    shift = declared(who, day(on))
    await databank.tell(shift, at=day(on))
    person_id = await databank.person_of(shift)
    signal = {"kind": "dwang", "personId": str(person_id), "observedAt": day(on).isoformat()}
    await databank.created("/v1/signals", signal, day(on))
    path = await asked(agent.moves_to(day(on + 1)), on, "aantal-signalen", reden="")
    text = (await agent.get(f"{path}/bestand")).content.decode("utf-8-sig")
    assert re.search(rf"{day(on):%Y-%m};[^;]+;[^;]+;1;", text), text
    assert str(person_id) not in text
    assert await disclosed(databank, person_id) == []


async def test_the_data_protection_officer_sees_every_request_and_no_file(
    databank: Databank, agent: Browser, on: int
) -> None:
    await moved(databank, on)
    path = await asked(agent.moves_to(day(on + 2)), on)
    officer = await signed_in(
        databank, Function.FUNCTIONARIS_POLITIE, f"functionaris-{uuid4().hex[:6]}"
    )
    officer.moves_to(day(on + 2))
    assert f'href="{path}"' in (await officer.get("/uitvoer")).text
    assert REASON in (await officer.get(path)).text
    assert (await officer.get(f"{path}/bestand")).status_code == 409, "only who asked"
    other = await signed_in(databank, Function.POLITIE_AGENT, "agent-ander")
    other.moves_to(day(on + 2))
    assert (await other.get(path)).status_code == 404
