"""The declaration as a table: no walk reaches a decision without what the handbook (§2.1) asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from enforcement.cases.rules import CaseStepRefusedError
from enforcement.suitability.rules import (
    DECISIONS,
    STILL_CONDITIONAL,
    SUITABILITY,
    VALID,
    Completeness,
    ConditionsMet,
    Decision,
    DossierFile,
    DossierState,
    DossierStep,
)

S, Step = DossierState, DossierStep
FILED = date(2026, 3, 2)
DEFENCE_DAYS, ADVICE_DAYS, YEARS = 15, 30, timedelta(days=730)
TOWARDS = (
    Step.COMPLETENESS,
    Step.ADVICE_REQUESTS,
    Step.ADVICES,
    Step.ADVICES,
    Step.VISITS,
    Step.HEARING_INVITATION,
    Step.HEARING,
    Step.WRITTEN_DEFENCE,
    Step.NO_DEFENCE,
    Step.DECISION,
    Step.DECISION,
    Step.CONDITIONS_MET,
    Step.RENEWAL,
    Step.RENEWAL,
    Step.COUNCIL_APPEAL,
    Step.COUNCIL_RULING,
)
HEARD = (Step.HEARING, Step.WRITTEN_DEFENCE, Step.NO_DEFENCE)


@dataclass
class Log:
    """What really happened, apart from the flags that the guards look at."""

    steps: list[tuple[DossierStep, str | None, date]] = field(default_factory=list)

    def has(self, step: DossierStep, outcome: str | None = None) -> bool:
        return any(taken is step and outcome in (None, became) for taken, became, _ in self.steps)

    def since(self, *steps: DossierStep) -> list[tuple[DossierStep, str | None, date]]:
        """What followed the last of these steps."""
        at = max((i for i, (step, _, _) in enumerate(self.steps) if step in steps), default=-1)
        return self.steps[at + 1 :]


class Declaration(RuleBasedStateMachine):
    """Anybody does anything at any moment; sanctions and the Council come from elsewhere."""

    @initialize()
    def files(self) -> None:
        self.today = FILED
        self.log = Log()
        self.file = DossierFile(S.INGEDIEND, heard=False, advices_requested=0, advices_awaited=0)
        self.asked_on: list[date] = []

    @rule(days=st.sampled_from([1, 3, 16, 31, 400, 731]))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.the_clock_runs()

    def the_clock_runs(self) -> None:
        """Advices whose term is over are waited for no more; a term that is over ends."""
        due = [day for day in self.asked_on if day + timedelta(days=ADVICE_DAYS) >= self.today]
        if self.asked_on and len(due) < len(self.asked_on):
            self.asked_on = due
            self.file = replace(self.file, advices_awaited=len(due))
            self.close_advices()
        if SUITABILITY.permits(self.file, Step.EXPIRY, self.today):
            self.take(Step.EXPIRY, lambda of: of[0])

    def close_advices(self) -> None:
        """As the operation does once nobody is waited for."""
        if not self.file.advices_awaited and SUITABILITY.permits(
            self.file, Step.ADVICES_CLOSED, self.today
        ):
            self.take(Step.ADVICES_CLOSED, lambda of: of[0])

    @rule(data=st.data())
    def somebody_takes_a_step(self, data: st.DataObject) -> None:
        """One that the table knows here, whether its guards permit it or not."""
        own = {Step.ADVICES_CLOSED, Step.RECONSIDERATION, Step.REFUSAL_STANDS, Step.EXPIRY}
        known = [s for state, s in SUITABILITY.transitions if state == self.file.state]
        known = [step for step in known if step not in own]
        if known:
            self.take(data.draw(st.sampled_from(known)), lambda of: data.draw(st.sampled_from(of)))

    @rule(seed=st.integers(0, 2**32))
    def an_officer_goes_on(self, seed: int) -> None:
        """Towards decisions, by steps that the guards permit: so that the walk gets somewhere."""
        dice = Random(seed)
        for _ in range(dice.randint(1, 40)):
            possible = [s for s in TOWARDS if SUITABILITY.permits(self.file, s, self.today)]
            if possible and dice.random() < 0.8:
                self.take(dice.choice(possible), dice.choice)
            else:
                self.today += timedelta(days=dice.choice([1, 16, 31, 731]))
                self.the_clock_runs()

    def outcomes(self, step: DossierStep) -> Sequence[str]:
        """The outcomes that the operation of a step may give it."""
        file = self.file
        before = S.VOORWAARDELIJK_TOEGEKEND if file.conditions else S.TOEGEKEND
        match step:
            case Step.COMPLETENESS:
                return [*Completeness]
            case Step.CONDITIONS_MET:
                return [*ConditionsMet] if file.conditions > 1 else [ConditionsMet.ALLE]
            case Step.DECISION:
                refused = STILL_CONDITIONAL if file.renewing and file.conditions else "geweigerd"
                return [Decision.TOEGEKEND, Decision.VOORWAARDELIJK_TOEGEKEND, refused]
            case Step.APPLICATION_WITHDRAWAL | Step.REINSTATEMENT:
                return [before]
            case Step.COUNCIL_RULING:
                return ["verwerping", "vernietiging"]
        return [""]

    def take(self, step: DossierStep, pick: Callable[[Any], Any]) -> None:
        if step is Step.REINSTATEMENT and (self.file.valid_to or self.today) < self.today:
            return  # the operation leaves what would be over
        outcome = pick(self.outcomes(step)) or None
        before = self.file
        try:
            state = SUITABILITY.next_state(before, step, self.today, outcome)
        except CaseStepRefusedError:
            return
        if step is Step.DECISION:
            self.decision_is_sound(str(outcome))
        if step is Step.EXPIRY:
            first = before.renewing and not before.renewal_refused
            assert not first, "a pending renewal keeps the declaration valid, a first time"
            assert before.valid_to is not None and before.valid_to < self.today
        self.log.steps.append((step, outcome, self.today))
        self.file = replace(before, state=state)
        self.write(before, step, outcome)

    def write(self, before: DossierFile, step: DossierStep, outcome: str | None) -> None:
        """What the operation of a step writes into the file."""
        kept: dict[str, Any] = {}
        today = self.today
        match step:
            case Step.ADVICE_REQUESTS:
                self.asked_on = [*self.asked_on, today, today]
                kept = {
                    "advices_requested": before.advices_requested + 2,
                    "advices_awaited": before.advices_awaited + 2,
                }
            case Step.ADVICES if before.advices_awaited:
                self.asked_on = self.asked_on[1:]
                kept = {"advices_awaited": before.advices_awaited - 1}
            case Step.VISITS:
                kept = {"visited": True}
            case Step.HEARING_INVITATION:
                until = today + timedelta(days=DEFENCE_DAYS)
                kept = {
                    "heard": False,
                    "defence_until": max(until, before.defence_until or until),
                    "hearing_on": until + timedelta(days=1),
                }
            case Step.WRITTEN_DEFENCE:
                kept = {"heard": before.heard or before.hearing_on is None}
            case Step.HEARING | Step.NO_DEFENCE:
                kept = {"heard": True, "hearing_on": None}
            case Step.DECISION:
                kept = self.decided(before, str(outcome))
            case Step.CONDITIONS_MET:
                left = 0 if outcome == ConditionsMet.ALLE else before.conditions - 1
                kept = {"conditions": left}
            case Step.RENEWAL:
                self.asked_on = []
                kept = {
                    "advices_requested": 0,
                    "advices_awaited": 0,
                    "visited": False,
                    "renewing": True,
                    "heard": False,
                    "defence_until": None,
                    "hearing_on": None,
                }
            case Step.APPLICATION_WITHDRAWAL:
                self.asked_on = []
                kept = {"advices_awaited": 0, "renewing": False, "defence_until": None}
            case Step.SUSPENSION | Step.LIFTING:
                kept = {"suspended": step is Step.SUSPENSION}
            case Step.WITHDRAWAL | Step.RELINQUISHMENT | Step.EXPIRY:
                kept = {"renewing": False, "suspended": False}
            case Step.COUNCIL_APPEAL:
                kept = {"appealed": True, "contested": True}
            case Step.COUNCIL_RULING:
                kept = {"appealed": False}
        self.file = replace(self.file, **kept)
        if step is Step.COUNCIL_RULING and outcome == "vernietiging":
            self.annulment_restores()
        if step is Step.ADVICES:
            self.close_advices()
        if step in (Step.DECISION, Step.APPLICATION_WITHDRAWAL):
            self.the_clock_runs()

    def decided(self, before: DossierFile, outcome: str) -> dict[str, Any]:
        heard = {"heard": False, "defence_until": None, "hearing_on": None, "contested": False}
        if outcome not in DECISIONS or outcome == Decision.GEWEIGERD:
            return {**heard, "renewing": False, "renewal_refused": before.renewing}
        return {
            **heard,
            "renewing": False,
            "renewal_refused": False,
            "valid_to": self.today + YEARS,
            "conditions": before.conditions + (outcome == Decision.VOORWAARDELIJK_TOEGEKEND),
        }

    def annulment_restores(self) -> None:
        """A refusal that never was: what was asked has to be decided anew, and a renewal runs."""
        before = self.file
        refused = before.state is S.GEWEIGERD
        if not refused and not before.renewal_refused:
            return
        if before.renewing:  # asked anew meanwhile: what was asked runs already
            self.file = replace(before, renewal_refused=False)
            return
        if not SUITABILITY.permits(before, Step.RECONSIDERATION, self.today):
            assert before.state not in (S.GEWEIGERD, *VALID, S.VERVALLEN)
            return
        examined = S.KLAAR_VOOR_BESLISSING if refused else None
        state = SUITABILITY.next_state(before, Step.RECONSIDERATION, self.today, examined)
        assert state is (S.KLAAR_VOOR_BESLISSING if refused else S.VERNIEUWING_LOPEND)
        self.file = replace(before, state=state, renewing=not refused, renewal_refused=False)
        self.log.steps.append((Step.RECONSIDERATION, None, self.today))

    def decision_is_sound(self, outcome: str) -> None:
        file, log = self.file, self.log
        assert log.has(Step.COMPLETENESS, Completeness.VOLLEDIG), "only a complete file is decided"
        assert not self.asked_on, "every advice came, or its term is over"
        examined = log.since(Step.RENEWAL) if file.renewing else log.steps
        asked = [step for step, _, _ in examined]
        assert Step.ADVICE_REQUESTS in asked, "nothing is decided without advices"
        if file.renewing:
            assert Step.VISITS in asked, "a renewal needs a visit"
        if outcome == Decision.TOEGEKEND:
            assert not file.conditions, "a full declaration leaves no condition open"
        if outcome in (Decision.GEWEIGERD, STILL_CONDITIONAL):
            prepared = log.since(Step.DECISION, Step.RENEWAL)
            invited = [
                (at, day)
                for at, (step, _, day) in enumerate(prepared)
                if step is Step.HEARING_INVITATION
            ]
            assert invited, "nobody is refused without an invitation"
            assert self.today > invited[0][1] + timedelta(days=DEFENCE_DAYS), "the whole term"
            after = [step for step, _, _ in prepared[invited[-1][0] :]]
            assert {*after} & {*HEARD}, "and what came of it"

    @invariant()
    @precondition(lambda self: hasattr(self, "file"))
    def a_declaration_that_works_was_granted(self) -> None:
        if self.file.state in VALID:
            granted = {Decision.TOEGEKEND, Decision.VOORWAARDELIJK_TOEGEKEND}
            assert any(o in granted for s, o, _ in self.log.steps if s is Step.DECISION)

    @invariant()
    @precondition(lambda self: hasattr(self, "file"))
    def a_declaration_works_past_its_last_day_only_while_a_renewal_runs(self) -> None:
        file = self.file
        if file.state in VALID and file.valid_to is not None and file.valid_to < self.today:
            assert file.state is S.VERNIEUWING_LOPEND or SUITABILITY.permits(
                file, Step.EXPIRY, self.today
            )


def walks() -> list[Declaration]:
    found = []
    for seed in range(500):
        walk = Declaration()
        walk.files()
        for more in range(4):
            walk.an_officer_goes_on(seed * 10 + more)
        found.append(walk)
    return found


def test_many_walks_get_as_far_as_each_decision_and_each_is_sound() -> None:
    """Or the machine below would prove nothing."""
    logs = [walk.log for walk in walks()]
    for outcome in (*Decision, STILL_CONDITIONAL):
        assert sum(log.has(Step.DECISION, outcome) for log in logs) >= 3, outcome
    assert sum(log.has(Step.RENEWAL) for log in logs) > 50
    assert sum(log.has(Step.RECONSIDERATION) for log in logs) >= 10
    assert sum(log.has(Step.EXPIRY) for log in logs) >= 5


TestDeclaration = Declaration.TestCase
TestDeclaration.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
