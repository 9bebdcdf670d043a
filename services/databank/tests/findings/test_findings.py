"""Findings: reports, the question before they leave, and what the city gets."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.bus.seal import Opener
from contracts.codes import GasOutcome, OffenderRole, SanctionKind
from contracts.databank import (
    FindingTransferred,
    ReportDrawnUp,
    ReportWithdrawn,
)
from contracts.enforcement import (
    GasCaseJoined,
    GasCaseOpened,
    GasCaseSeparated,
    GasOutcomeReached,
    SanctionCaseOpened,
    SanctionDecided,
    SanctionDecisionWithdrawn,
    SanctionNextFindingLinked,
    SanctionNextFindingVoided,
)
from contracts.sealed import NotOpenedError

from ..support.databank import Databank, day
from ..support.findings import drawn_up, report, transfer


async def test_a_report_is_counted_without_its_number_or_its_persons(databank: Databank) -> None:
    body = report()
    answer = await databank.created("/v1/findings", body)
    (event,) = await databank.told(ReportDrawnUp, reportId=answer["reportId"])
    assert "Vera" not in str(event.data)
    assert body["reportNumber"] not in str(event.data)


async def test_a_report_that_is_taken_back_counts_no_more_and_leaves_no_word(
    databank: Databank,
) -> None:
    answer = await databank.created("/v1/findings", report())
    path = f"/v1/findings/{answer['findingId']}/withdrawal"
    reason = {"reason": "Dubbel opgemaakt."}
    assert (await databank.post(path, {"reason": ""})).status_code == 422
    assert (await databank.post(path, reason)).status_code == 204
    (event,) = await databank.told(ReportWithdrawn, reportId=answer["reportId"])
    assert "Dubbel" not in str(event.data)
    again = await databank.post(path, reason)
    assert again.status_code == 409
    assert len(await databank.told(ReportWithdrawn, reportId=answer["reportId"])) == 1


async def test_what_the_city_has_is_not_taken_back_here(databank: Databank) -> None:
    finding_id = await drawn_up(databank)
    assert (await transfer(databank, finding_id)).status_code == 200
    refused = await databank.post(
        f"/v1/findings/{finding_id}/withdrawal", {"reason": "Vergissing."}
    )
    assert refused.status_code == 409
    assert await databank.told(ReportWithdrawn, reportId=finding_id) == []


async def test_only_enforcement_can_open_who_the_offender_is(databank: Databank) -> None:
    finding_id = await drawn_up(databank)
    assert (await transfer(databank, finding_id)).status_code == 200
    (envelope,) = await databank.told(FindingTransferred, findingId=finding_id)
    assert "Vera" not in str(envelope.data)
    event = envelope.read()
    assert isinstance(event, FindingTransferred)
    opened: Opener = databank.sandbox.opener("enforcement")
    mine = opened.open(event, envelope.id)
    assert isinstance(mine, FindingTransferred)
    assert mine.offender.value.name == "Vera Voorbeeld"
    for reader in ("databank", "pandkalender", "reporting"):
        other = databank.sandbox.opener(reader).open(event, envelope.id)
        assert isinstance(other, FindingTransferred)
        with pytest.raises(NotOpenedError):
            _ = other.offender.value


async def test_a_finding_is_transferred_once(databank: Databank) -> None:
    finding_id = await drawn_up(databank)
    assert (await transfer(databank, finding_id)).status_code == 200
    again = await transfer(databank, finding_id)
    assert again.status_code == 409
    assert again.json()["extraInfo"] == {"allowed": []}
    assert len(await databank.told(FindingTransferred, findingId=finding_id)) == 1


async def test_dp11_nothing_is_transferred_before_a_person_asked_whether_it_is_a_victim(
    databank: Databank,
) -> None:
    finding_id = await drawn_up(databank, possibleVictim="onbekend", offenderRole="prostituee")
    refused = await transfer(databank, finding_id)
    assert refused.status_code == 409
    assert refused.json()["extraInfo"] == {"allowed": ["slachtoffercheck"]}
    assert await databank.told(FindingTransferred, findingId=finding_id) == []
    check = f"/v1/findings/{finding_id}/victim-check"
    await databank.created(check, {"possibleVictim": "nee"})
    answer = await transfer(databank, finding_id)
    assert (answer.status_code, answer.json()["onHold"]) == (200, False)


@pytest.mark.parametrize(
    ("more", "procedure"),
    [
        ({"reportKind": "RIR", "addressee": "intern"}, "gas"),
        ({"addressee": "parket"}, "gas"),
        ({"premisesId": None}, "sanctie"),
        ({"reportKind": "INFORMATIERAPPORT", "addressee": "bestuur"}, "gas"),
    ],
    ids=["a RIR", "for the prosecutor", "a sanction without premises", "a fine by a report"],
)
async def test_what_is_not_for_the_city_stays(
    databank: Databank, more: dict[str, Any], procedure: str
) -> None:
    finding_id = await drawn_up(databank, **more)
    assert (await transfer(databank, finding_id, procedure)).status_code == 409
    assert await databank.told(FindingTransferred, findingId=finding_id) == []


@pytest.mark.parametrize(
    ("kind", "addressee"),
    [
        ("PV", "intern"),
        ("PV", "bestuur"),
        ("RIR", "parket"),
        ("RIR", "sanctionerend_ambtenaar"),
        ("INFORMATIERAPPORT", "parket"),
    ],
)
async def test_a_report_has_an_addressee_of_its_kind_also_by_the_api(
    databank: Databank, kind: str, addressee: str
) -> None:
    before = len(await databank.told(ReportDrawnUp))
    sent = report(reportKind=kind, addressee=addressee)
    answer = await databank.post("/v1/findings", sent)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "addressee"
    assert len(await databank.told(ReportDrawnUp)) == before


async def test_judicial_information_goes_to_the_city_only_with_leave(databank: Databank) -> None:
    finding_id = await drawn_up(databank)
    path = f"/v1/findings/{finding_id}/transfer"
    unanswered = await databank.post(path, {"procedure": "gas"})
    assert unanswered.status_code == 422, "no answer is no 'no'"
    sent = {"procedure": "gas", "judicialInformation": True}
    refused = await databank.post(path, sent)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "judicialLeave"
    assert await databank.told(FindingTransferred, findingId=finding_id) == []
    leave = "de procureur des Konings te Antwerpen, AN/26/0042"
    assert (await databank.post(path, sent | {"judicialLeave": leave})).status_code == 200
    (told,) = await databank.told(FindingTransferred, findingId=finding_id)
    assert "AN/26/0042" not in str(told.data), "the leave stays with the police"
    shown = (await databank.get(f"/v1/findings/{finding_id}", "toezicht")).json()
    assert (shown["judicialInformation"], shown["judicialLeave"]) == (True, leave)


@pytest.mark.parametrize(
    "number", ["12345", "AN.69.L3.5/26", "an.69.L3.00572/26", "AN.69.L3.00572"]
)
async def test_a_pv_has_the_number_of_a_pv(databank: Databank, number: str) -> None:
    answer = await databank.post("/v1/findings", report(reportNumber=number))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "reportNumber"


async def test_two_reports_never_have_one_number(databank: Databank) -> None:
    body = report()
    await databank.created("/v1/findings", body)
    before = len(await databank.told(ReportDrawnUp))
    answer = await databank.post("/v1/findings", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "rapportnummer-bestaat")
    assert len(await databank.told(ReportDrawnUp)) == before


async def test_the_police_see_the_state_of_the_citys_case_and_no_more(databank: Databank) -> None:
    finding_id, gas, sanction = await drawn_up(databank), uuid4(), uuid4()
    premises_id = uuid4()
    await databank.tell(
        GasCaseOpened(
            case_id=gas,
            finding_id=UUID(finding_id),
            offender_role=OffenderRole.EXPLOITANT,
            fact_code="raam.niet-aangegeven",
            on_hold=False,
            decide_by=day(180).date(),
            safe_by=day(170).date(),
            opened_at=day(1),
        ),
        SanctionCaseOpened(
            case_id=sanction,
            finding_id=UUID(finding_id),
            premises_id=premises_id,
            fact_code="raam.niet-aangegeven",
            opened_at=day(2),
        ),
        SanctionDecided(
            case_id=sanction,
            premises_id=premises_id,
            kind=SanctionKind.SCHORSING,
            deciding_body="college",  # type: ignore[arg-type]  # as it comes over the wire
            decided_at=day(40),
        ),
    )
    outcomes = {
        "geldboete": "beslist_geldboete",
        "overgenomen_door_parket": "overgenomen_door_parket",
        "geen_geldboete": "beslist_geen_geldboete",
    }
    for outcome, state in outcomes.items():
        told = GasOutcomeReached(case_id=gas, outcome=GasOutcome(outcome), reached_at=day(41))
        await databank.tell(told)
        finding = (await databank.get(f"/v1/findings/{finding_id}")).json()
        assert {"gas": state}.items() <= {
            one["kind"]: one["state"] for one in finding["followUp"]
        }.items()
    assert [(one["kind"], one["state"]) for one in reversed(finding["followUp"])] == [
        ("gas", "beslist_geen_geldboete"),
        ("sanctie", "beslist_schorsing"),
    ]


@pytest.mark.parametrize(
    ("anew", "state"), [(True, "volgende_vaststelling"), (False, "beslist_geen_sanctie")]
)
async def test_a_decision_that_the_city_took_back_is_shown_no_more(
    databank: Databank, anew: bool, state: str
) -> None:
    finding_id, case_id, premises_id = await drawn_up(databank), uuid4(), uuid4()
    about = {"case_id": case_id, "premises_id": premises_id}
    await databank.tell(
        SanctionNextFindingLinked(**about, finding_id=UUID(finding_id), linked_at=day(20)),
        SanctionDecided(
            **about,
            kind=SanctionKind.SCHORSING,
            deciding_body="college",  # type: ignore[arg-type]  # as it comes over the wire
            decided_at=day(40),
        ),
        SanctionDecisionWithdrawn(**about, anew=anew, withdrawn_at=day(50)),
    )
    finding = (await databank.get(f"/v1/findings/{finding_id}")).json()
    assert [each["state"] for each in finding["followUp"]] == [state]


async def test_a_finding_that_follows_no_warning_is_shown_under_its_own_case_alone(
    databank: Databank,
) -> None:
    first, second = [await drawn_up(databank) for _ in range(2)]
    case_id, own_id, premises_id = uuid4(), uuid4(), uuid4()

    def opened(of: UUID, finding_id: str) -> SanctionCaseOpened:
        return SanctionCaseOpened(
            case_id=of,
            finding_id=UUID(finding_id),
            premises_id=premises_id,
            fact_code="raam.aangifte-laattijdig",
            opened_at=day(1),
        )

    about = {"case_id": case_id, "finding_id": UUID(second), "premises_id": premises_id}
    linked = SanctionNextFindingLinked(**about, linked_at=day(20))
    voided = SanctionNextFindingVoided(**about, own_case_id=own_id, voided_at=day(30))
    await databank.tell(opened(case_id, first), opened(own_id, second), linked, voided)
    for finding_id in (first, second):
        finding = (await databank.get(f"/v1/findings/{finding_id}")).json()
        assert [each["state"] for each in finding["followUp"]] == ["geopend"]
    await databank.tell(SanctionNextFindingLinked(**about, linked_at=day(40)))
    finding = (await databank.get(f"/v1/findings/{second}")).json()
    assert "volgende_vaststelling" in [each["state"] for each in finding["followUp"]]


async def test_a_case_about_a_finding_of_the_city_itself_is_taken_and_shown_nowhere(
    databank: Databank,
) -> None:
    """The city finds an overdue condition; the police never drew that finding up."""
    of_police, premises_id, case_id = await drawn_up(databank), uuid4(), uuid4()
    unknown = uuid4()
    await databank.tell(
        SanctionCaseOpened(
            case_id=case_id,
            finding_id=unknown,
            premises_id=premises_id,
            fact_code="raam.voorwaarde-niet-nageleefd",
            opened_at=day(1),
        ),
        SanctionNextFindingLinked(
            case_id=case_id, finding_id=UUID(of_police), premises_id=premises_id, linked_at=day(20)
        ),
        SanctionDecided(
            case_id=case_id,
            premises_id=premises_id,
            kind=SanctionKind.SCHORSING,
            deciding_body="college",  # type: ignore[arg-type]  # as it comes over the wire
            decided_at=day(40),
        ),
    )
    assert (await databank.get(f"/v1/findings/{unknown}")).status_code == 404
    finding = (await databank.get(f"/v1/findings/{of_police}")).json()
    assert [(each["kind"], each["state"]) for each in finding["followUp"]] == [
        ("sanctie", "beslist_schorsing")
    ]


async def test_a_finding_that_the_city_joined_to_another_case_shows_under_that_one(
    databank: Databank,
) -> None:
    first, second = [await drawn_up(databank) for _ in range(2)]
    case, into = uuid4(), uuid4()

    def opened(case_id: UUID, finding_id: str) -> GasCaseOpened:
        return GasCaseOpened(
            case_id=case_id,
            finding_id=UUID(finding_id),
            offender_role=OffenderRole.EXPLOITANT,
            fact_code="raam.niet-aangegeven",
            on_hold=case_id == into,
            decide_by=day(180).date(),
            safe_by=day(170).date(),
            opened_at=day(1),
        )

    async def shown() -> list[tuple[str, str]]:
        finding = (await databank.get(f"/v1/findings/{first}")).json()
        return [(one["caseId"], one["state"]) for one in finding["followUp"]]

    moved = (UUID(first),)
    await databank.tell(
        opened(case, first),
        opened(into, second),
        GasCaseJoined(case_id=case, into_id=into, finding_ids=moved, joined_at=day(2)),
    )
    assert await shown() == [(str(into), "opgeschort_overleg")]
    await databank.tell(
        GasCaseSeparated(case_id=case, from_id=into, finding_ids=moved, separated_at=day(3))
    )
    assert [case_id for case_id, _state in await shown()] == [str(case)]


async def test_who_the_offender_is_is_read_for_a_purpose(databank: Databank) -> None:
    finding_id = await drawn_up(databank)
    refused = await databank.get(f"/v1/findings/{finding_id}", purpose=None)
    assert refused.status_code == 403
    listed = await databank.get("/v1/findings?pagesize=500")
    assert "Vera" not in listed.text
