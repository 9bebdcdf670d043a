"""Forms of the warning: the report is made known, the owner is warned, and is found again."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import Field

from chassis.db import Transaction
from chassis.web import Actor, Body
from chassis.web.pages.languages import mark
from chassis.web.pages.site import moment as shown
from enforcement.cases import labels
from enforcement.cases.pages.step_form import FormField, Look, StepForm, day_field, moment_of
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS
from enforcement.sanctions import link_finding, store, warn
from enforcement.sanctions.rules import SanctionStep


class DayForm(Body):
    notified_at: date | None = Field(default=None, alias="dag")


class WarningForm(Body):
    sent_at: date | None = Field(default=None, alias="dag")
    extract: str = Field(min_length=3, max_length=4000, alias="uittreksel")
    by_hand: bool = Field(default=False, alias="ontvangstbewijs")


class LinkForm(Body):
    finding_id: UUID = Field(alias="vaststelling")
    owner_known: bool = Field(default=False, alias="eigenaar")


async def _notify_report(tx: Transaction, case_id: UUID, actor: Actor, form: DayForm) -> None:
    await warn.notify_report(tx, case_id, By.actor(actor), moment_of(tx, form.notified_at))


async def _warn(tx: Transaction, case_id: UUID, actor: Actor, form: WarningForm) -> None:
    await warn.warn(
        tx,
        case_id,
        By.actor(actor),
        extract=form.extract,
        sent_at=moment_of(tx, form.sent_at),
        registered=not form.by_hand,
    )


async def _link(tx: Transaction, case_id: UUID, actor: Actor, form: LinkForm) -> None:
    by = By.actor(actor)
    await link_finding.link_finding(tx, case_id, form.finding_id, by, owner_known=form.owner_known)


async def _candidates(tx: Transaction, case_id: UUID) -> Mapping[str, Mapping[Any, str]]:
    """Findings in the same premises about which nothing was done yet."""
    found = await store.unhandled_findings(tx, case_id)
    return {
        "vaststelling": {
            each.finding_id: f"{shown(each.fact_at)}, {labels.fact(each.fact_code)}"
            for each in found
        }
    }


BY_HAND = FormField(
    "ontvangstbewijs",
    Look.TICK,
    mark("Afgegeven tegen ontvangstbewijs, niet aangetekend verstuurd."),
)
FORMS: tuple[StepForm, ...] = (
    StepForm(
        SanctionStep.PV_NOTIFICATION,
        "pv",
        CASE_WORKERS,
        _notify_report,
        DayForm,
        (day_field(mark("Ter kennis gebracht op")),),
        mark("De eigenaar kreeg een kopie van het PV."),
    ),
    StepForm(
        SanctionStep.WARNING,
        "waarschuwing",
        CASE_WORKERS,
        _warn,
        WarningForm,
        (
            day_field(mark("Verstuurd op")),
            BY_HAND,
            FormField(
                "uittreksel",
                Look.AREA,
                mark("Uittreksel van de regel"),
                mark("Zonder de tekst van de regel telt een waarschuwing niet."),
            ),
        ),
        mark("Alleen een feit van na de ontvangst kan nog tot een sanctie leiden."),
    ),
    StepForm(
        SanctionStep.NEXT_FINDING,
        "volgende-vaststelling",
        CASE_WORKERS,
        _link,
        LinkForm,
        (
            FormField(
                "vaststelling",
                Look.CHOICE,
                mark("Welke vaststelling?"),
                mark("Staat er niets bij? Dan is er geen andere vaststelling in dit pand."),
                {},
            ),
            FormField(
                "eigenaar",
                Look.TICK,
                mark("Ik ging na dat het dezelfde eigenaar is."),
            ),
        ),
        mark(
            "Alleen dezelfde eigenaar en dezelfde regel. Het dossier van die vaststelling eindigt."
        ),
        choices=_candidates,
    ),
)
