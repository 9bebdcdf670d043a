"""What the law and the regulation ask of a sanction, and what used to pass by it."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from chassis.days import city_day, day_start
from chassis.web import Function
from contracts.codes import SanctionKind
from contracts.databank import ExecutionChecked
from enforcement.sanctions.rules import Period, unsound_period
from enforcement.sanctions.rules.warnings import LaterFact, OwnerWarning, no_sequel

from ..support.city import LACKING, City
from ..support.sanctions import (
    COLLEGE,
    EXTRACT,
    WORKER,
    decided,
    decision,
    handed_over,
    heard,
    invited,
    notified,
    propose,
    proposed,
    warned,
)

OFFICE, OWNER = Function.DIENST_PROSTITUTIEBELEID, Function.EIGENAAR
DECIDED = datetime(2026, 3, 1, 9, tzinfo=UTC)


def at(day: str) -> datetime:
    """The first moment of a day in the city."""
    return day_start(date.fromisoformat(day))


@pytest.mark.parametrize("kind", [SanctionKind.SCHORSING, SanctionKind.TIJDELIJKE_SLUITING])
@pytest.mark.parametrize(
    ("starts", "ends", "allowed"),
    [
        (None, at("2026-06-01"), True),
        (None, at("2026-06-01") + timedelta(minutes=1), False),
        (None, at("2036-03-01"), False),
        (at("2026-04-10"), at("2026-07-10"), True),
        (at("2026-04-10"), at("2026-07-10") + timedelta(minutes=1), False),
        (at("2026-04-10"), at("2026-04-10"), False),
        (None, None, False),
    ],
)
def test_a_temporary_sanction_ends_at_the_latest_on_the_eve_of_the_same_day_months_later(
    kind: SanctionKind, starts: datetime | None, ends: datetime | None, allowed: bool
) -> None:
    wrong = unsound_period(kind, Period(starts, ends), DECIDED, 3)
    assert (wrong is None) is allowed
    assert wrong is None or wrong[0] == "effectiveTo"


WARNING = OwnerWarning("OWN-1", "niet-aangegeven", at("2026-03-05"), date(2028, 3, 4))


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (LaterFact("OWN-1", "niet-aangegeven", at("2026-03-05")), None),
        (LaterFact("OWN-1", "werker-niet-aangegeven", at("2028-03-04")), None),
        (LaterFact("OWN-1", "niet-aangegeven", at("2026-03-04")), "ontvangst"),
        (LaterFact("OWN-1", "niet-aangegeven", at("2028-03-05")), "telde niet meer"),
        (LaterFact("OWN-2", "niet-aangegeven", at("2026-03-05")), "andere eigenaar"),
        (LaterFact("OWN-1", "geen-noodknop", at("2026-03-05")), "andere regel"),
        (LaterFact(None, "niet-aangegeven", at("2026-03-05")), "niet of dit dezelfde eigenaar"),
    ],
)
def test_a_warning_counts_for_the_same_owner_and_rule_after_its_receipt(
    fact: LaterFact, said: str | None
) -> None:
    objection = no_sequel(WARNING, fact)
    assert objection is None if said is None else said in (objection or "")


async def refused(
    city: City, function: Function, path: str, body: dict[str, Any]
) -> tuple[int, str]:
    answer = await city.call(function, "POST", path, body)
    problem = answer.json()
    errors = problem.get("errors")
    return answer.status_code, errors[0]["reason"] if errors else problem.get("title", "")


@pytest.mark.parametrize(
    ("kind", "days"), [("tijdelijke_sluiting", 3650), ("schorsing", 3650), ("schorsing", 200)]
)
async def test_no_sanction_of_years_is_recorded_when_only_its_end_is_given(
    city: City, kind: str, days: int
) -> None:
    case = await proposed(city, kind)
    body = decision(kind, None, city.now + timedelta(days=days))
    status, said = await refused(city, COLLEGE, f"{case['path']}/decision", body)
    assert status == 422
    assert "hoogstens" in said


async def test_no_sanction_is_recorded_that_begins_before_it_was_decided(city: City) -> None:
    case = await proposed(city, "schorsing")
    ends = city.now + timedelta(days=20)
    body = decision("schorsing", city.now - timedelta(days=1), ends)
    status, said = await refused(city, COLLEGE, f"{case['path']}/decision", body)
    assert (status, said) == (422, "De eerste dag ligt voor de dag van de beslissing.")
    await city.does(COLLEGE, f"{case['path']}/decision", decision("schorsing", city.now, ends))


async def test_a_buyer_does_not_pay_for_the_warning_of_the_seller(city: City) -> None:
    case = await warned(city, "OWN-040")
    seller = case["dossier"]
    await city.does(OWNER, f"{seller}/relinquishment", organisation="OWN-040")
    place = (await city.sees(OFFICE, seller))["premises"]
    keys = ("label", "street", "houseNumber", "postcode")
    body = {"premises": {key: place[key] for key in keys}, "rooms": ["R-01"]}
    filed = await city.does(OWNER, "/v1/suitability-dossiers", body, organisation="OWN-041")
    assert filed["premisesId"] == case["premisesId"]
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    await city.does(OFFICE, f"{path}/advices", {"service": "brandweer", "outcome": "gunstig"})
    grant = {"outcome": "toegekend", "motivation": "In orde.", **LACKING}
    await city.does(COLLEGE, f"{path}/decision", grant)
    city.later(days=1)
    other = await city.case_of(await city.transfers(case["premisesId"]))
    assert other["caseId"] != case["caseId"]
    assert (other["owner"], case["owner"]) == ("OWN-041", "OWN-040")


async def test_a_sanction_against_a_seller_does_not_touch_the_declaration_of_a_buyer(
    city: City,
) -> None:
    case = await decided(city, "intrekking", owner="OWN-042")
    await city.does(OWNER, f"{case['dossier']}/relinquishment", organisation="OWN-042")
    await notified(city, case["path"])
    assert "suitability-withdrawn" not in await city.told(case["premisesId"])
    assert (await city.sees(WORKER, case["path"]))["timeline"][-1]["step"] == "zonder_gevolg"


async def test_a_fact_between_posting_and_receipt_of_the_warning_is_no_next_finding(
    city: City,
) -> None:
    dossier = await city.granted()
    case = await city.case_of(await city.transfers(dossier["premisesId"]))
    await city.does(WORKER, f"{case['path']}/pv-notification", {})
    await city.does(WORKER, f"{case['path']}/warning", EXTRACT)
    seen = await city.sees(WORKER, case["path"])
    received = date.fromisoformat(seen["warnedOn"])
    assert received > city_day(city.now)
    city.later(hours=2)
    between = await city.case_of(await city.transfers(dossier["premisesId"]))
    assert between["caseId"] != case["caseId"]
    city.now = datetime.combine(received + timedelta(days=1), time(12), UTC)
    after = await city.case_of(await city.transfers(dossier["premisesId"]))
    assert after["caseId"] == case["caseId"]


async def test_nobody_is_heard_before_he_could_prepare_unless_he_asks_for_it(city: City) -> None:
    case = await warned(city)
    await city.transfers(case["premisesId"])
    path = f"{case['path']}/hearing-invitation"
    soon = {"hearingAt": (city.now + timedelta(seconds=30)).isoformat()}
    by_hand = handed_over(city)
    assert (await refused(city, WORKER, path, by_hand | soon))[0] == 422
    seven = {"hearingAt": (city.now + timedelta(days=7)).isoformat()}
    status, said = await refused(city, WORKER, path, by_hand | seven)
    assert (status, "Kies die dag of later" in said) == (422, True)
    await city.does(WORKER, path, by_hand | seven | {"sooner": True})
    early = {"report": "Gehoord."}
    assert (await refused(city, WORKER, f"{case['path']}/hearing", early))[0] == 422


async def test_a_hearing_does_not_end_the_term_in_which_the_owner_may_write(city: City) -> None:
    case = await invited(city)
    await heard(city, case["path"], final=False)
    seen = await city.sees(WORKER, case["path"])
    assert [term["termId"] for term in seen["terms"]] == ["sanction.defence_days"]
    assert "written-defence" in seen["allowed"]
    await propose(city, case["path"], "intrekking")
    status, said = await refused(city, COLLEGE, f"{case['path']}/decision", decision("intrekking"))
    assert "kan zich nog verweren" in said
    assert status in (409, 422)
    defence = {"summary": "Toch nog iets."}
    answer = await city.does(WORKER, f"{case['path']}/written-defence", defence)
    assert answer["state"] == "schriftelijk_verweer", "it is weighed in a new proposal"
    await propose(city, case["path"], "intrekking")
    city.now = datetime.combine(
        date.fromisoformat(seen["defenceUntil"]) + timedelta(days=1), time(12), UTC
    )
    yesterday = decision("intrekking") | {"decidedAt": (city.now - timedelta(days=1)).isoformat()}
    assert (await refused(city, COLLEGE, f"{case['path']}/decision", yesterday))[0] == 422
    await city.does(COLLEGE, f"{case['path']}/decision", decision("intrekking"))


async def test_an_owner_who_did_not_come_is_invited_again_with_a_new_term(city: City) -> None:
    case = await invited(city)
    first = (await city.sees(WORKER, case["path"]))["defenceUntil"]
    again = handed_over(city) | {"hearingAt": (city.now + timedelta(days=10)).isoformat()}
    await city.does(WORKER, f"{case['path']}/hearing-invitation", again)
    seen = await city.sees(WORKER, case["path"])
    assert seen["state"] == "hoorzitting_uitgenodigd"
    assert seen["defenceUntil"] > first


async def test_a_withdrawal_begins_on_the_day_that_the_college_chose(city: City) -> None:
    case = await decided(city, "intrekking", 20)
    await notified(city, case["path"])
    assert (await city.sees(OFFICE, case["dossier"]))["state"] == "toegekend"
    assert (await city.told(case["premisesId"]))[-1] == "suitability-granted"
    city.now = case["starts"]

    async def withdrawn() -> bool:
        return bool((await city.sees(OFFICE, case["dossier"]))["state"] == "ingetrokken")

    await city.clock_moves_on(withdrawn)
    assert (await city.told(case["premisesId"]))[-1] == "suitability-withdrawn"


async def test_a_finding_that_was_on_hold_is_linked_by_hand_and_its_own_case_ends(
    city: City,
) -> None:
    case = await warned(city)
    finding_id = await city.transfers(case["premisesId"], on_hold=True)
    held = await city.case_of(finding_id)
    path, body = f"{case['path']}/next-finding", {"findingId": str(finding_id)}
    assert "overleg" in (await refused(city, WORKER, path, body))[1]
    await city.does(WORKER, f"{held['path']}/release", {"motivation": "Overleg is klaar."})
    assert (await city.does(WORKER, path, body))["state"] == "volgende_vaststelling"
    assert (await city.case_of(finding_id))["caseId"] == case["caseId"]
    ended = await city.sees(WORKER, held["path"])
    assert ended["state"] == "afgesloten"
    assert case["number"] in ended["timeline"][-1]["reason"]
    assert (await city.told(case["caseId"]))[-1] == "sanction-next-finding-linked"


async def test_a_finding_of_another_rule_or_elsewhere_is_not_linked_by_hand(city: City) -> None:
    case = await warned(city)
    path = f"{case['path']}/next-finding"
    other = await city.transfers(case["premisesId"], fact_code="geen-noodknop")
    assert "andere regel" in (await refused(city, WORKER, path, {"findingId": str(other)}))[1]
    elsewhere = await city.transfers((await city.granted())["premisesId"])
    assert "zelfde pand" in (await refused(city, WORKER, path, {"findingId": str(elsewhere)}))[1]


async def test_a_sanction_that_is_not_respected_ends_with_a_sequel_and_a_reason(
    city: City,
) -> None:
    case = await decided(city, "schorsing", None, 30)
    await notified(city, case["path"])
    await city.does(WORKER, f"{case['path']}/execution-check-request")
    checked = ExecutionChecked(
        case_id=case["caseId"], premises_id=case["premisesId"], checked_at=city.now, complied=False
    )
    ids = await city.sandbox.publish(checked, at=city.now)
    await city.sandbox.handled("enforcement", ids)
    path = f"{case['path']}/closing"
    assert (await refused(city, WORKER, path, {}))[0] == 422
    assert "gevolg" in (await refused(city, WORKER, path, {"reason": "Klaar."}))[1]
    sequel = {"sequel": "verzegeling", "motivation": "De deur stond open."}
    await city.does(WORKER, f"{case['path']}/sequel", sequel)
    assert (await city.does(WORKER, path, {"reason": "Verzegeld."}))["state"] == "afgesloten"
    seen = await city.sees(WORKER, case["path"])
    assert seen["sequel"] == "verzegeling"
    assert [term["termId"] for term in seen["terms"]] == ["rvs.annulment_days"]
