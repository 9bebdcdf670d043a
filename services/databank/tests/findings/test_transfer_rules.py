"""What may go to the city, and for whose word a finding waits (handbook §2.5)."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from contracts.branches import Branch
from contracts.codes import Addressee, Procedure, ReportKind
from databank.finding_register.rules.steps import Finding, FindingState, PossibleVictim
from databank.findings.rules.prosecutor import ProsecutorWord, Statement, awaits_answer
from databank.findings.rules.transfer import may_transfer

AT = datetime(2026, 1, 1, tzinfo=UTC)
NEE, ONBEKEND = PossibleVictim.NEE, PossibleVictim.ONBEKEND
PREMISES = UUID(int=3)
READY = Finding(
    id=UUID(int=1),
    report_kind=ReportKind.PV,
    addressee=Addressee.GEMENGD,
    fact_code="tippelen",
    fact_at=AT,
    branch=Branch.STRAAT,
    in_tolerance_zone=False,
    offender_name="Vera Voorbeeld",
    possible_victim=NEE,
    state=FindingState.OPGEMAAKT,
    noted_at=AT,
    noted_by="agent",
)
REPORT = replace(READY, report_kind=ReportKind.INFORMATIERAPPORT)
NAMELESS = replace(REPORT, offender_name=None)


@pytest.mark.parametrize(
    ("finding", "procedure", "told"),
    [
        (READY, Procedure.GAS, None),
        (replace(READY, state=FindingState.OVERGEMAAKT), Procedure.GAS, "al overgemaakt"),
        (replace(READY, state=FindingState.IN_OPMAAK), Procedure.GAS, "nog geen afgesloten"),
        (replace(READY, report_kind=ReportKind.RIR), Procedure.GAS, "Een RIR blijft"),
        (replace(READY, addressee=Addressee.PARKET), Procedure.GAS, "niet bestemd"),
        (REPORT, Procedure.GAS, "een PV nodig"),
        (replace(REPORT, premises_id=PREMISES), Procedure.SANCTIE, None),
        (replace(READY, offender_name=None), Procedure.GAS, "noemt geen overtreder"),
        (READY, Procedure.SANCTIE, "een pand of zaak"),
        (replace(READY, premises_id=PREMISES), Procedure.SANCTIE, None),
        (replace(READY, establishment_id=PREMISES), Procedure.SANCTIE, None),
        (replace(READY, possible_victim=ONBEKEND), Procedure.GAS, "mogelijk slachtoffer"),
        (replace(READY, possible_victim=ONBEKEND, victim_checked=True), Procedure.GAS, None),
        (
            replace(NAMELESS, premises_id=PREMISES, possible_victim=ONBEKEND),
            Procedure.SANCTIE,
            None,
        ),
    ],
)
def test_what_stands_in_the_way_of_a_transfer(
    finding: Finding, procedure: Procedure, told: str | None
) -> None:
    refused = may_transfer(finding, procedure)
    assert (refused is None) if told is None else (refused is not None and told in refused.reason)


ASKED = Statement(ProsecutorWord.GEVRAAGD, AT, None, "city")
WAIVED = Statement(ProsecutorWord.AFGEZIEN, AT, "Parket, kenmerk 12", "agent")
GONE = replace(READY, state=FindingState.OVERGEMAAKT)
CITYS = replace(GONE, addressee=Addressee.SANCTIONEREND_AMBTENAAR)


@pytest.mark.parametrize(
    ("finding", "said", "waits"),
    [
        (GONE, [], True),
        (GONE, [ASKED], True),
        (GONE, [ASKED, WAIVED], False),
        (GONE, [WAIVED, ASKED], False),
        (replace(GONE, addressee=Addressee.PARKET), [], True),
        (CITYS, [], False),
        (CITYS, [ASKED], True),
        (CITYS, [ASKED, WAIVED], False),
        (READY, [ASKED], False),
    ],
)
def test_a_finding_waits_for_the_prosecutor_who_has_a_say_and_said_nothing(
    finding: Finding, said: list[Statement], waits: bool
) -> None:
    assert awaits_answer(finding, said) is waits
