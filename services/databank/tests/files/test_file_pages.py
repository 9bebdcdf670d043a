"""The files of a person and of an establishment."""

import re
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.enforcement import Premises, Room, SuitabilityGranted
from databank.files.rules.data_subject import Category, qualities

from ..support.browser import Browser
from ..support.databank import Databank, day, declared, unlike_others
from ..support.officers import Officer, seen
from ..support.searches import logged, purpose


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


async def test_somebody_else_in_a_room_is_no_other_document(
    databank: Databank, browser: Browser
) -> None:
    """One code, two things: what an officer found in a room, and the paper of an identity."""
    expected, other = unlike_others(), unlike_others()
    shift = declared(expected, day(756))
    await databank.tell(shift, at=day(756))
    check = {"shiftId": str(shift.shift_id), "outcome": "andere", "person": other.body}
    answer = await databank.created(
        "/v1/verifications", check | {"observedAt": day(756).isoformat()}, day(756)
    )
    paper = {"personId": answer["personId"], "outcome": "gevalideerd", "method": "andere"}
    await databank.created(
        "/v1/identity-validations", paper | {"at": day(757).isoformat()}, day(757)
    )
    browser.moves_to(day(758))
    seen_instead = (
        await browser.get(await purpose(browser, f"/personen/{answer['personId']}"))
    ).text
    seen_instead = seen_instead[seen_instead.index("db-timeline") :]
    assert seen_instead.count("een ander document") == 1, "of the paper alone"
    assert re.search(r"Controle ter plaatse</strong>, raam, iemand anders", seen_instead)
    person_id = await databank.person_of(shift)
    declared_there = (await browser.get(await purpose(browser, f"/personen/{person_id}"))).text
    assert "iemand anders aanwezig" in declared_there
    assert "niet in orde" not in declared_there[declared_there.index("db-timeline") :]


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
