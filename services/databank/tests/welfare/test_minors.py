"""Minors by every way in (DP-11): no birth date under 18 is entered without protection at once."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.codes import SignalKind
from contracts.databank import IdentityRefuted, IdentityValidated, WelfareSignalRaised
from contracts.pandkalender import ShiftDeclared

from ..support.browser import Browser
from ..support.databank import START, Databank, Someone, day, unlike_others
from ..support.findings import note_form, report
from ..support.forms import hidden
from ..support.inspections import begin_inspection, person_form
from ..support.minors import minors
from ..support.shifts import announce_shift

AT = day(640)
"""7 October 2027: who was born on the eighth of 2009 is seventeen."""
SIXTEEN = f"{START.year - 16}-05-17"
ROLES = ("sekswerker", "klant", "uitbater")
SETTINGS = settings(
    max_examples=settings().max_examples // 6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def worker_of(shift: ShiftDeclared) -> UUID:
    return shift.worker.value.worker_ref


async def signal_of(databank: Databank, person_id: str | UUID) -> Any:
    rows = await databank.fetch(
        "SELECT * FROM signal WHERE kind = $1 AND source = $2",
        SignalKind.MINDERJARIGHEID.value,
        f"person {person_id}",
    )
    assert len(rows) == 1
    return rows[0]


@SETTINGS
@given(
    born=minors(START.date()),
    role=st.sampled_from(ROLES),
    branch=st.sampled_from(["massagesalon", "raam"]),
)
async def test_an_inspection_over_http_misses_no_minor(
    databank: Databank, born: str, role: str, branch: str
) -> None:
    who = unlike_others(birth=born)
    persons = [{"role": role, "claim": who.body}]
    place = {"label": f"Salon {uuid4().hex[:6]}", "branch": branch}
    answer = await databank.inspect(branch, START, persons=persons, establishments=[place])
    signal = await signal_of(databank, answer["persons"][0]["personId"])
    assert signal["priority"] == "dringend"
    (evidence,) = await databank.fetch(
        "SELECT facts FROM signal_evidence WHERE signal_id = $1", signal["id"]
    )
    assert json.loads(evidence["facts"])["establishmentIds"] == answer["establishmentIds"]
    (told,) = await databank.told(WelfareSignalRaised, signalId=signal["id"])
    assert told.data["kind"] == SignalKind.MINDERJARIGHEID


async def test_an_adult_at_an_inspection_raises_nothing(databank: Databank) -> None:
    who = unlike_others(birth=f"{START.year - 18}-01-01")
    answer = await databank.inspect("straat", START, who)
    rows = await databank.fetch(
        "SELECT id FROM signal WHERE source = $1", f"person {answer['persons'][0]['personId']}"
    )
    assert rows == []


async def test_a_minor_added_on_a_phone_leads_to_the_first_steps(
    databank: Databank, browser: Browser
) -> None:
    path = await begin_inspection(browser, vorm="massagesalon")
    key = hidden(await browser.get(f"{path}/persoon"), "sleutel")
    year, month, number = SIXTEEN.split("-")
    form = person_form(geboren=f"{number}-{month}-{year}") | {"sleutel": key}
    for _ in range(2):  # the second time because no answer came
        done = await browser.post(f"{path}/persoon", form)
        assert done.status_code == 303
        shown = await browser.get(done.headers["location"])
        assert "Bescherming gaat voor" in shown.text
        assert "Bel de jeugdrechercheurs" in shown.text
    raised = await databank.fetch(
        "SELECT id FROM signal WHERE id = $1", UUID(done.headers["location"].rpartition("/")[2])
    )
    assert len(raised) == 1


async def test_a_document_that_makes_somebody_a_minor_counts_also_when_it_is_in_order(
    databank: Databank, browser: Browser
) -> None:
    shift = await announce_shift(databank, AT)
    browser.moves_to(AT)
    year, month, number = SIXTEEN.split("-")
    form = {
        "besluit": "gevalideerd",
        "document": "paspoort",
        "geboren": f"{number}-{month}-{year}",
        "opmerking": "vergist in de aangifte",
        "sleutel": str(uuid4()),
    }
    done = await browser.post(f"/identiteit/{shift.shift_id}", form)
    assert done.status_code == 303
    assert done.headers["location"].startswith("/bescherming/"), done.headers["location"]


async def test_a_finding_about_a_minor_who_has_no_file_opens_protection_and_waits(
    databank: Databank, browser: Browser
) -> None:
    offender = {"name": "Vera Voorbeeld", "birthDate": SIXTEEN}
    sent = report(offender=offender, offenderRole="prostituee", possibleVictim="nee")
    answer = await databank.created("/v1/findings", sent)
    (row,) = await databank.fetch(
        "SELECT id FROM signal WHERE source = $1", f"finding {answer['findingId']}"
    )
    assert row
    form = note_form(geboren=SIXTEEN[:4], rol="prostituee")
    done = await browser.moves_to(day(500)).post("/vaststellingen/nieuw", form)
    assert done.headers["location"].startswith("/bescherming/"), done.text


async def test_one_person_has_one_signal_however_often_the_date_is_entered(
    databank: Databank,
) -> None:
    who: Someone = unlike_others(birth=SIXTEEN)
    first = await databank.inspect("straat", START, who)
    await databank.inspect("escort", START + timedelta(hours=2), who)
    signal = await signal_of(databank, first["persons"][0]["personId"])
    evidence = await databank.fetch(
        "SELECT facts FROM signal_evidence WHERE signal_id = $1", signal["id"]
    )
    assert len(evidence) == 2
    assert len(await databank.told(WelfareSignalRaised, signalId=signal["id"])) == 1


SEVENTEEN = (
    "P<UTOVOORBEELD<<LILA<<<<<<<<<<<<<<<<<<<<<<<<\nSYN1234566UTO0910086F3210075<<<<<<<<<<<<<<04"
)
"""The lines of a passport that says 8 October 2009; check digits and all."""


async def test_the_lines_of_a_passport_say_minor_at_once_though_nobody_filled_in_the_date(
    databank: Databank, browser: Browser
) -> None:
    shift = await announce_shift(databank, AT)
    path = f"/identiteit/{shift.shift_id}"
    form = {"besluit": "gevalideerd", "mrz": SEVENTEEN, "sleutel": str(uuid4())}
    hint = await browser.moves_to(AT).post(f"{path}/nakijken", form)
    assert "Volgens deze geboortedatum is deze persoon minderjarig." in hint.text
    done = await browser.post(path, form)
    assert done.headers["location"].startswith("/bescherming/"), done.text
    shown = (await browser.get(done.headers["location"])).text
    assert "De controle is daarom bewaard als &#39;Niet in orde: minderjarig&#39;." in shown
    assert "Mogelijk minderjarig" in shown
    (kept,) = await databank.fetch(
        "SELECT outcome, reason FROM identity_validation WHERE shift_id = $1", shift.shift_id
    )
    assert (kept["outcome"], kept["reason"]) == ("weerlegd", "minderjarig")
    assert not await databank.told(IdentityValidated, workerRef=worker_of(shift))
    assert await databank.told(IdentityRefuted, workerRef=worker_of(shift))


async def test_the_lines_of_a_passport_suffice_at_an_inspection(
    databank: Databank, browser: Browser
) -> None:
    path = await begin_inspection(browser, vorm="massagesalon")
    form = {"rol": "sekswerker", "uitkomst": "in_orde", "mrz": SEVENTEEN}
    form |= {"sleutel": hidden(await browser.get(f"{path}/persoon"), "sleutel")}
    done = await browser.post(f"{path}/persoon", form)
    assert done.headers["location"].startswith("/bescherming/"), done.text
    (claim,) = await databank.fetch(
        "SELECT family_name, birth_date, document_number FROM claim JOIN inspection_person"
        " ON claim.id = claim_id WHERE inspection_id = $1",
        UUID(path.rpartition("/")[2]),
    )
    assert (claim["family_name"], claim["birth_date"]) == ("Voorbeeld", "2009-10-08")
    assert claim["document_number"] == "SYN123456"


async def test_a_declared_minor_is_marked_where_an_officer_compares(
    databank: Databank, browser: Browser
) -> None:
    """Surely by a day, perhaps by a year."""
    for born, said in (("2009-10-08", ">Minderjarig<"), ("2009", "Misschien minderjarig")):
        shift = await announce_shift(databank, AT, birth=born)
        for page in ("controle", "identiteit"):
            assert said in (await browser.moves_to(AT).get(f"/{page}/{shift.shift_id}")).text
    adult = await announce_shift(databank, AT, birth="2009-10-07")
    assert "inderjarig<" not in (await browser.get(f"/controle/{adult.shift_id}")).text
