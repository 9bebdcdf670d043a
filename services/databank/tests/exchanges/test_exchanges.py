"""Exchanges with partners over the API: recorded, answered, closed, and read by who may know."""

from datetime import timedelta
from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.web import Function
from databank.exchanges.record import OVER

from ..support.databank import Databank, unlike_others
from ..support.exchanges import PATH, about_somebody, recorded
from ..support.officers import Officer, an_open_case, claims_of, seen
from ..support.searches import logged

CASE = "AN.37.L4.004321/2026"


async def test_a_question_is_answered_and_closed_with_what_follows(databank: Databank) -> None:
    exchange_id = await recorded(databank)
    path, now = f"{PATH}/{exchange_id}", databank.clock.now()
    early = await databank.post(f"{path}/closure", {"followUp": "geen"}, now)
    assert early.status_code == 409
    assert early.json()["extraInfo"]["allowed"] == ["beantwoorden", "intrekken"]
    answer = {"outcome": "deels", "categories": ["plaats"], "answeredAt": now.isoformat()}
    empty = await databank.post(f"{path}/answer", answer | {"categories": []}, now)
    assert empty.json()["errors"][0]["field"] == "categories"
    assert (await databank.post(f"{path}/answer", answer, now)).status_code == 200
    assert (await databank.post(f"{path}/answer", answer, now)).status_code == 409
    closed = await databank.post(f"{path}/closure", {"followUp": "controle"}, now)
    assert closed.status_code == 200
    found = (await databank.get(path)).json()
    assert (found["state"], found["followUp"], found["allowed"]) == ("afgesloten", "controle", [])
    assert found["answerCategories"] == ["plaats"]
    gone = await databank.post(f"{path}/withdrawal", {"reason": "dubbel"}, now)
    assert gone.status_code == 409, "what is closed stays"


async def test_what_the_law_forbids_is_refused_at_its_field(databank: Databank) -> None:
    now = databank.clock.now()
    body = {
        "direction": "gegeven",
        "partner": "sociale_inspectie",
        "about": "zaak",
        "caseNumber": "een naam",
        "purpose": "onderhoud",
        "basis": "wpa_politiediensten",
        "categories": ["gerechtelijk"],
        "happenedAt": now.isoformat(),
        "dueOn": city_day(now).isoformat(),
    }
    answer = await databank.post(PATH, body, now)
    assert answer.status_code == 422
    fields = {error["field"] for error in answer.json()["errors"]}
    assert fields == {"basis", "purpose", "caseNumber", "dueOn", "judicialLeave"}
    unknown = await databank.post(PATH, body | {"partner": "zorgorganisatie"}, now)
    assert "partner" in {error["field"] for error in unknown.json()["errors"]}
    nobody = {"about": "persoon", "caseNumber": None, "personId": str(uuid4())}
    right = {"purpose": "toezicht", "basis": "wpa_openbare_dienst", "dueOn": None}
    leave = {"judicialLeave": "Parket, kenmerk 12"}
    missing = await databank.post(PATH, body | nobody | right | leave, now)
    assert missing.status_code == 404


async def test_who_reads_for_another_purpose_or_case_reads_nothing(databank: Databank) -> None:
    exchange_id, person = await about_somebody(databank, purpose="bescherming", caseNumber=CASE)
    path = f"{PATH}/{exchange_id}"
    refused = await databank.get(path, "toezicht")
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("ander-doel")
    assert person not in refused.text
    assert (await databank.get(path, None)).status_code == 403
    found = await databank.get(path, "bescherming")
    assert found.json()["personId"] == person
    assert found.json()["note"] == "Gevraagd aan commissaris Kanarievogel"
    other_case = await an_open_case(databank)
    recherche = Officer(databank, "recherche-7", Function.RECHERCHE, "bescherming")
    assert (await recherche.ask("GET", path)).status_code == 403
    assert (await recherche.ask("GET", path, other_case)).status_code == 403
    await databank.fetch(
        "INSERT INTO research_case (id, reference, source, owner, opened_at)"
        " VALUES ($1, $2, 'elders', 'iemand', now()) RETURNING id",
        uuid4(),
        CASE,
    )
    assert (await recherche.ask("GET", path, {"Krachtlijn-Case": CASE})).status_code == 200
    shown = (await recherche.ask("GET", f"{PATH}?pagesize=500", other_case)).text
    assert exchange_id not in shown, "of another case"


async def test_data_that_leave_are_on_the_log_as_disclosed(databank: Databank) -> None:
    asked, person = await about_somebody(databank)
    rows = await databank.fetch(
        "SELECT subject_kind, action FROM access_log WHERE subject_id = ANY($1::text[])"
        " AND action = 'disclose'",
        [asked, person],
    )
    assert {row["subject_kind"] for row in rows} == {"exchange", "person"}
    got, other = await about_somebody(databank, direction="ontvangen", dueOn=None)
    rows = await databank.fetch(
        "SELECT action FROM access_log WHERE subject_id = ANY($1::text[]) AND action = 'disclose'",
        [got, other],
    )
    assert rows == [], "what came in left nobody"
    await databank.get(f"{PATH}/{asked}")
    assert "toezicht" in await logged(databank, "exchange", asked)


async def test_lists_name_nobody_and_show_what_is_late(databank: Databank) -> None:
    now = databank.clock.now()
    late, person = await about_somebody(databank, dueOn=city_day(now).isoformat())
    later = now + timedelta(days=3)
    await databank.post("/v1/signals", {}, later)  # the clock moves on
    answer = await databank.get(f"{PATH}?which=over_tijd&partner=recherche_zeden&pagesize=500")
    assert person not in answer.text and "Kanarievogel" not in answer.text
    (row,) = [each for each in answer.json()["_embedded"]["exchanges"] if each["id"] == late]
    assert (row["late"], row["state"]) == (True, "open")
    others = await databank.listed(f"{PATH}?which=over_tijd&partner=parket")
    assert late not in [each["id"] for each in others]


async def test_the_note_is_sealed_and_nothing_of_an_exchange_leaves(databank: Databank) -> None:
    exchange_id, _person = await about_somebody(databank)
    (row,) = await databank.fetch("SELECT * FROM exchange WHERE id = $1", UUID(exchange_id))
    assert "Kanarievogel" not in str({**row, "note": bytes(row["note"]).decode("latin-1")})
    told = await databank.fetch(
        "SELECT FROM (SELECT body FROM bus_outbox UNION ALL SELECT body FROM bus_archive) AS told"
        " WHERE position(convert_to($1, 'UTF8') IN body) > 0"
        " OR position(convert_to('Kanarievogel', 'UTF8') IN body) > 0",
        exchange_id,
    )
    assert told == []


async def test_an_exchange_follows_the_claim_when_persons_are_joined_and_parted(
    databank: Databank,
) -> None:
    exchange_id, person = await about_somebody(databank)
    other = await seen(databank, "escort", databank.clock.now(), unlike_others())
    officer = Officer(databank)
    at = databank.clock.now()
    change = await officer.merge(other, person, at)
    assert (await databank.get(f"{PATH}/{exchange_id}")).json()["personId"] == other
    await officer.undo(change, at)
    assert (await databank.get(f"{PATH}/{exchange_id}")).json()["personId"] == person
    assert await claims_of(databank, person)


async def test_counts_by_partner_stay_within_the_police(databank: Databank) -> None:
    year = city_day(databank.clock.now()).year

    async def number() -> int:
        rows = await databank.listed(f"/v1/exchange-counts?year={year}")
        return sum(
            row["number"]
            for row in rows
            if (row["partner"], row["direction"]) == ("andere_politiezone", "gevraagd")
        )

    before = await number()
    await recorded(databank, partner="andere_politiezone")
    gone = await recorded(databank, partner="andere_politiezone")
    await databank.created(f"{PATH}/{gone}/withdrawal", {"reason": "dubbel"}, databank.clock.now())
    assert await number() == before + 1, "what was withdrawn is not counted"


async def test_an_exchange_goes_when_its_term_after_the_last_step_is_over(
    databank: Databank,
) -> None:
    exchange_id = await recorded(databank)
    (timer,) = await databank.fetch(
        "SELECT due_at FROM bus_timer WHERE name = $1 AND key = $2", OVER, exchange_id
    )
    left = timer["due_at"] - databank.clock.now()
    assert timedelta(days=5 * 365) < left < timedelta(days=5 * 366)
