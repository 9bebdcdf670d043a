"""Acts of an appeal (art. 31), from its lodging to its judgment, and of the end of a case."""

from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator

from chassis.bus import record, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import AppealVerdict, GasOutcome
from contracts.enforcement import GasAppealDecided, GasAppealLodged
from enforcement.acts.act import Act
from enforcement.acts.fields import (
    NO_NAMES,
    Past,
    Role,
    Short,
    Text,
    area,
    choice,
    day_of,
    euros,
    line,
)
from enforcement.appeals import store
from enforcement.appeals.rules import court_for, unsound_amount
from enforcement.appeals.store import Appeal
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import permits
from enforcement.functions import CASE_WORKERS
from enforcement.gas import labels
from enforcement.gas.earlier_fines import recount_later
from enforcement.gas.end import end
from enforcement.gas.finalise import FINE_FINAL
from enforcement.gas.limit import highest_fine
from enforcement.gas.person_terms import count_missing
from enforcement.gas.rules import GasState, GasStep, basis
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome, tell_ruled
from enforcement.legal_terms import case_terms
from enforcement.payments.award_costs import award_costs
from enforcement.payments.labels import COSTS
from enforcement.payments.pay_ahead import give_back
from enforcement.payments.rules.court_costs import CostsDebtor, check_costs
from enforcement.payments.rules.euros import typed_cents

LATE = "beroep_na_termijn"
"""A line of the timeline: whether the appeal may be heard, the court says."""
ANOTHER = "nog_een_beroep"
"""A line of the timeline: a minor and each holder of parental authority may appeal."""
ONE_BACK = "een_beroep_ingetrokken"
"""A line of the timeline: one of several appeals was taken back, and another runs."""


class LodgeAppeal(
    Act,
    step=GasStep.APPEAL,
    page="beroep",
    by=CASE_WORKERS,
    law=basis.APPEAL,
    label=mark("Beroep vastleggen"),
    explained=mark(
        "Leg elk beroep vast, ook na de termijn: daarover oordeelt de rechtbank. Tot het "
        "vonnis kan de boete niet worden ingevorderd."
    ),
):
    """Somebody appealed: the fine is not enforceable until the court has judged.

    Whenever it was lodged, and whatever became of the fine since: one that came after the month is
    recorded with that doubt.
    """

    lodged_at: Annotated[Past, day_of(mark("Ingesteld op"))] = None
    roll_number: Annotated[
        Short | None,
        line(mark("Rolnummer"), mark("Laat leeg als het nog niet gekend is."), name="rolnummer"),
    ] = None

    async def move(self, tx: Transaction, case: GasCase, at: datetime | None, by: By) -> None:
        before, at = case.state, at or tx.now
        await super().move(tx, case, at, by)
        if case.appeal_until is not None and city_day(at) > case.appeal_until:
            timeline.note(tx, case.case_id, LATE, (case.state, case.state), by)
        if before is GasState.BEROEP_INGESTELD:
            states = (case.state, case.state)
            timeline.note(tx, case.case_id, ANOTHER, states, by, reason=self.roll_number)
            return
        await self._begin(tx, case, at)
        if before is GasState.DWANGINVORDERING:
            await ask_review(tx, case.case_id, case.state, by, Early.INGEVORDERD)

    async def _begin(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.appealed_on, case.closed_at = city_day(at), None
        case.judged_on = case.verdict = None
        await case_terms.close(tx, case.case_id, basis.APPEAL_TERM)
        await self._keep(tx, case, city_day(at))
        record(tx, GasAppealLodged(case_id=case.case_id, lodged_at=at))

    async def _keep(self, tx: Transaction, case: GasCase, on: date) -> None:
        """One that was taken back makes place for this one."""
        assert case.amount is not None, "only a fine is appealed"
        appeal = await store.find(tx, case.case_id)
        if appeal is None:
            appeal = Appeal(
                case_id=case.case_id,
                court=court_for(minor=bool(case.minor)),
                lodged_on=on,
                first_amount=case.amount,
            )
            tx.session.add(appeal)
        appeal.lodged_on, appeal.roll_number = on, self.roll_number
        appeal.file_sent_on = None


class AppointAppealLawyer(
    Act,
    step=GasStep.APPEAL_LAWYER,
    page="advocaat",
    by=CASE_WORKERS,
    law=basis.APPEAL,
    label=mark("Advocaat van de stad aanstellen"),
):
    """The office that defends the city."""

    law_office: Annotated[Short, line(mark("Kantoor van de advocaat"), name="kantoor")]

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        (await store.get_for_update(tx, case.case_id)).law_office = self.law_office


class SendAppealFile(
    Act,
    step=GasStep.APPEAL_FILE,
    page="neergelegd",
    by=CASE_WORKERS,
    law=basis.APPEAL,
    label=mark("Dossier bij de rechtbank neergelegd"),
):
    """The file went to the court and to the lawyer."""

    sent_at: Annotated[Past, day_of(mark("Neergelegd op"))] = None

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        (await store.get_for_update(tx, case.case_id)).file_sent_on = city_day(at)


class RecordJudgment(
    Act,
    step=GasStep.JUDGMENT,
    page="vonnis",
    by=CASE_WORKERS,
    law=basis.APPEAL,
    label=mark("Vonnis vastleggen"),
    asks=True,
):
    """The court's judgment: no appeal lies against it, and a fine that stands is final (art. 31).

    ``amount`` in whole euros, of a revision alone. Whoever takes one of several appeals back ends
    no other. ``costsCents`` is a debt of its own beside the fine, of ``costsOwedBy``.
    """

    verdict: Annotated[
        AppealVerdict,
        Role.OUTCOME,
        choice(mark("Wat besliste de rechtbank?"), labels.VERDICT, name="vonnis"),
    ]
    amount: Annotated[
        int | None,
        euros(
            mark("Nieuw bedrag in euro"),
            mark("Alleen als de boete herzien is."),
            name="bedrag",
        ),
    ] = None
    summary: Annotated[
        Text | None, Role.REASON, area(mark("Kort waarom"), NO_NAMES, name="samenvatting")
    ] = None
    judged_at: Annotated[Past, day_of(mark("Dag van het vonnis"))] = None
    costs_owed_by: Annotated[
        CostsDebtor | None,
        choice(
            mark("Wie betaalt de gerechtskosten?"),
            COSTS,
            mark("Ze staan los van de geldboete. Laat leeg als de rechtbank er geen toekent."),
            name="kosten_van",
        ),
    ] = None
    costs_cents: Annotated[
        int | None,
        BeforeValidator(typed_cents),
        line(mark("Bedrag van de kosten in euro"), mark("Bijvoorbeeld 235,50."), name="kosten"),
    ] = None

    async def earliest(self, tx: Transaction, case: GasCase) -> datetime | None:
        return None if case.appealed_on is None else day_start(case.appealed_on)

    async def move(self, tx: Transaction, case: GasCase, at: datetime | None, by: By) -> None:
        wrong = unsound_amount(self.verdict, self.amount, await highest_fine(tx, case))
        if wrong is not None:
            raise FieldRefusedError("amount", wrong)
        check_costs(self.costs_owed_by, self.costs_cents)
        if self.verdict is AppealVerdict.AFSTAND and await _another_runs(tx, case):
            states = (case.state, case.state)
            timeline.note(
                tx, case.case_id, ONE_BACK, states, by, reason=self.summary, happened_at=at
            )
            await self._award(tx, case.case_id, at or tx.now, by)
            return
        await super().move(tx, case, at, by)
        await self._rule(tx, case, at or tx.now, by)

    async def _rule(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        case_id = case.case_id
        case.verdict, case.judged_on = self.verdict, city_day(at)
        record(tx, GasAppealDecided(case_id=case_id, verdict=self.verdict, decided_at=at))
        await self._award(tx, case_id, at, by)
        if self.verdict is AppealVerdict.VERNIETIGD:
            await end(tx, case)
            await give_back(tx, case_id)
            await recount_later(tx, case, by)
            tell_outcome(tx, case_id, GasOutcome.GEEN_GELDBOETE)
            return
        case.amount = self.amount or case.amount
        await count_missing(tx, case_id)
        if case.is_ruled:
            await tell_ruled(tx, case)
        elif permits(case, GasStep.EXPIRY, city_day(tx.now)):
            await ask_review(tx, case_id, case.state, by, Early.TE_LAAT)
        await schedule(tx, FINE_FINAL, str(case_id), _final_at(case, tx.now), {})

    async def _award(self, tx: Transaction, case_id: UUID, at: datetime, by: By) -> None:
        if self.costs_owed_by is not None and self.costs_cents is not None:
            owed_by, cents = self.costs_owed_by, self.costs_cents
            await award_costs(tx, case_id, owed_by, cents, city_day(at), by)


async def _another_runs(tx: Transaction, case: GasCase) -> bool:
    steps = [line.step for line in await timeline.of_case(tx, case.case_id)]
    more = steps.count(ANOTHER) - steps.count(ONE_BACK)
    return case.state is GasState.BEROEP_INGESTELD and more > 0


def _final_at(case: GasCase, now: datetime) -> datetime:
    """At once, by a ruling; who takes an appeal back, or somebody else, has the rest of the month
    (art. 31).
    """
    if case.is_ruled or case.appeal_until is None:
        return now
    return max(now, day_start(case.appeal_until + timedelta(days=1)))


class CloseFine(
    Act,
    step=GasStep.CLOSING,
    page="afsluiten",
    by=CASE_WORKERS,
    law=basis.LAW,
    label=mark("Het dossier afsluiten"),
    explained=mark("Er is niets meer te doen. Het dossier blijft in het register."),
    button=mark("Sluit het dossier"),
):
    """Nothing is to be done any more about a fine that is paid or given up."""
