"""Rules of a finding: its states and steps, its report, and the gate before it leaves."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.branches import Branch
from contracts.codes import Addressee, Procedure, ReportKind
from databank.finding_register.rules.steps import (
    AFTER,
    Finding,
    FindingState,
    PossibleVictim,
    Step,
    stage,
    steps,
)
from databank.findings.rules.report import ADDRESSEES, is_report_number, months_after
from databank.findings.rules.transfer import may_transfer
from databank.findings.rules.worklist import WorkList, kinds_in, list_of

from ..support.dates import DAYS

KINDS = [(kind, to) for kind, tos in ADDRESSEES.items() for to in tos]
LEFT = {FindingState.OVERGEMAAKT, FindingState.INGEVOERD}
ENDED = {
    FindingState.GEEN_GEVOLG,
    FindingState.MONDELINGE_WAARSCHUWING,
    FindingState.GESEPONEERD,
    FindingState.INGETROKKEN,
}


@given(st.sampled_from(KINDS), st.lists(st.sampled_from(list(Step)), max_size=12))
def test_whatever_people_do_a_finding_never_leaves_by_another_door(
    report: tuple[ReportKind, Addressee], taken: list[Step]
) -> None:
    kind, addressee = report
    state = FindingState.GENOTEERD
    path = [state]
    for step in taken:
        if step in steps(state, kind, addressee) and step is not Step.SLACHTOFFERCHECK:
            state = AFTER[state][step]
            path.append(state)
            assert stage(state, kind, addressee)
            if step is Step.INVOEREN:
                assert kind is ReportKind.RIR
            if step is Step.OVERMAKEN:
                assert addressee not in (Addressee.PARKET, Addressee.INTERN)
            if step is Step.NAAR_PARKET:
                assert addressee is Addressee.PARKET
    assert len(path) == len(set(path)), "nothing comes back"
    if state in LEFT:
        assert FindingState.OPGEMAAKT in path
    if state in LEFT | ENDED:
        assert steps(state, kind, addressee) == ()


@pytest.mark.parametrize(
    ("state", "kind", "addressee", "words"),
    [
        (FindingState.GENOTEERD, None, None, "genoteerd"),
        (FindingState.IN_OPMAAK, ReportKind.PV, None, "pv_in_opmaak"),
        (FindingState.IN_OPMAAK, None, None, "rapport_in_opmaak"),
        (FindingState.OPGEMAAKT, ReportKind.RIR, None, "rir_afgesloten"),
        (FindingState.OPGEMAAKT, ReportKind.PV, Addressee.PARKET, "pv_afgesloten"),
        (FindingState.OVERGEMAAKT, ReportKind.PV, Addressee.GEMENGD, "gemengd"),
        (FindingState.OVERGEMAAKT, ReportKind.PV, Addressee.PARKET, "overgemaakt_parket"),
        (FindingState.OVERGEMAAKT, ReportKind.PV, None, "overgemaakt"),
        (FindingState.INGEVOERD, ReportKind.RIR, None, "ingevoerd_politionele_gegevens"),
    ],
)
def test_a_finding_stands_in_the_words_of_the_handbook(
    state: FindingState, kind: ReportKind | None, addressee: Addressee | None, words: str
) -> None:
    assert stage(state, kind, addressee) == words


CLOSED = Finding(
    id=UUID(int=1),
    report_kind=ReportKind.PV,
    addressee=Addressee.GEMENGD,
    fact_code="tippelen",
    fact_at=datetime(2026, 1, 1, tzinfo=UTC),
    branch=Branch.STRAAT,
    in_tolerance_zone=False,
    offender_name="Vera Voorbeeld",
    state=FindingState.OPGEMAAKT,
    noted_at=datetime(2026, 1, 1, tzinfo=UTC),
    noted_by="agent",
)


@pytest.mark.parametrize("state", list(FindingState))
@pytest.mark.parametrize("answer", list(PossibleVictim))
@pytest.mark.parametrize("checked", [True, False])
def test_dp11_nobody_is_named_to_the_city_before_a_person_answered(
    state: FindingState, answer: PossibleVictim, checked: bool
) -> None:
    finding = replace(CLOSED, state=state, possible_victim=answer, victim_checked=checked)
    refused = may_transfer(finding, Procedure.GAS)
    free = state is FindingState.OPGEMAAKT and (checked or answer is not PossibleVictim.ONBEKEND)
    assert (refused is None) == free


@given(DAYS, st.integers(1, 24))
def test_a_term_of_months_ends_on_the_eve_and_never_late(day: date, months: int) -> None:
    end = months_after(day, months)
    assert end > day
    assert (end + timedelta(1)).day == day.day or (end + timedelta(1)).day == 1
    assert timedelta(27) * months <= end - day < timedelta(31) * months + timedelta(1)


@pytest.mark.parametrize(
    ("number", "good"), [("RIR-2026/0001", True), ("x", False), ("a b", False), ("=1+1", False)]
)
def test_a_number_without_a_pattern_is_something_to_look_up(number: str, good: bool) -> None:
    assert is_report_number(number, None) is good


def test_every_finding_stands_in_one_list_and_no_list_is_left_out() -> None:
    kinds = [(state, addressee) for state in FindingState for addressee in (*Addressee, None)]
    assert sorted(map(str, kinds)) == sorted(str(k) for which in WorkList for k in kinds_in(which))
    for state, addressee in kinds:
        has_next = bool(steps(state, None, addressee))
        which = list_of(state, addressee)
        assert has_next == (which in (WorkList.TE_DOEN, WorkList.AFGESLOTEN))
