"""Search with purpose, and the files of a person and of an establishment."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.web import Function
from contracts.enforcement import Premises, Room, SuitabilityGranted
from databank.access.purposes.rules import (
    MOST_SEARCHES,
    STRETCH,
    TERM,
    may_search,
    needs_reason,
    stands,
)
from databank.files.rules.data_subject import Category, qualities

from ..support.browser import Browser, signed_in
from ..support.databank import START, Databank, Someone, day, declared, unlike_others
from ..support.officers import Officer, seen
from ..support.searches import logged, purpose, search

# Search


async def test_a_search_asks_its_purpose_first(databank: Databank, browser: Browser) -> None:
    """DP-03."""
    who = unlike_others()
    person_id = await seen(databank, "straat", day(600), who)
    browser.moves_to(day(601))
    assert "Waarvoor heb je deze gegevens nodig?" in (await browser.get("/zoeken")).text
    location = await search(browser, familyName=who.family, givenNames=who.given)
    assert who.family.lower() not in location.lower()
    found = await browser.get(location)
    assert f"/personen/{person_id}?doel=" in found.text
    assert "De familienaam is gelijk" in found.text
    assert "straat" in found.text
    assert await logged(databank, "person", person_id) == ["toezicht"], "who was shown (DP-04)"
    searches = await logged(databank, "search", "family, given: 1 personen")
    assert searches[-1:] == ["toezicht"]


async def test_outside_the_own_task_a_search_says_why(databank: Databank, browser: Browser) -> None:
    """DP-03: in police, reason text for searches outside the own task."""
    form = {"doel": "dossier", "sleutel": str(uuid4())}
    answer = await browser.post("/zoeken", form)
    assert answer.status_code == 422
    assert "Schrijf kort waarom je zoekt." in answer.text
    answer = await browser.post("/zoeken", form | {"reden": "Vraag van het parket"})
    assert answer.status_code == 303
    (row,) = await databank.fetch(
        "SELECT reason, purpose FROM purpose_grant WHERE id = $1", UUID(form["sleutel"])
    )
    assert tuple(row) == ("Vraag van het parket", "dossier")
    assert await logged(databank, "purpose", form["sleutel"]) == ["dossier"]


async def test_no_purpose_is_no_search(browser: Browser) -> None:
    answer = await browser.post("/zoeken", {"sleutel": str(uuid4())})
    assert answer.status_code == 422
    assert "Kies waarvoor je het nodig hebt." in answer.text
    nothing = await browser.post(
        "/zoeken/personen", {"familyName": "Iemand", "sleutel": str(uuid4())}
    )
    assert (nothing.status_code, nothing.headers["location"]) == (303, "/zoeken")


@pytest.mark.parametrize(
    "wanted",
    [
        {"familyName": "Yavorska"},
        {"familyName": "JAVÓRSKA", "givenNames": "Milena"},
        {"familyName": "Milena", "givenNames": "Javorska"},
        {"birthDate": "7.3.1987"},
        {"birthDate": "1987-03-07", "familyName": "Javorska"},
        {"birthDate": "00-00-1987", "familyName": "Javorska"},
        {"documentNumber": "zx 99-11 y7"},
        {"nationalNumber": "87.63.07-123.45"},
        {"phone": "0032 (0)475 98 76 54"},
    ],
    ids=lambda wanted: "+".join(wanted),
)
async def test_somebody_is_found_however_it_is_written(
    databank: Databank, browser: Browser, wanted: dict[str, str]
) -> None:
    who = Someone("Milena", "Javorska", "1987-03-07", "ZX9911Y7", "87630712345", "+32475987654")
    person_id = await seen(databank, "escort", day(700), who)
    browser.moves_to(day(701))
    found = await browser.get(await search(browser, **wanted))
    assert f"/personen/{person_id}?" in found.text, found.text
    for secret in (who.document, who.number, who.phone, "475987654"):
        assert str(secret) not in found.text, "a list shows no numbers"


async def test_who_contradicts_what_was_asked_is_not_found(
    databank: Databank, browser: Browser
) -> None:
    who = unlike_others()
    await seen(databank, "escort", day(702), who)
    page = await browser.get(await search(browser, familyName=who.family, birthDate="1-1-1931"))
    assert "Niemand gevonden" in page.text
    assert "Alles wat je invult moet passen." in page.text, "hints"


@pytest.mark.parametrize("wanted", [{"givenNames": "Ana"}, {"birthDate": "1987"}, {}])
async def test_too_little_is_said_at_the_field(browser: Browser, wanted: dict[str, str]) -> None:
    asked = await purpose(browser)
    form = {"doel": asked.split("doel=")[1], "sleutel": str(uuid4())} | wanted
    answer = await browser.post("/zoeken/personen", form)
    assert answer.status_code == 422
    assert "Geef meer: een familienaam" in answer.text


async def test_too_many_are_not_shown_at_all(databank: Databank, browser: Browser) -> None:
    people = [unlike_others(family="Veelvoorkom", document=uuid4().hex[:9]) for _ in range(23)]
    await databank.inspect("stripclub", day(710), *people)
    page = await browser.get(await search(browser, familyName="Veelvoorkom"))
    assert "Te veel personen passen" in page.text
    assert "/personen/" not in page.text


async def test_a_search_sent_twice_counts_once_and_belongs_to_its_session(
    databank: Databank, browser: Browser
) -> None:
    asked = await purpose(browser)
    form = {"doel": asked.split("doel=")[1], "sleutel": str(uuid4()), "familyName": "Niemandia"}
    first, second = [await browser.post("/zoeken/personen", form) for _ in range(2)]
    assert first.headers["location"] == second.headers["location"]
    rows = await databank.fetch("SELECT found FROM search WHERE id = $1", UUID(form["sleutel"]))
    assert len(rows) == 1
    other = await signed_in(databank, Function.POLITIE_AGENT, "agent-ander")
    assert (await other.get(first.headers["location"])).status_code == 404
    stolen = await other.get(asked)
    assert "Waarvoor heb je deze gegevens nodig?" in stolen.text, "a purpose is one's own"


async def test_a_purpose_holds_for_a_shift_of_work(databank: Databank, browser: Browser) -> None:
    who = unlike_others()
    person_id = await seen(databank, "straat", day(720), who)
    browser.moves_to(day(721))
    found = await search(browser, familyName=who.family)
    opened = re.search(rf"/personen/{person_id}\?doel=[0-9a-f-]+", (await browser.get(found)).text)
    assert opened
    assert who.family in (await browser.get(opened[0])).text
    browser.moves_to(day(721) + TERM)
    assert who.family not in (await browser.get(opened[0])).text
    assert (await browser.get(found)).headers["location"] == "/zoeken"


async def test_fishing_is_stopped_and_noted(databank: Databank) -> None:
    fisher = await signed_in(databank, Function.POLITIE_AGENT, f"agent-visser-{uuid4().hex[:6]}")
    fisher.moves_to(day(730))
    asked = await purpose(fisher)
    form = {"doel": asked.split("doel=")[1], "familyName": "Onvindbaar"}
    for _ in range(MOST_SEARCHES):
        answer = await fisher.post("/zoeken/personen", form | {"sleutel": str(uuid4())})
        assert answer.status_code == 303
    refused = await fisher.post("/zoeken/personen", form | {"sleutel": str(uuid4())})
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert "Wacht even met zoeken" in refused.text
    assert await logged(databank, "search", "geweigerd%", "agent-visser") == ["toezicht"]
    fisher.moves_to(day(730) + STRETCH)
    again = await fisher.post("/zoeken/personen", form | {"sleutel": str(uuid4())})
    assert again.status_code == 303


# A person's file


async def test_a_file_asks_its_purpose_and_comes_back(databank: Databank, browser: Browser) -> None:
    who = unlike_others()
    person_id = await seen(databank, "escort", day(740), who)
    browser.moves_to(day(741))
    asked = await browser.get(f"/personen/{person_id}")
    assert who.family not in asked.text
    assert await logged(databank, "person", person_id) == [], "nothing was shown yet"
    file = await purpose(browser, f"/personen/{person_id}", "bescherming")
    page = await browser.get(file)
    assert who.family in page.text
    assert await logged(databank, "person", person_id) == ["bescherming"]
    other = await seen(databank, "escort", day(740), unlike_others())
    elsewhere = await browser.get(file.replace(person_id, other))
    assert "Waarvoor heb je deze gegevens nodig?" in elsewhere.text, "it holds for one file"


async def test_one_timeline_over_all_branches(databank: Databank, browser: Browser) -> None:
    who = unlike_others(number="85073003328")
    person_id = await seen(databank, "straat", day(750), who)
    shift = declared(who, day(752))
    await databank.tell(shift, at=day(752))
    await databank.created(
        "/v1/identity-validations",
        {
            "personId": person_id,
            "at": day(753).isoformat(),
            "outcome": "gevalideerd",
            "method": "paspoort",
        },
        day(753),
    )
    browser.moves_to(day(754))
    file = await purpose(browser, f"/personen/{person_id}")
    page = (await browser.get(file)).text
    timeline = page[page.index("db-timeline") :]
    order = ["Identiteit nagekeken", "Verschuiving", "Aangifte", "Controleactie"]
    places = [timeline.index(word) for word in order]
    assert places == sorted(places), "by event time, the newest first"
    assert "van straat naar raam" in timeline
    for standing in ("Opgegeven", "Vastgesteld", "Beoordeling"):
        assert standing in timeline, "fact and assessment are kept apart (DP-06)"
    assert "Contact zonder verdenking" in page
    assert "85073003328" not in page
    street = (await browser.get(f"{file}&vorm=straat")).text
    street = street[street.index("db-timeline") :]
    assert "Controleactie" in street
    assert "Aangifte" not in street


async def test_why_a_claim_belongs_to_somebody(databank: Databank, browser: Browser) -> None:
    who = unlike_others()
    person_id = await seen(databank, "straat", day(760), who)
    await databank.tell(declared(who, day(761)), at=day(761))
    browser.moves_to(day(762))
    page = (await browser.get(await purpose(browser, f"/personen/{person_id}"))).text
    links = re.findall(r'href="(/personen/[^"]+/koppelingen/[^"]+)"', page)
    assert len(links) == 2
    told = [(await browser.get(link)).text for link in links]
    assert any("De familienaam is gelijk" in text for text in told)
    assert all("Waarom deze koppeling?" in text for text in told)
    (sure,) = [text for text in told if "Zekerheid:" in text]
    assert "> 99,9" in sure.replace("&gt;", ">"), "the first claim is what she is known by"
    foreign = await seen(databank, "straat", day(760), unlike_others())
    (claim,) = await databank.fetch(
        "SELECT claim_id FROM membership WHERE person_id = $1", UUID(foreign)
    )
    strange = re.sub(r"koppelingen/[0-9a-f-]+", f"koppelingen/{claim[0]}", links[0])
    assert (await browser.get(strange)).status_code == 404


async def test_a_merged_id_leads_to_who_it_is_now(databank: Databank, browser: Browser) -> None:
    one = await seen(databank, "straat", day(770), unlike_others())
    other = await seen(databank, "escort", day(771), unlike_others())
    file = await purpose(browser.moves_to(day(772)), f"/personen/{other}")
    await Officer(databank).merge(one, other, day(772))
    moved = await browser.get(file)
    assert moved.status_code == 303
    page = await browser.get(moved.headers["location"])
    assert moved.headers["location"].startswith(f"/personen/{one}?")
    assert "Twee personen samengevoegd" in page.text


async def test_a_room_and_a_move_lead_to_the_file_for_supervision(
    databank: Databank, browser: Browser
) -> None:
    who = unlike_others()
    person_id = await seen(databank, "straat", day(780), who)
    shift = declared(who, day(782))
    await databank.tell(shift, at=day(782))
    (case,) = await databank.cases(person_id)
    browser.moves_to(day(782))
    locations = set()
    for task in (f"/controle/{shift.shift_id}", f"/verschuivingen/{case['id']}"):
        assert f'href="{task}/persoon"' in (await browser.get(task)).text
        answer = await browser.get(f"{task}/persoon")
        assert answer.status_code == 303
        locations.add(answer.headers["location"])
    (location,) = locations
    assert who.family in (await browser.get(location)).text
    assert set(await logged(databank, "person", person_id)) == {"toezicht"}


async def test_a_timeline_of_500_turns_over_in_pages(databank: Databank, browser: Browser) -> None:
    """Each event stands once, also where many share one moment."""
    who = unlike_others()
    person_id = await seen(databank, "straat", day(790), who)
    shifts = [declared(who, day(800 + number // 4)) for number in range(120)]
    await databank.tell(*shifts, at=day(800))
    file = await purpose(browser.moves_to(day(900)), f"/personen/{person_id}")
    total, found = None, []
    for sheet in range(1, 20):
        page = (await browser.get(f"{file}&blad={sheet}")).text
        timeline = page[page.index("db-timeline") :]
        found.append(timeline[: timeline.index("</ol>")].count("<li>"))
        if 'rel="next"' not in page:
            break
        total = re.search(r"1 tot 50 van (\d+)", page) or total
    assert total
    assert sum(found) == int(total[1])
    headers = databank.officer | {"Krachtlijn-Purpose": "toezicht"}
    ids = []
    for number in range(1, 20):
        answer = await databank.client.get(
            f"/v1/persons/{person_id}/timeline?pagesize=37&page={number}", headers=headers
        )
        items = answer.json()["_embedded"]["timeline"]
        ids += [(item["kind"], item["entryId"]) for item in items]
        if not items:
            break
    assert len(ids) == len(set(ids)) == int(total[1])


@pytest.mark.parametrize("path", ["/personen/{}", "/inrichtingen/{}", "/zoeken/{}"])
async def test_what_does_not_exist_is_404(browser: Browser, path: str) -> None:
    assert (await browser.get(path.format(uuid4()))).status_code == 404


# An establishment's file


async def test_an_establishment_s_file_names_nobody(databank: Databank, browser: Browser) -> None:
    who = unlike_others()
    shift = declared(who, day(810))
    premises = Premises(
        premises_id=shift.premises_id,
        label="Dossierlaan 12",
        street="Dossierlaan",
        house_number="12",
        postcode="2000",
        owner="OWN-9",
        rooms=(Room(room_id=shift.room_id, label="R-03"),),
    )
    await databank.tell(
        SuitabilityGranted(
            premises_id=shift.premises_id,
            dossier_id=uuid4(),
            premises=premises,
            conditional=False,
            conditions=(),
            valid_from=day(1).date(),
            valid_to=day(1200).date(),
            decided_at=day(1),
        ),
        shift,
        at=day(809),
    )
    browser.moves_to(day(811))
    asked = {"straat": "dossierln", "nummer": "12", "sleutel": str(uuid4())}
    answer = await browser.post("/inrichtingen", asked)
    assert answer.status_code == 303
    assert "dossier" not in answer.headers["location"]
    listed = await browser.get(answer.headers["location"])
    link = re.search(r'href="(/inrichtingen/[0-9a-f-]{36})">Dossierlaan 12<', listed.text)
    assert link, listed.text
    page = (await browser.get(link[1])).text
    assert "R-03" in page
    assert "Aangifte" in page
    assert "Geschiktheid volgens de stad" in page
    assert who.family not in page
    person_id = await databank.person_of(shift)
    assert f'href="/personen/{person_id}"' in page
    assert await logged(databank, "person", str(person_id)) == ["toezicht"]


async def test_establishments_of_other_branches_have_a_file_too(
    databank: Databank, browser: Browser
) -> None:
    label = f"Salon {uuid4().hex[:6]}"
    body = {"establishments": [{"label": label, "branch": "massagesalon"}]}
    await databank.inspect("massagesalon", day(820), unlike_others(), **body)
    browser.moves_to(day(821))
    page = (await browser.get("/inrichtingen?vorm=massagesalon")).text
    link = re.search(rf'href="(/inrichtingen/[0-9a-f-]{{36}})">{label}<', page)
    assert link, page
    assert "Controleactie" in (await browser.get(link[1])).text


async def test_an_empty_search_for_a_place_is_said_at_the_field(browser: Browser) -> None:
    answer = await browser.post("/inrichtingen", {"sleutel": str(uuid4())})
    assert answer.status_code == 422
    assert "Vul minstens één vak in." in answer.text


# The same over HTTP


async def test_the_api_searches_for_a_purpose(databank: Databank) -> None:
    who = unlike_others()
    person_id = await seen(databank, "escort", day(830), who)
    body = {"familyName": who.family}
    assert (await databank.post("/v1/person-searches", body)).status_code == 403
    headers = databank.officer | {"Krachtlijn-Time": day(831).isoformat()}

    async def searched(purpose: str, **more: str) -> tuple[int, dict[str, object]]:
        answer = await databank.client.post(
            "/v1/person-searches",
            json=body | more,
            headers=headers | {"Krachtlijn-Purpose": purpose},
        )
        return answer.status_code, answer.json()

    assert (await searched("dossier"))[0] == 422
    assert (await searched("dossier", reason="Vraag van het parket"))[0] == 200
    status, found = await searched("toezicht")
    assert status == 200
    assert [one["personId"] for one in found["persons"]] == [person_id]  # type: ignore[index,attr-defined]


# Rules


moments = st.integers(min_value=0, max_value=20 * 365 * 24 * 60).map(
    lambda minutes: datetime(2016, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(moments, st.timedeltas(min_value=timedelta(days=-1), max_value=timedelta(days=2)))
def test_a_purpose_stands_from_its_moment_until_its_term(at: datetime, later: timedelta) -> None:
    assert stands(at, at + later) == (timedelta(0) <= later < TERM)


@given(st.lists(st.integers(min_value=0, max_value=3600), max_size=80))
def test_never_more_searches_in_a_stretch_than_allowed(seconds: list[int]) -> None:
    made: list[datetime] = []
    for second in sorted(seconds):
        now = START + timedelta(seconds=second)
        until = may_search(made, now)
        if until is None:
            made.append(now)
        else:
            assert now < until <= now + STRETCH
            assert may_search(made, until) is None, "then it may again"
    for at in made:
        assert sum(at - STRETCH < other <= at for other in made) <= MOST_SEARCHES


@pytest.mark.parametrize("function", ["politie_agent", "politie_teamleider", "recherche"])
def test_everybody_protects_without_a_reason_and_nobody_maintains_so(function: str) -> None:
    assert not needs_reason(function, "bescherming")
    assert needs_reason(function, "onderhoud")


@given(
    st.sets(st.sampled_from(list(Category))),
    st.sets(st.sampled_from(["dwang", "x"])),
    st.booleans(),
)
def test_a_contact_without_suspicion_is_who_is_nothing_else(
    noted: set[Category], signals: set[str], is_offender: bool
) -> None:
    """DP-06; protection stands first (DP-11)."""
    found = qualities(noted, signals, is_offender=is_offender)
    assert found
    assert (Category.CONTACT_ZONDER_VERDENKING in found) == (
        len(found) == 1 and not is_offender and found[0] is Category.CONTACT_ZONDER_VERDENKING
    )
    if "dwang" in signals:
        assert found[0] is Category.SLACHTOFFER
