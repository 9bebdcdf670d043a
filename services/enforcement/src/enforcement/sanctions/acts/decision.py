"""Acts of the decision: the college or the mayor decided, and the owner was notified."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import AwareDatetime

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from chassis.web import Function
from chassis.web.pages.languages import mark
from contracts.branches import Branch
from contracts.codes import DecidingBody, SanctionKind
from contracts.enforcement import SanctionDecided, SanctionNotified
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import (
    NO_NAMES,
    DefenceAnswer,
    Past,
    Role,
    Text,
    area,
    choice,
    day,
    day_of,
    tick,
)
from enforcement.cases.rules import PROPORTION, WrongBodyError
from enforcement.cases.state_reasons import UNANSWERED, state_reasons
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.start_term import start_term
from enforcement.functions import BODIES, NOTIFIERS, SECRETARIAT_OF
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.placeholders import RULE_CHAPTERS, placeholders
from enforcement.sanctions import labels
from enforcement.sanctions.acts.proposal import must_have_object
from enforcement.sanctions.put_into_effect import WITHOUT_CONSEQUENCE, put_into_effect
from enforcement.sanctions.rules import (
    DEFENCE_STEPS,
    LONGEST,
    WARNING_BASIS,
    WITHOUT_EFFECT,
    Period,
    SanctionStep,
    defence_runs,
    effect_of,
    unsound_period,
)
from enforcement.sanctions.store import SanctionCase, next_fact_at

EXAMPLE = mark(
    "Welke feiten één regel van het reglement zijn, is nog een voorbeeld. "
    "Beslis er geen dossier mee."
)


class DecisionForm(PageForm):
    """Both days count wholly; the body is the one whose secretary writes."""

    kind: Annotated[SanctionKind, choice(mark("Welke sanctie?"), labels.KIND, name="sanctie")]
    effective_from: Annotated[
        date | None,
        day(mark("Eerste dag"), mark("Laat leeg voor de dag van kennisgeving."), name="van"),
    ] = None
    effective_to: Annotated[
        date | None,
        day(
            mark("Laatste dag"),
            mark("Alleen bij een schorsing of een tijdelijke sluiting."),
            name="tot",
        ),
    ] = None
    defence_answer: DefenceAnswer = None
    motivation: Annotated[
        Text, Role.REASON, area(mark("Motivering van het orgaan"), NO_NAMES, name="motivering")
    ]
    proportionality: Annotated[
        Text,
        area(
            mark("Waarom staat ze in verhouding tot de feiten?"),
            mark("Begint met wat het voorstel zegt. De brief herhaalt wat je hier schrijft."),
            name="evenredig",
        ),
    ]
    decided_at: Annotated[Past, day_of(mark("Beslist op"))] = None

    @classmethod
    async def begins(cls, tx: Transaction, case: SanctionCase) -> Mapping[str, Sequence[str]]:
        proposal = SanctionStep.PROPOSAL
        proposed = await timeline.reason_since(tx, case.case_id, PROPORTION, proposal)
        return {} if proposed is None else {"evenredig": [proposed]}

    def act_by(self, by: By) -> "DecideSanction":
        first, last = self.effective_from, self.effective_to
        return DecideSanction(
            kind=self.kind,
            deciding_body=SECRETARIAT_OF[Function(by.function)],
            effective_from=None if first is None else day_start(first),
            effective_to=None if last is None else day_start(last + timedelta(days=1)),
            defence_answer=self.defence_answer,
            motivation=self.motivation,
            proportionality=self.proportionality,
            decided_at=self.decided_at,
        )


class DecideSanction(
    Act,
    step=SanctionStep.DECISION,
    page="beslissing",
    by=BODIES,
    decides=True,
    law=WARNING_BASIS,
    label=mark("De beslissing vastleggen"),
    asks=True,
):
    """The decision of the college or the mayor. It works only once the owner was notified.

    ``effectiveTo`` is exclusive. Without ``effectiveFrom`` it works from the notification.
    ``decidedAt`` is when the body decided: now, unless it was before. Without ``decidingBody`` it
    is the body that decides on this sanction unless somebody says otherwise. The letter repeats
    ``defenceAnswer``, ``motivation`` and ``proportionality``; who was heard or wrote is answered.
    """

    form = DecisionForm

    kind: SanctionKind
    deciding_body: DecidingBody | None = None
    effective_from: AwareDatetime | None = None
    effective_to: AwareDatetime | None = None
    decided_at: Past = None
    defence_answer: Text | None = None
    motivation: Annotated[Text, Role.REASON]
    proportionality: Text

    @classmethod
    def warned_of(cls) -> str:
        return EXAMPLE if RULE_CHAPTERS in placeholders() else ""

    async def earliest(self, tx: Transaction, case: SanctionCase) -> datetime | None:
        return await timeline.latest(tx, case.case_id, *DEFENCE_STEPS)

    async def take_by(self, tx: Transaction, case: SanctionCase, at: datetime, by: By) -> None:
        if await _police_wait(tx, case):
            reason = lazy("De politie vraagt om te wachten. Overleg eerst met haar.")
            raise StepRefusedError(reason)
        await must_have_object(tx, case, self.kind)
        deciding_body = await self._deciding_body(tx, at, by)
        runs = defence_runs(case.file(), city_day(at))
        if runs is not None and case.heard:
            raise FieldRefusedError("decidedAt", runs)
        period = Period(self.effective_from, self.effective_to)
        wrong = unsound_period(self.kind, period, at, await self._longest(tx, case))
        if wrong is not None:
            raise FieldRefusedError(*wrong)
        if self.defence_answer is None and await self.earliest(tx, case) is not None:
            raise FieldRefusedError("defenceAnswer", UNANSWERED)
        state_reasons(
            tx,
            case.case_id,
            case.state,
            by,
            defence_answer=self.defence_answer,
            proportionality=self.proportionality,
        )
        case.decision_kind, case.deciding_body = str(self.kind), str(deciding_body)
        case.adjourned_to = None
        case.decided_at = at
        case.effective_from, case.effective_to = self.effective_from, self.effective_to
        first = (await findings.of_case(tx, case.case_id))[0]
        record(
            tx,
            SanctionDecided(
                case_id=case.case_id,
                premises_id=case.premises_id,
                kind=self.kind,
                deciding_body=deciding_body,
                effective_from=self.effective_from,
                effective_to=self.effective_to,
                decided_at=at,
                branch=Branch(first.branch),
                in_tolerance_zone=first.in_tolerance_zone,
            ),
        )

    async def _longest(self, tx: Transaction, case: SanctionCase) -> int | None:
        """The months that a temporary sanction may last, by the rules of the day of the fact that
        it punishes: the one after the warning."""
        term_id = LONGEST.get(self.kind)
        if term_id is None:
            return None
        fact_at = await next_fact_at(tx, case) or case.fact_at
        law = await legal_terms.law(tx, city_day(fact_at), term_id)
        return law.terms[term_id].value

    async def _deciding_body(self, tx: Transaction, at: datetime, by: By) -> DecidingBody:
        """The body as given, else the default of the day (A3); recorded by its own secretariat."""
        body = self.deciding_body or await legal_terms.default_body(tx, self.kind, city_day(at))
        if body is None:
            reason = lazy("Zeg wie beslist: voor deze sanctie is er geen vast.")
            raise FieldRefusedError("decidingBody", reason)
        if body is not SECRETARIAT_OF[Function(by.function)]:
            raise WrongBodyError(body)
        return body


async def _police_wait(tx: Transaction, case: SanctionCase) -> bool:
    """Whether the police asked to wait after people went on, and did not end that since (DP-11).

    What was held before that, people release themselves after consultation.
    """
    held_at = await timeline.latest(tx, case.case_id, SanctionStep.HOLD)
    released_at = await timeline.latest(tx, case.case_id, SanctionStep.RELEASE)
    if held_at is None or (released_at is not None and released_at >= held_at):
        return False
    return await findings.waits(tx, case.case_id)


class NotifyDecision(
    Act,
    step=SanctionStep.NOTIFICATION,
    page="kennisgeving",
    by=NOTIFIERS,
    law=WARNING_BASIS,
    after="decided_at",
    label=mark("De beslissing ter kennis brengen"),
    explained=mark("Vanaf de kennisgeving werkt de beslissing, en loopt de termijn voor beroep."),
):
    """The owner was notified: from now on the decision works, and the appeal term runs.

    ``remedyTold``: the letter named the appeal at the Council of State, its term and form; else
    the term for it is later.
    """

    notified_at: Annotated[Past, day_of(mark("Ter kennis gebracht op"))] = None
    remedy_told: Annotated[
        bool, tick(mark("De brief zegt hoe en tot wanneer beroep kan."), name="beroep")
    ] = True

    async def take_by(self, tx: Transaction, case: SanctionCase, at: datetime, by: By) -> None:
        case.notified_at = at
        kind = SanctionKind(case.decision_kind or "")
        effect = effect_of(kind, case.effective_from, case.effective_to, at)
        if effect is not None and await put_into_effect(tx, case, kind, effect, by, at):
            case.effect_from, case.effect_to = effect.starts, effect.ends
        elif kind not in WITHOUT_EFFECT:
            timeline.note(tx, case.case_id, WITHOUT_CONSEQUENCE, (case.state, case.state), by)
        record(
            tx,
            SanctionNotified(
                case_id=case.case_id,
                premises_id=case.premises_id,
                kind=kind,
                effect_from=case.effect_from,
                effect_to=case.effect_to,
                notified_at=at,
            ),
        )
        await start_term(tx, case.case_id, city_day(at), remedy_told=self.remedy_told)
