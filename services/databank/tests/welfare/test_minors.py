"""Minors by every way in (DP-11): no birth date under 18 is entered without protection at once."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.codes import SignalKind
from contracts.databank import WelfareSignalRaised

from ..support.browser import Browser
from ..support.databank import START, Databank, Someone, day, unlike_others
from ..support.findings import note_form, report
from ..support.forms import hidden
from ..support.inspections import begin_inspection, person_form
from ..support.minors import minors
from ..support.shifts import announce_shift

AT = day(640)
SIXTEEN = f"{START.year - 16}-05-17"
ROLES = ("sekswerker", "klant", "uitbater")
SETTINGS = settings(
    max_examples=settings().max_examples // 6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


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
