"""A sighting of whoever is looked for tells at once whom it must, once, and nobody else."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from databank.watch_requests.tell import tell_sightings

from ..support.browser import signed_in
from ..support.databank import Databank, Someone, cancelled, day, declared, unlike_others
from ..support.officers import Officer, claims_of, seen
from ..support.watch_requests import REASON, Watch, asked

OWN_ALERTS = "SELECT data FROM bus_timer WHERE name = 'alert' AND xmin = pg_current_xact_id()::xid"
A_DAY, HOUR = timedelta(days=1), timedelta(hours=1)


async def known(databank: Databank, **more: str) -> tuple[Watch, str, Someone, datetime]:
    """A running request of ten days about somebody seen on the street the day before."""
    at, who = day(databank.today), unlike_others()
    person_id = await seen(databank, "straat", at - A_DAY, who)
    last = city_day(at) + 9 * A_DAY
    watch = await (await asked(databank, at, last, person_id=person_id, **more)).agreed()
    return watch, person_id, who, at


async def test_nothing_is_told_before_a_second_person_agrees(databank: Databank) -> None:
    at, who = day(databank.today), unlike_others()
    person_id = await seen(databank, "straat", at - A_DAY, who)
    watch = await asked(databank, at, city_day(at) + 9 * A_DAY, person_id=person_id)
    await databank.inspect("massagesalon", at + HOUR, who)
    assert await watch.hits() == []
    assert await watch.step(watch.asker, "bevestigen") == 409, "never alone"
    await watch.moves_to(at + 2 * HOUR).agreed()
    assert await watch.hits() == [("inspection", "massagesalon", True)], (
        "of today; not of yesterday"
    )


async def test_each_way_of_being_seen_is_told_once(databank: Databank) -> None:
    watch, _person, who, at = await known(databank)
    body = await databank.inspect("prive_thuis", at + HOUR, who)
    shift = declared(who, at + 3 * HOUR)
    await databank.tell(shift, at=at + HOUR)
    told = await watch.told()
    await databank.tell(shift, at=at + HOUR)
    assert await watch.told() == told
    look = {"shiftId": str(shift.shift_id), "outcome": "aanwezig"}
    look |= {"observedAt": (at + 4 * HOUR).isoformat()}
    await databank.created("/v1/verifications", look, at + 4 * HOUR)
    check = {
        "personId": body["persons"][0]["personId"],
        "outcome": "gevalideerd",
        "method": "paspoort",
        "at": (at + 5 * HOUR).isoformat(),
    }
    await databank.created("/v1/identity-validations", check, at + 5 * HOUR)
    assert await watch.hits() == [
        ("inspection", "prive_thuis", True),
        ("shift", "raam", True),
        ("verification", "raam", True),
        ("validation", None, True),
    ]


async def test_a_declaration_tells_at_once_and_lapses_when_it_is_called_off(
    databank: Databank,
) -> None:
    """She may come tomorrow: who waits until then comes too late."""
    watch, _person, who, at = await known(databank)
    shift = declared(who, at + A_DAY)
    await databank.tell(shift, at=at)
    assert await watch.hits() == [("shift", "raam", True)]
    await databank.tell(cancelled(shift), at=at + HOUR)
    assert await watch.hits() == [("shift", "raam", False)]


@pytest.mark.parametrize(("days", "told"), [(-1, False), (0, True), (9, True), (10, False)])
async def test_only_what_happened_in_the_term_is_told_also_when_it_comes_late(
    databank: Databank, days: int, told: bool
) -> None:
    watch, _person, who, at = await known(databank)
    seen_at, heard = at + days * A_DAY + HOUR, at + 12 * A_DAY
    body = {
        "branch": "escort",
        "kind": "maandactie",
        "result": "geen_opmerkingen",
        "completedAt": seen_at.isoformat(),
        "persons": [{"role": "sekswerker", "claim": who.body}],
    }
    await databank.created("/v1/inspections", body, heard)
    assert bool(await watch.hits()) is told


async def test_after_the_end_nobody_is_told(databank: Databank) -> None:
    watch, _person, who, at = await known(databank)
    page = await watch.asker.get(f"{watch.path}/beeindigen")
    assert page.status_code == 200 and "terugdraaien" in page.text
    assert await watch.step(watch.asker, "beeindigen") == 303
    await databank.inspect("massagesalon", at + HOUR, who)
    assert await watch.hits() == []
    assert await watch.step(watch.leader, "bevestigen") == 404


async def test_a_longer_term_asks_a_second_person_too(databank: Databank) -> None:
    watch, _person, who, at = await known(databank)
    longer = (city_day(at) + 20 * A_DAY).isoformat()
    assert await watch.step(watch.asker, "verlengen") == 422, "until when?"
    far = (city_day(at) + 91 * A_DAY).isoformat()
    assert await watch.step(watch.asker, "verlengen", totEnMet=far) == 422
    assert await watch.step(watch.asker, "verlengen", totEnMet=longer) == 303
    await databank.inspect("massagesalon", at + 15 * A_DAY, who)
    assert await watch.hits() == [], "nobody agreed to it yet"
    assert await watch.step(watch.asker, "bevestigen") == 409
    watch.moves_to(at + 9 * A_DAY)
    await watch.agreed()
    assert await watch.hits() == [("inspection", "massagesalon", True)]


async def test_it_follows_the_person_through_a_merge_and_its_undoing(databank: Databank) -> None:
    watch, person_id, _who, at = await known(databank)
    other = unlike_others()
    other_id = await seen(databank, "massagesalon", at + HOUR, other)
    assert await watch.hits() == []
    officer = Officer(databank)
    change = await officer.merge(other_id, person_id, at + 2 * HOUR)
    assert await watch.hits() == [("inspection", "massagesalon", True)], "told once it is she"
    told = await watch.told()
    await officer.undo(change, at + 3 * HOUR)
    assert await watch.hits() == [("inspection", "massagesalon", False)]
    again = {"otherPersonId": person_id, "ground": "gegevens_vergeleken"}
    refused = await officer.post(f"/v1/persons/{other_id}/merge", again, at + 4 * HOUR)
    verdicts = [each["verdictId"] for each in refused.json()["extraInfo"]["verdicts"]]
    again |= {"overrules": verdicts}
    await officer.did(f"/v1/persons/{other_id}/merge", again, at + 4 * HOUR)
    assert await watch.hits() == [("inspection", "massagesalon", True)]
    assert await watch.told() == told, "nobody is told twice of one sighting"


async def test_after_a_split_it_stands_on_what_was_hers_when_it_was_asked(
    databank: Databank,
) -> None:
    watch, person_id, who, at = await known(databank)
    await databank.inspect("massagesalon", at + HOUR, replace(who, phone="0470123456"))
    _first, later = await claims_of(databank, person_id)
    assert await watch.hits() == [("inspection", "massagesalon", True)]
    await Officer(databank).split(person_id, later)
    assert await watch.hits() == [("inspection", "massagesalon", False)]


async def test_whoever_uses_her_paper_is_not_her(databank: Databank) -> None:
    """A declaration tells; an officer who finds another person on the paper takes it back."""
    watch, _person, who, at = await known(databank)
    shift = declared(who, at + HOUR)
    await databank.tell(shift, at=at + HOUR)
    assert await watch.hits() == [("shift", "raam", True)]
    body = {"shiftId": str(shift.shift_id), "outcome": "weerlegd", "method": "paspoort"}
    body |= {"reason": "persoon_is_niet_document", "at": (at + 2 * HOUR).isoformat()}
    await databank.created("/v1/identity-validations", body, at + 2 * HOUR)
    assert await watch.hits() == [("shift", "raam", False)]


async def test_only_whom_it_concerns_sees_what_was_seen(databank: Databank) -> None:
    watch, person_id, who, at = await known(databank)
    await databank.inspect("massagesalon", at + HOUR, who)
    watch.moves_to(at + 2 * HOUR)
    own = await watch.asker.get("/seiningen")
    assert watch.path in own.text and "1 keer gezien" in own.text
    assert who.family not in own.text, "the list names nobody"
    page = await watch.asker.get(watch.path)
    assert who.family in page.text and REASON in page.text and "Ik volg dit op" in page.text
    colleague = await signed_in(databank, Function.POLITIE_AGENT, f"agent-{uuid4().hex[:6]}")
    recherche = await signed_in(databank, Function.RECHERCHE, f"recherche-{uuid4().hex[:6]}")
    for stranger in (watch.leader, colleague, recherche):
        assert watch.path not in (await stranger.moves_to(at + 2 * HOUR).get("/seiningen")).text
        assert (await stranger.get(watch.path)).status_code == 404
    (hit,) = await databank.fetch("SELECT id FROM watch_hit WHERE request_id = $1", watch.id)
    follow = f"{watch.path}/treffers/{hit['id']}"
    assert (await colleague.post(follow, {"sleutel": str(uuid4())})).status_code == 404
    rows = await databank.fetch(
        "SELECT subject_kind, purpose FROM access_log WHERE action = 'consult'"
        " AND (subject_id = $1 OR subject_id = $2) AND purpose LIKE 'seining%'"
        " ORDER BY subject_kind",
        str(watch.id),
        person_id,
    )
    looks = {(row["subject_kind"], row["purpose"]) for row in rows}
    assert looks == {("seining", "seining"), ("person", f"seining:{watch.id}")}
    assert (await watch.asker.post(follow, {"sleutel": str(uuid4())})).status_code == 303
    assert "keer gezien" not in (await watch.asker.get("/seiningen")).text


async def test_roles_that_the_request_names_are_told(databank: Databank) -> None:
    watch, _person, who, at = await known(databank, voor="teamleider")
    await databank.inspect("massagesalon", at + HOUR, who)
    watch.moves_to(at + 2 * HOUR)
    assert "1 keer gezien" in (await watch.leader.get("/seiningen")).text
    assert (await watch.leader.get(watch.path)).status_code == 200


async def test_a_shielded_file_is_told_of_and_not_shown(databank: Databank) -> None:
    watch, person_id, who, at = await known(databank)
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, f"leider-{uuid4().hex[:6]}")
    form = {"stap": "afschermen", "grond": "bescherming", "sleutel": str(uuid4())}
    path = f"/afscherming/{person_id}"
    assert (await leader.moves_to(at).post(path, form)).status_code == 303
    await databank.inspect("massagesalon", at + HOUR, who)
    assert await watch.hits() == [("inspection", "massagesalon", True)]
    watch.moves_to(at + 2 * HOUR)
    assert "1 keer gezien" in (await watch.asker.get("/seiningen")).text
    page = await watch.asker.get(watch.path)
    assert page.status_code == 200
    assert who.family not in page.text and person_id not in page.text
    assert "De persoon is 1 keer gezien." in page.text
    assert "nog niet gezien" not in page.text
    closed = {"persoon": person_id, "grond": "gevaar", "reden": REASON}
    closed |= {"totEnMet": city_day(at).isoformat(), "sleutel": str(uuid4())}
    assert (await watch.asker.post("/seiningen/nieuw", closed)).status_code == 403


async def test_somebody_known_to_no_file_is_sought_by_name_until_people_say_who(
    databank: Databank,
) -> None:
    at, who = day(databank.today), unlike_others(birth="2010-05-17")
    last = city_day(at) + 9 * A_DAY
    watch = await (await asked(databank, at, last, sought=who)).agreed()
    assert await watch.hits() == []
    namesake = unlike_others(given=who.given, family=who.family, birth="1991-11-02")
    await databank.inspect("massagesalon", at + HOUR, namesake)
    assert await watch.hits() == [], "of another age: nobody is told"
    person_id = await seen(databank, "massagesalon", at + 2 * HOUR, who)
    assert await watch.hits() == [("inspection", "massagesalon", True)]
    watch.moves_to(at + 3 * HOUR)
    assert "Misschien" in (await watch.asker.get(watch.path)).text
    answer = f"{watch.path}/personen/{person_id}"
    no = {"antwoord": "nee", "sleutel": str(uuid4())}
    assert (await watch.asker.post(answer, no)).status_code == 303
    assert await watch.hits() == [("inspection", "massagesalon", False)]
    await databank.inspect("prive_thuis", at + 4 * HOUR, replace(who, phone="0470998877"))
    assert len(await claims_of(databank, person_id)) == 2, "words that nobody judged yet"
    assert await watch.hits() == [("inspection", "massagesalon", False)], (
        "people said it is not she"
    )


async def test_somebody_who_is_known_by_that_name_is_found_when_it_begins(
    databank: Databank,
) -> None:
    at, who = day(databank.today), unlike_others()
    person_id = await seen(databank, "straat", at, who)
    last = city_day(at) + 9 * A_DAY
    watch = await (await asked(databank, at + HOUR, last, sought=who)).agreed()
    assert await watch.hits() == [("inspection", "straat", True)]
    answer = f"{watch.path}/personen/{person_id}"
    yes = {"antwoord": "ja", "sleutel": str(uuid4())}
    assert (await watch.asker.post(answer, yes)).status_code == 303
    assert "Misschien" not in (await watch.asker.get(watch.path)).text


async def test_what_is_missing_is_said_at_its_field(databank: Databank) -> None:
    asker = await signed_in(databank, Function.POLITIE_AGENT, f"vrager-{uuid4().hex[:6]}")
    at = day(databank.today)
    asker.moves_to(at)
    assert (await asker.get("/seiningen/nieuw")).status_code == 200
    form = {"grond": "gevaar", "reden": REASON, "totEnMet": city_day(at).isoformat()}
    for missing, told in (
        ({}, "Vul de naam in van wie je zoekt."),
        ({"familienaam": "Voorbeeld", "voornamen": "Ana"}, "Vul de geboortedatum in."),
        ({"persoon": str(uuid4())}, "Deze persoon"),
    ):
        answer = await asker.post("/seiningen/nieuw", form | missing | {"sleutel": str(uuid4())})
        assert answer.status_code in (404, 422), answer.text
        assert told in answer.text
    yesterday = (city_day(at) - A_DAY).isoformat()
    named = {"familienaam": "Voorbeeld", "voornamen": "Ana", "geboortedatum": "2010-05-17"}
    late = form | named | {"totEnMet": yesterday, "sleutel": str(uuid4())}
    answer = await asker.post("/seiningen/nieuw", late)
    assert answer.status_code == 422 and "Kies vandaag of een latere dag." in answer.text
    rows = await databank.fetch(
        "SELECT FROM watch_request WHERE requested_by LIKE 'vrager-%' AND requested_at = $1", at
    )
    assert rows == []


async def test_the_name_of_who_is_sought_is_sealed(databank: Databank) -> None:
    at, who = day(databank.today), unlike_others()
    watch = await asked(databank, at, city_day(at) + A_DAY, sought=who)
    (row,) = await databank.fetch(
        "SELECT watch_request::text AS kept FROM watch_request WHERE id = $1", watch.id
    )
    assert who.family not in row["kept"]


async def test_somebody_is_called_once_and_the_call_says_nothing_of_whom(
    databank: Databank, app: FastAPI
) -> None:
    watch, person_id, who, at = await known(databank)
    await databank.inspect("massagesalon", at + HOUR, who)

    async def calls(first: str = "SELECT $1::uuid") -> list[dict[str, str]]:
        async with app.state.database.begin(at + 2 * HOUR) as tx:
            await tx.conn.execute(first, watch.id)
            await tell_sightings(tx, [UUID(person_id)])
            return [row["data"] for row in await tx.conn.fetch(OWN_ALERTS)]

    assert await calls() == []
    lapsed = "UPDATE watch_hit SET lapsed_at = now() WHERE request_id = $1"
    assert await calls(lapsed) == [], "it counts again, and was told"
    assert await watch.hits() == [("inspection", "massagesalon", True)]
    (call,) = await calls("DELETE FROM watch_hit WHERE request_id = $1")
    assert call == {
        "alert": "watch-request",
        "text": "Iemand naar wie een collega uitkijkt, is gezien. Open de seiningen.",
        "path": "/seiningen",
    }


async def test_the_api_asks_agrees_and_tells_whom_it_concerns(databank: Databank) -> None:
    at, who = day(databank.today), unlike_others()
    last = (city_day(at) + A_DAY).isoformat()
    body = {"ground": "gevaar", "reason": REASON, "lastDay": last, "told": ["recherche"]}
    nobody = await databank.post("/v1/watch-requests", body, at)
    assert (nobody.status_code, nobody.json()["errors"][0]["field"]) == (422, "sought")
    sought = {"familyName": who.family, "givenNames": who.given, "birthDate": who.birth}
    strange = body | {"sought": sought, "told": ["functionaris"]}
    assert (await databank.post("/v1/watch-requests", strange, at)).status_code == 422
    made = await databank.created("/v1/watch-requests", body | {"sought": sought}, at)
    path = f"/v1/watch-requests/{made['requestId']}"
    agree = {"step": "bevestigen"}
    assert (await databank.post(f"{path}/steps", agree, at)).status_code == 409
    leader = databank.as_(Function.POLITIE_TEAMLEIDER, "leider-7")
    assert (await leader.get(path)).json()["hits"] == []
    assert (await leader.post(f"{path}/steps", agree, at)).status_code == 204
    longer = await databank.post(f"{path}/steps", {"step": "verlengen"}, at)
    assert (longer.status_code, longer.json()["errors"][0]["field"]) == (422, "lastDay")
    await databank.inspect("straat", at + HOUR, who)
    told = (await databank.get(path)).json()
    assert (told["state"], told["lastDay"]) == ("loopt", last)
    (hit,) = told["hits"]
    assert (hit["sourceKind"], hit["branch"], hit["likely"]) == ("inspection", "straat", True)
    recherche = databank.as_(Function.RECHERCHE, "recherche-7")
    assert len((await recherche.get(path)).json()["hits"]) == 1
    for stranger in (leader, databank.as_(Function.POLITIE_AGENT, "agent-7")):
        assert (await stranger.get(path)).status_code == 404
