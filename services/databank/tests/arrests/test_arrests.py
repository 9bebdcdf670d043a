"""Arrests and measures as officers record them, and the counts that a leader lets go."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from chassis.days import city_day
from chassis.web import Function
from contracts.databank import PoliceCountsReleased
from databank.arrests.rules.counts import Half

from ..support.browser import signed_in
from ..support.databank import Databank, day, unlike_others
from ..support.forms import hidden, keyed
from ..support.officers import seen

MEASURES, RELEASES = "/v1/police-measures", "/v1/count-releases"
AGREEMENTS, COUNTS = "/v1/parket-agreements", "/v1/parket-counts"


def leader(databank: Databank) -> Databank:
    return databank.as_(Function.POLITIE_TEAMLEIDER, "leider-1")


async def arrested(databank: Databank, on: date, **changes: Any) -> str:
    body = {
        "kind": "bestuurlijke_aanhouding",
        "ground": "openbare_rust",
        "branch": "straat",
        "onDay": on.isoformat(),
    }
    later = databank.clock.now() + timedelta(minutes=1)
    found = await databank.created(MEASURES, body | changes, later)
    return str(found["measureId"])


async def released(databank: Databank, half: Half) -> list[str]:
    body = {"year": half.year, "half": half.half}
    found = await leader(databank).created(RELEASES, body, databank.clock.now())
    return list(found["releaseIds"])


async def told_about(databank: Databank, about: str, ids: list[str]) -> dict[str, Any]:
    (told,) = [
        envelope
        for envelope in await databank.told(PoliceCountsReleased, about=about)
        if envelope.data["releaseId"] in ids
    ]
    return dict(told.data)


async def test_counts_alone_leave_and_small_ones_not(databank: Databank) -> None:
    half = Half(2019, 1)
    on = date(2019, 3, 4)
    for _ in range(9):
        await arrested(databank, on)
    gone = await arrested(databank, on, branch="raam", ground="verkeer")
    for ground in ("verkeer", "verkeer"):
        await arrested(databank, on, ground=ground, branch="raam")
    judicial = {"kind": "gerechtelijke_aanhouding", "ground": "drugs"}
    await arrested(databank, on, **judicial)
    await databank.created(
        f"{MEASURES}/{gone}/withdrawal", {"reason": "dubbel"}, databank.clock.now()
    )
    ids = await released(databank, half)
    assert len(ids) == 4
    told = await told_about(databank, "bestuurlijke_aanhoudingen", ids)
    assert set(told) == {
        "releaseId", "about", "beginsAt", "half", "threshold", "total", "branches", "grounds",
        "kinds", "releasedAt", "counts",
    }  # fmt: skip
    declared = {
        "bestuurlijke_aanhoudingen": "handelingen",
        "gerechtelijke_aanhoudingen": "handelingen",
        "gerechtelijke_maatregelen": "handelingen",
        "gecontroleerde_personen": "personen",
    }
    for about, counts in declared.items():
        assert (await told_about(databank, about, ids))["counts"] == counts
    assert (told["total"], told["half"], told["threshold"]) == (11, 1, 5)
    assert told["branches"] == {"straat": None, "raam": None}, "else a subtraction tells"
    few = await told_about(databank, "gerechtelijke_aanhoudingen", ids)
    assert "total" not in few
    assert few["kinds"] == {"gerechtelijke_aanhouding": None}
    none = await told_about(databank, "gerechtelijke_maatregelen", ids)
    assert (none["total"], none["branches"]) == (0, {})


async def test_a_half_leaves_once_and_what_is_recorded_later_changes_nothing(
    databank: Databank,
) -> None:
    half = Half(2018, 2)
    for _ in range(6):
        await arrested(databank, date(2018, 9, 1))
    ids = await released(databank, half)
    await arrested(databank, date(2018, 9, 2))
    assert await released(databank, half) == []
    assert (await told_about(databank, "bestuurlijke_aanhoudingen", ids))["total"] == 6
    page = await (await signed_in(databank, Function.POLITIE_AGENT, "agent-9")).get(
        "/aanhoudingen?halfjaar=2018-H2"
    )
    assert "Na de vrijgave" in page.text


async def test_a_half_that_is_not_over_stays_and_only_leaders_let_go(databank: Databank) -> None:
    now = databank.clock.now()
    half = Half.of(city_day(now))
    body = {"year": half.year, "half": half.half}
    refused = await leader(databank).post(RELEASES, body, now)
    assert refused.status_code == 409
    assert "niet voorbij" in refused.text
    for function in (Function.POLITIE_AGENT, Function.RECHERCHE):
        answer = await databank.as_(function, "iemand-1").post(RELEASES, body, now)
        assert answer.status_code == 403


async def test_a_reason_goes_with_an_arrest_and_facts_with_the_rest(databank: Databank) -> None:
    for kind, ground in (("bestuurlijke_aanhouding", "drugs"), ("huiszoeking", "verkeer")):
        body = {"kind": kind, "ground": ground, "branch": "raam", "onDay": "2019-02-02"}
        answer = await databank.post(MEASURES, body, databank.clock.now())
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "ground"
    now = databank.clock.now()
    tomorrow = (city_day(now) + timedelta(days=1)).isoformat()
    body = {"kind": "huiszoeking", "ground": "drugs", "branch": "raam", "onDay": tomorrow}
    assert (await databank.post(MEASURES, body, now)).status_code == 422


async def test_the_prosecutors_counts_are_kept_only_under_an_agreement(databank: Databank) -> None:
    chief = leader(databank)
    now = databank.clock.now()
    counts = {"counts": [{"kind": "dagvaarding", "ground": "drugs", "number": 7}]}
    headers = chief.officer | {"Krachtlijn-Time": now.isoformat()}
    path = f"{COUNTS}/2017"
    refused = await databank.client.put(path, json=counts, headers=headers)
    assert refused.status_code == 409
    assert "akkoord" in refused.text
    assert (await chief.post(RELEASES, {"year": 2017}, now)).status_code == 409
    paper = {"reference": "AKK-2017-1", "firstYear": 2017, "lastYear": 2017}
    wrong = paper | {"lastYear": 2016}
    assert (await chief.post(AGREEMENTS, wrong, now)).status_code == 422
    assert (await chief.post(AGREEMENTS, paper, now)).status_code == 201
    assert (await databank.client.put(path, json=counts, headers=headers)).status_code == 204
    ids = (await chief.created(RELEASES, {"year": 2017}, now))["releaseIds"]
    told = await told_about(databank, "cijfers_van_het_parket", ids)
    assert (told["total"], told["grounds"]) == (7, {"drugs": 7})
    assert "half" not in told, "it is of a year"
    again = await databank.client.put(path, json=counts, headers=headers)
    assert again.status_code == 409
    other = await databank.client.put(f"{COUNTS}/2016", json=counts, headers=headers)
    assert other.status_code == 409


async def test_persons_who_were_checked_are_counted_once(databank: Databank) -> None:
    start = databank.clock.now()
    who = [unlike_others() for _ in range(5)]
    at = day(databank.today)
    for one in [*who, who[0]]:
        await seen(databank, "straat", at, one)
    half = Half.of(city_day(at))
    rows = await databank.fetch(
        "SELECT count(DISTINCT person_id) AS persons, count(*) AS checks FROM inspection_person"
        " JOIN inspection ON inspection.id = inspection_id"
        " WHERE state = 'afgerond' AND completed_at >= $1 AND inspection_person.withdrawn_at"
        " IS NULL AND person_id IN (SELECT id FROM person WHERE merged_into IS NULL)",
        at,
    )
    assert start <= databank.clock.now()
    assert rows[0]["persons"] < rows[0]["checks"]
    page = await (await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-8")).get(
        f"/aanhoudingen/vrijgeven/{half.code}"
    )
    assert "Verschillende gecontroleerde personen" in page.text
    assert "nog niet voorbij" in page.text


async def test_an_arrest_is_recorded_and_taken_back_on_the_page(databank: Databank) -> None:
    agent = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
    agent.moves_to(databank.clock.now())
    path = "/aanhoudingen/nieuw"
    empty = await agent.post(path, await keyed(agent, path))
    assert empty.status_code == 422
    assert "Maak een keuze." in empty.text
    filled = {"soort": "huiszoeking", "waarom": "verkeer", "vorm": "escort", "dag": "2020-02-03"}
    wrong = await agent.post(path, await keyed(agent, path, **filled))
    assert wrong.status_code == 422
    assert "Deze reden past niet bij de soort." in wrong.text
    form = filled | {"waarom": "drugs", "sleutel": hidden(wrong, "sleutel")}
    for _ in range(2):
        done = await agent.post(path, form)
        assert (done.status_code, done.headers["location"]) == (
            303,
            "/aanhoudingen?halfjaar=2020-H1",
        )
    listed = (await agent.get("/aanhoudingen?halfjaar=2020-H1")).text
    assert listed.count("Huiszoeking</h2>") == 1
    away = f"/aanhoudingen/{form['sleutel']}/intrekken"
    done = await agent.post(away, await keyed(agent, away, reden="Stond dubbel"))
    assert done.status_code == 303
    assert "Huiszoeking</h2>" not in (await agent.get("/aanhoudingen?halfjaar=2020-H1")).text
    assert (await agent.get(away)).status_code == 404
    assert (await agent.get("/aanhoudingen?halfjaar=2020")).status_code == 404


async def test_a_leader_sees_what_leaves_and_lets_it_go_on_the_page(databank: Databank) -> None:
    for _ in range(5):
        await arrested(databank, date(2015, 5, 5), branch="stripclub", ground="verblijf")
    chief = await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")
    chief.moves_to(databank.clock.now())
    path = "/aanhoudingen/vrijgeven/2015-H1"
    assert "Dit kan maar één keer." in (await chief.get(path)).text
    done = await chief.post(path, await keyed(chief, path))
    assert done.status_code == 303
    assert "zijn vrijgegeven op" in (await chief.get(done.headers["location"])).text
    assert "Alles van dit halfjaar is vrijgegeven." in (await chief.get(path)).text
    parket = "/aanhoudingen/parket"
    wrong = await chief.post(
        f"{parket}/akkoord", await keyed(chief, parket, kenmerk="AKK-7", eerste="2015", laatste="x")
    )
    assert "Geef een jaar, zoals 2026." in wrong.text
    paper = {"kenmerk": "AKK-2015", "eerste": "2015", "laatste": "2015"}
    assert (
        await chief.post(f"{parket}/akkoord", await keyed(chief, parket, **paper))
    ).status_code == 303
    count = {"jaar": "2014", "soort": "veroordeling", "feiten": "mensenhandel", "aantal": "6"}
    refused = await chief.post(f"{parket}/cijfer", await keyed(chief, parket, **count))
    assert "geen akkoord" in refused.text
    count["jaar"] = "2015"
    kept = await chief.post(f"{parket}/cijfer", await keyed(chief, parket, **count))
    assert kept.status_code == 303
    form = await keyed(chief, parket)
    assert (await chief.post(f"{parket}/vrijgeven/2015", form)).status_code == 303
    assert "Vrijgegeven" in (await chief.get(parket)).text
