"""The page ``/opleveringen/nieuw``: choose or drag files, and deliver them for a period."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.datastructures import UploadFile
from starlette.responses import Response

from chassis.days import city_day
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.refusals import FieldError, FieldRefusedError, FieldsRefusedError, RefusedError
from chassis.web import Body
from chassis.web.pages import Form, go, page, read, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.forms import MOST_FIELDS
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from registry.deliveries import deliver
from registry.deliveries.deliver import Upload
from registry.delivery_register import labels, store
from registry.delivery_register.rules import agenda
from registry.delivery_register.rules.delivery import Reason, State
from registry.minimum_format.rules.columns import TableName
from registry.minimum_format.rules.records import Period
from registry.roles import Registrar, Settings, organisation_of
from registry.uploads.read_upload import UploadContent, read_upload
from registry.uploads.rules.file_names import field_of, is_other_kind

router = APIRouter(include_in_schema=False)

YEARS = 3
"""The running year and those before it for which a page offers to deliver."""
FILES = "bestanden"
NOTHING = mark("Kies een werkboek, of de drie tabellen als CSV-bestand.")
WHICH = mark(
    "Aan de naam van een bestand zien we niet welke tabel het is. Noem de bestanden"
    " clienten.csv, contacten.csv en activiteiten.csv."
)
LARGEST = 10 * 1024 * 1024
"""Bytes of all files of one delivery."""
TOO_LARGE = lazy(
    "Je bestanden zijn te groot: samen hoogstens %(most)s MB. Kijk of er in het werkboek nog iets"
    " anders staat, zoals beelden, en haal dat weg. Lukt het niet, bel dan de studiedienst.",
    most=LARGEST // 1024**2,
)
OTHER_KIND = lazy(
    "Dit soort bestand kunnen we niet lezen. Bewaar je tabellen als werkboek (XLSX of ODS) of als"
    " CSV, en kies dat bestand."
)
TWICE = mark("Twee bestanden horen bij dezelfde tabel. Kies er één per tabel.")
FIELDS = {"year": "periode", "reason": "reden"}
"""Fields of the form by those of the operation, where they differ."""


class UploadForm(Body):
    key: UUID = Field(alias="sleutel")
    period: str = Field(alias="periode", max_length=7)
    reason: Reason | None = Field(None, alias="reden")


async def _received(request: Request, actor: Registrar) -> UploadContent | RefusedError:
    """Read what was chosen before the transaction begins, so that it holds no connection."""
    sent = await request.form(max_fields=MOST_FIELDS)
    chosen = [each for each in sent.getlist(FILES) if isinstance(each, UploadFile)]
    try:
        return await read_upload(await _by_field(chosen))
    except RefusedError as refusal:
        return refusal


async def _by_field(chosen: Sequence[UploadFile]) -> dict[str, bytes]:
    """The content of each file by its table, or as the workbook. Raises ``FieldRefusedError``."""
    if sum(each.size or 0 for each in chosen) > LARGEST:
        raise FieldRefusedError(FILES, TOO_LARGE)
    files: dict[str, bytes] = {}
    for file in chosen:
        content = await file.read()
        if not content and not file.filename:
            continue
        if is_other_kind(file.filename or ""):
            raise FieldRefusedError(FILES, OTHER_KIND)
        field = field_of(file.filename or "")
        if field is None:
            raise FieldRefusedError(FILES, WHICH)
        if field in files:
            raise FieldRefusedError(FILES, TWICE)
        files[field] = content
    if not files:
        raise FieldRefusedError(FILES, NOTHING)
    return files


Files = Annotated[UploadContent | RefusedError, Depends(_received)]


@router.get("/opleveringen/nieuw")
async def get_upload(
    request: Request,
    tx: Tx,
    actor: Registrar,
    periode: Annotated[str, Query(max_length=7)] = "",
) -> Response:
    return await _show(request, tx, Form(values={"periode": [periode]}))


@router.post("/opleveringen/nieuw")
async def post_upload(
    request: Request, actor: Registrar, received: Files, tx: Tx, settings: Settings
) -> Response:
    form = await read(request, UploadForm)
    period = None if form.model is None else period_of(form.model.period, city_day(tx.now))
    if period is None:
        form.errors["periode"] = mark("Kies een periode.")
    if isinstance(received, RefusedError):
        _refuse(form, received)
    if form.errors or form.model is None or period is None or isinstance(received, RefusedError):
        return await _show(request, tx, form)
    if not await is_first(tx, form.model.key):
        return go("/opleveringen")
    upload = Upload(organisation_of(actor), period, form.model.reason, received)
    try:
        delivery = await deliver.deliver(tx, upload, settings, by=actor.subject)
    except RefusedError as refusal:
        _refuse(form, refusal)
        return await _show(request, tx, form)
    if delivery.state is not State.FOUTEN:
        await tell(tx, request, _("We vonden geen fouten. De verantwoordelijke kan nu indienen."))
    return go(f"/opleveringen/{delivery.delivery_id}")


def period_of(text: str, today: date) -> Period | None:
    """The offered period that is written so; None for any other."""
    return next((each for each in offered(today) if str(each) == text), None)


def offered(today: date) -> list[Period]:
    """The periods for which a page offers to deliver, the newest year first."""
    years = range(today.year, today.year - YEARS, -1)
    return [period for year in years for period in agenda.begun(year, today)]


def _refuse(form: Form[Any], refusal: RefusedError) -> None:
    """The operation's words at the fields of this form; all files share one field."""
    match refusal:
        case FieldsRefusedError():
            errors = refusal.errors
        case FieldRefusedError():
            errors = (FieldError(refusal.field, refusal.reason),)
        case _:
            form.refuse(refusal)
            return
    for error in errors:
        field = FIELDS.get(error.field, FILES)
        reason = error.reason
        if field == FILES and error.field in set(TableName):
            reason = f"{error.field}: {_(reason)}"
        form.errors.setdefault(field, reason)


async def _show(request: Request, tx: Tx, form: Form[Any]) -> Response:
    today = city_day(tx.now)
    choices = offered(today)
    frozen = [year for year in {each.year for each in choices} if await store.is_frozen(tx, year)]
    periods: Mapping[str, str] = {str(each): labels.period(each).capitalize() for each in choices}
    return page(
        request,
        "upload.html",
        status=422 if form.errors else 200,
        form=form,
        periods=periods,
        chosen=form.value("periode") or str(today.year - 1),
        frozen=sorted(frozen),
        most=LARGEST,
        too_large=TOO_LARGE,
        key=new_key(),  # that of a refused form is spent
        labels=labels,
    )
