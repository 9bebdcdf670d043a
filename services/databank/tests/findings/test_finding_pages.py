"""From a finding in the street to a report, and exactly what of it goes to whom."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from chassis.web import Function
from contracts.databank import (
    FindingTransferred,
    InformationReportTransferred,
    ReportDrawnUp,
    WelfareSignalRaised,
)

from ..support.browser import Browser, signed_in
from ..support.databank import Databank
from ..support.findings import (
    AT,
    close_report,
    note_finding,
    note_form,
    report_number,
)
from ..support.forms import hidden, send_twice
from ..support.inspections import add_person, begin_inspection, person_form
from ..support.signals import look_at_signal


async def test_a_pv_goes_to_the_city_after_the_question_and_with_what_was_shown(
    databank: Databank, browser: Browser
) -> None:
    path = await close_report(browser, "PV:sanctionerend_ambtenaar")
    finding_id = path.rpartition("/")[2]
    page = (await browser.get(path)).text
    assert "PV afgesloten" in page
    assert "Beantwoord de vraag" in page
    gate = await browser.get(f"{path}/overmaken")
    assert "Vera" not in gate.text, "nothing is shown to leave before the question"
    early = await browser.post(
        f"{path}/overmaken", {"procedure": "gas", "gerechtelijk": "nee", "sleutel": str(uuid4())}
    )
    assert early.status_code == 409
    await send_twice(browser, f"{path}/slachtoffer", antwoord="nee")
    preview = (await browser.get(f"{path}/overmaken")).text
    for text in ("Vera Voorbeeld", "1970", "Straatprostitutie", "Dit blijft bij de politie"):
        assert text in preview
    await send_twice(browser, f"{path}/overmaken", procedure="gas", gerechtelijk="nee")
    (told,) = await databank.told(FindingTransferred, findingId=finding_id)
    assert told.data["onHold"] is False
    assert "Vera" not in str(told.data)
    assert len(await databank.told(ReportDrawnUp)) >= 1
    assert "Bij de sanctionerend ambtenaar" in (await browser.get(path)).text
    ended = await browser.post(
        f"{path}/beeindigen", {"einde": "intrekken", "reden": "fout", "sleutel": str(uuid4())}
    )
    assert ended.status_code == 409


@pytest.mark.parametrize("answer", ["ja", "onbekend"])
async def test_dp11_a_possible_victim_is_protected_and_the_city_is_asked_to_wait(
    databank: Databank, browser: Browser, answer: str
) -> None:
    path = await close_report(browser, "PV:sanctionerend_ambtenaar", rol="prostituee")
    finding_id = path.rpartition("/")[2]
    signals = len(await databank.told(WelfareSignalRaised))
    done = await send_twice(browser, f"{path}/slachtoffer", antwoord=answer)
    where = done.headers["location"]
    raised = len(await databank.told(WelfareSignalRaised)) - signals
    if answer == "ja":
        assert where.startswith("/bescherming/")
        assert raised == 1
        care = (await browser.get(where)).text
        assert "Bel 101" in care
        assert "Maak geen boete op" in care
        assert "Vera" not in care
    else:
        assert (where, raised) == (path, 0)
    assert "We vragen de stad om te wachten" in (await browser.get(f"{path}/overmaken")).text
    await send_twice(browser, f"{path}/overmaken", procedure="gas", gerechtelijk="nee")
    (told,) = await databank.told(FindingTransferred, findingId=finding_id)
    assert told.data["onHold"] is True


async def test_dp11_a_minor_is_never_fined_without_consultation(
    databank: Databank, browser: Browser
) -> None:
    born = str(AT.year - 16)
    path = await close_report(browser, "PV:sanctionerend_ambtenaar", geboren=born)
    finding_id = path.rpartition("/")[2]
    await send_twice(browser, f"{path}/slachtoffer", antwoord="nee")
    await send_twice(browser, f"{path}/overmaken", 409, procedure="gas", gerechtelijk="nee")
    (signal,) = await databank.fetch(
        "SELECT id FROM signal WHERE source = $1", f"finding {finding_id}"
    )
    await look_at_signal(databank, signal["id"])
    await send_twice(browser, f"{path}/overmaken", procedure="gas", gerechtelijk="nee")
    (told,) = await databank.told(FindingTransferred, findingId=finding_id)
    assert told.data["onHold"] is True


@pytest.mark.parametrize(
    ("consequence", "procedure", "stage"),
    [
        ("PV:parket", "parket", "Bij het parket"),
        ("RIR:intern", "politie", "Ingevoerd bij de politie"),
    ],
)
async def test_what_is_not_for_the_city_leaves_no_trace_there(
    databank: Databank, browser: Browser, consequence: str, procedure: str, stage: str
) -> None:
    path = await close_report(browser, consequence)
    await send_twice(browser, f"{path}/slachtoffer", antwoord="nee")
    city = {"procedure": "gas", "gerechtelijk": "nee", "sleutel": str(uuid4())}
    assert (await browser.post(f"{path}/overmaken", city)).status_code == 409
    await send_twice(browser, f"{path}/overmaken", procedure=procedure)
    assert stage in (await browser.get(path)).text
    assert await databank.told(FindingTransferred, findingId=path.rpartition("/")[2]) == []


async def test_a_pv_names_an_offender_or_is_not_drawn_up(browser: Browser) -> None:
    path = await note_finding(browser, overtreder="niemand")
    form = {"gevolg": "PV:sanctionerend_ambtenaar", "sleutel": str(uuid4())}
    refused = await browser.post(f"{path}/gevolg", form)
    assert refused.status_code == 422
    assert "Een PV noemt een overtreder." in refused.text
    assert (await browser.post(f"{path}/overmaken", form | {"procedure": "gas"})).status_code != 303


async def test_the_screen_asks_whose_leave_there_is_for_judicial_information(
    databank: Databank, browser: Browser
) -> None:
    path = await close_report(browser, "PV:sanctionerend_ambtenaar")
    await send_twice(browser, f"{path}/slachtoffer", antwoord="nee")
    assert "Staat er gerechtelijke informatie in?" in (await browser.get(f"{path}/overmaken")).text
    for form in ({}, {"gerechtelijk": "ja"}):
        sent = {"procedure": "gas", "sleutel": str(uuid4())} | form
        assert (await browser.post(f"{path}/overmaken", sent)).status_code == 422
    assert await databank.told(FindingTransferred, findingId=path.rpartition("/")[2]) == []
    leave = "de onderzoeksrechter, 2026/042"
    await send_twice(
        browser, f"{path}/overmaken", procedure="gas", gerechtelijk="ja", toelating=leave
    )
    assert leave in (await browser.get(path)).text


@pytest.mark.parametrize(
    ("chosen", "stage"),
    [("geen_gevolg", "Geen gevolg"), ("waarschuwen", "Mondelinge waarschuwing")],
)
async def test_a_note_may_end_without_a_report(
    databank: Databank, browser: Browser, chosen: str, stage: str
) -> None:
    path = await note_finding(browser)
    await send_twice(browser, f"{path}/gevolg", gevolg=chosen)
    assert stage in (await browser.get(path)).text
    (row,) = await databank.fetch(
        "SELECT report_id FROM finding WHERE id::text = $1", path.rpartition("/")[2]
    )
    assert row["report_id"] is None
    again = {"gevolg": "PV:parket", "sleutel": str(uuid4())}
    assert (await browser.post(f"{path}/gevolg", again)).status_code == 409


async def test_a_number_has_its_form_and_is_given_once(browser: Browser) -> None:
    used = report_number()
    first = await note_finding(browser)
    await send_twice(browser, f"{first}/gevolg", gevolg="PV:parket")
    for wrong in ("12", "AN.69.L3.5/26"):
        answer = await send_twice(browser, f"{first}/nummer", status=422, nummer=wrong)
        assert 'id="nummer-error"' in answer.text
    await send_twice(browser, f"{first}/nummer", nummer=used)
    other = await note_finding(browser)
    await send_twice(browser, f"{other}/gevolg", gevolg="PV:parket")
    answer = await browser.post(f"{other}/nummer", {"nummer": used, "sleutel": str(uuid4())})
    assert answer.status_code == 422
    assert "Er bestaat al een vaststelling met dit nummer." in answer.text


async def test_a_finding_ends_with_a_reason(browser: Browser) -> None:
    path = await close_report(browser, "PV:parket")
    assert (await browser.post(f"{path}/beeindigen", {"einde": "seponeren"})).status_code == 422
    await send_twice(browser, f"{path}/beeindigen", einde="seponeren", reden="te weinig bewijs")
    page = (await browser.get(path)).text
    assert "Geseponeerd" in page
    assert "te weinig bewijs" in page
    assert path in (await browser.get("/vaststellingen?lijst=klaar")).text


async def test_a_finding_of_an_inspection_knows_place_and_persons(
    databank: Databank, browser: Browser
) -> None:
    inspection = await begin_inspection(
        browser, vorm="massagesalon", plaats=f"Salon {uuid4().hex[:6]}"
    )
    victim, boss = person_form(), person_form(rol="uitbater")
    await add_person(browser, inspection, victim)
    await add_person(browser, inspection, boss)
    new = await browser.get(f"/vaststellingen/nieuw?inspectie={inspection.rpartition('/')[2]}")
    assert boss["naam"] in new.text
    path = await note_finding(
        browser,
        inspectie=inspection.rpartition("/")[2],
        vorm="massagesalon",
        overtreder="1",
        naam="",
        slachtoffers="0",
        heterdaad="true",
    )
    page = (await browser.get(path)).text
    assert boss["naam"] in page
    assert victim["naam"] in page
    assert "Salon" in page
    (row,) = await databank.fetch(
        "SELECT transmit_by, fact_at, person_id, claim_id FROM finding WHERE id::text = $1",
        path.rpartition("/")[2],
    )
    assert row["person_id"] and row["claim_id"]
    await send_twice(browser, f"{path}/gevolg", gevolg="PV:sanctionerend_ambtenaar")
    await send_twice(browser, f"{path}/nummer", nummer=report_number())
    await send_twice(browser, f"{path}/slachtoffer", antwoord="nee")
    preview = (await browser.get(f"{path}/overmaken")).text
    assert boss["naam"] in preview
    assert victim["naam"] not in preview
    place = re.search(r"Salon [0-9a-f]{6}", preview)
    assert place, "the officer sees that the place goes along"
    await send_twice(browser, f"{path}/overmaken", procedure="gas", gerechtelijk="nee")
    (told,) = await databank.told(FindingTransferred, findingId=path.rpartition("/")[2])
    assert place[0] not in str(told.data), "sealed: it may be where somebody lives"
    assert told.data["place"]["sealed"].keys() == {"enforcement"}
    assert timedelta(25) < row["transmit_by"] - row["fact_at"].date() < timedelta(32)


async def test_a_finding_without_an_inspection_has_its_own_place(
    databank: Databank, browser: Browser
) -> None:
    where = f"Falconplein {uuid4().hex[:6]}"
    path = await close_report(browser, "PV:sanctionerend_ambtenaar", plaats=where)
    await send_twice(browser, f"{path}/slachtoffer", antwoord="nee")
    assert where in (await browser.get(path)).text
    assert where in (await browser.get(f"{path}/overmaken")).text
    nowhere = await close_report(browser, "PV:sanctionerend_ambtenaar")
    await send_twice(browser, f"{nowhere}/slachtoffer", antwoord="nee")
    preview = (await browser.get(f"{nowhere}/overmaken")).text
    assert re.search(r"Plaats\s*</dt>\s*<dd[^>]*>\s*Niet gekend", preview)
    await send_twice(browser, f"{nowhere}/overmaken", procedure="gas", gerechtelijk="nee")
    (told,) = await databank.told(FindingTransferred, findingId=nowhere.rpartition("/")[2])
    assert told.data.get("place") is None


async def test_a_sanction_may_be_about_a_place_that_is_no_window_premises(
    databank: Databank, browser: Browser
) -> None:
    where = f"Falconplein {uuid4().hex[:6]}"
    path = await close_report(browser, "PV:sanctionerend_ambtenaar", plaats=where)
    await send_twice(browser, f"{path}/slachtoffer", antwoord="nee")
    preview = (await browser.get(f"{path}/overmaken")).text
    await send_twice(browser, f"{path}/overmaken", procedure="sanctie", gerechtelijk="nee")
    (told,) = await databank.told(FindingTransferred, findingId=path.rpartition("/")[2])
    assert (told.data["procedure"], told.data.get("premisesId")) == ("sanctie", None)
    assert told.data["place"]["sealed"].keys() == {"enforcement"}
    assert "Sanctie voor het pand of de zaak" in preview


async def test_an_information_report_may_be_about_a_place_and_nobody(
    databank: Databank, browser: Browser
) -> None:
    where = f"Falconplein {uuid4().hex[:6]}"
    kind = "INFORMATIERAPPORT:bestuur"
    path = await close_report(browser, kind, overtreder="niemand", plaats=where)
    preview = (await browser.get(f"{path}/overmaken")).text
    assert "Sanctie voor het pand of de zaak" in preview
    assert "Geldboete (GAS)" not in preview
    assert preview.count("Niemand genoemd") == 2
    fine = {"procedure": "gas", "gerechtelijk": "nee", "sleutel": str(uuid4())}
    refused = await browser.post(f"{path}/overmaken", fine)
    assert refused.status_code == 409
    assert "is een PV nodig" in refused.text
    await send_twice(browser, f"{path}/overmaken", procedure="sanctie", gerechtelijk="nee")
    finding_id = path.rpartition("/")[2]
    (told,) = await databank.told(InformationReportTransferred, findingId=finding_id)
    assert await databank.told(FindingTransferred, findingId=finding_id) == []
    assert told.data.get("offender") is None
    assert (told.data.get("offenderRole"), told.data["judicialInformation"]) == (None, False)
    assert told.data["place"]["sealed"].keys() == {"enforcement"}
    assert where not in str(told.data)
    assert "Bij het bestuur" in (await browser.get(path)).text


async def test_an_information_report_that_names_somebody_waits_for_the_question(
    databank: Databank, browser: Browser
) -> None:
    where = f"Falconplein {uuid4().hex[:6]}"
    path = await close_report(browser, "INFORMATIERAPPORT:bestuur", plaats=where)
    sent = {"procedure": "sanctie", "gerechtelijk": "ja"}
    early = await browser.post(f"{path}/overmaken", sent | {"sleutel": str(uuid4())})
    assert early.status_code == 409
    await send_twice(browser, f"{path}/slachtoffer", antwoord="onbekend")
    without = await browser.post(f"{path}/overmaken", sent | {"sleutel": str(uuid4())})
    assert without.status_code == 422, "no leave, nothing leaves"
    finding_id = path.rpartition("/")[2]
    assert await databank.told(InformationReportTransferred, findingId=finding_id) == []
    leave = "de onderzoeksrechter, 2026/042"
    await send_twice(browser, f"{path}/overmaken", **sent, toelating=leave)
    (told,) = await databank.told(InformationReportTransferred, findingId=finding_id)
    assert (told.data["judicialInformation"], told.data["onHold"]) == (True, True)
    assert told.data["offender"]["sealed"].keys() == {"enforcement"}
    assert "2026/042" not in str(told.data), "the leave stays with the police"
    assert "Vera" not in str(told.data)


async def test_an_information_report_without_a_place_stays(
    databank: Databank, browser: Browser
) -> None:
    path = await close_report(browser, "INFORMATIERAPPORT:bestuur", overtreder="niemand")
    assert "noemt er geen" in (await browser.get(f"{path}/overmaken")).text
    form = {"procedure": "sanctie", "gerechtelijk": "nee", "sleutel": str(uuid4())}
    assert (await browser.post(f"{path}/overmaken", form)).status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [{"feit": "zelfbedacht"}, {"zone": ""}, {"naam": ""}, {"dag": "1-1-2099"},
     {"overtreder": "7"}, {"rol": ""}],
)  # fmt: skip
async def test_what_is_missing_is_said_and_nothing_is_kept(
    databank: Databank, browser: Browser, wrong: dict[str, str]
) -> None:
    form = note_form(**wrong)
    answer = await browser.moves_to(AT).post("/vaststellingen/nieuw", form)
    assert answer.status_code == 422
    assert "Er klopt iets niet" in answer.text
    rows = await databank.fetch("SELECT 1 FROM finding WHERE id::text = $1", form["sleutel"])
    assert rows == []


async def test_leadership_reads_and_only_the_team_writes(
    databank: Databank, browser: Browser
) -> None:
    path = await note_finding(browser)
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-2")
    assert (await leader.get(path)).status_code == 200
    assert (await leader.post(f"{path}/gevolg", {"gevolg": "waarschuwen"})).status_code == 403
    keeper = await signed_in(databank, Function.POLITIE_BEHEERDER, "beheerder-3")
    assert (await keeper.get(path)).status_code == 403
    assert (await browser.get(f"/vaststellingen/{uuid4()}")).status_code == 404
    assert hidden(await browser.get("/vaststellingen/nieuw"), "sleutel")
