"""Every dimension that the plan asks of a measure, with every code that it can have."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.branches import branches
from contracts import Event
from contracts.branches import Branch
from contracts.codes import (
    AppealVerdict,
    DecidingBody,
    DefenceOutcome,
    FineBand,
    FineOutcome,
    OffenderRole,
    SanctionKind,
    VisitReason,
    VisitResult,
)
from contracts.enforcement import (
    GasAppealDecided,
    GasAppealLodged,
    GasCaseClosed,
    GasCaseOpened,
    GasCollectionStarted,
    GasFineFinal,
    GasFineImposed,
    GasPaymentReceived,
    GasReminderSent,
    Premises,
    SanctionDecided,
    SanctionExecutionRecorded,
    SanctionNotified,
    SuitabilityGranted,
    SuitabilityVisitCompleted,
)

from ..support.events import moment
from ..support.figures import parts
from ..support.reporting import Reporting

AT = moment("2026-03-12T09:00:00+01:00")
IMPOSED = [
    kind
    for kind in SanctionKind
    if kind not in (SanctionKind.GEEN_SANCTIE, SanctionKind.EXTRA_WAARSCHUWING)
]
PERIODS = ("2026-03", "2026-H1", "2026")


def codes(of: Iterable[StrEnum]) -> set[str]:
    return {str(code) for code in of}


def shown(figure: dict[str, Any], dimension: str) -> set[str]:
    """The codes of a dimension with a figure above zero; each has words."""
    (found,) = (b for b in figure["breakdowns"] if b["dimension"] == dimension)
    for row in found["rows"]:
        assert row["label"] and "_" not in row["label"], row
    return {row["code"] for row in found["rows"] if row["value"]}


def counts(figure: dict[str, Any], dimension: str) -> dict[str, int]:
    (found,) = (b for b in figure["breakdowns"] if b["dimension"] == dimension)
    return {row["code"]: row["value"] for row in found["rows"] if row["value"]}


class Fine:
    """A fine with the events of its history."""

    def __init__(self, role: str = "prostituee", **facts: Any) -> None:
        self.case_id = uuid4()
        told: dict[str, Any] = {
            "band": "tot_175",
            "recidivism": False,
            "imposed_at": AT,
            "defence": "geen_verweer",
            "branch": "straat",
            "in_tolerance_zone": False,
        }
        self.events: list[Event] = [
            GasCaseOpened(
                case_id=self.case_id,
                finding_id=uuid4(),
                offender_role=role,
                fact_code="buiten-gedoogzone",
                on_hold=False,
                decide_by=AT.date(),
                safe_by=AT.date(),
                opened_at=AT,
            ),
            GasFineImposed(case_id=self.case_id, **told | facts),
        ]

    def then(self, event: type[Event], **fields: Any) -> "Fine":
        self.events.append(event(case_id=self.case_id, **fields))
        return self

    def appealed(self, verdict: str | None = None) -> "Fine":
        self.then(GasAppealLodged, lodged_at=AT)
        return self.then(GasAppealDecided, verdict=verdict, decided_at=AT) if verdict else self

    def final(self) -> "Fine":
        return self.then(GasFineFinal, band="tot_175", final_at=AT)


async def tell(reporting: Reporting, *fines: Fine) -> None:
    await reporting.told(*(event for fine in fines for event in fine.events))


async def test_fines_have_every_role_place_amount_and_defence(reporting: Reporting) -> None:
    await tell(
        reporting,
        *(Fine(role) for role in OffenderRole),
        *(Fine(branch=branch) for branch in branches().codes),
        *(Fine(in_tolerance_zone=zone) for zone in (True, False, None)),
        *(Fine(band=band) for band in FineBand),
        *(Fine(defence=defence) for defence in DefenceOutcome),
    )
    for period in PERIODS:
        figure = await reporting.figure("IND-2.2-01", period)
        assert {code for code, count in parts(figure).items() if count} == codes(OffenderRole)
        assert shown(figure, "branch") == {*branches().codes}
        assert shown(figure, "zone") == {"binnen", "buiten", "onbekend"}
        assert shown(figure, "band") == codes(FineBand)
        assert shown(figure, "defence") == codes(DefenceOutcome)


async def test_fines_have_every_end_of_an_appeal_and_of_a_payment(reporting: Reporting) -> None:
    reminded = Fine().final().then(GasReminderSent, registered=True, sent_at=AT)
    collected = Fine().final().then(GasCollectionStarted, started_at=AT)
    partly = Fine().final().then(GasPaymentReceived, settled=False, received_at=AT)
    closed = [Fine().final().then(GasCaseClosed, outcome=end, closed_at=AT) for end in FineOutcome]
    await tell(
        reporting,
        Fine(),
        Fine().appealed(),
        *(Fine().appealed(verdict) for verdict in AppealVerdict),
        Fine().final(),
        reminded,
        collected,
        partly,
        *closed,
    )
    figure = await reporting.figure("IND-2.2-01")
    assert shown(figure, "appeal") == {"geen_beroep", "beroep_loopt", *codes(AppealVerdict)}
    assert shown(figure, "payment") == {
        "niet_definitief",
        "niet_verschuldigd",
        "te_betalen",
        "aangemaand",
        "deels_betaald",
        "dwanginvordering",
        *codes(FineOutcome),
    }


def decided(kind: str, body: str, case_id: UUID | None = None, **facts: Any) -> SanctionDecided:
    return SanctionDecided(
        case_id=case_id or uuid4(),
        premises_id=uuid4(),
        kind=kind,
        deciding_body=body,
        decided_at=AT,
        **facts,
    )


async def test_sanctions_have_every_kind_by_every_body(reporting: Reporting) -> None:
    """A3: the wording says the mayor, the process says the college; both stand there apart."""
    await reporting.told(*(decided(*each) for each in product(SanctionKind, DecidingBody)))
    for period in PERIODS:
        figure = await reporting.figure("IND-2.2-02", period)
        assert shown(figure, "kind") == codes(IMPOSED)
        for body in DecidingBody:
            assert shown(figure, f"kind_{body}") == codes(IMPOSED)
        assert parts(figure) == {
            **dict.fromkeys(codes(DecidingBody), len(IMPOSED)),
            "geen_sanctie": 2,
            "extra_waarschuwing": 2,
        }


async def test_measures_have_every_kind_authority_branch_and_zone(reporting: Reporting) -> None:
    await reporting.told(*(decided(*each) for each in product(SanctionKind, DecidingBody)))
    await tell(
        reporting,
        *(Fine(branch=branch) for branch in branches().codes),
        *(Fine(in_tolerance_zone=zone) for zone in (True, False, None)),
    )
    figure = await reporting.figure("IND-2-03")
    assert shown(figure, "kind") == {"geldboete", *codes(IMPOSED)}
    assert shown(figure, "authority") == {"sanctionerend_ambtenaar", *codes(DecidingBody)}
    assert shown(figure, "branch") == {"onbekend", *branches().codes}
    assert shown(figure, "zone") == {"binnen", "buiten", "onbekend"}


@pytest.mark.parametrize("zone", [True, False, None])
async def test_a_sanction_counts_in_its_branch_and_zone(
    reporting: Reporting, zone: bool | None
) -> None:
    fined = Fine(branch=Branch.STRAAT, in_tolerance_zone=zone)
    await tell(reporting, fined)
    await reporting.told(
        *(
            decided("schorsing", "college", branch=branch, in_tolerance_zone=zone)
            for branch in branches().codes
        ),
        decided("geen_sanctie", "college", branch=Branch.RAAM, in_tolerance_zone=zone),
    )
    for period in PERIODS:
        figure = await reporting.figure("IND-2-03", period)
        both = dict.fromkeys(branches().codes, 1) | {"straat": 2}
        assert counts(figure, "branch") == both
        name = {True: "binnen", False: "buiten", None: "onbekend"}[zone]
        assert counts(figure, "zone") == {name: len(branches().codes) + 1}


async def test_the_follow_up_of_measures_has_every_status_and_kind(reporting: Reporting) -> None:
    checked, breached, told = uuid4(), uuid4(), uuid4()
    await reporting.told(
        *(decided(kind, "college") for kind in IMPOSED),
        decided("schorsing", "college", told),
        decided("schorsing", "college", checked),
        decided("schorsing", "burgemeester", breached),
        *(
            SanctionExecutionRecorded(
                case_id=case_id, premises_id=uuid4(), complied=complied, recorded_at=AT
            )
            for case_id, complied in ((checked, True), (breached, False))
        ),
        SanctionNotified(case_id=told, premises_id=uuid4(), kind="schorsing", notified_at=AT),
    )
    figure = await reporting.figure("IND-2.1-05")
    assert shown(figure, "status") == {
        "open",
        "in_uitvoering",
        "nageleefd",
        "niet_nageleefd",
    }
    assert shown(figure, "kind") == codes(IMPOSED)


@pytest.mark.parametrize(
    ("indicator", "kind"), [("IND-2.3-01", "proactief"), ("IND-2.3-02", "reactief")]
)
async def test_visits_have_every_reason_result_and_street(
    reporting: Reporting, indicator: str, kind: str
) -> None:
    streets = {"Voorbeeldstraat": uuid4(), "Proefplein": uuid4()}
    unknown = uuid4()
    await reporting.told(*(granted(house, street) for street, house in streets.items()))
    await reporting.told(
        *(
            visit(house, kind, reason, result)
            for house, (reason, result) in product(
                [*streets.values(), unknown], product(VisitReason, VisitResult)
            )
        )
    )
    for period in PERIODS:
        figure = await reporting.figure(indicator, period)
        assert shown(figure, "reason") == codes(VisitReason)
        assert shown(figure, "result") == codes(VisitResult)
        assert shown(figure, "street") == {*streets, "onbekend"}
        assert parts(figure) == {"premises": 3, "visits": 24, "rooms": 48, "share": 100}


def visit(house: UUID, kind: str, reason: str, result: str) -> SuitabilityVisitCompleted:
    return SuitabilityVisitCompleted(
        visit_id=uuid4(),
        dossier_id=uuid4(),
        premises_id=house,
        kind=kind,
        reason=reason,
        result=result,
        rooms_visited=2,
        completed_at=AT,
    )


def granted(house: UUID, street: str) -> SuitabilityGranted:
    return SuitabilityGranted(
        premises_id=house,
        dossier_id=uuid4(),
        premises=Premises(
            premises_id=house,
            label="P-01",
            street=street,
            house_number="1",
            postcode="2000",
            owner="OWN-001",
            rooms=(),
        ),
        conditional=False,
        conditions=(),
        valid_from=AT.date(),
        valid_to=AT.date().replace(year=2030),
        decided_at=AT,
    )
