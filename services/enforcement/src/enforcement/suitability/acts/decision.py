"""The act that decides on an application or a renewal: grant the declaration, or refuse it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field, PrivateAttr

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import gettext as _
from chassis.web.pages.languages import mark
from contracts.enforcement import SuitabilityRefused, SuitabilityRenewalRefused
from contracts.event import Code
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import (
    DefenceAnswer,
    Moment,
    Past,
    Role,
    Text,
    area,
    choice,
    day,
    day_of,
    ticks,
)
from enforcement.application_register.answer_applicant import end_applications
from enforcement.cases.state_reasons import UNANSWERED, state_reasons
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.functions import DECLARATION_DECIDERS
from enforcement.legal_terms import case_terms
from enforcement.suitability import labels, store
from enforcement.suitability.acts.end import MOTIVATION
from enforcement.suitability.acts.lines import CONDITION_LINES, Lines, read_conditions, written
from enforcement.suitability.advices import quote
from enforcement.suitability.end_declaration import expire
from enforcement.suitability.grant import Grant, grant
from enforcement.suitability.heard import forget_hearing, was_defended
from enforcement.suitability.notify_decision import await_notification
from enforcement.suitability.preparation import must_be_prepared, must_have_been_answered
from enforcement.suitability.rules import (
    REGULATION,
    STILL_CONDITIONAL,
    UNTIL_DECISION,
    AdviceService,
    Decision,
    DossierState,
    DossierStep,
    conditions_of,
    permit_types,
)
from enforcement.suitability.standing_closures import tell_standing
from enforcement.suitability.store import Dossier
from enforcement.suitability.suspension import take_over

EXAMPLE = mark(
    "De soorten vergunning van de stad zijn nog een voorbeeld. Beslis er geen dossier mee."
)


class DecisionForm(PageForm):
    """The usual conditions to tick, and others in lines of text."""

    outcome: Annotated[Decision, choice(mark("Wat is beslist?"), labels.DECISION, name="besluit")]
    motivation: Annotated[Text, MOTIVATION]
    usual: Annotated[
        list[Code],
        Field(max_length=50),
        ticks(mark("Gewone voorwaarden bij dit soort vergunning"), name="gewoon"),
    ] = Field(default_factory=list)
    conditions: Annotated[
        Lines, area(mark("Andere voorwaarden"), CONDITION_LINES, name="voorwaarden")
    ] = ""
    conditions_due_on: Annotated[
        date | None,
        day(
            mark("Voorwaarden vervuld tegen"),
            mark("Van de voorwaarden die geen eigen dag hebben."),
            name="tegen",
        ),
    ] = None
    quoted: Annotated[
        list[AdviceService],
        Field(max_length=len(AdviceService)),
        ticks(mark("Neem redenen van een advies over in de brief"), name="overnemen"),
    ] = Field(default_factory=list)
    lacking_because: Annotated[
        Text | None,
        area(
            mark("Waarom zonder een advies of een bezoek?"),
            mark("Alleen als er bij een eerste toekenning een ontbreekt."),
            name="ontbreekt",
        ),
    ] = None
    valid_from: Annotated[
        date | None,
        day(mark("Geldig vanaf"), mark("Leeg: de dag van de beslissing."), name="vanaf"),
    ] = None
    valid_to: Annotated[
        date | None,
        day(mark("Geldig tot en met"), mark("Leeg: zoals het reglement zegt."), name="tot"),
    ] = None
    defence_answer: DefenceAnswer = None
    decided_at: Annotated[Past, day_of(mark("Dag van de beslissing"))] = None

    @classmethod
    def page_name(cls, field: str) -> str:
        """The day of a condition stands in its line."""
        return super().page_name("conditions" if field == "due" else field)

    @classmethod
    async def choices(cls, tx: Transaction, case: Any) -> Mapping[str, Mapping[Any, str]]:
        usual = conditions_of(case.permit_type, city_day(tx.now))
        given = await store.advices.of_round(tx, case)
        return {
            "gewoon": {code: labels.condition(code) for code in usual},
            "overnemen": {
                each.service: f"{_(labels.ADVISER[each.service])}: {each.reasons}"
                for each in given
                if each.reasons
            },
        }

    @classmethod
    async def begins(cls, tx: Transaction, case: Any) -> Mapping[str, Sequence[str]]:
        """The conditions of the advices, so that none is overlooked; the body may change them.

        A condition of two services has the earliest of their days.
        """
        asked: dict[str, date | None] = {}
        for advice in await store.advices.of_round(tx, case):
            for code in advice.conditions:
                days = filter(None, (asked.get(code), advice.due_of(code)))
                asked[code] = min(days, default=None)
        return {"voorwaarden": [written(asked)]} if asked else {}

    def act(self) -> "DecideDeclaration":
        said, due = read_conditions(self.conditions)
        return DecideDeclaration(
            outcome=self.outcome,
            motivation=self.motivation,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            conditions=list(dict.fromkeys([*self.usual, *said])),
            conditions_due_on=self.conditions_due_on,
            due=due,
            quoted=self.quoted,
            defence_answer=self.defence_answer,
            decided_at=self.decided_at,
            lacking_because=self.lacking_because,
        )


class DecideDeclaration(
    Act,
    step=DossierStep.DECISION,
    page="beslissing",
    by=DECLARATION_DECIDERS,
    decides=True,
    law=REGULATION,
    after="filed_at",
    label=mark("Beslissing noteren"),
    asks=True,
):
    """The decision on an application or, while a renewal runs, on the renewal.

    Without ``validFrom`` and ``validTo`` (both inclusive) the regulation's validity counts; a
    refusal has none. ``conditions`` are codes, since they travel on the bus, and belong to a
    conditional grant alone; ``due`` gives some a last day of their own. ``quoted``: the services
    whose reasons it takes over, and ``defenceAnswer`` what is answered to who was heard or wrote:
    its letter prints both. Only what is granted in full may leave a defence without an answer.
    ``lackingBecause``: why a first grant goes without an advice that its type asks, or without a
    visit. Without ``notifiedAt`` the decision is still to be notified.
    """

    form = DecisionForm

    outcome: Annotated[Decision, Role.OUTCOME]
    valid_from: date | None = None
    valid_to: date | None = None
    conditions: list[Code] = Field(default_factory=list, max_length=50)
    conditions_due_on: date | None = None
    due: dict[Code, date] = Field(default_factory=dict, max_length=50)
    quoted: list[AdviceService] = Field(default_factory=list, max_length=len(AdviceService))
    defence_answer: Text | None = None
    decided_at: Past = None
    notified_at: Moment | None = None
    lacking_because: Text | None = None
    motivation: Annotated[Text, Role.REASON]
    _renewal: bool = PrivateAttr(default=False)
    """Whether it is about a renewal, which the state says before the step alone."""
    _defended: bool = PrivateAttr(default=False)
    """Whether the owner came or wrote before it, which the timeline says before the step alone."""

    @classmethod
    def warned_of(cls) -> str:
        return EXAMPLE if permit_types().placeholder else ""

    async def earliest(self, tx: Transaction, case: Dossier) -> datetime | None:
        """When it was filed, or the decision before was taken back."""
        retaken_at = await timeline.latest(tx, case.case_id, DossierStep.RETAKE)
        return max(case.filed_at, retaken_at or case.filed_at)

    async def move(self, tx: Transaction, case: Dossier, at: datetime | None, by: By) -> None:
        outcome: str = self.outcome
        self._renewal = case.state is DossierState.VERNIEUWING_LOPEND
        self._defended = await was_defended(tx, case)
        if self._renewal and self.outcome is Decision.GEWEIGERD and case.conditions:
            outcome = STILL_CONDITIONAL
        take_step(
            tx,
            case,
            self.declared.step,
            by,
            outcome=outcome,
            reason=self.motivation,
            basis=self.declared.law,
            happened_at=at,
        )

    async def take_by(self, tx: Transaction, case: Dossier, at: datetime, by: By) -> None:
        self._must_be_sound()
        renewal, refused = self._renewal, self.outcome is Decision.GEWEIGERD
        if not renewal and not refused:
            await must_be_prepared(tx, case, by, city_day(at), self.lacking_because)
        elif refused:
            await must_have_been_answered(tx, case)
        granted_in_full = self.outcome is Decision.TOEGEKEND
        if self._defended and not granted_in_full and self.defence_answer is None:
            raise FieldRefusedError("defenceAnswer", UNANSWERED)
        await quote(tx, case, self.quoted)
        if self.defence_answer is not None:
            answer = self.defence_answer
            state_reasons(tx, case.case_id, case.state, by, defence_answer=answer)
        forget_hearing(case)
        case.stayed_refusal_on = None
        await case_terms.close(tx, case.case_id, *UNTIL_DECISION)
        case.decided_at, case.former_valid_to, case.former_conditions = at, None, None
        case.unnotified_since = case.notified_at = None
        if not refused:
            await grant(tx, case, self._grant(), at, renewal=renewal)
            if not renewal:
                await take_over(tx, case, by)
                await tell_standing(tx, await tx.session.get_one(store.Premises, case.premises_id))
        elif renewal:
            await _refuse_renewal(tx, case, at)
        else:
            _refuse(tx, case, at)
        await end_applications(tx, case.case_id)
        if not granted_in_full:
            await await_notification(tx, case, at, self.notified_at)

    def _must_be_sound(self) -> None:
        """Raises ``FieldRefusedError``."""
        conditional = self.outcome is Decision.VOORWAARDELIJK_TOEGEKEND
        if conditional != bool(self.conditions):
            reason = lazy(
                "Voorwaarden horen bij een toekenning onder voorwaarden, en alleen daar. "
                "Maak de voorwaarden leeg of kies die toekenning."
            )
            raise FieldRefusedError("conditions", reason)
        if self.outcome is Decision.GEWEIGERD and (self.valid_from or self.valid_to):
            field = "validFrom" if self.valid_from else "validTo"
            raise FieldRefusedError(field, lazy("Een weigering heeft geen geldigheid."))

    def _grant(self) -> Grant:
        return Grant(
            self.valid_from, self.valid_to, self.conditions, self.conditions_due_on, self.due
        )


def _refuse(tx: Transaction, dossier: Dossier, decided_at: datetime) -> None:
    record(
        tx,
        SuitabilityRefused(
            premises_id=dossier.premises_id, dossier_id=dossier.dossier_id, decided_at=decided_at
        ),
    )


async def _refuse_renewal(tx: Transaction, dossier: Dossier, decided_at: datetime) -> None:
    """The present term runs out; it ends at once when its last day is over."""
    assert dossier.valid_from is not None
    assert dossier.valid_to is not None
    dossier.renewal_refused_on = city_day(decided_at)
    record(
        tx,
        SuitabilityRenewalRefused(
            premises_id=dossier.premises_id,
            dossier_id=dossier.dossier_id,
            valid_from=dossier.valid_from,
            valid_to=dossier.valid_to,
            decided_at=decided_at,
        ),
    )
    await expire(tx, dossier)
