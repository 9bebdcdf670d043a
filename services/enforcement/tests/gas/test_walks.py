"""The fine procedure as a table: no walk reaches a fine without the guarantees of the law."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from contracts.codes import AppealVerdict, MediationResult
from enforcement.cases.rules import CaseStepRefusedError
from enforcement.gas.acts.team import OUTSIDE
from enforcement.gas.rules import (
    FINED,
    GAS,
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
    fine_limit,
)

from ..support.procedure import ADVERSE

VICTIM_CHECK_DAYS = 7

S, Step = GasState, GasStep
FACT = date(2026, 3, 2)
OFFICER, MEDIATOR, CLERK = "officer", "mediator", "clerk"
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
    Step.COUNSEL,
    Step.PROSECUTOR_COPY,
    Step.MEDIATION_OFFER,
    Step.MEDIATION_END,
    Step.WRITTEN_DEFENCE,
    Step.HEARING_REQUEST,
    Step.HEARING,
    Step.READY,
    Step.READY,
    Step.VICTIM_CHECK,
    Step.FINDER_CHECK,
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
        case Step.COUNSEL:
            kept = {"counsel_named": True}
        case Step.PROSECUTOR_COPY:
            kept = {"prosecutor_copied": True}
        case Step.MEDIATION_OFFER:
            kept = {"mediation_offered": True, "mediator": MEDIATOR}
        case Step.MEDIATION_ACCEPTANCE:
            kept = {"mediation_accepted": True}
        case Step.SERVICE_ACCEPTANCE:
            kept = {"service_accepted": True}
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
        case Step.FINDER_CHECK:
            by = [OFFICER, CLERK][today.toordinal() % 2]
            finder = [OFFICER, OUTSIDE, OUTSIDE][today.toordinal() % 3]
            kept = {"finder": finder, "finder_checked_by": by}
        case Step.VICTIM_CHECK:
            kept = {"victim_checked_on": today}
        case Step.DECISION_NOTIFICATION:
            kept = {"notified_on": today, "appeal_until": today + timedelta(days=31)}
        case Step.JUDGMENT:
            kept = {"judged": outcome != AppealVerdict.AFSTAND}
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

    @rule(untold=st.integers(0, 2))
    def holders_are_named_or_told(self, untold: int) -> None:
        self.file = replace(self.file, untold=untold)

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
            elif possible and dice.random() < 0.85:
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
        said_all = log.has(Step.HEARING, Step.NO_SHOW, Step.NOT_CONTESTED) and not file.minor
        assert self.today > start + timedelta(days=15) or said_all, (
            "art. 27: the term of everybody, or nobody has more to say"
        )
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
            assert log.has(Step.COUNSEL), "art. 16: a lawyer was named"
            assert file.mixed or log.has(Step.PROSECUTOR_COPY), "art. 22 §3: the prosecutor's copy"
            assert not file.untold, "art. 25 §5: each holder of parental authority was told"
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
        assert log.has(Step.FINDER_CHECK), "art. 6 §3: somebody looked who found the facts"
        assert fine.decider not in (file.finder, file.finder_checked_by)
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
        for again in range(4):
            walk.a_clerk_goes_on(seed + again)
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
