"""Page of ``/brieven/te-maken``: the letters that cases await, by kind, made many at once."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field, StringConstraints
from starlette.responses import Response

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.refusals import RefusedError
from chassis.web import Actor, Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.languages import mark, ngettext
from enforcement.cases import labels as case_labels
from enforcement.cases.rules import CaseKind
from enforcement.notifications import case_file, labels
from enforcement.notifications.awaited import asked_by, asked_for
from enforcement.notifications.draft_awaited import Batch, draft_awaited
from enforcement.notifications.labels import ToDo
from enforcement.notifications.pages.counts import counted
from enforcement.notifications.pages.people import LetterWriter
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import WrongLetterError, must_not_wait
from enforcement.notifications.store import awaited
from enforcement.notifications.store.awaited import Kind, WaitingCase

router = APIRouter(include_in_schema=False)

MOST = 100
"""Cases on one page, and in one act."""
NOTHING_CHOSEN = mark("Kies er minstens een.")
PATH = "/brieven/te-maken"

KindCode = Annotated[str, StringConstraints(max_length=80)]


class MakeForm(Body):
    kind: KindCode = Field(alias="soort")
    cases: list[UUID] = Field(default=[], alias="dossier", max_length=MOST)


@router.get(PATH)
async def get_awaited(
    request: Request,
    tx: Tx,
    actor: LetterWriter,
    code: Annotated[KindCode | None, Query(alias="soort")] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> Response:
    """Without a kind the one of which a term ends first. No person is named."""
    kind = None if code is None else _kind(code)
    return await _show(request, tx, actor, kind, Form(), number=number)


@router.post(PATH)
async def post_drafts(request: Request, tx: Tx, actor: LetterWriter) -> Response:
    """What could not be made is told by case, and the rest is made."""
    form = await read(request, MakeForm)
    kind = _kind(form.value("soort"))
    if form.model is None or not form.model.cases:
        form.errors = form.errors or {"": NOTHING_CHOSEN}
        return await _show(request, tx, actor, kind, form, status=422)
    batch = await draft_awaited(tx, request.app.state.city, actor, kind, form.model.cases)
    await _tell(tx, request, batch)
    return go(f"{PATH}?soort={kind}")


def _kind(code: str) -> Kind:
    """Raises ``WrongLetterError``."""
    case, _colon, letter = code.partition(":")
    if case not in [*CaseKind] or letter not in [*LetterKind]:
        raise WrongLetterError
    return Kind(CaseKind(case), LetterKind(letter))


async def _tell(tx: Transaction, request: Request, batch: Batch) -> None:
    made, had = len(batch.drafted), len(batch.had_one)
    text = ngettext(
        "%(num)s brief gemaakt. Een collega kijkt nu na.",
        "%(num)s brieven gemaakt. Een collega kijkt nu na.",
        made,
    )
    if made:
        await tell(tx, request, text % {"num": made})
    if had:
        text = ngettext(
            "%(num)s dossier had deze brief al. Er kwam geen tweede.",
            "%(num)s dossiers hadden deze brief al. Er kwam geen tweede.",
            had,
        )
        await tell(tx, request, text % {"num": had})
    if batch.left_out:
        text = ngettext(
            "%(num)s dossier kreeg geen brief:",
            "%(num)s dossiers kregen geen brief:",
            len(batch.left_out),
        )
        await tell(tx, request, text % {"num": len(batch.left_out)}, "warning")
    for out in batch.left_out:
        await tell(tx, request, f"{out.case_number}: {_(out.reason)}", "warning")


async def _show(
    request: Request,
    tx: Transaction,
    actor: Actor,
    kind: Kind | None,
    form: Form[Any],
    *,
    status: int = 200,
    number: int = 1,
) -> Response:
    numbers = await awaited.numbers(tx, asked_by(actor.function))
    if kind is None and numbers:
        kind = numbers[0].kind
    rows: list[WaitingCase] = []
    if kind is not None:
        asked = asked_for(actor.function, kind)
        rows = await awaited.cases(tx, asked, (number - 1) * MOST, MOST + 1)
    shown = rows[:MOST]
    return page(
        request,
        "awaited_letters.html",
        status=status,
        which=ToDo.MAKEN,
        counts=await counted(tx, actor.function, numbers),
        numbers=numbers,
        kind=kind,
        rows=shown,
        not_yet={} if kind is None else await _not_yet(tx, kind, shown),
        more=len(rows) > MOST,
        number=number,
        most=MOST,
        form=form,
        labels=labels,
        words=case_labels,
    )


async def _not_yet(tx: Transaction, kind: Kind, rows: list[WaitingCase]) -> dict[UUID, str]:
    """The cases of which something else has to come before the letter, each with what (Dutch)."""
    reasons = {}
    # Whoever deals with several cases locks them by number.
    for row in sorted(rows, key=lambda each: (each.number, each.case_id)):
        if row.by_hand or not row.addressed:
            continue
        case = await case_file.find(tx, row.case_id, kind.case)
        try:
            must_not_wait(kind.letter, on_hold=case.on_hold)
            await case_file.must_be_ready(tx, case, kind.letter)
        except RefusedError as refusal:
            reasons[row.case_id] = refusal.reason
    return reasons
