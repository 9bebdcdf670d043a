"""Somebody shows the paper of another: the holder's file is left alone, and protection begins."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.databank import BranchShiftWithdrawn, UnannouncedPresenceObserved
from contracts.pandkalender import ShiftDeclared

from ..support.browser import Browser
from ..support.databank import Databank, cancelled, day, declared, lapsed, unlike_others
from ..support.forms import keyed
from ..support.inspections import add_person, begin_inspection, person_form
from ..support.officers import Officer
from ..support.searches import purpose

AT = day(660)
HOUR = timedelta(hours=1)
REFUTED = {"besluit": "weerlegd", "reden": "persoon_is_niet_document", "document": "paspoort"}


async def at_the_window(
    databank: Databank,
) -> tuple[ShiftDeclared, str]:
    """A worker who was seen in the street, and is declared for a window two days later."""
    who = unlike_others()
    seen = await databank.inspect("straat", AT - timedelta(days=2), who)
    shift = declared(who, AT)
    await databank.tell(shift, at=AT)
    return shift, seen["persons"][0]["personId"]


async def refute(browser: Browser, path: str) -> str:
    """The address to which the check leads, also when it is sent again."""
    form = await keyed(browser, path, **REFUTED)
    first, again = [(await browser.post(path, form)).headers["location"] for _ in range(2)]
    assert first == again
    return str(first)


async def signal_at(databank: Databank, address: str) -> Any:
    assert address.startswith("/bescherming/"), address
    (row,) = await databank.fetch(
        "SELECT signal.*, facts, signal_evidence.kind AS ground FROM signal"
        " JOIN signal_evidence ON signal.id = signal_id WHERE signal.id = $1",
        UUID(address.rpartition("/")[2]),
    )
    return row


async def test_dp11_a_photo_of_another_is_never_in_order(
    databank: Databank, browser: Browser
) -> None:
    """Handbook §2.3: a person who is not the one on the document is a ground to refute."""
    shift, _ = await at_the_window(databank)
    path = f"/identiteit/{shift.shift_id}"
    form = {"besluit": "gevalideerd", "document": "paspoort", "foto": "lijkt_niet"}
    form |= {"opmerking": "ouder geworden"}
    refused = await browser.moves_to(AT).post(path, await keyed(browser, path, **form))
    assert refused.status_code == 422
    assert 'id="foto-error"' in refused.text
    assert "De foto lijkt niet op de persoon. Dan is de identiteit niet in orde." in refused.text
    body = {"shiftId": str(shift.shift_id), "outcome": "gevalideerd", "method": "paspoort"}
    body |= {"photo": "lijkt_niet", "at": AT.isoformat()}
    over_http = await databank.post("/v1/identity-validations", body, AT)
    assert over_http.status_code == 422
    assert [error["field"] for error in over_http.json()["errors"]] == ["photo"]
    assert not await databank.fetch(
        "SELECT 1 FROM identity_validation WHERE shift_id = $1", shift.shift_id
    )
    unsure = await keyed(browser, path, **(form | {"besluit": "onduidelijk"}))
    assert (await browser.post(path, unsure)).status_code == 303


@pytest.mark.parametrize("seen_before", [False, True], ids=["declared", "seen as herself"])
async def test_the_shift_goes_off_the_holders_file_with_the_move_that_rested_on_it(
    databank: Databank, browser: Browser, seen_before: bool
) -> None:
    shift, holder = await at_the_window(databank)
    look = {"shiftId": str(shift.shift_id), "outcome": "aanwezig"}
    if seen_before:
        sent = look | {"observedAt": (AT + HOUR).isoformat()}
        await databank.created("/v1/verifications", sent, AT + HOUR)
    (move,) = await databank.cases(holder)
    browser.moves_to(AT + 2 * HOUR)
    address = await refute(browser, f"/identiteit/{shift.shift_id}")
    assert "telt niet meer mee in het dossier" in (await browser.get(address)).text
    signal = await signal_at(databank, address)
    assert await databank.cases(holder) == []
    assert await databank.told(BranchShiftWithdrawn, caseId=move["id"])
    (presence,) = await databank.told(UnannouncedPresenceObserved, shiftId=shift.shift_id)
    assert (signal["kind"], signal["priority"]) == ("mensenhandel", "dringend")
    assert signal["ground"] == "persoon_is_niet_document"
    assert str(signal["person_id"]) not in ("None", holder), "of whoever used the paper"
    assert str(presence.data["observationId"]) in signal["facts"]
    assert str(shift.room_id) in signal["facts"]
    (row,) = await databank.fetch(
        "SELECT verification FROM shift WHERE shift_id = $1", shift.shift_id
    )
    assert row["verification"] == "weerlegd"
    file = await Officer(databank).read(f"/v1/persons/{holder}")
    assert file["identityState"] == "te_valideren", "nobody looked at her"
    counted = await databank.fetch(
        "SELECT 1 FROM sighting WHERE person_id = $1 AND source_kind = 'verification'"
        " AND withdrawn_at IS NULL",
        UUID(holder),
    )
    assert counted == []


async def test_a_second_look_at_the_same_stranger_adds_to_the_one_signal(
    databank: Databank, browser: Browser
) -> None:
    shift, _ = await at_the_window(databank)
    path = f"/identiteit/{shift.shift_id}"
    first = await refute(browser.moves_to(AT + HOUR), path)
    assert await refute(browser.moves_to(AT + 2 * HOUR), path) == first
    assert len(await databank.told(UnannouncedPresenceObserved, shiftId=shift.shift_id)) == 1


@pytest.mark.parametrize("hours", [-1, 7, 9], ids=["before", "during", "after"])
async def test_a_paper_that_was_looked_at_before_or_after_the_shift_refutes_it_too(
    databank: Databank, browser: Browser, hours: int
) -> None:
    """The shift is of eight hours; when it begins, it begins for nobody who is known."""
    who = unlike_others()
    seen = await databank.inspect("straat", AT - timedelta(days=2), who)
    holder = seen["persons"][0]["personId"]
    shift = declared(who, AT)
    await databank.tell(shift, at=AT - 2 * HOUR)
    browser.moves_to(AT + hours * HOUR)
    await refute(browser, f"/identiteit/{shift.shift_id}")
    assert await databank.cases(holder) == []
    (row,) = await databank.fetch(
        "SELECT verification FROM shift WHERE shift_id = $1", shift.shift_id
    )
    assert row["verification"] == "weerlegd"


async def test_an_earlier_word_that_all_was_in_order_holds_no_longer(
    databank: Databank, browser: Browser
) -> None:
    shift, holder = await at_the_window(databank)
    path = f"/identiteit/{shift.shift_id}"
    browser.moves_to(AT + HOUR)
    in_order = {"besluit": "gevalideerd", "document": "paspoort", "foto": "lijkt"}
    assert (await browser.post(path, await keyed(browser, path, **in_order))).status_code == 303
    assert len(await databank.cases(holder)) == 1
    await refute(browser.moves_to(AT + 2 * HOUR), path)
    assert await databank.cases(holder) == []


async def file_of(browser: Browser, path: str) -> str:
    """The identity page of whoever was noted: by the link that the officer follows."""
    answer = await browser.get(path)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


async def test_who_was_noted_in_a_room_is_nobody_any_more(
    databank: Databank, browser: Browser
) -> None:
    who = unlike_others()
    met = await databank.inspect("straat", AT - timedelta(days=2), who)
    holder = met["persons"][0]["personId"]
    body = {"premisesId": str(uuid4()), "roomId": str(uuid4()), "outcome": "andere"}
    body |= {"observedAt": AT.isoformat(), "person": who.body}
    look = await databank.created("/v1/verifications", body, AT)
    assert look["personId"] == holder
    assert len(await databank.cases(holder)) == 1
    browser.moves_to(AT + HOUR)
    path = await file_of(browser, f"/kwartier/gezien/{look['verificationId']}/identiteit")
    signal = await signal_at(databank, await refute(browser, path))
    assert signal["source"] == f"verification {look['verificationId']}"
    assert await databank.cases(holder) == []
    (row,) = await databank.fetch(
        "SELECT person_id, claim_id FROM verification WHERE id = $1", UUID(look["verificationId"])
    )
    assert (row["person_id"], str(row["person_id"])) != (None, holder)
    assert row["person_id"] == signal["person_id"], "a person of its own"


async def test_whoever_used_the_paper_of_another_is_a_person_of_its_own(
    databank: Databank, browser: Browser
) -> None:
    """What was seen is in her file, a first contact is due, and people merge it when they know."""
    shift, holder = await at_the_window(databank)
    address = await refute(browser.moves_to(AT + HOUR), f"/identiteit/{shift.shift_id}")
    stranger = str((await signal_at(databank, address))["person_id"])
    officer = Officer(databank)
    file = await officer.read(f"/v1/persons/{stranger}")
    assert file["identityState"] == "te_valideren"
    rows = await databank.fetch(
        "SELECT person_id::text, source_kind, branch FROM sighting"
        " WHERE person_id::text = ANY($1) AND withdrawn_at IS NULL ORDER BY seen_at",
        [stranger, holder],
    )
    found = {(row["person_id"], row["source_kind"]) for row in rows}
    assert (stranger, "verification") in found
    assert (holder, "verification") not in found
    (contact,) = await databank.fetch(
        "SELECT state FROM first_contact WHERE person_id = $1", UUID(stranger)
    )
    assert contact["state"] == "open"
    page = await browser.get(await purpose(browser, f"/personen/{stranger}"))
    assert page.status_code == 200 and "Naam onbekend" in page.text
    next_day = AT + timedelta(days=1)
    known = await databank.inspect("massagesalon", next_day, unlike_others())
    who = str(known["persons"][0]["personId"])
    await officer.merge(who, stranger, next_day + HOUR)
    (row,) = await databank.fetch(
        "SELECT person_id::text FROM signal WHERE id = $1", UUID(address.rpartition("/")[2])
    )
    assert row["person_id"] == who
    (move,) = await databank.cases(who)
    assert (move["from_branch"], move["to_branch"]) == ("raam", "massagesalon")


async def test_who_was_noted_at_an_inspection_is_nobody_any_more(
    databank: Databank, browser: Browser
) -> None:
    """Nor is she in the inspection's list by the name of another; she is still counted."""
    form = person_form()
    browser.moves_to(AT - timedelta(days=2))
    await add_person(browser, await begin_inspection(browser), form)
    browser.moves_to(AT)
    path = await begin_inspection(browser, vorm="massagesalon")
    page = await add_person(browser, path, form)
    assert "Let op: verschuiving." in page
    (row,) = await databank.fetch(
        "SELECT person_id FROM inspection_person WHERE inspection_id = $1",
        UUID(path.rpartition("/")[2]),
    )
    body = {"personId": str(row["person_id"]), "outcome": "weerlegd", "method": "paspoort"}
    body |= {"reason": "persoon_is_niet_document", "at": (AT + HOUR).isoformat()}
    answer = await databank.created("/v1/identity-validations", body, AT + HOUR)
    assert answer["signalId"]
    assert await databank.cases(row["person_id"]) == []
    (now,) = await databank.fetch(
        "SELECT inspection_person.person_id, branch, sighting.withdrawn_at FROM inspection_person"
        " JOIN sighting USING (claim_id) WHERE inspection_id = $1",
        UUID(path.rpartition("/")[2]),
    )
    assert now["person_id"] != row["person_id"]
    assert (now["branch"], now["withdrawn_at"]) == ("massagesalon", None)
    page = (await browser.get(path)).text
    assert form["naam"] not in page
    assert "Onbekend" in page
    assert "1 persoon" in page


async def test_a_look_of_the_day_before_is_another_story(
    databank: Databank, browser: Browser
) -> None:
    """Twelve hours: the last moment counts, the one after not."""
    who = unlike_others()
    seen = await databank.inspect("straat", AT, who)
    holder = seen["persons"][0]["personId"]
    body = {"personId": holder, "outcome": "weerlegd", "reason": "persoon_is_niet_document"}

    async def entries() -> int:
        rows = await databank.fetch(
            "SELECT 1 FROM inspection_person WHERE person_id = $1", UUID(holder)
        )
        return len(rows)

    for after, left in ((12 * HOUR + timedelta(seconds=1), 1), (12 * HOUR, 0)):
        at = AT + after
        sent = body | {"at": at.isoformat()}
        assert (await databank.created("/v1/identity-validations", sent, at))["signalId"]
        assert await entries() == left


@pytest.mark.parametrize("gone", [cancelled, lapsed])
async def test_a_stranger_in_the_hours_of_a_shift_that_was_taken_back_is_protected_too(
    databank: Databank, browser: Browser, gone: Any
) -> None:
    """The owner cancelled, or an approval lapsed: somebody stands there with the paper all the
    same."""
    shift, holder = await at_the_window(databank)
    await databank.tell(gone(shift), at=AT)
    address = await refute(browser.moves_to(AT + HOUR), f"/identiteit/{shift.shift_id}")
    signal = await signal_at(databank, address)
    assert signal["kind"] == "mensenhandel"
    assert str(signal["person_id"]) not in ("None", holder)
    (look,) = await databank.fetch(
        "SELECT observed_at FROM verification WHERE room_id = $1", shift.room_id
    )
    assert look["observed_at"] == AT + HOUR


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("minderjarig", "minderjarigheid"),
        ("mogelijk_slachtoffer", "mensenhandel"),
        ("persoon_is_niet_document", "mensenhandel"),
    ],
)
async def test_a_reason_to_protect_is_never_dropped_whatever_the_outcome(
    databank: Databank, browser: Browser, reason: str, kind: str
) -> None:
    shift, _ = await at_the_window(databank)
    path = f"/identiteit/{shift.shift_id}"
    form = {"besluit": "gevalideerd", "reden": reason, "document": "paspoort", "foto": "lijkt"}
    form = await keyed(browser.moves_to(AT + HOUR), path, **form)
    refused = await browser.post(path, form)
    assert refused.status_code == 422
    assert 'id="reden-error"' in refused.text
    body = {"shiftId": str(shift.shift_id), "outcome": "gevalideerd", "method": "paspoort"}
    body |= {"reason": reason, "at": AT.isoformat()}
    over_http = await databank.post("/v1/identity-validations", body, AT + HOUR)
    assert [error["field"] for error in over_http.json()["errors"]] == ["reason"]
    assert not await databank.fetch(
        "SELECT 1 FROM identity_validation WHERE shift_id = $1", shift.shift_id
    )
    unsure = await browser.post(path, form | {"besluit": "onduidelijk"})
    signal = await signal_at(databank, unsure.headers["location"])
    assert signal["kind"] == kind


async def test_whoever_reads_the_signal_reads_the_holder_of_the_paper_and_that_is_logged(
    databank: Databank, browser: Browser
) -> None:
    """The signal names nobody, but shows what was declared of whose paper it was (DP-04)."""
    shift, holder = await at_the_window(databank)
    address = await refute(browser.moves_to(AT + HOUR), f"/identiteit/{shift.shift_id}")
    signal = await signal_at(databank, address)
    reads = "SELECT purpose FROM access_log WHERE subject_kind = 'person' AND subject_id = $1"
    before = len(await databank.fetch(reads, holder))
    page = await browser.get(f"/signalen/{signal['id']}")
    assert shift.worker.value.identity.family_name in page.text
    assert len(await databank.fetch(reads, holder)) == before + 1


@pytest.mark.parametrize(
    ("outcome", "slip"), [("niet_vast_te_stellen", False), ("afwezig", True), ("aanwezig", True)]
)
@pytest.mark.parametrize("hours", [-1, 1], ids=["before", "during"])
async def test_a_later_look_that_tells_nothing_brings_the_shift_back_to_nobody(
    databank: Databank, browser: Browser, hours: int, outcome: str, slip: bool
) -> None:
    """Only who was seen herself, or showed that the paper is hers, came (handbook §2.3)."""
    who = unlike_others()
    seen = await databank.inspect("straat", AT - timedelta(days=2), who)
    holder = seen["persons"][0]["personId"]
    shift = declared(who, AT)
    await databank.tell(shift, at=AT - 2 * HOUR)
    path, later = f"/identiteit/{shift.shift_id}", AT + 2 * HOUR
    await refute(browser.moves_to(AT + hours * HOUR), path)
    look = {"shiftId": str(shift.shift_id), "outcome": outcome, "observedAt": later.isoformat()}
    kept = await databank.created("/v1/verifications", look, later)
    if slip:
        withdrawal = f"/v1/verifications/{kept['verificationId']}/withdrawal"
        taken_back = await databank.post(withdrawal, {"reason": "verkeerde knop"}, later)
        assert taken_back.status_code == 200, taken_back.text
    assert await databank.cases(holder) == []
    in_order = {"besluit": "gevalideerd", "document": "paspoort", "foto": "lijkt"}
    browser.moves_to(later + HOUR)
    assert (await browser.post(path, await keyed(browser, path, **in_order))).status_code == 303
    assert len(await databank.cases(holder)) == 1


async def test_a_slip_before_the_shift_is_mended_by_a_paper_in_order_before_it(
    databank: Databank, browser: Browser
) -> None:
    who = unlike_others()
    seen = await databank.inspect("straat", AT - timedelta(days=2), who)
    shift = declared(who, AT)
    await databank.tell(shift, at=AT - 2 * HOUR)
    path = f"/identiteit/{shift.shift_id}"
    await refute(browser.moves_to(AT - HOUR), path)
    in_order = {"besluit": "gevalideerd", "document": "paspoort", "foto": "lijkt"}
    browser.moves_to(AT - HOUR / 2)
    assert (await browser.post(path, await keyed(browser, path, **in_order))).status_code == 303
    assert len(await databank.cases(seen["persons"][0]["personId"])) == 1
