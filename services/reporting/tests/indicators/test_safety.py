"""Line 2, as the events tell it."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from chassis.web import Function
from contracts.databank import (
    InspectionWithdrawn,
    InventoryPublished,
    MonthlyActionPlanned,
    MonthlyActionWithdrawn,
    ReportDrawnUp,
    ReportWithdrawn,
)
from contracts.enforcement import (
    Premises,
    SanctionDecided,
    SanctionExecutionRecorded,
    SanctionNotified,
    SuitabilityGranted,
    SuitabilityVisitCompleted,
)

from ..support.events import inspection, moment
from ..support.figures import parts, split
from ..support.reporting import Reporting


def report(kind: str, **changes: Any) -> ReportDrawnUp:
    facts: dict[str, Any] = {
        "report_id": uuid4(),
        "kind": kind,
        "branch": "straat",
        "fact_code": "buiten-gedoogzone",
        "addressee": "sanctionerend_ambtenaar",
        "in_tolerance_zone": False,
        "drawn_up_at": moment("2026-03-11T09:00:00+01:00"),
    }
    return ReportDrawnUp(**facts | changes)


def taken_back(drawn_up: ReportDrawnUp, at: str = "2026-05-04T09:00:00+02:00") -> ReportWithdrawn:
    return ReportWithdrawn(
        report_id=drawn_up.report_id,
        kind=drawn_up.kind,
        branch=drawn_up.branch,
        withdrawn_at=moment(at),
    )


def decided(kind: str, body: str = "college", **changes: Any) -> SanctionDecided:
    facts: dict[str, Any] = {
        "case_id": uuid4(),
        "premises_id": uuid4(),
        "kind": kind,
        "deciding_body": body,
        "decided_at": moment("2026-03-20T14:00:00+01:00"),
    }
    return SanctionDecided(**facts | changes)


def visit(**changes: Any) -> SuitabilityVisitCompleted:
    facts: dict[str, Any] = {
        "visit_id": uuid4(),
        "dossier_id": uuid4(),
        "premises_id": uuid4(),
        "kind": "proactief",
        "reason": "jaarlijks",
        "result": "in_orde",
        "rooms_visited": 3,
        "completed_at": moment("2026-03-02T10:00:00+01:00"),
    }
    return SuitabilityVisitCompleted(**facts | changes)


async def test_branches_and_inspections_are_both_counted(reporting: Reporting) -> None:
    before = inspection(completed_at=moment("2026-02-28T12:00:00+01:00"))
    await reporting.told(before, inspection(), inspection(), inspection(branch="escort"))
    found = await reporting.figure("IND-2-01", "2026-03")
    assert found["value"] == 2
    assert parts(found) == {"branches": 2, "inspections": 3}
    assert split(found, "branch") == {"escort": 1, "straat": 2}
    assert found["completeness"] == "volledig"


async def test_a_hidden_form_is_what_the_inspection_calls_hidden(reporting: Reporting) -> None:
    hidden = {"branch": "massagesalon", "visibility": "verdoken"}
    await reporting.told(inspection(**hidden), inspection(branch="massagesalon"), inspection())
    found = await reporting.figure("IND-2-02")
    assert parts(found) == {"forms": 1, "inspections": 1}
    assert (await reporting.figure("IND-2-01"))["value"] == 2


async def test_an_inspection_counts_in_its_month_half_and_year_only(reporting: Reporting) -> None:
    await reporting.told(
        inspection(completed_at=moment("2025-01-31T12:00:00+01:00")),
        inspection(completed_at=moment("2026-06-30T23:30:00+02:00")),
    )
    values = {
        period: (await reporting.figure("IND-2.1-02", period))["value"]
        for period in ("2026-06", "2026-07", "2026-H1", "2026-H2", "2026", "2025-H2")
    }
    assert values == {
        "2026-06": 1,
        "2026-07": 0,
        "2026-H1": 1,
        "2026-H2": 0,
        "2026": 1,
        "2025-H2": 0,
    }


def planned(branch: str, month: str, action_id: UUID | None = None) -> MonthlyActionPlanned:
    return MonthlyActionPlanned(
        action_id=action_id or uuid4(),
        branch=branch,
        begins_at=moment(f"{month}T00:00:00+01:00"),
        planned_at=moment("2025-12-01T10:00:00+01:00"),
    )


async def test_monthly_actions_are_held_by_an_inspection_of_their_branch_in_their_month(
    reporting: Reporting,
) -> None:
    done = inspection(branch="escort", completed_at=moment("2026-01-31T23:30:00+01:00"))
    withdrawn = uuid4()
    await reporting.told(
        planned("escort", "2026-01-01"),
        planned("straat", "2026-01-01"),
        planned("raam", "2026-02-01"),
        planned("raam", "2026-01-01", withdrawn),
        done,
        inspection(branch="straat", completed_at=moment("2026-02-01T00:30:00+01:00")),
        inspection(branch="raam", kind="ad_hoc", completed_at=moment("2026-02-10T12:00:00+01:00")),
        MonthlyActionWithdrawn(
            action_id=withdrawn, branch="raam", withdrawn_at=moment("2025-12-02T10:00:00+01:00")
        ),
    )
    found = await reporting.figure("IND-2.1-02", "2026-01")
    assert parts(found) == {"planned": 2, "held": 1, "missed": 1, "held_share": 50}
    year = await reporting.figure("IND-2.1-02", "2026")
    assert parts(year) == {"planned": 3, "held": 1, "missed": 2, "held_share": 33}
    assert year["value"] == 3
    await reporting.told(
        InspectionWithdrawn(
            inspection_id=done.inspection_id,
            branch="escort",
            withdrawn_at=moment("2026-02-03T10:00:00+01:00"),
        )
    )
    again = await reporting.figure("IND-2.1-02", "2026-01")
    assert parts(again) == {"planned": 2, "held": 0, "missed": 2, "held_share": 0}


async def test_a_published_inventory_says_its_year_day_and_branches(reporting: Reporting) -> None:
    await reporting.told(
        inspection(),
        InventoryPublished(
            inventory_id=uuid4(),
            year=2025,
            branches=("escort", "straat"),
            published_at=moment("2026-03-15T10:00:00+01:00"),
        ),
    )
    found = await reporting.figure("IND-2.1-01", "2026")
    assert found["value"] == 1
    assert split(found, "branch") == {"escort": 1, "straat": 1}
    assert found["notes"] == ["De inventaris van 2025 is gepubliceerd op 15/03/2026."]
    assert (await reporting.figure("IND-2.1-01", "2025"))["value"] in (0, None)


async def test_an_establishment_counts_once_however_often_it_is_checked(
    reporting: Reporting,
) -> None:
    first, second = uuid4(), uuid4()
    await reporting.told(
        inspection(establishment_ids=(first, second)), inspection(establishment_ids=(first,))
    )
    found = await reporting.figure("IND-2.1-04c")
    assert parts(found) == {"distinct": 2, "checks": 3}


async def test_persons_are_counted_per_check_and_distinct_ones_have_no_source_yet(
    reporting: Reporting,
) -> None:
    await reporting.told(
        inspection(workers_checked=2, clients_checked=1), inspection(operators_checked=1)
    )
    found = await reporting.figure("IND-2.1-04d", function=Function.POLITIE_TEAMLEIDER)
    assert (found["value"], found["completeness"]) == (4, "gedeeltelijk")
    assert parts(found) == {"checks": 4, "distinct": None}
    assert split(found, "role") == {"sekswerker": 2, "klant": 1, "uitbater": 1}
    assert "verschillende personen" in found["missing"][0]


async def test_each_kind_of_report_is_counted_apart(reporting: Reporting) -> None:
    await reporting.told(report("PV"), report("PV", branch="raam"), report("RIR"))
    assert (await reporting.figure("IND-2.1-04a"))["value"] == 2
    assert (await reporting.figure("IND-2.1-04b"))["value"] == 1
    assert (await reporting.figure("IND-2.1-04e"))["value"] == 0
    found = await reporting.figure("IND-2.1-04a")
    assert split(found, "addressee") == {"sanctionerend_ambtenaar": 2}
    assert split(found, "zone") == {"buiten": 2}


async def test_administrative_measures_are_the_sum_of_their_parts(reporting: Reporting) -> None:
    await reporting.told(
        decided("schorsing"),
        decided("tijdelijke_sluiting", "burgemeester"),
        decided("geen_sanctie"),
    )
    together = await reporting.figure("IND-2-03")
    sanctions = await reporting.figure("IND-2.2-02")
    fines = await reporting.figure("IND-2.2-01")
    orders = await reporting.figure("IND-2.2-03")
    assert together["value"] == sum(f["value"] or 0 for f in (sanctions, fines, orders)) == 2
    assert parts(together) == {"fines": 0, "sanctions": 2, "orders": 0}
    assert together["completeness"] == "gedeeltelijk"


async def test_sanctions_show_who_decided_and_leave_out_what_is_none(reporting: Reporting) -> None:
    await reporting.told(
        decided("schorsing"),
        decided("intrekking", "burgemeester"),
        decided("extra_waarschuwing"),
        decided("geen_sanctie"),
    )
    found = await reporting.figure("IND-2.2-02")
    assert found["value"] == 2
    assert parts(found) == {
        "burgemeester": 1,
        "college": 1,
        "extra_waarschuwing": 1,
        "geen_sanctie": 1,
    }
    assert split(found, "kind_college") == {"schorsing": 1}


async def test_a_sanction_is_followed_until_its_last_check_also_after_the_period(
    reporting: Reporting,
) -> None:
    checked, under_way, untold = decided("schorsing"), decided("schorsing"), decided("schorsing")
    await reporting.told(checked, under_way, untold)
    for case in (checked, under_way):
        await reporting.told(
            SanctionNotified(
                case_id=case.case_id,
                premises_id=case.premises_id,
                kind="schorsing",
                notified_at=moment("2026-04-01T10:00:00+02:00"),
            )
        )
    for complied, at in ((False, "2026-04-02T10:00:00+02:00"), (True, "2026-05-02T10:00:00+02:00")):
        await reporting.told(
            SanctionExecutionRecorded(
                case_id=checked.case_id,
                premises_id=checked.premises_id,
                complied=complied,
                recorded_at=moment(at),
            )
        )
    found = await reporting.figure("IND-2.1-05", "2026-03")
    assert split(found, "status") == {
        "open": 1,
        "in_uitvoering": 1,
        "nageleefd": 1,
        "niet_nageleefd": 0,
        "beeindigd": 0,
        "zonder_gevolg": 0,
    }


async def test_premises_are_counted_once_with_visits_and_rooms_beside_them(
    reporting: Reporting,
) -> None:
    premises = uuid4()
    await reporting.told(
        granted(premises, "Voorbeeldstraat"),
        granted(uuid4(), "Proefplein"),
        visit(premises_id=premises),
        visit(premises_id=premises, result="tekorten"),
        visit(kind="reactief", reason="melding"),
    )
    proactive = await reporting.figure("IND-2.3-01")
    reactive = await reporting.figure("IND-2.3-02")
    assert parts(proactive) == {"premises": 1, "visits": 2, "rooms": 6, "share": 50}
    assert split(proactive, "street") == {"Voorbeeldstraat": 1}
    assert (reactive["value"], split(reactive, "reason")) == (1, {"melding": 1})


def granted(premises_id: Any, street: str) -> SuitabilityGranted:
    valid_from = moment("2026-01-10T00:00:00+01:00")
    return SuitabilityGranted(
        premises_id=premises_id,
        dossier_id=uuid4(),
        premises=Premises(
            premises_id=premises_id,
            label="P-01",
            street=street,
            house_number="1",
            postcode="2000",
            owner="OWN-001",
            rooms=(),
        ),
        conditional=False,
        conditions=(),
        valid_from=valid_from.date(),
        valid_to=(valid_from + timedelta(days=1800)).date(),
        decided_at=valid_from,
    )


async def test_a_report_that_was_taken_back_counts_no_more_in_whatever_order_they_come(
    reporting: Reporting,
) -> None:
    stays, goes, late = (report("PV") for _ in range(3))
    await reporting.told(stays, goes)
    await reporting.told(taken_back(late), late)
    assert (await reporting.figure("IND-2.1-04a", "2026-03"))["value"] == 2
    await reporting.told(taken_back(goes))
    assert (await reporting.figure("IND-2.1-04a", "2026-03"))["value"] == 1
    then = await reporting.get("/v1/indicators/IND-2.1-04a", period="2026-03", asOf="2026-03-31")
    assert then.json()["value"] == 3, "as it was known before any was taken back"
    assert (await reporting.counts())["report-drawn-up"] == (3, 2)
