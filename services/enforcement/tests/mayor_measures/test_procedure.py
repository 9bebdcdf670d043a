"""The procedure of a mayor's measure, on every walk that its table allows."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.codes import MeasureBasis, MeasureKind
from enforcement.cases.rules import Attempt, CaseStepRefusedError
from enforcement.legal_terms.rules import Unit
from enforcement.mayor_measures.rules.guards import MeasureFile, was_heard_or_cannot_wait
from enforcement.mayor_measures.rules.law import BASES, OrderLaw, order_law
from enforcement.mayor_measures.rules.procedure import MEASURE, opening_state
from enforcement.mayor_measures.rules.states import LapseEffect, MeasureState, MeasureStep
from enforcement.migrations.seed import rows

S, Step, Basis, Kind = MeasureState, MeasureStep, MeasureBasis, MeasureKind
TODAY = date(2026, 3, 2)
TERMS = rows("legal_terms", "term")
DEFENCE = (Step.HEARING, Step.WRITTEN_DEFENCE, Step.ABSENCE)


def law_on(basis: Basis, day: date) -> OrderLaw:
    held = {
        row["id"]: row.get("value")
        for row in TERMS
        if row["valid_from"] <= day < row.get("valid_to", date.max)
    }
    return order_law(basis, held)


HEARD_FIRST = replace(law_on(next(iter(Basis)), TODAY), heard_first=True)


def test_every_state_can_be_reached() -> None:
    reached = {opening_state(kind) for kind in Kind}
    for target in MEASURE.transitions.values():
        reached |= {*target.values()} if isinstance(target, dict) else {target}
    assert reached == {*S}


@given(st.data())
def test_no_order_without_its_conditions_by_any_order_of_steps(data: st.DataObject) -> None:
    """Whoever draws up or signs does so at whatever pace, with whatever was ticked or left out."""
    kind = data.draw(st.sampled_from(Kind))
    urgent = data.draw(st.booleans())
    file, today = MeasureFile(opening_state(kind), kind, urgent=urgent), TODAY
    taken: list[tuple[Step, date]] = []
    for _ in range(60):
        today += timedelta(days=data.draw(st.sampled_from([9, 1, 0])))
        file = replace(file, law=file.basis and law_on(file.basis, today))
        possible = [
            step for step in Step if step is not Step.CLOSING and MEASURE.permits(file, step, today)
        ]
        if not possible:
            continue
        step = data.draw(st.sampled_from(possible))
        file = replace(_after(data, file, step, today), state=MEASURE.next_state(file, step, today))
        taken.append((step, today))
        if file.state is S.ONDERTEKEND:
            break
    else:
        return
    steps = [step for step, _day in taken]
    assert file.basis in BASES[kind]
    heard = any(step in steps for step in DEFENCE)
    if kind is Kind.SLUITING_MENSENHANDEL:
        assert steps.index(Step.CONSULTATION) < steps.index(Step.HEARING_INVITATION)
        assert heard and file.victims
    if file.basis in (Basis.NGW_134TER, Basis.NGW_134QUINQUIES):
        assert heard
    assert heard or file.urgent
    invited = [nr for nr, step in enumerate(steps) if step is Step.HEARING_INVITATION]
    since = steps[invited[-1] :] if invited else steps
    # Whoever is invited anew after a defence may be ordered before that hearing if it cannot wait.
    kept = any(step in since for step in DEFENCE) or not file.urgent
    if heard and kept and file.hearing_on is not None and not file.defence_final:
        assert taken[-1][1] > file.hearing_on


def _after(data: st.DataObject, file: MeasureFile, step: Step, today: date) -> MeasureFile:
    match step:
        case Step.CONSULTATION:
            return replace(file, consulted=True)
        case Step.HEARING_INVITATION:
            return replace(file, hearing_on=today + timedelta(days=5), heard=False)
        case Step.HEARING | Step.WRITTEN_DEFENCE:
            return replace(file, heard=True, defence_final=data.draw(st.booleans()))
        case Step.ABSENCE:
            return replace(file, heard=True)
        case Step.PROPOSAL:
            return replace(
                file,
                basis=data.draw(st.sampled_from(Basis)),
                victims=data.draw(st.booleans()),
            )
        case _:
            return file


@pytest.mark.parametrize("left_out", ["consulted", "heard", "victims"])
def test_a_closure_for_trafficking_is_refused_without_each_of_its_conditions(left_out: str) -> None:
    whole = MeasureFile(
        S.BEVEL_OPGESTELD,
        Kind.SLUITING_MENSENHANDEL,
        Basis.NGW_134QUINQUIES,
        consulted=True,
        heard=True,
        victims=True,
        law=law_on(Basis.NGW_134QUINQUIES, TODAY),
    )
    assert MEASURE.permits(whole, Step.ORDER, TODAY)
    lacking = replace(whole, urgent=True, **{left_out: False})
    with pytest.raises(CaseStepRefusedError):
        MEASURE.next_state(lacking, Step.ORDER, TODAY)


def test_only_an_article_without_a_hearing_of_its_own_lets_urgency_go_first() -> None:
    def permitted(basis: Basis) -> bool:
        law = law_on(basis, TODAY)
        file = MeasureFile(S.BEVEL_OPGESTELD, Kind.OPENBARE_ORDE, basis, urgent=True, law=law)
        return MEASURE.permits(file, Step.ORDER, TODAY)

    assert [basis for basis in BASES[Kind.OPENBARE_ORDE] if permitted(basis)] == [
        Basis.NGW_135,
        Basis.NGW_134QUATER,
    ]


def test_the_law_is_that_of_the_day_of_the_order() -> None:
    eve, day = date(2024, 2, 16), date(2024, 2, 17)
    before = law_on(Basis.NGW_134QUINQUIES, eve)
    since = law_on(Basis.NGW_134QUINQUIES, day)
    assert (before.council_told, before.confirmed, before.renewals) == (True, False, 0)
    assert (since.council_told, since.confirmed, since.renewals) == (False, True, 2)
    assert before.most_months == since.most_months == 6
    assert not law_on(Basis.NGW_134QUINQUIES, date(2013, 1, 6)).in_force


@pytest.mark.parametrize(
    ("basis", "months", "confirmed"),
    [
        (Basis.NGW_135, None, False),
        (Basis.NGW_134TER, 3, True),
        (Basis.NGW_134QUATER, 3, True),
        (Basis.NGW_134QUINQUIES, 6, True),
    ],
)
def test_each_article_has_its_own_maximum_and_confirmation(
    basis: Basis, months: int | None, confirmed: bool
) -> None:
    law = law_on(basis, TODAY)
    assert (law.most_months, law.confirmed) == (months, confirmed)
    assert law.renewals == (2 if basis is Basis.NGW_134QUINQUIES else 0)


def test_no_more_renewals_than_the_law_has_nor_of_an_order_that_waits_or_ended() -> None:
    running = MeasureFile(
        S.TER_KENNIS_GEBRACHT,
        Kind.SLUITING_MENSENHANDEL,
        Basis.NGW_134QUINQUIES,
        consulted=True,
        heard=True,
        renewals_left=1,
        works=True,
        until=TODAY,
    )
    assert MEASURE.permits(running, Step.RENEWAL, TODAY)
    refused = [
        replace(running, renewals_left=0),
        replace(running, pending=True),
        replace(running, unconfirmed=True),
        replace(running, works=False),
        replace(running, until=TODAY - timedelta(days=1)),
        replace(running, until=None),
    ]
    assert not any(MEASURE.permits(file, Step.RENEWAL, TODAY) for file in refused)


def test_a_lapsed_renewal_leaves_the_order_before_it() -> None:
    file = MeasureFile(S.TER_KENNIS_GEBRACHT, Kind.SLUITING_MENSENHANDEL, unconfirmed=True)
    after = {effect: MEASURE.next_state(file, Step.LAPSE, TODAY, effect) for effect in LapseEffect}
    assert after == {
        LapseEffect.VERVALLEN: S.VERVALLEN,
        LapseEffect.LOOPT_VERDER: S.TER_KENNIS_GEBRACHT,
    }


def test_the_clock_alone_lets_an_order_lapse_or_end() -> None:
    file = MeasureFile(S.TER_KENNIS_GEBRACHT, Kind.OPENBARE_ORDE, unconfirmed=True)
    offered = MEASURE.allowed(file, TODAY)
    assert not {Step.LAPSE, Step.EXPIRY, Step.EXECUTION_CHECKED} & {*offered}


def test_every_figure_of_a_measure_is_a_dated_row() -> None:
    units = {row["id"]: row["unit"] for row in TERMS if row["id"].startswith("mayor.")}
    assert units["mayor.closure_trafficking_confirmation"] == Unit.RULE
    assert units["mayor.hearing_notice_days"] == Unit.DAYS


@pytest.mark.parametrize(
    ("kind", "changes", "may"),
    [
        (Kind.OPENBARE_ORDE, {}, False),
        (Kind.OPENBARE_ORDE, {"heard": True}, True),
        (Kind.OPENBARE_ORDE, {"urgent": True}, True),
        (Kind.OPENBARE_ORDE, {"urgent": True, "law": HEARD_FIRST}, False),
        (Kind.OPENBARE_ORDE, {"urgent": True, "heard": True, "law": HEARD_FIRST}, True),
        (Kind.SLUITING_MENSENHANDEL, {"urgent": True}, False),
        (Kind.SLUITING_MENSENHANDEL, {"heard": True}, True),
    ],
)
def test_who_is_not_heard_is_ordered_nothing_unless_it_cannot_wait(
    kind: MeasureKind, changes: dict[str, Any], may: bool
) -> None:
    file = replace(MeasureFile(opening_state(kind), kind), **changes)
    assert (was_heard_or_cannot_wait(file, Attempt(TODAY)) is None) is may


@pytest.mark.parametrize(
    ("basis", "heard_first", "consulted", "confirmed"),
    [
        (Basis.NGW_135, False, False, False),
        (Basis.NGW_134TER, True, False, True),
        (Basis.NGW_134QUATER, False, False, True),
        (Basis.NGW_134QUINQUIES, True, True, True),
    ],
)
def test_each_article_asks_its_own_of_an_order(
    basis: Basis, heard_first: bool, consulted: bool, confirmed: bool
) -> None:
    """NGW arts. 134ter, 134quater and 134quinquies: the college confirms at its next meeting; the
    first and the last hear before, and the last asks the judicial authorities."""
    law = law_on(basis, TODAY)
    assert law.in_force
    assert (law.heard_first, law.consulted, law.confirmed) == (heard_first, consulted, confirmed)
    assert not law.council_told
    nothing = order_law(basis, {})
    assert (nothing.in_force, nothing.confirmed, nothing.council_told) == (False, False, False)
    assert (nothing.renewals, nothing.most_months) == (0, None)


@pytest.mark.parametrize(
    ("day", "told", "confirmed", "renewals"),
    [
        (date(2024, 2, 16), True, False, 0),
        (date(2024, 2, 17), False, True, 2),
        (date(2024, 2, 18), False, True, 2),
    ],
)
def test_since_2024_the_college_confirms_a_closure_of_which_the_council_was_told(
    day: date, told: bool, confirmed: bool, renewals: int
) -> None:
    """NGW art. 134quinquies, changed on 17 February 2024: six months, then renewable twice."""
    law = law_on(Basis.NGW_134QUINQUIES, day)
    assert (law.council_told, law.confirmed, law.renewals) == (told, confirmed, renewals)
    assert law.most_months == 6
