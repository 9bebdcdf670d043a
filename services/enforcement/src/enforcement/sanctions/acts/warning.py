"""Acts of the warning: the report is made known, the owner is warned, and is found again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError, StepRefusedError
from chassis.web.pages.languages import mark
from chassis.web.pages.site import moment as shown
from contracts.enforcement import SanctionPvNotified
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import Past, Role, Text, area, choice_of_case, day_of, tick
from enforcement.cases import labels
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.rules import deemed_received
from enforcement.notifications.rules.notification import counts_from
from enforcement.sanctions import store
from enforcement.sanctions.close import end
from enforcement.sanctions.open_case import link
from enforcement.sanctions.repeat import WARNED_AGAIN, following, must_not_follow, warned_before
from enforcement.sanctions.rules import (
    LINKED_FROM,
    WARNING_BASIS,
    WARNING_TERM,
    SanctionState,
    SanctionStep,
)
from enforcement.sanctions.rules.warnings import no_sequel
from enforcement.sanctions.store import SanctionCase
from enforcement.sanctions.warn import begin_validity, is_on_its_way

Sent = Annotated[Past, day_of(mark("Verstuurd op"))]
Again = Annotated[
    bool,
    tick(
        mark("Ik waarschuw toch opnieuw, ook als dit feit op een eerdere waarschuwing kan volgen."),
        name="opnieuw",
    ),
]


class NotifyReport(
    Act,
    step=SanctionStep.PV_NOTIFICATION,
    page="pv",
    by=CASE_WORKERS,
    law=WARNING_BASIS,
    after="fact_at",
    label=mark("Het PV ter kennis brengen"),
    explained=mark("De eigenaar kreeg een kopie van het PV."),
):
    """The owner got the PV of the findings."""

    notified_at: Annotated[Past, day_of(mark("Ter kennis gebracht op"))] = None

    async def take(self, tx: Transaction, case: SanctionCase, at: datetime) -> None:
        premises_id = case.premises_id
        record(
            tx, SanctionPvNotified(case_id=case.case_id, premises_id=premises_id, notified_at=at)
        )


class WarningForm(PageForm):
    """A tick for a warning that was handed over."""

    sent_at: Sent = None
    by_hand: Annotated[
        bool,
        tick(
            mark("Afgegeven tegen ontvangstbewijs, niet aangetekend verstuurd."),
            name="ontvangstbewijs",
        ),
    ] = False
    extract: Annotated[
        Text,
        area(
            mark("Uittreksel van de regel"),
            mark("Zonder de tekst van de regel telt een waarschuwing niet."),
            name="uittreksel",
        ),
    ]
    again: Again = False

    def act(self) -> "WarnOwner":
        return WarnOwner(
            sent_at=self.sent_at,
            registered=not self.by_hand,
            extract=self.extract,
            again=self.again,
        )


class WarnOwner(
    Act,
    step=SanctionStep.WARNING,
    page="waarschuwing",
    by=CASE_WORKERS,
    law=WARNING_BASIS,
    label=mark("Een waarschuwing versturen"),
    explained=mark("Alleen een feit van na de ontvangst kan nog tot een sanctie leiden."),
):
    """The warning; only a fact after its receipt, within its validity, can lead to a sanction.

    ``extract`` is the text of the breached rule: without it a warning does not count. A registered
    letter is deemed received on the third working day; else on ``sentAt``. ``again``: the finding
    may follow an earlier warning, and somebody chose not to link it there.
    """

    form = WarningForm

    sent_at: Past = None
    registered: bool = True
    extract: Annotated[Text, Role.REASON]
    again: bool = False

    async def earliest(self, tx: Transaction, case: SanctionCase) -> datetime | None:
        return await timeline.latest(tx, case.case_id, SanctionStep.PV_NOTIFICATION)

    async def take_by(self, tx: Transaction, case: SanctionCase, at: datetime, by: By) -> None:
        if await is_on_its_way(tx, case.case_id):
            reason = lazy(
                "De brief met de waarschuwing is onderweg. Wacht op de dag van ontvangst."
            )
            raise StepRefusedError(reason)
        if not self.again:
            await must_not_follow(tx, case)
        elif (other := await warned_before(tx, case)) is not None:
            states = (case.state, case.state)
            timeline.note(tx, case.case_id, WARNED_AGAIN, states, by, reason=other.number)
        law = await legal_terms.law(tx, city_day(case.fact_at), WARNING_TERM)
        warned_on = city_day(at)
        if self.registered:
            warned_on = deemed_received(warned_on, law.days.legal)
        case.warned_on = warned_on
        case.warned_from = counts_from(warned_on, None if self.registered else at)
        await begin_validity(tx, case, law, warned_on, at)


class LinkFinding(
    Act,
    step=SanctionStep.NEXT_FINDING,
    page="volgende-vaststelling",
    by=CASE_WORKERS,
    law=WARNING_BASIS,
    label=mark("Een volgende vaststelling koppelen"),
    explained=mark(
        "Alleen dezelfde eigenaar en dezelfde regel. Het dossier van die vaststelling eindigt."
    ),
):
    """A finding that could not be linked on arrival is the next one; its own case ends.

    Only one about which nobody was heard yet, also if its report was made known or the owner was
    warned a second time. ``ownerKnown``: somebody made sure that it is the same owner, if no
    declaration says so.
    """

    finding_id: Annotated[
        UUID,
        choice_of_case(
            mark("Welke vaststelling?"),
            mark(
                "Van plaatsen zonder vergunning staan ze er allemaal: lees in het rapport na of "
                "dit dezelfde plaats is. Staat er niets bij? Dan is er geen andere vaststelling."
            ),
            name="vaststelling",
        ),
    ]
    owner_known: Annotated[
        bool, tick(mark("Ik ging na dat het dezelfde eigenaar is."), name="eigenaar")
    ] = False

    @classmethod
    async def choices(cls, tx: Transaction, case: Any) -> Mapping[str, Mapping[Any, str]]:
        """Findings that may follow the warning and about which nobody was heard yet, by report: in
        the same premises, or in any place without a permit, which may be written in two ways.
        """
        found = await following(tx, case)
        return {
            "vaststelling": {
                each.finding_id: (
                    f"{each.report_number}, {shown(each.fact_at)}, {labels.fact(each.fact_code)}"
                )
                for each in found
            }
        }

    async def move(self, tx: Transaction, case: SanctionCase, at: datetime | None, by: By) -> None:
        """As a finding that is linked on arrival does; its own case is the reason."""
        own = await self._own_case(tx, case)
        await link(tx, case, self.finding_id, by, reason=own.number)
        await store.move_finding(tx, self.finding_id, case.case_id)
        end(tx, own, by, f"gekoppeld aan {case.number}")
        await case_terms.close(tx, own.case_id, WARNING_TERM)

    async def _own_case(self, tx: Transaction, case: SanctionCase) -> SanctionCase:
        """The case of the finding, which may follow the warning. Raises ``FieldRefusedError``."""
        own_id = await findings.case_of(tx, self.finding_id)
        own = None if own_id is None else await store.find_for_update(tx, own_id)
        if own is None or own.case_id == case.case_id or not _same_place(own, case):
            raise FieldRefusedError("findingId", lazy("Kies een vaststelling in hetzelfde pand."))
        if own.state is SanctionState.OPGESCHORT_OVERLEG:
            reason = lazy("Deze vaststelling wacht op overleg met de politie.")
            raise FieldRefusedError("findingId", reason)
        if own.state not in LINKED_FROM:
            reason = lazy("Over deze vaststelling loopt al een procedure.")
            raise FieldRefusedError("findingId", reason)
        warning = case.warning()
        if warning is None:
            reason = lazy("In dit dossier is er nog geen waarschuwing.")
            raise FieldRefusedError("findingId", reason)
        fact = await store.later_fact(tx, own.premises_id, own.fact_code, own.fact_at)
        objection = no_sequel(warning, fact, owner_known=self.owner_known)
        if objection is not None:
            raise FieldRefusedError("findingId", objection)
        return own


def _same_place(own: SanctionCase, case: SanctionCase) -> bool:
    """Of places without a permit the address may be written in two ways: a person sees to it."""
    return own.premises_id == case.premises_id or (own.unlisted and case.unlisted)
