"""Acts of the proposal: the draft for the body that decides, and its place on the agenda."""

from datetime import date, datetime
from typing import Annotated

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import SanctionKind
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Role, Text, area, choice, day
from enforcement.cases.rules import PROPORTION
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.functions import BODIES, CASE_WORKERS
from enforcement.sanctions import labels
from enforcement.sanctions.put_into_effect import declaration_of
from enforcement.sanctions.rules import DEFENDED, OF_DECLARATIONS, WARNING_BASIS, SanctionStep
from enforcement.sanctions.store import SanctionCase

Why = Annotated[Text, Role.REASON, area(mark("Waarom?"), NO_NAMES, name="reden")]


class ProposeSanction(
    Act,
    step=SanctionStep.PROPOSAL,
    page="voorstel",
    by=CASE_WORKERS,
    law=WARNING_BASIS,
    label=mark("Een voorstel opmaken"),
):
    """The draft for the deciding body, with why the measure is in proportion."""

    kind: Annotated[SanctionKind, choice(mark("Welke sanctie?"), labels.KIND, name="sanctie")]
    motivation: Annotated[Text, area(mark("Waarom deze sanctie?"), NO_NAMES, name="motivering")]
    proportionality: Annotated[
        Text,
        area(
            mark("Waarom staat ze in verhouding tot de feiten?"),
            mark("Ernst, herhaling, verweer, gevolgen voor wie er werkt, en wat lichter kan."),
            name="evenredig",
        ),
    ]

    def noted(self) -> str:
        return f"{self.kind}: {self.motivation}"

    async def take_by(self, tx: Transaction, case: SanctionCase, at: datetime, by: By) -> None:
        await must_have_object(tx, case, self.kind)
        states, said = (case.state, case.state), self.proportionality
        timeline.note(tx, case.case_id, PROPORTION, states, by, reason=said)
        case.proposed_kind, case.adjourned_to = str(self.kind), None


class PutOnAgenda(
    Act,
    step=SanctionStep.AGENDA,
    page="agenda",
    by=CASE_WORKERS,
    law=WARNING_BASIS,
    label=mark("Op de agenda zetten"),
    explained=mark("Het voorstel staat op de agenda van het orgaan dat beslist."),
):
    """The proposal is on the agenda of the deciding body; this step may be left out."""


class AdjournProposal(
    Act,
    step=SanctionStep.ADJOURNMENT,
    page="verdagen",
    by=BODIES,
    decides=True,
    law=WARNING_BASIS,
    label=mark("Het voorstel verdagen"),
    explained=mark("Het voorstel staat weer op de agenda vanaf de dag die je kiest."),
):
    """The body does not decide yet: the proposal is shown again for meetings from a day on.

    ``adjournedTo`` is that day, which is still to come. A body that meets sooner may decide all
    the same.
    """

    adjourned_to: Annotated[date, day(mark("Verdaagd tot"), name="tot")]
    motivation: Why

    async def take(self, tx: Transaction, case: SanctionCase, at: datetime) -> None:
        if self.adjourned_to <= city_day(tx.now):
            raise FieldRefusedError("adjournedTo", lazy("Kies een dag die nog moet komen."))
        case.adjourned_to = self.adjourned_to


class ReturnProposal(
    Act,
    step=SanctionStep.RETURN,
    page="terug-naar-dienst",
    by=BODIES,
    decides=True,
    law=WARNING_BASIS,
    label=mark("Het voorstel teruggeven aan de dienst"),
    explained=mark("Het voorstel gaat van de agenda. De dienst maakt een nieuw."),
):
    """The body wants another proposal: the case is where it was before this one."""

    motivation: Why

    async def move(self, tx: Transaction, case: SanctionCase, at: datetime | None, by: By) -> None:
        before = await timeline.latest_before(tx, case.case_id, SanctionStep.PROPOSAL, DEFENDED)
        step, law = self.declared.step, self.declared.law
        take_step(tx, case, step, by, outcome=before, reason=self.noted(), basis=law)
        case.adjourned_to = None


async def must_have_object(tx: Transaction, case: SanctionCase, kind: SanctionKind) -> None:
    """A place without a permit has none to suspend or take away; one that there is stays locked, so
    that nobody accepts its sale meanwhile. Raises ``FieldRefusedError``."""
    if kind not in OF_DECLARATIONS:
        return
    if case.unlisted:
        reason = lazy("Deze zaak heeft geen verklaring. Kies een sluiting of een waarschuwing.")
        raise FieldRefusedError("kind", reason)
    await declaration_of(tx, case)
