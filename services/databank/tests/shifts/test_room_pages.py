"""Rooms without a declaration: they show in the quarter, and so does whoever works there anyway."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.web import Function
from contracts.databank import UnannouncedPresenceObserved, WelfareSignalRaised

from ..support.browser import Browser, signed_in
from ..support.databank import Databank, unlike_others
from ..support.forms import keyed
from ..support.shifts import LATER, announce_shift, suitable

HOUR = timedelta(hours=1)
UNDECLARED = "Iemand zonder aangifte"


@dataclass(frozen=True)
class Street:
    """A street with one house: its first room is declared, its second is not."""

    name: str
    premises_id: UUID
    declared: UUID
    empty: UUID

    @property
    def quarter(self) -> str:
        return f"/kwartier?straat={self.name}"

    @property
    def room(self) -> str:
        return f"/kwartier/ruimte/{self.empty}"


@pytest.fixture
async def street(databank: Databank, browser: Browser) -> AsyncIterator[Street]:
    shift = await announce_shift(databank)
    name = f"Leegsteeg-{uuid4().hex[:8]}"
    premises = suitable(shift, name, "4", "R-01", "R-02")
    await databank.tell(premises)
    browser.moves_to(LATER + HOUR)
    yield Street(name, shift.premises_id, shift.room_id, premises.premises.rooms[1].room_id)


async def sent(browser: Browser, street: Street, **data: Any) -> Any:
    return await browser.post(street.room, await keyed(browser, street.room, **data))


def identity(**changes: Any) -> dict[str, Any]:
    who = unlike_others()
    return {"voornamen": who.given, "naam": who.family, "geboren": who.birth} | changes


async def test_a_room_stands_in_the_quarter_with_its_shift_or_without(
    browser: Browser, street: Street
) -> None:
    page = (await browser.get(street.quarter)).text
    assert f'"{street.room}?straat={street.name}"' in page
    assert f"/kwartier/ruimte/{street.declared}" not in page
    assert "1 ruimte zonder aangifte." in page
    browser.moves_to(LATER + 12 * HOUR)
    over = (await browser.get(street.quarter)).text
    assert f"/kwartier/ruimte/{street.declared}" in over, "its shift is over"
    assert "2 ruimtes zonder aangifte." in over
    here = await browser.get(f"/kwartier/ruimte/{street.declared}")
    assert "Ruimte zonder aangifte" in here.text


async def test_somebody_without_a_declaration_is_kept_once_and_shows_in_the_quarter(
    databank: Databank, browser: Browser, street: Street
) -> None:
    form = await keyed(browser, street.room)
    for _ in range(2):
        done = await browser.post(street.room, form)
        assert (done.status_code, done.headers["location"]) == (303, street.room)
    (told,) = await databank.told(UnannouncedPresenceObserved, roomId=street.empty)
    assert told.data.get("shiftId") is None
    page = (await browser.get(street.room)).text
    assert "Bewaard: in deze ruimte werkt iemand zonder aangifte." in page
    finding = re.search(r'href="(/vaststellingen/nieuw\?controle=[0-9a-f-]+)"', page)
    assert finding
    assert (await browser.get(finding[1])).status_code == 200
    assert f"/inspecties/nieuw?pand={street.premises_id}" in page
    assert UNDECLARED in (await browser.get(street.quarter)).text
    assert UNDECLARED in (await browser.get(f"{street.quarter}&open=true")).text
    browser.moves_to(LATER + 14 * HOUR)
    assert UNDECLARED not in (await browser.get(street.quarter)).text, "that was another night"


async def test_a_look_that_was_a_slip_shows_no_longer(
    databank: Databank, browser: Browser, street: Street
) -> None:
    assert (await sent(browser, street)).status_code == 303
    await databank.fetch(
        "UPDATE verification SET withdrawn_at = now() WHERE room_id = $1", street.empty
    )
    for path in (street.quarter, street.room):
        assert UNDECLARED not in (await browser.get(path)).text


async def test_who_it_is_becomes_a_person_and_is_named_on_no_list(
    databank: Databank, browser: Browser, street: Street
) -> None:
    who = identity(document="paspoort", land="Roemenië", nummer=uuid4().hex[:9])
    assert (await sent(browser, street, **who)).status_code == 303
    (row,) = await databank.fetch(
        "SELECT family_name, sighting.branch FROM verification JOIN claim ON claim.id = claim_id"
        " JOIN sighting ON sighting.source_id = verification.id WHERE room_id = $1",
        street.empty,
    )
    assert (row["family_name"], row["branch"]) == (who["naam"], "raam")
    for path in (street.quarter, street.room):
        assert who["naam"] not in (await browser.get(path)).text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"nationaliteit": "Roemenië"}, "Vul een naam, een roepnaam, een geboortejaar"),
        (
            {"document": "paspoort", "land": "Roemenië"},
            "Kruis aan dat de persoon minderjarig lijkt",
        ),
        ({"geboren": "gisteren"}, "geboren"),
    ],
)
async def test_what_tells_nothing_of_somebody_asks_for_what_is_needed(
    databank: Databank, browser: Browser, street: Street, given: dict[str, str], said: str
) -> None:
    answer = await sent(browser, street, **given)
    assert answer.status_code == 422
    assert said in answer.text
    assert not await databank.fetch("SELECT 1 FROM verification WHERE room_id = $1", street.empty)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"voornamen": "Lila", "geboren": "2009"}, ("Lila", "2009")),
        ({"voornamen": "Lila"}, ("Lila", None)),
        ({"geboren": "1990"}, (None, "1990")),
        ({"roepnaam": "Lila"}, (None, None)),
        ({"nummer": "AB123456"}, (None, None)),
    ],
)
async def test_the_little_that_is_known_of_somebody_suffices(
    databank: Databank,
    browser: Browser,
    street: Street,
    given: dict[str, str],
    kept: tuple[str | None, str | None],
) -> None:
    """A minor by the year leads to the first steps; and nobody is taken for somebody known."""
    done = await sent(browser, street, **given)
    assert done.status_code == 303
    assert done.headers["location"].startswith("/bescherming/") is (given.get("geboren") == "2009")
    (row,) = await databank.fetch(
        "SELECT given_names, birth_date FROM verification JOIN claim ON claim.id = claim_id"
        " WHERE room_id = $1",
        street.empty,
    )
    assert (row["given_names"], row["birth_date"]) == kept


async def test_who_looks_like_a_minor_is_protected_also_when_nobody_knows_a_thing(
    databank: Databank, browser: Browser, street: Street
) -> None:
    form = await keyed(browser, street.room, jong="true")
    where = {(await browser.post(street.room, form)).headers["location"] for _ in range(2)}
    (protection,) = where
    assert protection.startswith("/bescherming/")
    (row,) = await databank.fetch(
        "SELECT verification.id, verification.person_id, source FROM verification"
        " JOIN signal ON source = 'verification ' || verification.id WHERE room_id = $1",
        street.empty,
    )
    assert row["person_id"] is None
    assert (
        "lijkt minderjarig"
        in (await browser.get(f"/signalen/{protection.rpartition('/')[2]}")).text
    )


async def test_dp11_a_minor_in_a_room_is_protected_first(
    databank: Databank, browser: Browser, street: Street
) -> None:
    before = len(await databank.told(WelfareSignalRaised, kind="minderjarigheid"))
    done = await sent(browser, street, **identity(geboren=str(LATER.year - 15)))
    assert done.headers["location"].startswith("/bescherming/")
    assert len(await databank.told(WelfareSignalRaised, kind="minderjarigheid")) == before + 1


async def test_leadership_sees_the_room_and_only_the_team_writes(
    databank: Databank, street: Street
) -> None:
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-ruimte")
    page = await leader.moves_to(LATER + HOUR).get(street.room)
    assert page.status_code == 200
    assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert (await leader.post(street.room, {"sleutel": str(uuid4())})).status_code == 403
    assert (await leader.get(f"/kwartier/ruimte/{uuid4()}")).status_code == 404
