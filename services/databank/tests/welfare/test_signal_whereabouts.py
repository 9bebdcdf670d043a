"""A signal says where: place, room, owner, hours, phone, what she said and who wrote it down."""

import re
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from contracts.codes import DisputeReason, SignalKind
from contracts.enforcement import SuitabilityGranted
from contracts.identity import DisputeGrounds, WorkerClaim
from contracts.pandkalender import (
    MinorDeclarationAttempted,
    ShiftConflictNoticed,
    ShiftDeclared,
    ShiftDisputed,
)
from contracts.permits.premises import Premises, Room
from contracts.sealed import Sealed
from databank.access.shields import store as shields
from databank.access.shields.rules import ShieldGround
from databank.welfare.notice import notice

from ..support.browser import Browser
from ..support.databank import Databank, Someone, day, declared, unlike_others
from ..support.signals import linked

AT = day(0)
OWN_ALERTS = "SELECT data FROM bus_timer WHERE name = 'alert' AND xmin = pg_current_xact_id()::xid"
"""Those of this transaction: others leave at once."""


async def known_place(databank: Databank, shift: ShiftDeclared, street: str) -> None:
    """The city told of the premises, with the room of this shift."""
    premises = Premises(
        premises_id=shift.premises_id,
        label=f"Pand {street}",
        street=street,
        house_number="4",
        postcode="2000",
        owner="eigenaar-77",
        rooms=(Room(room_id=shift.room_id, label="R-05"),),
    )
    granted = SuitabilityGranted(
        premises_id=shift.premises_id,
        dossier_id=uuid4(),
        premises=premises,
        conditional=False,
        conditions=(),
        valid_from=day(-10).date(),
        valid_to=day(900).date(),
        decided_at=day(-10),
    )
    await databank.tell(granted)


def disputed(shift: ShiftDeclared, *reasons: DisputeReason) -> ShiftDisputed:
    return ShiftDisputed(
        shift_id=shift.shift_id,
        disputed_at=AT,
        grounds=Sealed.of(DisputeGrounds(reasons=reasons)),
    )


async def signal_about(databank: Databank, source: str, kind: str) -> UUID:
    (row,) = await databank.fetch(
        "SELECT id FROM signal WHERE source = $1 AND kind = $2", source, kind
    )
    return UUID(str(row["id"]))


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


async def test_a_forced_worker_is_a_signal_that_says_what_she_said_where_and_when(
    databank: Databank, browser: Browser
) -> None:
    shift = declared(unlike_others(phone="+32470000001"), AT)
    await known_place(databank, shift, "Dwangstraat")
    await databank.tell(shift, disputed(shift, DisputeReason.GEDWONGEN))
    signal_id = await signal_about(databank, f"dispute {shift.shift_id}", "dwang")
    page = (await browser.get(f"/signalen/{signal_id}")).text
    said = text_of(page)
    assert "De sekswerker zegt dat ze gedwongen wordt" in said
    assert "„Ik word gedwongen”" in said
    assert "De sekswerker betwist de aangifte" not in said
    for told in ("Dwangstraat 4", "2000", "R-05", "eigenaar-77", "5/01/2026, 11:00", "19:00"):
        assert told in said, told
    assert 'href="tel:+32470000001"' in page
    assert f'href="/kwartier/ruimte/{shift.room_id}"' in page
    assert f'href="/personen/{await databank.person_of(shift)}"' in page
    assert "/splitsen/" not in page
    assert "Dwangstraat 4, R-05" in await card_of(browser, signal_id)
    (row,) = await databank.fetch("SELECT priority FROM signal WHERE id = $1", signal_id)
    assert row["priority"] == "dringend"
    leaving = [repr(told.data) for told in await databank.sandbox.recorded("databank")]
    assert not any(str(shift.shift_id) in told for told in leaving), "no owner hears of it"


async def test_an_attempt_with_a_minor_says_room_hours_and_phone_before_anybody_is_known(
    databank: Databank, browser: Browser
) -> None:
    shift = declared(unlike_others(), AT)
    await known_place(databank, shift, "Pogingstraat")
    young = unlike_others(birth="2009-03-04", phone="+32470000002")
    attempt_id = uuid4()
    await databank.tell(
        MinorDeclarationAttempted(
            attempt_id=attempt_id,
            premises_id=shift.premises_id,
            room_id=shift.room_id,
            starts_at=day(1),
            ends_at=day(1.25),
            attempted_at=AT,
            correction=False,
            worker=Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=young.identity)),
        )
    )
    signal_id = await signal_about(databank, f"attempt {attempt_id}", "minderjarigheid")
    page = (await browser.get(f"/signalen/{signal_id}")).text
    said = text_of(page)
    for told in (
        "Pogingstraat 4",
        "R-05",
        "eigenaar-77",
        "6/01/2026, 11:00",
        "17:00",
        "De eigenaar",
    ):
        assert told in said, told
    assert 'href="tel:+32470000002"' in page
    assert f'href="/kwartier/ruimte/{shift.room_id}"' in page


async def test_an_officers_own_signals_say_the_place_and_who_wrote_it_down(
    databank: Databank, browser: Browser
) -> None:
    shift = declared(unlike_others(), AT)
    await known_place(databank, shift, "Agentstraat")
    await databank.tell(shift)
    girl = Someone(given="Mila", family="Onbekendster", birth="2010-02-03")
    seen = await databank.post(
        "/v1/verifications",
        {
            "shiftId": str(shift.shift_id),
            "outcome": "andere",
            "observedAt": AT.isoformat(),
            "person": girl.body,
        },
    )
    assert seen.status_code == 201, seen.text
    (row,) = await databank.fetch(
        "SELECT signal_id FROM signal_evidence WHERE facts ->> 'shiftId' = $1", str(shift.shift_id)
    )
    said = text_of((await browser.get(f"/signalen/{row['signal_id']}")).text)
    for told in ("Agentstraat 4", "R-05", "Genoteerd door agent-1"):
        assert told in said, told
    person_id = str(await databank.person_of(shift))
    noticed = await databank.created(
        "/v1/signals", {"kind": "dwang", "personId": person_id, "observedAt": AT.isoformat()}
    )
    said = text_of((await browser.get(f"/signalen/{noticed['signalId']}")).text)
    assert "Genoteerd door agent-1" in said


async def test_a_minor_met_at_an_inspection_is_a_signal_that_says_in_which_place(
    databank: Databank, browser: Browser
) -> None:
    """An inspection has a kind of its own, as evidence and a signal have theirs."""
    inspected = await databank.inspect(
        "stripclub",
        AT,
        Someone(given="Lila", family="Inspectieborn", birth="2010-05-06"),
        establishments=[{"label": "Club Zonderraam", "branch": "stripclub"}],
    )
    (met,) = inspected["persons"]
    said = text_of((await browser.get(f"/signalen/{met['signalId']}")).text)
    for told in ("Club Zonderraam", "Genoteerd door agent-1"):
        assert told in said, told


async def test_both_rooms_of_one_worker_in_two_places_are_said(
    databank: Databank, browser: Browser
) -> None:
    who = unlike_others()
    first, second = declared(who, AT), declared(replace(who, worker_ref=uuid4()), AT)
    await known_place(databank, first, "Eerstestraat")
    await known_place(databank, second, "Tweedestraat")
    conflict = ShiftConflictNoticed(
        shift_id=first.shift_id,
        other_shift_id=second.shift_id,
        overlap_starts_at=AT,
        overlap_ends_at=day(0.3),
        noticed_at=AT,
    )
    await databank.tell(first, second, conflict)
    pair = " ".join(sorted((str(first.shift_id), str(second.shift_id))))
    signal_id = await signal_about(databank, f"shifts {pair}", "dubbele_aangifte")
    said = text_of((await browser.get(f"/signalen/{signal_id}")).text)
    assert "Eerstestraat 4" in said
    assert "Tweedestraat 4" in said


async def test_a_dispute_of_a_shift_that_comes_later_finds_its_person_and_place(
    databank: Databank, browser: Browser
) -> None:
    shift = declared(unlike_others(), AT)
    await known_place(databank, shift, "Laterestraat")
    await databank.tell(disputed(shift, DisputeReason.GEDWONGEN))
    await databank.tell(shift)
    signal_id = await signal_about(databank, f"dispute {shift.shift_id}", "dwang")
    assert await linked(databank, signal_id) == await databank.person_of(shift)
    said = text_of((await browser.get(f"/signalen/{signal_id}")).text)
    assert "Laterestraat 4" in said


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (SignalKind.DWANG, "mogelijk onder dwang"),
        (SignalKind.MINDERJARIGHEID, "mogelijk minderjarig"),
        (SignalKind.MENSENHANDEL, "mogelijk slachtoffer van mensenhandel"),
    ],
)
async def test_the_mail_says_the_kind_and_where_to_look_and_nothing_of_anybody(
    databank: Databank, app: FastAPI, kind: SignalKind, words: str
) -> None:
    who = unlike_others(phone="+32470000009")
    seen = await databank.inspect("straat", AT, who)
    person_id = UUID(seen["persons"][0]["personId"])
    with pytest.raises(RuntimeError, match="not kept"):
        async with app.state.database.begin(databank.clock.now()) as tx:
            await notice(tx, "agent-1", kind, person_id, tx.now, ["bang"])
            (row,) = await tx.conn.fetch(OWN_ALERTS)
            raise RuntimeError("not kept")
    call = row["data"]
    assert call["path"] == "/signalen"
    assert call["text"] == f"Er is een nieuw dringend signaal: {words}. Open de werklijst."


async def test_a_shielded_person_has_no_place_in_the_list(
    databank: Databank, browser: Browser
) -> None:
    shift = declared(unlike_others(), AT)
    await known_place(databank, shift, "Schildstraat")
    await databank.tell(shift, disputed(shift, DisputeReason.GEDWONGEN))
    signal_id = await signal_about(databank, f"dispute {shift.shift_id}", "dwang")
    assert "Schildstraat 4, R-05" in await card_of(browser, signal_id)
    async with databank.sandbox.asking("databank") as conn:
        person_id = await databank.person_of(shift)
        await shields.place(conn, person_id, ShieldGround.BESCHERMING, AT, "leider-9")
    assert "Schildstraat" not in await card_of(browser, signal_id)


async def card_of(browser: Browser, signal_id: UUID) -> str:
    """The card of a signal, on whichever page of the list it stands."""
    for sheet in range(1, 100):
        listed = (await browser.get(f"/signalen?blad={sheet}")).text
        if f"/signalen/{signal_id}" in listed:
            card = listed[listed.index(f"/signalen/{signal_id}") :].split("</li>")[0]
            assert "+32" not in card, "a list names nobody"
            return text_of(card)
    raise AssertionError("it stands in no list")
