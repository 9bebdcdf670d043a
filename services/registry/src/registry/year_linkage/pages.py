"""Screens of a year's linkage: the key of an organisation, and the study office's join."""

import json
from collections.abc import Awaitable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import Field
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import FieldRefusedError, RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.flash import CAREFUL
from chassis.web.pages.languages import mark
from contracts.codes import CareOrganisation
from registry.authorisation import RESPONSIBLE
from registry.delivery_register.rules.agenda import FIRST_YEAR, LAST_YEAR
from registry.minimum_format.rules.records import Period
from registry.roles import Analyst, Reader, Responsible, Settings, organisation_of, own
from registry.year_linkage import destroy, hand_over, join, labels, open_year, store
from registry.year_linkage.enter_sample import MOST_SAMPLED, enter_sample
from registry.year_linkage.progress import progress_of
from registry.year_linkage.rules.year import RUNNING, LinkageState

router = APIRouter(include_in_schema=False)
HOME = "/koppeling"
Year = Annotated[int, Path(ge=FIRST_YEAR, le=LAST_YEAR)]


class OpeningForm(Body):
    year: int = Field(alias="jaar", ge=FIRST_YEAR, le=LAST_YEAR)
    decided_on: date = Field(alias="besluit")


class SureForm(Body):
    sure: bool = Field(False, alias="zeker")


class SampleForm(Body):
    sampled: int = Field(alias="steekproef", ge=1, le=MOST_SAMPLED)
    alike: int = Field(alias="gelijk", ge=0, le=MOST_SAMPLED)


class AgainForm(Body):
    organisation: CareOrganisation = Field(alias="organisatie")


@router.get(HOME)
async def get_years(request: Request, tx: Tx, actor: Reader, settings: Settings) -> Response:
    return await _years(request, tx, own(actor), settings.linkage, Form())


@router.post(HOME)
async def post_opening(request: Request, tx: Tx, actor: Analyst, settings: Settings) -> Response:
    form = await read(request, OpeningForm)
    if form.model is not None:
        year = form.model.year
        try:
            await open_year.open_year(tx, year, form.model.decided_on, settings, by=actor.subject)
        except FieldRefusedError as refusal:
            form.errors["besluit"] = refusal.reason
        except RefusedError as refusal:
            form.refuse(refusal)
        else:
            await tell(tx, request, _("Geopend. De verantwoordelijken kunnen de sleutel ophalen."))
            return go(f"{HOME}/{year}")
    return await _years(request, tx, own(actor), settings.linkage, form)


@router.get(f"{HOME}/{{year}}")
async def get_year(
    request: Request, year: Year, tx: Tx, actor: Reader, settings: Settings
) -> Response:
    return await _year(request, tx, year, actor, settings, Form())


@router.post(f"{HOME}/{{year}}/steekproef")
async def post_sample(
    request: Request, year: Year, tx: Tx, actor: Responsible, settings: Settings
) -> Response:
    form = await read(request, SampleForm)
    if form.model is not None:
        try:
            await enter_sample(
                tx,
                year,
                organisation_of(actor),
                sampled=form.model.sampled,
                alike=form.model.alike,
                by=actor.subject,
            )
        except FieldRefusedError as refusal:
            form.errors["gelijk"] = refusal.reason
        except RefusedError as refusal:
            form.refuse(refusal)
        else:
            await tell(tx, request, _("Genoteerd: de steekproef van je organisatie."))
            return go(f"{HOME}/{year}")
    return await _year(request, tx, year, actor, settings, form)


@router.post(f"{HOME}/{{year}}/sleutel")
async def post_key(request: Request, year: Year, tx: Tx, actor: Responsible) -> Response:
    """The key file itself, this once; a second time leads back with the reason."""
    try:
        content = await hand_over.hand_over(tx, year, organisation_of(actor), by=actor.subject)
    except RefusedError as refusal:
        await tell(tx, request, refusal.reason, CAREFUL)
        return go(f"{HOME}/{year}")
    return Response(
        json.dumps(content),
        media_type="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="koppelsleutel-{year}.json"',
            "Cache-Control": "no-store",
        },
    )


@router.post(f"{HOME}/{{year}}/ontvangst")
async def post_receipt(request: Request, year: Year, tx: Tx, actor: Responsible) -> Response:
    done = hand_over.acknowledge(tx, year, organisation_of(actor), by=actor.subject)
    return await _step(request, tx, year, done, _("Genoteerd: je bewaart de sleutel."))


@router.post(f"{HOME}/{{year}}/gewist")
async def post_erasure(request: Request, year: Year, tx: Tx, actor: Responsible) -> Response:
    done = hand_over.confirm_erasure(tx, year, organisation_of(actor), by=actor.subject)
    return await _step(request, tx, year, done, _("Genoteerd: je wiste het sleutelbestand."))


@router.post(f"{HOME}/{{year}}/opnieuw")
async def post_again(request: Request, year: Year, tx: Tx, _analyst: Analyst) -> Response:
    form = await read(request, AgainForm)
    if form.model is None:
        return go(f"{HOME}/{year}")
    done = hand_over.let_again(tx, year, form.model.organisation)
    said = _("De organisatie kan de sleutel nog één keer ophalen.")
    return await _step(request, tx, year, done, said)


@router.post(f"{HOME}/{{year}}/aanvraag")
async def post_request(
    request: Request, year: Year, tx: Tx, actor: Analyst, settings: Settings
) -> Response:
    done = join.request(tx, year, settings.threshold, by=actor.subject)
    return await _step(
        request, tx, year, done, _("Aangevraagd. Een collega voert de koppeling uit.")
    )


@router.post(f"{HOME}/{{year}}/aanvraag/terug")
async def post_withdrawal(request: Request, year: Year, tx: Tx, _analyst: Analyst) -> Response:
    done = join.withdraw_request(tx, year)
    return await _step(request, tx, year, done, _("De aanvraag is teruggenomen."))


@router.get(f"{HOME}/{{year}}/uitvoeren")
async def get_join(
    request: Request, year: Year, tx: Tx, _analyst: Analyst, settings: Settings
) -> Response:
    return await _ask(request, tx, "linkage_join.html", year, settings, Form())


@router.post(f"{HOME}/{{year}}/uitvoeren")
async def post_join(
    request: Request, year: Year, tx: Tx, actor: Analyst, settings: Settings
) -> Response:
    form = await _sure(request, mark("Zeg dat je het jaar wil koppelen."))
    if not form.errors:
        try:
            await join.join(tx, year, settings.threshold, by=actor.subject)
        except RefusedError as refusal:
            form.refuse(refusal)
        else:
            await tell(tx, request, _("Gekoppeld. De sleutel en alle codes zijn vernietigd."))
            return go(f"{HOME}/{year}")
    return await _ask(request, tx, "linkage_join.html", year, settings, form)


@router.get(f"{HOME}/{{year}}/stoppen")
async def get_stop(
    request: Request, year: Year, tx: Tx, _analyst: Analyst, settings: Settings
) -> Response:
    return await _ask(request, tx, "linkage_stop.html", year, settings, Form())


@router.post(f"{HOME}/{{year}}/stoppen")
async def post_stop(
    request: Request, year: Year, tx: Tx, actor: Analyst, settings: Settings
) -> Response:
    form = await _sure(request, mark("Zeg dat je alles wil vernietigen."))
    if not form.errors:
        try:
            await destroy.stop(tx, year, by=actor.subject)
        except RefusedError as refusal:
            form.refuse(refusal)
        else:
            await tell(tx, request, _("Gestopt. De sleutel en alle codes zijn vernietigd."))
            return go(f"{HOME}/{year}")
    return await _ask(request, tx, "linkage_stop.html", year, settings, form)


async def _sure(request: Request, reason: str) -> Form[SureForm]:
    form = await read(request, SureForm)
    if form.model is None or not form.model.sure:
        form.errors["zeker"] = reason
    return form


async def _step(
    request: Request, tx: Transaction, year: int, step: Awaitable[None], said: str
) -> Response:
    """Take a step and lead back to its year, with what was done or why it was not."""
    try:
        await step
    except RefusedError as refusal:
        await tell(tx, request, refusal.reason, CAREFUL)
    else:
        await tell(tx, request, said)
    return go(f"{HOME}/{year}")


async def _year(
    request: Request, tx: Transaction, year: int, actor: Actor, settings: Settings, form: Form[Any]
) -> Response:
    progress = await progress_of(tx, year, settings.known, settings.threshold, own(actor))
    return page(
        request,
        "linkage_year.html",
        status=422 if form.errors else 200,
        progress=progress,
        linkage=progress.linkage,
        running=progress.linkage.state in RUNNING,
        asked=progress.linkage.state is LinkageState.AANGEVRAAGD,
        analyst=own(actor) is None,
        responsible=actor.function in RESPONSIBLE,
        mine=progress.linkage.requested_by == actor.subject,
        names={
            code.value: settings.known.get(code).name_in(Period(year)) for code in CareOrganisation
        },
        form=form,
        labels=labels,
    )


async def _years(
    request: Request, tx: Transaction, only: str | None, is_on: bool, form: Form[Any]
) -> Response:
    today = city_day(tx.now)
    linkages = await store.every_year(tx)
    taken = {linkage.year for linkage in linkages}
    return page(
        request,
        "linkages.html",
        status=422 if form.errors else 200,
        linkages=linkages,
        may_open=only is None,
        is_on=is_on,
        offered=[year for year in (today.year, today.year - 1) if year not in taken],
        form=form,
        labels=labels,
    )


async def _ask(
    request: Request, tx: Transaction, template: str, year: int, settings: Settings, form: Form[Any]
) -> Response:
    progress = await progress_of(tx, year, settings.known, settings.threshold)
    return page(
        request,
        template,
        status=422 if form.errors else 200,
        progress=progress,
        linkage=progress.linkage,
        running=progress.linkage.state in RUNNING,
        asked=progress.linkage.state is LinkageState.AANGEVRAAGD,
        form=form,
        labels=labels,
    )
