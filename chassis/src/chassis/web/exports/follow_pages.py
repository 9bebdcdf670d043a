"""Follow an export: its state, decisions on those of colleagues, the own file, and withdrawal."""

from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.web.access_log.log import case_of
from chassis.web.authorisation.gate import allow
from chassis.web.bodies import Body
from chassis.web.exports import labels, requests, store
from chassis.web.exports.file_formats import MEDIA_TYPES
from chassis.web.exports.registry import Exports
from chassis.web.exports.rules import Refusal, Step, may_see, refuse
from chassis.web.exports.store import Export
from chassis.web.pages.flash import CAREFUL, tell
from chassis.web.pages.forms import Form, read
from chassis.web.pages.languages import gettext as _
from chassis.web.pages.languages import mark
from chassis.web.pages.site import go, page
from chassis.web.paging import Page
from chassis.web.problem import Problem
from chassis.web.roles import Actor


class StepForm(Body):
    """A step with an export; the ``reason`` of a refusal is shown to the person who asked."""

    step: Literal["goedkeuren", "weigeren", "intrekken", "wissen"] = Field(alias="actie")
    reason: str | None = Field(default=None, alias="waarom", max_length=200)


DONE = {
    Step.GOEDKEUREN: mark("De uitvoer is goedgekeurd en wordt gemaakt."),
    Step.WEIGEREN: mark("De uitvoer is geweigerd."),
    Step.INTREKKEN: mark("De uitvoer is ingetrokken."),
    Step.WISSEN: mark("Het bestand is gewist."),
}


@dataclass(frozen=True, slots=True)
class ExportRow:
    """An export, and the steps that the actor may take with it now."""

    export: Export
    label: str
    can: frozenset[Step]
    is_own: bool


def router(exports: Exports) -> APIRouter:
    routes = APIRouter(include_in_schema=False)
    anybody = allow(*exports.everybody)
    asker = allow(*exports.askers)
    decider = allow(*exports.askers, *exports.approvers)

    @routes.get("/uitvoer")
    async def get_exports(
        request: Request, tx: Tx, paging: Page, actor: Actor = anybody
    ) -> Response:
        decides, oversees = actor.function in exports.approvers, _oversees(exports, actor)
        waiting = await store.waiting(tx, actor) if decides else []
        everything = []
        if oversees:
            everything = await store.everybodys(tx, paging.pagesize + 1, paging.offset)
        return page(
            request,
            "house/exports.html",
            listings=exports.of(actor),
            own=[_row(exports, export, actor, tx) for export in await store.own(tx, actor)],
            waiting=[_row(exports, export, actor, tx) for export in waiting],
            everything=[
                _row(exports, export, actor, tx) for export in everything[: paging.pagesize]
            ],
            paging=paging,
            more=len(everything) > paging.pagesize,
            decides=decides,
            oversees=oversees,
            words=labels,
        )

    @routes.get("/uitvoer/{export_id}")
    async def get_export(
        request: Request, export_id: UUID, tx: Tx, actor: Actor = anybody
    ) -> Response:
        return await _page(request, tx, exports, actor, export_id, Form())

    @routes.get("/uitvoer/{export_id}/stand")
    async def get_progress(
        request: Request, export_id: UUID, tx: Tx, actor: Actor = anybody
    ) -> Response:
        """The progress of an export, for a page that asks again."""
        export = await _visible(tx, exports, actor, export_id)
        shown = _row(exports, export, actor, tx)
        return page(request, "house/_export_progress.html", shown=shown, words=labels)

    @routes.post("/uitvoer/{export_id}")
    async def post_step(
        request: Request, export_id: UUID, tx: Tx, actor: Actor = decider
    ) -> Response:
        form = await read(request, StepForm)
        if form.model is None:
            return await _page(request, tx, exports, actor, export_id, form, status=422)
        step, because = Step(form.model.step), form.model.reason
        export = await _visible(tx, exports, actor, export_id, lock=True)
        refusal = refuse(step, export.request, actor, exports.approvers, tx.now)
        if refusal is not None:
            raise Problem.conflict(labels.REFUSAL[refusal])
        if step is Step.WEIGEREN and not because:
            form.errors["waarom"] = mark("Zeg waarom je weigert. Je collega leest dit.")
            return await _page(request, tx, exports, actor, export_id, form, status=422)
        await requests.take_step(tx, export, actor, step, because)
        await tell(tx, request, _(DONE[step]))
        return go(f"/uitvoer/{export_id}" if step is not Step.WEIGEREN else "/uitvoer")

    @routes.get("/uitvoer/{export_id}/bestand")
    async def get_file(request: Request, export_id: UUID, tx: Tx, actor: Actor = asker) -> Response:
        """The file. Each download is in the access log, besides those whom the rows are about.

        It is fetched by who asked, in that function and case, while all of it may be read: what
        was closed since closes the file.
        """
        export = await _visible(tx, exports, actor, export_id, lock=True)
        refusal = refuse(Step.OPHALEN, export.request, actor, exports.approvers, tx.now)
        if refusal is None and export.case != case_of(tx):
            refusal = Refusal.RECHT
        if refusal is not None:
            raise Problem.conflict(labels.REFUSAL[refusal])
        listing = exports.listing(export.listing)
        if listing is None or actor.function not in listing.functions:
            raise Problem.of_status(403)
        if not await requests.may_leave(tx, listing, export):
            await requests.close(tx, export, actor)
            await tell(tx, request, _(labels.CLOSED), CAREFUL)
            return go(f"/uitvoer/{export_id}")
        await requests.fetch(tx, export, actor)
        headers = {
            "Content-Disposition": f'attachment; filename="{export.filename}"',
            "Content-Length": str(export.bytes),
            "Content-Encoding": "identity",
            "Cache-Control": "no-store",
        }
        content = store.file(request.app.state.database, export_id)
        return StreamingResponse(content, media_type=MEDIA_TYPES[export.format], headers=headers)

    return routes


def _oversees(exports: Exports, actor: Actor) -> bool:
    return actor.function in exports.overseers


async def _visible(
    tx: Transaction, exports: Exports, actor: Actor, export_id: UUID, *, lock: bool = False
) -> Export:
    """An export that the actor may see; any other does not exist."""
    export = await store.find(tx, export_id, lock=lock)
    visible = export is not None and may_see(
        export.request, actor, exports.approvers, _oversees(exports, actor)
    )
    if export is None or not visible:
        raise Problem.not_found("Deze uitvoer")
    return export


def _row(exports: Exports, export: Export, actor: Actor, tx: Transaction) -> ExportRow:
    listing = exports.listing(export.listing)
    can = frozenset(
        step
        for step in Step
        if refuse(step, export.request, actor, exports.approvers, tx.now) is None
    )
    label = listing.label if listing else export.listing
    is_own = actor.subject == export.asked_by and actor.organisation == export.organisation
    return ExportRow(export, label, can, is_own)


async def _page(
    request: Request,
    tx: Transaction,
    exports: Exports,
    actor: Actor,
    export_id: UUID,
    form: Form[Any],
    *,
    status: int = 200,
) -> Response:
    export = await _visible(tx, exports, actor, export_id)
    listing = exports.listing(export.listing)
    purpose, _colon, case = export.purpose.partition(":")
    return page(
        request,
        "house/export.html",
        status=status,
        shown=_row(exports, export, actor, tx),
        purpose=listing.purposes.get(purpose, purpose) if listing else purpose,
        case=case,
        form=form,
        words=labels,
        now=tx.now,
    )
