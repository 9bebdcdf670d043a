"""Acts before the Council of State: a request, the city's lawyer, the file, and each ruling.

A procedure gives each its contest, and who takes it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import StringConstraints

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import CouncilRuling
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Past, Role, Text, area, choice, day, day_of, line
from enforcement.cases.rules import happened
from enforcement.cases.store.timeline import By
from enforcement.council_of_state import labels, store
from enforcement.council_of_state.contest import Contest
from enforcement.council_of_state.rules import (
    APPEAL_TERM,
    BASIS,
    FILE_TERM,
    CouncilStep,
    RequestOf,
    Urgency,
)
from enforcement.council_of_state.store import CouncilAppeal, CouncilRequest
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import Deadline

Roll = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Office = Annotated[str, StringConstraints(min_length=2, max_length=120)]


REQUEST = "beroep"
Which = Annotated[
    RequestOf, choice(mark("Over welk beroep gaat het?"), labels.REQUEST_OF, name=REQUEST)
]


async def _request_of(tx: Transaction, case: Any, which: RequestOf) -> CouncilRequest:
    """Raises ``RefusedError`` where no such request runs."""
    if which is RequestOf.LAATSTE:
        last = await store.get_for_update(tx, case.case_id)
        if not last.runs:
            reason = lazy("Over het laatste beroep is al beslist. Kies het eerdere beroep.")
            raise FieldRefusedError("request", reason)
        return last
    for request in await store.earlier(tx, case.case_id):
        return request
    reason = lazy("Er loopt geen eerder beroep, tegen een beslissing die ingetrokken is.")
    raise FieldRefusedError("request", reason)


class OnRequest(Act):
    """An act about one request that runs; which one is asked where an earlier one does still."""

    request: Which = RequestOf.LAATSTE

    @classmethod
    async def choices(cls, tx: Transaction, case: Any) -> Mapping[str, Mapping[Any, str]]:
        last, earlier = await store.find(tx, case.case_id), await store.earlier(tx, case.case_id)
        if earlier and last is not None and last.runs:
            return {}
        only = RequestOf.EERDER if earlier else RequestOf.LAATSTE
        return {REQUEST: {only: labels.REQUEST_OF[only]}}


async def _watch_files(tx: Transaction, case_id: UUID) -> None:
    """The board shows the file that must be there first."""
    await tx.session.flush()
    due = [
        (each.file_due_on, each.lodged_on)
        for each in await store.running(tx, case_id)
        if each.file_due_on is not None and each.file_sent_on is None
    ]
    if not due:
        await case_terms.close(tx, case_id, FILE_TERM)
        return
    due_on, lodged_on = min(due)
    ends = Deadline(due_on, due_on)
    await case_terms.start_until(tx, case_id, FILE_TERM, lodged_on, ends)


class Lodge(
    Act,
    step=CouncilStep.APPEAL,
    page="raad-van-state",
    law=BASIS,
    after="notified_at",
    label=mark("Een beroep bij de Raad van State vastleggen"),
):
    """Somebody asked the Council to annul the decision; that alone stops nothing (art. 17).

    A late request is recorded too: the Council weighs it. ``urgency``: whether a suspension is
    asked too, also in extreme urgency. The roll number may come later.
    """

    contest: ClassVar[Contest[Any]]
    lodged_at: Annotated[Past, day_of(mark("Ingesteld op"))] = None
    urgency: Annotated[
        Urgency, choice(mark("Wat vraagt de eigenaar?"), labels.URGENCY, name="schorsing")
    ] = Urgency.GEEN
    roll_number: Annotated[
        Roll | None,
        line(mark("Rolnummer"), mark("Laat leeg als het nog niet gekend is."), name="rolnummer"),
    ] = None

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        case.contested = case.council_appeal = True
        lodged_on = city_day(at)
        runs = await legal_terms.running(tx, case.case_id, APPEAL_TERM)
        await case_terms.close(tx, case.case_id, APPEAL_TERM)
        await store.make_place(tx, case.case_id)
        tx.session.add(
            CouncilAppeal(
                case_id=case.case_id,
                kind=self.contest.kind,
                lodged_on=lodged_on,
                late=runs is None or lodged_on > runs.last_day,
                urgency=self.urgency,
                roll_number=self.roll_number,
            )
        )
        await tx.session.flush()
        if self.contest.lodged is not None:
            self.contest.lodged(tx, case, at, self.urgency)


class AppointLawyer(
    OnRequest,
    step=CouncilStep.LAWYER,
    page="raad-van-state-advocaat",
    law=BASIS,
    label=mark("De advocaat en de dag voor het dossier vastleggen"),
):
    """The office that defends the city, and when the file must be there.

    ``fileDueOn`` is the day that the ordinance gives for the file.
    """

    law_office: Annotated[
        Office, Role.REASON, line(mark("Advocatenkantoor van de stad"), name="kantoor")
    ]
    file_due_on: Annotated[
        date | None,
        day(
            mark("Dossier neer te leggen tegen"),
            mark("De dag in de beschikking. Komt het later, dan staan de feiten vast."),
            name="dossier",
        ),
    ] = None

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        appeal = await _request_of(tx, case, self.request)
        appeal.law_office, due_on = self.law_office, self.file_due_on
        if due_on is None:
            return
        if due_on < appeal.lodged_on:
            reason = lazy("Dit ligt voor het beroep. Kijk de dag na.")
            raise FieldRefusedError("fileDueOn", reason)
        appeal.file_due_on = due_on
        await _watch_files(tx, case.case_id)


class SendFile(
    OnRequest,
    step=CouncilStep.FILE,
    page="raad-van-state-dossier",
    law=BASIS,
    label=mark("Het dossier bij de Raad van State neerleggen"),
):
    """The file went to the Council."""

    sent_at: Annotated[Past, day_of(mark("Neergelegd op"))] = None

    async def take(self, tx: Transaction, case: Any, at: datetime) -> None:
        appeal = await _request_of(tx, case, self.request)
        appeal.file_sent_on = city_day(at)
        await _watch_files(tx, case.case_id)


class NoteRuling(
    OnRequest,
    step=CouncilStep.RULING,
    page="raad-van-state-uitspraak",
    law=BASIS,
    label=mark("De uitspraak van de Raad van State vastleggen"),
    explained=mark("De uitspraak werkt meteen, ook in de kalender en bij de politie."),
    asks=True,
):
    """The Council suspended, annulled or left the decision: others follow at once.

    A ruling on an earlier ``request``, against a decision that was taken back, changes nothing.
    """

    contest: ClassVar[Contest[Any]]
    ruling: Annotated[
        CouncilRuling,
        choice(mark("Wat besliste de Raad van State?"), labels.RULING, name="uitspraak"),
    ]
    ruled_at: Annotated[Past, day_of(mark("Dag van de uitspraak"))] = None

    def noted(self) -> str | None:
        earlier = self.request is RequestOf.EERDER
        return f"{self.ruling} ({self.request} beroep)" if earlier else str(self.ruling)

    async def take_by(self, tx: Transaction, case: Any, at: datetime, by: By) -> None:
        appeal = await _request_of(tx, case, self.request)
        at = happened("ruledAt", at, tx.now, after=day_start(appeal.lodged_on))
        appeal.ruling, appeal.ruled_on = self.ruling, city_day(at)
        await _watch_files(tx, case.case_id)
        case.council_appeal = bool(await store.running(tx, case.case_id))
        if self.request is RequestOf.EERDER:
            return
        if self.contest.decided is not None:
            self.contest.decided(tx, case, self.ruling, at)
        effect = self.contest.effects.get(self.ruling)
        if effect is not None:
            await effect(tx, case, by)


class SummariseRuling(NoteRuling):
    """A ruling, of which the timeline may say in words why it is so."""

    summary: Annotated[Text | None, area(mark("Kort waarom"), NO_NAMES, name="samenvatting")] = None

    def noted(self) -> str | None:
        return f"{super().noted()}: {self.summary}" if self.summary else super().noted()
