"""Acts about a change in premises with a declaration: its owner tells it, the city assesses it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import Field, PrivateAttr, StringConstraints

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, NotFoundError, StepRefusedError
from chassis.web.pages.languages import gettext as _
from chassis.web.pages.languages import mark
from chassis.web.pages.site import moment
from contracts.codes import ApplicationAnswer, VisitReason
from contracts.enforcement import SuitabilityRoomsChanged
from contracts.event import Code
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import NO_NAMES, Text, area, choice, choice_of_case, line, tick
from enforcement.application_register.answer_applicant import answer_change
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.functions import OFFICE, OWNER
from enforcement.suitability import labels, store
from enforcement.suitability.acts.lines import Lines, lines
from enforcement.suitability.advices import end_on_change
from enforcement.suitability.apply import record_application
from enforcement.suitability.rules import (
    MOST_ROOMS,
    REGULATION,
    ChangeKind,
    ChangeOutcome,
    DossierStep,
)
from enforcement.suitability.store import Dossier
from enforcement.suitability.store.changes import Change
from enforcement.suitability.transfer import transfer
from enforcement.suitability.withdrawing_cases import would_withdraw

ANSWERS = {
    ChangeOutcome.AANVAARD: ApplicationAnswer.AANVAARD,
    ChangeOutcome.NIEUWE_AANVRAAG: ApplicationAnswer.NIET_AANVAARD,
}
WITHDRAWN_SOON = lazy(
    "De stad stelt voor om deze verklaring in te trekken, of besliste dat. Wacht op de afloop, of "
    "beoordeel dat voor de nieuwe houder een nieuwe aanvraag nodig is."
)
HolderCode = Annotated[Code, StringConstraints(strip_whitespace=True, max_length=40)]
RoomLabel = Annotated[str, StringConstraints(min_length=1, max_length=20)]


class ChangeNotFoundError(NotFoundError):
    """There is no such change, or it was assessed already."""

    def __init__(self) -> None:
        super().__init__(lazy("Deze melding"))


class ChangeForm(PageForm):
    """The rooms in lines of text."""

    kind: Annotated[ChangeKind, choice(mark("Wat veranderde?"), labels.CHANGE, name="soort")]
    rooms: Annotated[
        Lines,
        area(
            mark("Alle ruimten die het pand nu heeft"),
            mark("Alleen bij andere ruimten. Eén per lijn."),
            name="ruimten",
        ),
    ] = ""
    note: Annotated[Text | None, area(mark("Toelichting van de eigenaar"), name="nota")] = None

    def act(self) -> "TellChange":
        return TellChange(kind=self.kind, rooms=lines(self.rooms), note=self.note)


class TellChange(
    Act,
    step=DossierStep.CHANGES,
    page="melding",
    by=OFFICE,
    own=OWNER,
    law=REGULATION,
    label=mark("Melding van een verandering"),
    explained=mark("De verklaring geldt verder zoals ze is, tot je de melding beoordeelt."),
):
    """Holder, manager or rooms changed; the declaration goes on until the city assessed it.

    ``rooms`` are all rooms that the premises have from now on.
    """

    form = ChangeForm

    kind: ChangeKind = ChangeKind.ANDER
    rooms: list[RoomLabel] = Field(default_factory=list, max_length=MOST_ROOMS)
    note: Text | None = None
    _change_id: UUID = PrivateAttr(default_factory=uuid4)

    @property
    def change_id(self) -> UUID:
        """The id of the change, once it was told."""
        return self._change_id

    def noted(self) -> str:
        return str(self.kind)

    async def take(self, tx: Transaction, case: Dossier, at: datetime) -> None:
        if self.kind is ChangeKind.RUIMTEN and not self.rooms:
            raise FieldRefusedError("rooms", lazy("Geef alle ruimten die het pand nu heeft."))
        tx.session.add(
            Change(
                change_id=self.change_id,
                dossier_id=case.dossier_id,
                kind=self.kind,
                rooms=list(self.rooms),
                note=self.note,
                reported_at=tx.now,
            )
        )
        record_application(tx, case, VisitReason.MELDING, at)


class AssessmentForm(PageForm):
    """Which change it is stands there too where no other is open."""

    change_id: Annotated[
        UUID,
        choice_of_case(
            mark("Welke melding?"),
            mark("Staat er niets bij? Dan is er geen melding om te beoordelen."),
            name="melding",
        ),
    ]
    outcome: Annotated[
        ChangeOutcome, choice(mark("Beoordeling"), labels.CHANGE_OUTCOME, name="uitkomst")
    ]
    reason: Annotated[Text, area(mark("Reden"), NO_NAMES, name="reden")]
    holder: Annotated[
        HolderCode | None,
        line(
            mark("Code van de nieuwe houder"), mark("Alleen bij een andere houder."), name="houder"
        ),
    ] = None
    new_holder: Annotated[
        bool, tick(mark("De stad kent deze nieuwe houder nog niet"), name="onbekend")
    ] = False
    manager: Annotated[
        HolderCode | None,
        line(
            mark("Code van de nieuwe beheerder"),
            mark("Alleen bij een andere beheerder."),
            name="beheerder",
        ),
    ] = None

    @classmethod
    async def choices(cls, tx: Transaction, case: Dossier) -> Mapping[str, Mapping[Any, str]]:
        """Those that nobody assessed yet, the oldest first."""
        told = await store.changes.of_dossier(tx, case.dossier_id)
        return {"melding": {each.change_id: _in_words(each) for each in told if each.is_open}}

    @classmethod
    async def begins(cls, tx: Transaction, case: Dossier) -> Mapping[str, Sequence[str]]:
        """Where one is open, nobody has to choose it."""
        open_ids = [str(each) for each in (await cls.choices(tx, case))["melding"]]
        return {"melding": open_ids} if len(open_ids) == 1 else {}

    def act(self) -> "AssessChange":
        return AssessChange(
            change_id=self.change_id,
            outcome=self.outcome,
            reason=self.reason,
            holder=self.holder,
            new_holder=self.new_holder,
            manager=self.manager,
        )


class AssessChange(
    Act,
    step=DossierStep.CHANGE_ASSESSMENT,
    page="melding-beoordelen",
    by=OFFICE,
    law=REGULATION,
    label=mark("Melding beoordelen"),
    explained=mark(
        "Wat je aanvaardt, geldt meteen, ook in de pandkalender. Bij een andere houder gaat de "
        "verklaring over, ook als ze geschorst is of kan worden: dat geldt ook voor de nieuwe. Wat "
        "de vorige vooraf aangaf, vervalt."
    ),
    asks=True,
):
    """An accepted change holds at once, for the calendar too.

    A change of holder transfers the declaration to ``holder``, and one of manager notes
    ``manager``; both are codes. ``newHolder``: it is known that nobody of this code had premises
    here before, so that no slip hands a house to nobody.

    Without ``changeId`` the oldest that is open.
    """

    form = AssessmentForm

    outcome: ChangeOutcome
    reason: Text
    change_id: UUID | None = None
    holder: HolderCode | None = None
    new_holder: bool = False
    manager: HolderCode | None = None

    async def move(self, tx: Transaction, case: Dossier, at: datetime | None, by: By) -> None:
        change = await self._change(tx, case)
        said = f"{change.kind}: {self.reason}"
        take_step(tx, case, self.declared.step, by, reason=said, basis=self.declared.law)

    async def take_by(self, tx: Transaction, case: Dossier, at: datetime, by: By) -> None:
        change = await self._change(tx, case)
        change.outcome, change.assessed_at = self.outcome, tx.now
        await end_on_change(tx, case)
        if change.reference is not None:
            await answer_change(tx, change.reference, ANSWERS[self.outcome])
        if self.outcome is not ChangeOutcome.AANVAARD:
            return
        if change.kind is ChangeKind.RUIMTEN:
            case.rooms = await store.rooms_of(tx, case.premises_id, change.rooms)
            record(
                tx,
                SuitabilityRoomsChanged(
                    premises_id=case.premises_id,
                    dossier_id=case.dossier_id,
                    premises=await store.as_fact(tx, case),
                    decided_at=tx.now,
                ),
            )
        elif change.kind is ChangeKind.HOUDER:
            if await would_withdraw(tx, case, tx.now):
                raise StepRefusedError(WITHDRAWN_SOON, [])
            await transfer(tx, case, change, await self._holder(tx, case), by)
        elif change.kind is ChangeKind.BEHEERDER:
            case.manager = _named("manager", self.manager)

    async def _holder(self, tx: Transaction, case: Dossier) -> str:
        """Raises ``FieldRefusedError``."""
        holder = _named("holder", self.holder)
        known = await store.owner_of_code(tx, holder)
        if case.owner in (holder, known):
            raise FieldRefusedError("holder", lazy("Die heeft de verklaring al."))
        if known is None and not self.new_holder:
            reason = lazy(
                "De stad kent nog geen houder met deze code. Kijk de code na. Klopt ze, vink dan "
                "aan dat de stad deze houder nog niet kent."
            )
            raise FieldRefusedError("holder", reason)
        return known or holder

    async def _change(self, tx: Transaction, case: Dossier) -> Change:
        """Raises ``ChangeNotFoundError``."""
        change = await store.changes.find_open(tx, case.dossier_id, self.change_id)
        if change is None:
            raise ChangeNotFoundError
        return change


def _in_words(change: Change) -> str:
    """What changed, since when the city knows, and the number of the application if it told it."""
    said = [_(labels.CHANGE[change.kind]), moment(change.reported_at)]
    rooms = [", ".join(change.rooms)] if change.rooms else []
    return "; ".join([", ".join(said), *rooms, *filter(None, [change.reference])])


def _named(field: str, code: str | None) -> str:
    """Raises ``FieldRefusedError``."""
    if code is None:
        raise FieldRefusedError(field, lazy("Geef de code, anders verandert er niets."))
    return code
