"""Acts of an application before it is decided: is it complete, is it stopped or taken back."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.codes import ApplicationAnswer
from contracts.enforcement import SuitabilityCompletenessChecked
from enforcement.acts.act import Act, PageForm
from enforcement.acts.fields import NO_NAMES, Past, Role, Short, Text, area, choice, day_of
from enforcement.application_register.answer_applicant import answer_applicant
from enforcement.cases.store.timeline import By
from enforcement.functions import OFFICE
from enforcement.legal_terms import case_terms
from enforcement.legal_terms import store as legal_terms
from enforcement.suitability import labels
from enforcement.suitability.acts.lines import Lines, lines
from enforcement.suitability.rules import (
    COMPLETION_TERM,
    DECISION_TERM,
    REGULATION,
    Completeness,
    DossierStep,
)
from enforcement.suitability.store import Dossier
from enforcement.suitability.withdraw_application import end_request, take_withdrawal

Why = Annotated[Text, Role.REASON, area(mark("Reden"), NO_NAMES, name="reden")]


class CompletenessForm(PageForm):
    """What is missing, in lines of text."""

    outcome: Annotated[
        Completeness,
        choice(mark("Zijn alle stukken er?"), labels.COMPLETENESS, name="uitkomst"),
    ]
    missing: Annotated[
        Lines,
        area(mark("Wat ontbreekt er?"), mark("Eén stuk per lijn."), name="ontbreekt"),
    ] = ""
    sent_at: Annotated[Past, day_of(mark("Dag waarop de brief vertrok"))] = None

    def act(self) -> "CheckCompleteness":
        return CheckCompleteness(
            complete=self.outcome is Completeness.VOLLEDIG,
            missing=lines(self.missing),
            sent_at=self.sent_at,
        )


class CheckCompleteness(
    Act,
    step=DossierStep.COMPLETENESS,
    page="volledigheid",
    by=OFFICE,
    law=REGULATION,
    after="filed_at",
    label=mark("Volledigheid nakijken"),
):
    """Are all documents there? If not, the applicant gets a term to complete the file.

    ``sentAt``: when the letter that says so left.
    """

    form = CompletenessForm

    complete: bool
    missing: list[Short] = Field(default_factory=list, max_length=50)
    sent_at: Past = None

    def decided(self) -> str:
        return Completeness.VOLLEDIG if self.complete else Completeness.ONVOLLEDIG

    def noted(self) -> str | None:
        return "; ".join(self.missing) or None

    async def take(self, tx: Transaction, case: Dossier, at: datetime) -> None:
        if self.complete and self.missing:
            raise FieldRefusedError("missing", lazy("Een volledig dossier mist niets."))
        if not (self.complete or self.missing):
            reason = lazy("Zeg wat er ontbreekt: de aanvrager moet het kunnen aanvullen.")
            raise FieldRefusedError("missing", reason)
        term = DECISION_TERM if self.complete else COMPLETION_TERM
        if self.complete:
            await case_terms.close(tx, case.case_id, COMPLETION_TERM)
        law = await legal_terms.law(tx, city_day(at), term)
        ends = await case_terms.start(tx, case.case_id, law, term, city_day(at))
        record(
            tx,
            SuitabilityCompletenessChecked(
                dossier_id=case.dossier_id,
                premises_id=case.premises_id,
                complete=self.complete,
                checked_at=tx.now,
            ),
        )
        if self.complete:
            await answer_applicant(tx, case.case_id, ApplicationAnswer.VOLLEDIG)
        else:
            answer = ApplicationAnswer.ONVOLLEDIG
            await answer_applicant(tx, case.case_id, answer, self.missing, ends.last_day)


class DiscontinueApplication(
    Act,
    step=DossierStep.DISCONTINUATION,
    page="stopzetten",
    by=OFFICE,
    law=REGULATION,
    label=mark("Onvolledige aanvraag stopzetten"),
    explained=mark("De aanvrager moet dan opnieuw beginnen."),
    asks=True,
):
    """An application that stays incomplete is stopped by a person, never by the clock."""

    reason: Why

    async def take(self, tx: Transaction, case: Dossier, at: datetime) -> None:
        await case_terms.close(tx, case.case_id)
        await answer_applicant(tx, case.case_id, ApplicationAnswer.STOPGEZET)


class WithdrawApplication(
    Act,
    step=DossierStep.APPLICATION_WITHDRAWAL,
    page="aanvraag-intrekken",
    by=OFFICE,
    law=REGULATION,
    label=mark("Aanvraag ingetrokken door de aanvrager"),
    explained=mark(
        "De aanvrager vraagt dit zelf. Een verklaring die geldt, loopt tot haar laatste dag."
    ),
    asks=True,
):
    """The applicant takes an application or a renewal back before it is decided, by letter or on
    the phone."""

    reason: Why

    async def move(self, tx: Transaction, case: Dossier, at: datetime | None, by: By) -> None:
        take_withdrawal(tx, case, by, self.reason, at)

    async def take(self, tx: Transaction, case: Dossier, at: datetime) -> None:
        await end_request(tx, case)
        await answer_applicant(tx, case.case_id, ApplicationAnswer.STOPGEZET)
