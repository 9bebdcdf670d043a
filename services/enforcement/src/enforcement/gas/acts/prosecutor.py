"""Acts with the prosecutor and for a minor: mixed facts (arts. 23 and 24), and what protects."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark
from chassis.web.pages.site import moment
from contracts.codes import DismissalReason, GasOutcome
from contracts.enforcement import GasDismissed
from enforcement.acts.act import Act
from enforcement.acts.fields import Past, choice, choice_of_case, day_of
from enforcement.case_documents.labels import KIND
from enforcement.case_documents.store import documents
from enforcement.functions import GAS
from enforcement.gas import labels
from enforcement.gas.ask_prosecutor import start_window, tell_asked
from enforcement.gas.end import end
from enforcement.gas.rules import GasStep, MixedOffence, ProsecutorAnswer, basis
from enforcement.gas.store import GasCase
from enforcement.gas.tell_police import tell_outcome
from enforcement.legal_terms import case_terms


class ReferToProsecutor(
    Act,
    step=GasStep.PROSECUTOR_REFERRAL,
    page="parket",
    by=GAS,
    law=basis.PROSECUTOR,
    label=mark("Naar het parket sturen"),
):
    """The facts are a crime too: the prosecutor's term runs from his receipt of the PV."""

    mixed: Annotated[MixedOffence, choice(mark("Welke inbreuk?"), labels.MIXED, name="inbreuk")]
    received_at: Annotated[Past, day_of(mark("Het parket kreeg het PV op"))] = None

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.mixed = self.mixed
        await start_window(tx, case, city_day(at))
        await tell_asked(tx, case.case_id)


class NoteProsecutorAnswer(
    Act,
    step=GasStep.PROSECUTOR_ANSWER,
    page="parket-antwoord",
    by=GAS,
    law=basis.PROSECUTOR,
    label=mark("Antwoord van het parket vastleggen"),
):
    """The prosecutor waives, or prosecutes: then the city's case ends."""

    answer: Annotated[
        ProsecutorAnswer, choice(mark("Wat zei het parket?"), labels.REPLY, name="antwoord")
    ]
    answered_at: Annotated[Past, day_of(mark("Dag van het antwoord"))] = None

    def decided(self) -> str:
        return self.answer

    def noted(self) -> None:
        return None

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.prosecutor_answer = self.answer
        if self.answer is ProsecutorAnswer.AFGEZIEN:
            await case_terms.close(tx, case.case_id, basis.PROSECUTOR_TERM)
            return
        await end(tx, case)
        reason = DismissalReason.OVERGENOMEN_DOOR_PARKET
        record(tx, GasDismissed(case_id=case.case_id, reason=reason, dismissed_at=tx.now))
        tell_outcome(tx, case.case_id, GasOutcome.OVERGENOMEN_DOOR_PARKET)


class NoteProsecutorSilence(
    Act,
    step=GasStep.PROSECUTOR_SILENCE,
    page="parket-zweeg",
    by=GAS,
    law=basis.PROSECUTOR,
    label=mark("Vastleggen dat het parket niet antwoordde"),
    explained=mark("De termijn van het parket is voorbij en er kwam geen antwoord."),
):
    """The prosecutor's term passed without an answer: for light mixed facts the city goes on."""

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.prosecutor_silent = True
        await case_terms.close(tx, case.case_id, basis.PROSECUTOR_TERM)


class NoteProsecutorCopy(
    Act,
    step=GasStep.PROSECUTOR_COPY,
    page="parket-kopie",
    by=GAS,
    law=basis.COPY,
    label=mark("Kopie naar het parket vastleggen"),
    explained=mark("Van elke vaststelling over een minderjarige krijgt het parket een kopie."),
):
    """A copy of a minor's finding went to the prosecutor, as the law wants of each (art. 22 §3).

    ``proofId`` is a document of the case that proves the sending.
    """

    proof_id: Annotated[
        UUID,
        choice_of_case(
            mark("Welk stuk bewijst het?"),
            mark("Voeg het bewijs van verzending eerst toe bij de stukken."),
            name="bewijs",
        ),
    ]
    sent_at: Annotated[Past, day_of(mark("Verzonden op"))] = None

    @classmethod
    async def choices(cls, tx: Transaction, case: GasCase) -> Mapping[str, Mapping[Any, str]]:
        return {
            "bewijs": {
                str(each.document_id): f"{_(KIND[each.kind])}, {moment(each.added_at)}"
                for each in await _proofs(tx, case.case_id)
            }
        }

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        if self.proof_id not in {each.document_id for each in await _proofs(tx, case.case_id)}:
            reason = lazy("Kies een stuk van dit dossier dat de verzending bewijst.")
            raise FieldRefusedError("proofId", reason)
        case.prosecutor_copied_on, case.prosecutor_copy_proof = city_day(at), self.proof_id


async def _proofs(tx: Transaction, case_id: UUID) -> list[documents.CaseDocument]:
    """Documents of people that nobody took out: any of them may prove a copy."""
    return [
        each
        for each in await documents.of_case(tx, case_id)
        if each.pages is not None and each.withdrawn_at is None
    ]


class NoteCounsel(
    Act,
    step=GasStep.COUNSEL,
    page="advocaat-minderjarige",
    by=GAS,
    law=basis.COUNSEL,
    label=mark("Advocaat van de minderjarige vastleggen"),
    explained=mark("De stafhouder wijst binnen twee werkdagen een advocaat aan."),
):
    """The head of the bar named a lawyer for the minor (art. 16)."""

    named_at: Annotated[Past, day_of(mark("Aangewezen op"))] = None

    async def take(self, tx: Transaction, case: GasCase, at: datetime) -> None:
        case.counsel_named_on = city_day(at)
        await case_terms.close(tx, case.case_id, basis.LAWYER_TERM)
