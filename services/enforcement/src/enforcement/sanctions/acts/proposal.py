"""Acts of the proposal: the draft for the body that decides, and its place on the agenda."""

from datetime import datetime
from typing import Annotated

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import SanctionKind
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Text, area, choice
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS
from enforcement.sanctions import labels
from enforcement.sanctions.rules import OF_DECLARATIONS, WARNING_BASIS, SanctionStep
from enforcement.sanctions.store import SanctionCase

PROPORTION = "evenredigheid"
"""A line of the timeline: why the proposed measure is in proportion."""


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
        must_have_object(case, self.kind)
        states, said = (case.state, case.state), self.proportionality
        timeline.note(tx, case.case_id, PROPORTION, states, by, reason=said)
        case.proposed_kind = str(self.kind)


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


def must_have_object(case: SanctionCase, kind: SanctionKind) -> None:
    """A place without a permit has none to suspend or take away. Raises ``FieldRefusedError``."""
    if case.unlisted and kind in OF_DECLARATIONS:
        reason = lazy("Deze zaak heeft geen verklaring. Kies een sluiting of een waarschuwing.")
        raise FieldRefusedError("kind", reason)
