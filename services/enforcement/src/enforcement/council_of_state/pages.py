"""Forms of a request to the Council of State, for any contested decision."""

from datetime import date
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body, Function
from chassis.web.pages.languages import mark
from contracts.codes import CouncilRuling
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.rules import CaseKind
from enforcement.cases.store.timeline import By
from enforcement.council_of_state import judge, labels, lodge
from enforcement.council_of_state.rules import CouncilStep, Urgency
from enforcement.functions import CASE_WORKERS


class AppealForm(Body):
    lodged_at: date | None = Field(default=None, alias="dag")
    urgency: Urgency = Field(alias="schorsing")
    roll_number: str | None = Field(default=None, min_length=1, max_length=120, alias="rolnummer")


class LawyerForm(Body):
    law_office: str = Field(min_length=2, max_length=120, alias="kantoor")
    file_due_on: date | None = Field(default=None, alias="dossier")


class FileForm(Body):
    sent_at: date | None = Field(default=None, alias="dag")


class RulingForm(Body):
    ruling: CouncilRuling = Field(alias="uitspraak")
    summary: str | None = Field(default=None, max_length=4000, alias="samenvatting")
    ruled_at: date | None = Field(default=None, alias="dag")
    sure: str = Field(default="", alias="zeker")


def council_forms(
    kind: CaseKind,
    explained: str,
    functions: frozenset[Function] = CASE_WORKERS,
    *,
    summarised: bool = True,
    asked: str = mark("Wat vraagt de eigenaar?"),
) -> tuple[StepForm, ...]:
    """The forms of a procedure; ``explained`` says what a request alone stops.

    ``summarised``: the timeline may say in words why the Council ruled as it did. ``asked``: what
    whoever contests the decision wants.
    """

    async def _lodge(tx: Transaction, case_id: UUID, actor: Actor, form: AppealForm) -> None:
        request = lodge.Request(moment_of(tx, form.lodged_at), form.urgency, form.roll_number)
        await lodge.lodge(tx, kind, case_id, By.actor(actor), request)

    async def _appoint(tx: Transaction, case_id: UUID, actor: Actor, form: LawyerForm) -> None:
        by = By.actor(actor)
        await lodge.appoint_lawyer(tx, kind, case_id, by, form.law_office, form.file_due_on)

    async def _send_file(tx: Transaction, case_id: UUID, actor: Actor, form: FileForm) -> None:
        sent_at = moment_of(tx, form.sent_at)
        await lodge.send_file(tx, kind, case_id, By.actor(actor), sent_at)

    async def _rule(tx: Transaction, case_id: UUID, actor: Actor, form: RulingForm) -> None:
        judgment = judge.Judgment(form.ruling, form.summary, moment_of(tx, form.ruled_at))
        await judge.record_ruling(tx, kind, case_id, By.actor(actor), judgment)

    summary: tuple[FormField, ...] = ()
    if summarised:
        summary = (FormField("samenvatting", Look.AREA, mark("Kort waarom"), NO_NAMES),)
    return (
        StepForm(
            CouncilStep.APPEAL,
            "raad-van-state",
            functions,
            _lodge,
            AppealForm,
            (
                day_field(mark("Ingesteld op")),
                FormField(
                    "schorsing",
                    Look.CHOICE,
                    asked,
                    choices=labels.URGENCY,
                ),
                FormField(
                    "rolnummer",
                    Look.LINE,
                    mark("Rolnummer"),
                    mark("Laat leeg als het nog niet gekend is."),
                ),
            ),
            explained,
        ),
        StepForm(
            CouncilStep.LAWYER,
            "raad-van-state-advocaat",
            functions,
            _appoint,
            LawyerForm,
            (
                FormField("kantoor", Look.LINE, mark("Advocatenkantoor van de stad")),
                FormField(
                    "dossier",
                    Look.DAY,
                    mark("Dossier neer te leggen tegen"),
                    mark("De dag in de beschikking. Komt het later, dan staan de feiten vast."),
                ),
            ),
        ),
        StepForm(
            CouncilStep.FILE,
            "raad-van-state-dossier",
            functions,
            _send_file,
            FileForm,
            (day_field(mark("Neergelegd op")),),
        ),
        StepForm(
            CouncilStep.RULING,
            "raad-van-state-uitspraak",
            functions,
            _rule,
            RulingForm,
            (
                FormField(
                    "uitspraak",
                    Look.CHOICE,
                    mark("Wat besliste de Raad van State?"),
                    choices=labels.RULING,
                ),
                *summary,
                day_field(mark("Dag van de uitspraak")),
            ),
            mark("De uitspraak werkt meteen, ook in de kalender en bij de politie."),
            asks=True,
        ),
    )
