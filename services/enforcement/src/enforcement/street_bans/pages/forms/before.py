"""Forms before the hearing: the age, the warning or its reason, a fact since."""

from datetime import date
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from enforcement.cases.pages.step_form import (
    NO_NAMES,
    FormField,
    Look,
    StepForm,
    day_field,
    moment_of,
)
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS, LAWYERS, MAYOR
from enforcement.street_bans import open_ban, warn
from enforcement.street_bans.rules import BanStep


class DayForm(Body):
    day: date | None = Field(default=None, alias="dag")


class WarningForm(DayForm):
    received_on: date | None = Field(default=None, alias="ontvangen")


class ReasonForm(Body):
    reason: str = Field(min_length=3, max_length=2000, alias="reden")


class NumberForm(Body):
    number: str = Field(min_length=3, max_length=40, alias="nummer")


async def _warn(tx: Transaction, case_id: UUID, actor: Actor, form: WarningForm) -> None:
    sent_at = moment_of(tx, form.day)
    await warn.warn(tx, case_id, By.actor(actor), sent_at, form.received_on)


async def _skip(tx: Transaction, case_id: UUID, actor: Actor, form: ReasonForm) -> None:
    await warn.skip_warning(tx, case_id, By.actor(actor), form.reason)


async def _link(tx: Transaction, case_id: UUID, actor: Actor, form: NumberForm) -> None:
    await warn.link_fact(tx, case_id, By.actor(actor), form.number)


async def _review(tx: Transaction, case_id: UUID, actor: Actor, form: ReasonForm) -> None:
    await open_ban.review_age(tx, case_id, By.actor(actor), form.reason)


REASON = FormField("reden", Look.AREA, mark("Reden"), NO_NAMES)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        BanStep.REVIEW,
        "leeftijd",
        LAWYERS,
        _review,
        ReasonForm,
        (REASON,),
        mark(
            "Een verbod voor een minderjarige kan, maar bescherming gaat voor. Zeg wat je naging "
            "en waarom dit toch verder mag."
        ),
    ),
    StepForm(
        BanStep.WARNING,
        "waarschuwing",
        MAYOR,
        _warn,
        WarningForm,
        (
            day_field(mark("Dag waarop de waarschuwing vertrok")),
            FormField(
                "ontvangen",
                Look.DAY,
                mark("Dag op het ontvangstbewijs"),
                mark("Laat leeg zonder ontvangstbewijs: dan telt de derde werkdag."),
            ),
        ),
        mark(
            "De waarschuwing is schriftelijk en zegt dat een nieuw feit op dezelfde plaats tot een "
            "verbod kan leiden."
        ),
    ),
    StepForm(
        BanStep.WARNING_SKIPPED,
        "zonder-waarschuwing",
        MAYOR,
        _skip,
        ReasonForm,
        (REASON,),
        mark(
            "Alleen als de orde niet op een waarschuwing kan wachten. De reden komt in het bevel."
        ),
    ),
    StepForm(
        BanStep.NEXT_FACT,
        "nieuw-feit",
        CASE_WORKERS,
        _link,
        NumberForm,
        (
            FormField(
                "nummer",
                Look.LINE,
                mark("Nummer van het GAS-dossier"),
                mark(
                    "Bijvoorbeeld GAS/2026/000012, met een feit van na de ontvangst van de "
                    "waarschuwing."
                ),
            ),
        ),
    ),
)
