"""The fine procedure as a table: no walk reaches a fine without the guarantees of the law."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contracts.codes import AppealVerdict, MediationResult
from enforcement.cases.rules import CaseStepRefusedError
from enforcement.gas.rules import (
    FINED,
    GAS,
    OPEN,
    DefenceOutcome,
    DismissalKind,
    GasFile,
    GasState,
    GasStep,
    MixedOffence,
    ProposedFine,
    ProsecutorAnswer,
    opening_state,
)
from enforcement.gas.rules.fines import (
    UnknownBirthDateError,
    age_on,
    band_of,
    fine_limit,
    is_recidivism,
)
from enforcement.gas.rules.guards import VICTIM_CHECK_DAYS

S, Step = GasState, GasStep
FACT = date(2026, 3, 2)
OFFICER, MEDIATOR = "officer", "mediator"
ADVERSE = {Step.FINE, Step.FINAL, Step.CLAIM, Step.REMINDER, Step.COLLECTION}
"""What the city does against somebody, beside letters: those do not leave a case on hold."""
OUTCOMES: dict[GasStep, Any] = {
    Step.PROSECUTOR_ANSWER: list(ProsecutorAnswer),
    Step.MEDIATION_END: list(MediationResult),
    Step.COMMUNITY_SERVICE_END: ["volbracht", "niet_volbracht"],
    Step.FINE: [FINED],
    Step.DISMISSAL: list(DismissalKind),
    Step.JUDGMENT: list(AppealVerdict),
}
TOWARDS = (
    Step.RELEASE,
    Step.PROSECUTOR_ANSWER,
    Step.PROSECUTOR_SILENCE,
    Step.START_LETTER,
    Step.BAR_NOTICE,
    Step.MEDIATION_OFFER,
    Step.MEDIATION_END,
    Step.WRITTEN_DEFENCE,
    Step.HEARING_REQUEST,
    Step.HEARING,
    Step.READY,
    Step.READY,
    Step.VICTIM_CHECK,
    Step.FINE,
    Step.FINE,
)


@dataclass
class Log:
    """What really happened, apart from the flags that the guards look at."""

    steps: list[tuple[GasStep, str | None, date]] = field(default_factory=list)

    def on(self, *steps: GasStep) -> list[date]:
        return [day for step, _, day in self.steps if step in steps]

    def has(self, *steps: GasStep) -> bool:
        return bool(self.on(*steps))

    def outcomes(self, step: GasStep) -> list[str | None]:
        return [outcome for taken, outcome, _ in self.steps if taken is step]


def after(file: GasFile, step: GasStep, outcome: str | None, today: date) -> GasFile:
    """What the operation of a step writes into the file."""
    kept: dict[str, Any] = {}
    match step:
        case Step.HOLD | Step.RELEASE:
            kept = {"on_hold": step is Step.HOLD}
        case Step.PROSECUTOR_ANSWER:
            kept = {"prosecutor_answer": ProsecutorAnswer(str(outcome))}
        case Step.PROSECUTOR_SILENCE:
            kept = {"prosecutor_silent": True}
        case Step.PROSECUTOR_REFERRAL:
            kept = {
                "mixed": file.mixed or MixedOffence.LICHT,
                "prosecutor_until": today + timedelta(days=60),
            }
        case Step.START_LETTER:
            kept = {"start_notified_on": today, "defence_until": today + timedelta(days=15)}
        case Step.BAR_NOTICE:
            kept = {"bar_notified": True}
        case Step.MEDIATION_OFFER:
            kept = {"mediation_offered": True, "mediator": MEDIATOR}
        case Step.MEDIATION_ACCEPTANCE:
            kept = {"mediation_accepted": True}
        case Step.MEDIATION_END:
            kept = {"mediation_ended": True}
        case Step.NOT_CONTESTED:
            kept = {"not_contested": True}
        case Step.WRITTEN_DEFENCE:
            kept = {"defended": True}
        case Step.HEARING_REQUEST:
            kept = {"hearing_asked": True}
        case Step.HEARING_WITHDRAWAL:
            kept = {"hearing_asked": False}
        case Step.HEARING | Step.NO_SHOW:
            kept = {"hearing_done": True}
        case Step.NEW_INVITATION:
            kept = {"hearing_done": False}
        case Step.VICTIM_CHECK:
            kept = {"victim_checked_on": today}
        case Step.DECISION_NOTIFICATION:
            kept = {"notified_on": today, "appeal_until": today + timedelta(days=31)}
        case Step.APPEAL:
            kept = {"appealed_on": today}
        case Step.JUDGMENT:
            kept = {"judged": True}
    return replace(file, **kept)


class FineProcedure(RuleBasedStateMachine):
    """Anybody does anything at any moment; the police hold and release as they like."""

    @initialize(
        minor=st.booleans(),
        mixed=st.sampled_from([None, *MixedOffence]),
        may_be_victim=st.booleans(),
        held=st.booleans(),
        competent=st.sampled_from([True, True, True, False]),
    )
    def opens(
        self,
        minor: bool,
        mixed: MixedOffence | None,
        may_be_victim: bool,
        held: bool,
        competent: bool,
    ) -> None:
        self.today = FACT + timedelta(days=10)
        self.log = Log()
        self.file = GasFile(
            opening_state(held, mixed=mixed is not None),
            on_hold=held,
            competent=competent,
            minor=minor,
            mixed=mixed,
            may_be_victim=may_be_victim,
            prosecutor_until=self.today + timedelta(days=60) if mixed else None,
            decide_by=FACT + timedelta(days=184),
        )

    @rule(days=st.sampled_from([1, 3, 16, 35, 62]))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(envisaged=st.sampled_from([50, 70, 71, 175, 350]))
    def triage(self, envisaged: int) -> None:
        self.triage_as(envisaged)

    def triage_as(self, envisaged: int) -> None:
        if GAS.permits(self.file, Step.TRIAGE, self.today):
            self.file = replace(self.file, envisaged=envisaged)
            self.log.steps.append((Step.TRIAGE, str(envisaged), self.today))

    @rule(data=st.data())
    def somebody_takes_a_step(self, data: st.DataObject) -> None:
        """One that the table knows here, whether its guards permit it or not."""
        known = [step for state, step in GAS.transitions if state == self.file.state]
        known = [step for step in known if step is not Step.TRIAGE]
        if known:
            self.take(data.draw(st.sampled_from(known)), lambda of: data.draw(st.sampled_from(of)))

    @rule(seed=st.integers(0, 2**32))
    def a_clerk_goes_on(self, seed: int) -> None:
        """Towards a fine, by steps that the guards permit: so that the walk gets somewhere."""
        dice = Random(seed)
        for _ in range(dice.randint(1, 24)):
            here = [step for step in TOWARDS if (self.file.state, step) in GAS.transitions]
            possible = [step for step in here if GAS.permits(self.file, step, self.today)]
            if self.file.state is S.GEREGISTREERD and self.file.envisaged is None:
                self.triage_as(dice.choice([50, 70, 71, 350]))
            elif possible:
                self.take(dice.choice(possible), dice.choice)
            else:
                waits = self.file.state is S.WACHT_OP_PARKET
                self.today += timedelta(days=61 if waits else dice.choice([1, 16]))

    def take(self, step: GasStep, pick: Callable[[Any], Any]) -> None:
        outcome = pick(OUTCOMES[step]) if step in OUTCOMES else None
        file = self.file
        if step is Step.FINE:
            fine = ProposedFine(
                amount=pick([50, 70, 71, 100, 175, 176, 350, 351, 0]),
                limit=fine_limit(500, 350, 175, minor=file.minor),
                decider=pick([OFFICER, MEDIATOR]),
                declares_no_part=pick([True, True, False]),
                defence=pick([*DefenceOutcome]),
            )
            file = replace(file, proposed=fine)
        held = file.on_hold
        try:
            state = GAS.next_state(file, step, self.today, outcome)
        except CaseStepRefusedError:
            return
        assert not (held and step in ADVERSE), "a hold holds every adverse step"
        self.file = after(replace(file, state=state), step, outcome, self.today)
        self.log.steps.append((step, outcome, self.today))
        if step is Step.FINE:
            self.fine_is_lawful()

    def fine_is_lawful(self) -> None:
        file, log = self.file, self.log
        assert log.has(Step.START_LETTER), "art. 25: nobody is fined without the opening letter"
        start = log.on(Step.START_LETTER)[-1]
        assert (
            self.today > start + timedelta(days=15)
            or log.has(Step.WRITTEN_DEFENCE, Step.HEARING, Step.NO_SHOW)
            or log.has(Step.NOT_CONTESTED)
        ), "art. 27: the term, a defence, or no contest"
        talks = (Step.HEARING_REQUEST, Step.NEW_INVITATION)
        ends = (Step.HEARING, Step.NO_SHOW, Step.HEARING_WITHDRAWAL)
        last = [step for step, _, _ in log.steps if step in talks + ends][-1:]
        assert not {*last} & {*talks}, "who asked to be heard was heard, or invited in vain"
        if log.has(Step.HEARING_REQUEST):
            assert file.minor or int(log.outcomes(Step.TRIAGE)[-1] or 0) > 70
        if file.minor:
            assert log.has(Step.MEDIATION_OFFER), "art. 18: minors are always offered mediation"
            assert log.has(Step.MEDIATION_END)
            assert log.has(Step.BAR_NOTICE), "art. 16: the head of the bar was told"
        assert MediationResult.GESLAAGD not in log.outcomes(Step.MEDIATION_END)
        assert "volbracht" not in log.outcomes(Step.COMMUNITY_SERVICE_END)
        if file.mixed is not None:
            waived = ProsecutorAnswer.AFGEZIEN in log.outcomes(Step.PROSECUTOR_ANSWER)
            silent = log.has(Step.PROSECUTOR_SILENCE) and file.mixed is MixedOffence.LICHT
            assert waived or silent, "arts. 23 and 24"
        if file.may_be_victim:
            check = log.on(Step.VICTIM_CHECK)[-1]
            assert self.today - check <= timedelta(days=VICTIM_CHECK_DAYS)
        assert file.competent
        assert not file.on_hold
        assert self.today <= FACT + timedelta(days=184), "art. 26"
        fine = file.proposed
        assert fine is not None
        assert 0 < fine.amount <= (175 if file.minor else 350)
        if not file.minor and int(log.outcomes(Step.TRIAGE)[-1] or 0) <= 70:
            assert fine.amount <= 70, "no hearing was offered: art. 25 §4"
        assert fine.declares_no_part
        if log.has(Step.MEDIATION_OFFER):
            assert fine.decider == OFFICER, "art. 6 §3: not the mediator"

    @invariant()
    @precondition(lambda self: hasattr(self, "file"))
    def what_lapsed_stays_so(self) -> None:
        if self.file.state is S.VERVALLEN:
            assert not any(state is S.VERVALLEN for state, _ in GAS.transitions)
            assert self.today > FACT + timedelta(days=184)


def test_many_walks_get_as_far_as_a_fine_and_each_is_lawful() -> None:
    """Or the machine below would prove nothing."""
    fines: list[GasFile] = []
    for seed in range(600):
        dice, walk = Random(seed), FineProcedure()
        mixed = dice.choice([None, None, *MixedOffence])
        walk.opens(dice.random() < 0.4, mixed, dice.random() < 0.5, dice.random() < 0.2, True)
        walk.a_clerk_goes_on(seed)
        walk.a_clerk_goes_on(seed + 1)
        if walk.log.has(Step.FINE):
            fines.append(walk.file)
    assert len(fines) > 60
    assert {file.minor for file in fines} == {True, False}
    assert {file.mixed for file in fines} == {None, *MixedOffence}


TestFineProcedure = FineProcedure.TestCase
TestFineProcedure.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)

TODAY = date(2026, 5, 4)
READY = GasFile(
    S.KLAAR_VOOR_BESLISSING,
    envisaged=200,
    start_notified_on=date(2026, 4, 1),
    defence_until=date(2026, 4, 16),
    victim_checked_on=date(2026, 5, 1),
    may_be_victim=True,
    decide_by=date(2026, 9, 2),
    proposed=ProposedFine(200, 350, OFFICER, True, DefenceOutcome.GEEN_VERWEER),
)
MINOR = replace(
    READY,
    minor=True,
    bar_notified=True,
    mediation_offered=True,
    mediation_ended=True,
    proposed=ProposedFine(150, 175, OFFICER, True, DefenceOutcome.GEEN_VERWEER),
)
LACKS: list[tuple[GasFile, dict[str, Any], str]] = [
    (READY, {"on_hold": True}, "overleg"),
    (READY, {"competent": False}, "onontvankelijk"),
    (READY, {"start_notified_on": None}, "opstartbrief"),
    (READY, {"defence_until": TODAY}, "verweertermijn"),
    (READY, {"hearing_asked": True}, "hoorzitting"),
    (READY, {"victim_checked_on": None}, "politie"),
    (READY, {"victim_checked_on": TODAY - timedelta(days=8)}, "politie"),
    (READY, {"decide_by": TODAY - timedelta(days=1)}, "beslissingstermijn"),
    (READY, {"mixed": MixedOffence.ZWAAR, "prosecutor_until": FACT}, "parket"),
    (READY, {"mixed": MixedOffence.LICHT, "prosecutor_until": TODAY}, "parket"),
    (READY, {"mediation_offered": True}, "bemiddeling"),
    (READY, {"mediator": OFFICER}, "bemiddelde"),
    (READY, {"proposed": None}, "geldboete"),
    (READY, {"envisaged": 70}, "€ 70"),
    (READY, {"defended": True}, "verweer"),
    (MINOR, {"mediation_offered": False}, "minderjarige"),
    (MINOR, {"mediation_ended": False}, "afgelopen"),
    (MINOR, {"bar_notified": False}, "stafhouder"),
]


@pytest.mark.parametrize("complete", [READY, MINOR])
def test_a_complete_file_may_be_fined(complete: GasFile) -> None:
    assert GAS.next_state(complete, Step.FINE, TODAY, FINED) is S.GELDBOETE_OPGELEGD


@pytest.mark.parametrize(("complete", "lacking", "word"), LACKS)
def test_each_guarantee_alone_stops_a_fine(
    complete: GasFile, lacking: dict[str, Any], word: str
) -> None:
    with pytest.raises(CaseStepRefusedError) as refused:
        GAS.next_state(replace(complete, **lacking), Step.FINE, TODAY, FINED)
    assert word in refused.value.reason


@pytest.mark.parametrize(
    ("amount", "limit", "declares"), [(351, 350, True), (0, 350, True), (200, 350, False)]
)
def test_a_fine_is_within_its_maximum_by_somebody_who_took_no_part(
    amount: int, limit: int, declares: bool
) -> None:
    fine = ProposedFine(amount, limit, OFFICER, declares, DefenceOutcome.GEEN_VERWEER)
    with pytest.raises(CaseStepRefusedError):
        GAS.next_state(replace(READY, proposed=fine), Step.FINE, TODAY, FINED)


@pytest.mark.parametrize("state", OPEN)
def test_whatever_the_state_a_held_case_takes_no_adverse_step(state: GasState) -> None:
    file = replace(MINOR, state=state, on_hold=True, appeal_until=FACT)
    assert not ADVERSE & {step for step in GasStep if GAS.permits(file, step, TODAY)}
    assert GAS.permits(file, Step.RELEASE, TODAY)


def test_an_adult_with_a_small_fine_in_view_is_not_heard_and_a_minor_always_is() -> None:
    small = replace(READY, state=S.OPGESTART, envisaged=70)
    assert not GAS.permits(small, Step.HEARING_REQUEST, TODAY)
    assert GAS.permits(replace(small, envisaged=71), Step.HEARING_REQUEST, TODAY)
    assert GAS.permits(replace(small, minor=True), Step.HEARING_REQUEST, TODAY)


@pytest.mark.parametrize("state", [S.VERVALLEN, S.AFGESLOTEN, S.VERNIETIGD, S.GEEN_GELDBOETE])
def test_nothing_follows_an_end(state: GasState) -> None:
    assert not any(before is state for before, _ in GAS.transitions)


def test_a_decision_that_was_notified_too_late_can_only_lapse() -> None:
    late = replace(READY, state=S.GELDBOETE_OPGELEGD, notified_on=READY.decide_by)
    assert GAS.permits(late, Step.DECISION_NOTIFICATION, READY.decide_by)
    late = replace(late, notified_on=READY.decide_by + timedelta(days=1))
    assert not GAS.permits(late, Step.DECISION_NOTIFICATION, READY.decide_by)
    assert GAS.next_state(late, Step.EXPIRY, READY.decide_by) is S.VERVALLEN


def test_a_fine_is_final_after_the_appeal_term_or_the_judgment() -> None:
    file = replace(READY, state=S.TER_KENNIS_GEBRACHT, appeal_until=TODAY)
    assert not GAS.permits(file, Step.FINAL, TODAY)
    assert GAS.permits(file, Step.FINAL, TODAY + timedelta(days=1))
    judged = replace(file, state=S.VONNIS, judged=True)
    assert GAS.permits(judged, Step.FINAL, TODAY)


@given(st.integers(0, 900), st.one_of(st.none(), st.integers(1, 500)), st.booleans())
def test_a_fine_never_exceeds_law_city_and_the_maximum_of_minors(
    law: int, city: int | None, minor: bool
) -> None:
    limit = fine_limit(law, city, 175, minor=minor)
    assert limit <= law
    assert limit <= (city or 0)
    assert not minor or limit <= 175


@pytest.mark.parametrize(
    ("sanctioned", "found", "again"),
    [
        (date(2024, 3, 2), FACT, True),
        (date(2024, 3, 1), FACT, False),
        (FACT, FACT, True),
        (date(2026, 3, 3), FACT, False),
    ],
)
def test_recidivism_runs_from_the_sanction_to_the_new_finding(
    sanctioned: date, found: date, again: bool
) -> None:
    assert is_recidivism([sanctioned], found, 24) is again


def test_somebody_comes_of_age_on_the_birthday() -> None:
    assert age_on("2008-03-03", FACT) == 17
    assert age_on("2008-03-02", FACT) == 18
    with pytest.raises(UnknownBirthDateError):
        age_on("2008-00-00", FACT)


def test_bands_meet_and_never_overlap() -> None:
    bands = [band_of(amount) for amount in range(1, 600)]
    assert len({*bands}) == 4
    assert bands == sorted(bands, key=[*dict.fromkeys(bands)].index)
