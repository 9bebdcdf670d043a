"""Acts by which the mayor proposes and the college decides, or the mayor ends the investigation."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import (
    NO_NAMES,
    DefenceAnswer,
    Past,
    Role,
    Text,
    area,
    choice,
    day_of,
    line,
    tick,
)
from enforcement.cases.rules import NO_DEFENCE
from enforcement.cases.state_reasons import UNANSWERED
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.functions import COLLEGE, MAYOR
from enforcement.integrity_investigations import labels
from enforcement.integrity_investigations.erase import erase_findings, keep_until
from enforcement.integrity_investigations.heard import RIGHT
from enforcement.integrity_investigations.put_into_effect import declaration_of
from enforcement.integrity_investigations.rules import (
    BASIS,
    SUSPENSION_TERM,
    UNTIL_DECISION,
    Ground,
    IntegrityStep,
    Measure,
)
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.integrity_investigations.tell_ended import tell_ended
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms

Case = IntegrityInvestigation
KEPT = mark("De feiten, de grond en het antwoord op het verweer. Noem geen andere personen.")
Motivation = Annotated[Text, area(mark("Motivering"), KEPT, name="motivering")]


class ProposalForm(PageForm):
    """A tick for each ground."""

    measure: Annotated[
        Measure, choice(mark("Wat stelt de burgemeester voor?"), labels.MEASURE, name="maatregel")
    ]
    benefit: Annotated[bool, tick(labels.GROUND[Ground.VOORDEEL], name="voordeel")] = False
    abuse: Annotated[bool, tick(labels.GROUND[Ground.MISBRUIK], name="misbruik")] = False
    committed: Annotated[bool, tick(labels.GROUND[Ground.GEPLEEGD], name="gepleegd")] = False
    motivation: Motivation

    def act(self) -> "ProposeMeasure":
        ticked = (self.benefit, self.abuse, self.committed)
        grounds = [ground for ground, yes in zip(Ground, ticked, strict=True) if yes]
        return ProposeMeasure(measure=self.measure, grounds=grounds, motivation=self.motivation)


class ProposeMeasure(
    Act,
    step=IntegrityStep.PROPOSAL,
    page="voorstel",
    by=MAYOR,
    decides=True,
    law=BASIS,
    label=mark("Voorstel van de burgemeester"),
    explained=mark("Een maatregel steunt op feiten die concreet en na te gaan zijn."),
):
    """The mayor's proposal to the college, with its grounds (§10)."""

    form = ProposalForm

    measure: Annotated[Measure, Role.OUTCOME]
    grounds: list[Ground] = Field(default_factory=list, max_length=len(Ground))
    motivation: Text

    async def take(self, tx: Transaction, case: Case, at: datetime) -> None:
        if (self.measure is Measure.GEEN_MAATREGEL) == bool(self.grounds):
            reason = lazy(
                "Kies minstens één grond voor een maatregel, en geen grond zonder maatregel."
            )
            raise FieldRefusedError("grounds", reason)
        await declaration_of(tx, case)  # nobody accepts its sale meanwhile
        case.proposed, case.proposal, case.proposed_at = self.measure, self.motivation, at
        case.grounds = [str(ground) for ground in dict.fromkeys(self.grounds)]


class DecideMeasure(
    Act,
    step=IntegrityStep.DECISION,
    page="beslissing",
    by=COLLEGE,
    seen="proposed_at",
    decides=True,
    law=BASIS,
    after="proposed_at",
    label=mark("Beslissing van het college noteren"),
    asks=True,
):
    """The college decided on the proposal; it works only after its notification and a waiting time.

    ``months`` and ``conditions`` (to lift it) belong to a suspension, and there alone. The letter
    of a measure repeats ``defenceAnswer`` and ``motivation``; who was heard or wrote is answered.
    """

    measure: Annotated[
        Measure,
        Role.OUTCOME,
        choice(mark("Wat besliste het college?"), labels.MEASURE, name="maatregel"),
    ]
    defence_answer: DefenceAnswer = None
    motivation: Annotated[Text, area(mark("Motivering"), NO_NAMES, name="motivering")]
    months: Annotated[
        int | None,
        line(
            mark("Aantal maanden schorsing"),
            mark("Alleen bij een schorsing. Ze tellen vanaf de dag waarop ze werkt."),
            name="maanden",
        ),
    ] = None
    conditions: Annotated[
        Text | None,
        area(
            mark("Voorwaarden om de schorsing op te heffen"),
            mark("Alleen bij een schorsing."),
            name="voorwaarden",
        ),
    ] = None
    decided_at: Annotated[Past, day_of(mark("Dag van de beslissing"))] = None

    async def take_by(self, tx: Transaction, case: Case, at: datetime, by: By) -> None:
        await self._check_suspension(tx, at)
        case.defence_answer = await self._answered(tx, case)
        await declaration_of(tx, case)  # nobody accepts its sale meanwhile
        case.decided, case.decision, case.decided_at = self.measure, self.motivation, at
        case.months, case.conditions = self.months, self.conditions
        await _end(tx, case, by)

    async def _answered(self, tx: Transaction, case: Case) -> str | None:
        """What the letter says to the defence, also that there was none; it goes with the file, so
        no timeline has it. Raises ``FieldRefusedError``."""
        if self.measure is Measure.GEEN_MAATREGEL:
            if self.defence_answer is not None:
                reason = lazy("Zonder maatregel antwoordt geen brief. Laat dit leeg.")
                raise FieldRefusedError("defenceAnswer", reason)
            return None
        if self.defence_answer is None:
            if await timeline.latest(tx, case.case_id, *RIGHT.came) is not None:
                raise FieldRefusedError("defenceAnswer", UNANSWERED)
            return str(NO_DEFENCE)
        return self.defence_answer

    async def _check_suspension(self, tx: Transaction, at: datetime) -> None:
        """Raises ``FieldRefusedError`` for a suspension without its length or conditions."""
        if self.measure is not Measure.SCHORSING:
            if self.months is not None or self.conditions:
                reason = lazy("Een duur en voorwaarden horen alleen bij een schorsing.")
                raise FieldRefusedError("months", reason)
            return
        law = await legal_terms.law(tx, city_day(at), SUSPENSION_TERM)
        most = law.terms[SUSPENSION_TERM].value or 0
        if self.months is None or not 1 <= self.months <= most:
            reason = lazy("Een schorsing duurt 1 tot %(most)s maanden.", most=most)
            raise FieldRefusedError("months", reason)
        if not self.conditions:
            reason = lazy("Zeg onder welke voorwaarden de schorsing wordt opgeheven.")
            raise FieldRefusedError("conditions", reason)


class DiscontinueInvestigation(
    Act,
    step=IntegrityStep.DISCONTINUATION,
    page="beeindigen",
    by=MAYOR,
    decides=True,
    law=BASIS,
    label=mark("Onderzoek beëindigen zonder maatregel"),
    explained=mark("Wat gevonden is, wordt meteen vernietigd."),
    asks=True,
):
    """The mayor ends the investigation without a measure; what was found is destroyed at once."""

    motivation: Motivation

    async def take_by(self, tx: Transaction, case: Case, at: datetime, by: By) -> None:
        case.decided, case.decision, case.decided_at = Measure.GEEN_MAATREGEL, self.motivation, at
        await _end(tx, case, by)


async def _end(tx: Transaction, case: Case, by: By) -> None:
    """The terms of the investigation stop; without a measure the case is over at once."""
    await case_terms.close(tx, case.case_id, *UNTIL_DECISION)
    if case.decided is Measure.GEEN_MAATREGEL:
        case.closed_at = tx.now
        await erase_findings(tx, case, by)
        await keep_until(tx, case)
    tell_ended(tx, case)
