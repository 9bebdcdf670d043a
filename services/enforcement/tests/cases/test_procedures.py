"""The procedures as tables: what can follow what, whatever people and clock do."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.codes import SanctionKind
from enforcement.cases import take_step
from enforcement.cases.rules import CaseStepRefusedError, Procedure
from enforcement.gas.rules import GAS, GasFile, GasState
from enforcement.gas.store import GasCase
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.mayor_measures.store import MayorMeasure
from enforcement.sanctions.rules import (
    SANCTION,
    Period,
    SanctionFile,
    SanctionState,
    SanctionStep,
    effect_of,
    unsound_period,
)
from enforcement.sanctions.store import SanctionCase
from enforcement.street_bans.store import StreetBanCase
from enforcement.suitability.rules import (
    ENDED,
    SUITABILITY,
    Decision,
    DossierFile,
    DossierState,
    DossierStep,
)
from enforcement.suitability.store import Dossier

TODAY = date(2026, 3, 2)
YESTERDAY = date(2026, 3, 1)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PROCEDURES: list[tuple[Procedure[Any, Any, Any], type[StrEnum], StrEnum]] = [
    (SUITABILITY, DossierState, DossierState.INGEDIEND),
    (SANCTION, SanctionState, SanctionState.OPGESCHORT_OVERLEG),
    (GAS, GasState, GasState.OPGESCHORT_OVERLEG),
]


def test_each_case_knows_its_procedure_and_the_engine_knows_none() -> None:
    """So a procedure is added without a word in the engine of all."""
    tables = (GasCase, SanctionCase, Dossier, IntegrityInvestigation, MayorMeasure, StreetBanCase)
    assert len({id(table.procedure) for table in tables}) == 6
    assert GasCase.procedure is GAS
    assert Dossier.procedure is SUITABILITY
    source = Path(take_step.__file__).read_text()
    named = {
        module.split(".")[1] for module in re.findall(r"^from (enforcement\.\S+)", source, re.M)
    }
    assert named == {"cases"}


@pytest.mark.parametrize(("procedure", "states", "first"), PROCEDURES)
def test_every_state_of_a_procedure_can_be_reached(
    procedure: Procedure[Any, Any, Any], states: type[StrEnum], first: StrEnum
) -> None:
    reached = {first}
    for _ in states:
        for (state, _step), target in procedure.transitions.items():
            if state in reached:
                reached |= set(target.values()) if isinstance(target, dict) else {target}
    assert reached == set(states) - {DossierState.GESCHORST}, "that one a release before wrote"


ENDLESS = (
    SanctionStep.CLOSING,
    SanctionStep.CORRECTION,
    SanctionStep.HOLD,
    SanctionStep.ADJOURNMENT,
    SanctionStep.RETURN,
    SanctionStep.RETAKE,
)
"""What would end a walk, or let it turn round where it began."""


@given(st.data())
def test_nothing_is_decided_without_warning_next_finding_and_a_real_chance_to_be_heard(
    data: st.DataObject,
) -> None:
    """On every walk through the procedure, at whatever pace, that gets as far as a decision."""
    file, today = SanctionFile(SanctionState.VASTSTELLING_ONTVANGEN), TODAY
    taken: set[SanctionStep] = set()
    while SanctionStep.DECISION not in taken:
        today += timedelta(days=data.draw(st.sampled_from([20, 5, 1, 0])))
        possible = [step for step in [*SanctionStep][::-1] if SANCTION.permits(file, step, today)]
        possible = [step for step in possible if step not in ENDLESS]
        if not possible:
            continue
        step = data.draw(st.sampled_from(possible))
        before, file = file, _after(file, step, today, final=data.draw(st.booleans()))
        taken.add(step)
    assert {SanctionStep.WARNING, SanctionStep.NEXT_FINDING} <= taken
    assert SanctionStep.HEARING_INVITATION in taken
    assert taken & {SanctionStep.HEARING, SanctionStep.WRITTEN_DEFENCE, SanctionStep.NO_DEFENCE}
    assert before.defence_until is not None and before.hearing_on is not None
    over = max(before.defence_until, before.hearing_on) < today
    assert over or before.defence_final


def _after(file: SanctionFile, step: SanctionStep, today: date, *, final: bool) -> SanctionFile:
    silent = SanctionState.GEEN_VERWEER if step is SanctionStep.NO_DEFENCE else None
    state = SANCTION.next_state(file, step, today, silent)
    match step:
        case SanctionStep.WARNING:
            return replace(file, state=state, warned=True)
        case SanctionStep.NEXT_FINDING:
            return replace(file, state=state, next_finding=True)
        case SanctionStep.HEARING_INVITATION:
            until, hearing = today + timedelta(days=15), today + timedelta(days=10)
            return replace(
                file, state=state, defence_until=until, hearing_on=hearing, defence_final=False
            )
        case SanctionStep.HEARING | SanctionStep.WRITTEN_DEFENCE:
            return replace(file, state=state, heard=True, defence_final=file.defence_final or final)
        case SanctionStep.NO_DEFENCE:
            return replace(file, state=state, heard=True)
    return replace(file, state=state)


@pytest.mark.parametrize("missing", ["warned", "next_finding", "heard", "defence_until"])
def test_a_proposal_is_no_decision_while_a_guarantee_is_missing(missing: str) -> None:
    complete = SanctionFile(
        SanctionState.ADVIES_OPGEMAAKT, True, True, True, defence_until=YESTERDAY
    )
    assert SANCTION.next_state(complete, SanctionStep.DECISION, TODAY) is SanctionState.BESLIST
    lacking = replace(complete, **{missing: None})
    with pytest.raises(CaseStepRefusedError) as refused:
        SANCTION.next_state(lacking, SanctionStep.DECISION, TODAY)
    assert SanctionStep.DECISION not in refused.value.allowed


def test_silence_counts_only_after_the_hearing_and_the_defence_term() -> None:
    invited = SanctionFile(
        SanctionState.HOORZITTING_UITGENODIGD,
        defence_until=date(2026, 3, 20),
        hearing_on=date(2026, 3, 23),
    )
    for early in (TODAY, date(2026, 3, 21), date(2026, 3, 23)):
        assert SanctionStep.NO_DEFENCE not in SANCTION.allowed(invited, early)
    assert SanctionStep.NO_DEFENCE in SANCTION.allowed(invited, date(2026, 3, 24))


def test_people_are_never_offered_the_steps_of_clock_and_police() -> None:
    for procedure, states, _first in PROCEDURES:
        for step in procedure.automatic:
            for state in states:
                assert step not in procedure.allowed(_file(procedure, state), TODAY)


def _file(procedure: Procedure[Any, Any, Any], state: Any) -> Any:
    if procedure is SUITABILITY:
        return DossierFile(state, True, 1, 0, date(2026, 1, 1))
    if procedure is GAS:
        return GasFile(state, appeal_until=YESTERDAY)
    return SanctionFile(state, True, True, True, takes_effect=True)


@pytest.mark.parametrize("state", [*ENDED])
def test_nothing_but_a_request_to_the_council_follows_the_end_of_a_declaration(
    state: DossierState,
) -> None:
    file = DossierFile(state, True, 1, 0, date(2030, 1, 1))
    contest = {
        DossierState.GEWEIGERD: ["council-appeal"],
        DossierState.VERVALLEN: ["renewal"],  # asked while it worked, and noted late
    }.get(state, [])
    assert SUITABILITY.allowed(file, TODAY) == contest


def test_a_refusal_needs_a_hearing_and_a_grant_does_not() -> None:
    file = DossierFile(DossierState.KLAAR_VOOR_BESLISSING, False, 2, 0)
    granted = SUITABILITY.next_state(file, DossierStep.DECISION, TODAY, Decision.TOEGEKEND)
    assert granted is DossierState.TOEGEKEND
    with pytest.raises(CaseStepRefusedError) as objection:
        SUITABILITY.next_state(file, DossierStep.DECISION, TODAY, Decision.GEWEIGERD)
    assert "gehoord" in objection.value.reason
    for chance in (replace(file, heard=True), replace(file, heard=True, defence_until=TODAY)):
        with pytest.raises(CaseStepRefusedError):
            SUITABILITY.next_state(chance, DossierStep.DECISION, TODAY, Decision.GEWEIGERD)
    heard = replace(file, heard=True, defence_until=YESTERDAY)
    refused = SUITABILITY.next_state(heard, DossierStep.DECISION, TODAY, Decision.GEWEIGERD)
    assert refused is DossierState.GEWEIGERD


@pytest.mark.parametrize("state", [*DossierState])
def test_a_declaration_expires_only_after_its_last_day_and_not_during_a_renewal(
    state: DossierState,
) -> None:
    runs = state is DossierState.VERNIEUWING_LOPEND
    file = DossierFile(state, False, 0, 0, valid_to=TODAY, renewing=runs)
    assert not SUITABILITY.permits(file, DossierStep.EXPIRY, TODAY)
    expires = SUITABILITY.permits(file, DossierStep.EXPIRY, date(2026, 3, 3))
    assert expires == (
        state
        in (
            DossierState.TOEGEKEND,
            DossierState.VOORWAARDELIJK_TOEGEKEND,
            DossierState.GEWEIGERD,
        )
    )
    renewing = replace(file, renewing=True)
    assert not SUITABILITY.permits(renewing, DossierStep.EXPIRY, date(2026, 3, 3))
    again = replace(renewing, renewal_refused=True)
    assert SUITABILITY.permits(again, DossierStep.EXPIRY, date(2026, 3, 3)) == (expires or runs)


JUNE, JULY, NOVEMBER = (datetime(2026, month, 1, tzinfo=UTC) for month in (6, 7, 11))


@pytest.mark.parametrize(
    ("kind", "starts", "ends", "wrong"),
    [
        (SanctionKind.SCHORSING, JUNE, JULY, None),
        (SanctionKind.SCHORSING, None, JULY, None),
        (SanctionKind.SCHORSING, JUNE, None, "effectiveTo"),
        (SanctionKind.SCHORSING, JULY, JUNE, "effectiveTo"),
        (SanctionKind.INTREKKING, JUNE, None, None),
        (SanctionKind.INTREKKING, JUNE, JULY, "effectiveTo"),
        (SanctionKind.TIJDELIJKE_SLUITING, JUNE, JULY, None),
        (SanctionKind.TIJDELIJKE_SLUITING, JUNE, NOVEMBER, "effectiveTo"),
        (SanctionKind.DEFINITIEVE_SLUITING, None, None, None),
        (SanctionKind.GEEN_SANCTIE, JUNE, None, "effectiveFrom"),
        (SanctionKind.EXTRA_WAARSCHUWING, None, None, None),
    ],
)
def test_a_sanction_has_the_period_that_belongs_to_its_kind(
    kind: SanctionKind, starts: datetime | None, ends: datetime | None, wrong: str | None
) -> None:
    found = unsound_period(kind, Period(starts, ends), JUNE, 3)
    assert (found and found[0]) == wrong


def test_a_decision_works_from_its_notification_and_never_before() -> None:
    late = effect_of(SanctionKind.SCHORSING, JUNE, NOVEMBER, notified_at=JULY)
    assert late is not None
    assert (late.starts, late.ends) == (JULY, NOVEMBER)
    early = effect_of(SanctionKind.SCHORSING, JULY, NOVEMBER, notified_at=JUNE)
    assert early is not None
    assert early.starts == JULY
    assert effect_of(SanctionKind.SCHORSING, JUNE, JULY, notified_at=NOVEMBER) is None
    assert effect_of(SanctionKind.EXTRA_WAARSCHUWING, None, None, notified_at=JULY) is None
