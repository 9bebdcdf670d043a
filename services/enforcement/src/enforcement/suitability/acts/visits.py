"""The act by which a visit to premises is recorded."""

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import Field, PrivateAttr

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import VisitKind, VisitReason, VisitResult
from contracts.enforcement import SuitabilityVisitCompleted
from enforcement.acts.act import Act
from enforcement.acts.fields import Past, choice, day_of, line
from enforcement.cases.store import timeline
from enforcement.functions import OFFICE
from enforcement.suitability import labels, store
from enforcement.suitability.plan_yearly_visit import plan_yearly_visit
from enforcement.suitability.rules import MOST_ROOMS, REGULATION, DossierStep
from enforcement.suitability.store import Dossier
from enforcement.suitability.store.visits import Visit

DECIDED_UPON = (VisitReason.AANVRAAG, VisitReason.VERNIEUWING)
"""A visit for one of these is part of what is decided next."""


class RecordVisit(
    Act,
    step=DossierStep.VISITS,
    page="bezoek",
    by=OFFICE,
    law=REGULATION,
    after="filed_at",
    label=mark("Bezoek noteren"),
):
    """A visit: reactive for an application, renewal or change, proactive every year.

    One of this kind that was planned is over with it. What is decided now rests on no visit of
    before it was asked.
    """

    kind: Annotated[VisitKind, choice(mark("Soort bezoek"), labels.VISIT_KIND, name="soort")]
    reason: Annotated[
        VisitReason, choice(mark("Aanleiding"), labels.VISIT_REASON, name="aanleiding")
    ]
    result: Annotated[VisitResult, choice(mark("Resultaat"), labels.VISIT_RESULT, name="resultaat")]
    rooms_visited: Annotated[
        int, Field(ge=0, le=MOST_ROOMS), line(mark("Aantal bezochte ruimten"), name="ruimten")
    ]
    completed_at: Annotated[Past, day_of(mark("Dag van het bezoek"))] = None
    _visit_id: UUID = PrivateAttr(default_factory=uuid4)

    @property
    def visit_id(self) -> UUID:
        """The id of the visit, once it was recorded: that of the planned one, if it was planned."""
        return self._visit_id

    def noted(self) -> str:
        return f"{self.kind}, {self.reason}: {self.result}"

    async def earliest(self, tx: Transaction, case: Dossier) -> datetime | None:
        """When it was filed, or the renewal asked that runs."""
        if self.reason not in DECIDED_UPON:
            return await super().earliest(tx, case)
        asked_at = await timeline.latest(tx, case.case_id, DossierStep.RENEWAL)
        return max(case.filed_at, asked_at or case.filed_at)

    async def take(self, tx: Transaction, case: Dossier, at: datetime) -> None:
        if (self.kind is VisitKind.PROACTIEF) != (self.reason is VisitReason.JAARLIJKS):
            reason = lazy(
                "Een proactief bezoek is dat van elk jaar; een reactief bezoek volgt op een "
                "aanvraag, een vernieuwing of een melding. Kies wat daarbij hoort."
            )
            raise FieldRefusedError("reason", reason)
        if self.rooms_visited > len(case.rooms):
            reason = lazy("Dit pand heeft %(rooms)s ruimtes.", rooms=len(case.rooms))
            raise FieldRefusedError("roomsVisited", reason)
        planned = await store.planned_visits.find_open(tx, case.dossier_id, self.kind)
        if planned is not None:
            planned.completed_at, self._visit_id = tx.now, planned.visit_id
        tx.session.add(
            Visit(
                visit_id=self.visit_id,
                dossier_id=case.dossier_id,
                kind=str(self.kind),
                reason=str(self.reason),
                result=str(self.result),
                rooms_visited=self.rooms_visited,
                completed_at=at,
            )
        )
        if self.reason in DECIDED_UPON:
            case.visited = True
        if self.kind is VisitKind.PROACTIEF:
            await plan_yearly_visit(tx, case, city_day(at))
        record(
            tx,
            SuitabilityVisitCompleted(
                visit_id=self.visit_id,
                dossier_id=case.dossier_id,
                premises_id=case.premises_id,
                kind=self.kind,
                reason=self.reason,
                result=self.result,
                rooms_visited=self.rooms_visited,
                completed_at=at,
            ),
        )
