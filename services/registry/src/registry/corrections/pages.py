"""The registrar with a delivery with errors: take over what is meant, or get the workbook back."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from chassis.edge import Tx
from chassis.refusals import FieldRefusedError
from chassis.web import Body
from chassis.web.pages import gettext as _
from chassis.web.pages import go, read, tell
from chassis.web.pages.flash import CAREFUL
from registry.corrections.accept_suggestions import accept_suggestions
from registry.corrections.answer import answer, answer_table
from registry.corrections.answer_csv import as_csv
from registry.corrections.rules.errors import NoSuggestionError
from registry.minimum_format.rules.columns import TableName
from registry.roles import Registrar, Settings, organisation_of

router = APIRouter(include_in_schema=False)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class AcceptForm(Body):
    """Keys of suggestions that are ticked."""

    accepted: list[str] = Field(default_factory=list, alias="voorstel", max_length=1_000)


@router.post("/opleveringen/{delivery_id}/voorstellen")
async def post_accept(
    request: Request, delivery_id: UUID, tx: Tx, actor: Registrar, settings: Settings
) -> Response:
    form = await read(request, AcceptForm)
    accepted = frozenset(form.model.accepted if form.model else ())
    organisation = organisation_of(actor)
    try:
        delivery = await accept_suggestions(
            tx, delivery_id, organisation, accepted, settings, by=actor.subject
        )
    except NoSuggestionError:
        await tell(tx, request, _("Kies minstens één voorstel van deze oplevering."), CAREFUL)
        return go(f"/opleveringen/{delivery_id}")
    except FieldRefusedError:  # its year was closed since: an upload says why, this form cannot
        said = _("Het jaar is intussen afgesloten. Lever opnieuw op, en zeg waarom.")
        await tell(tx, request, said, CAREFUL)
        return go("/opleveringen/nieuw")
    if delivery.error_count:
        await tell(tx, request, _("De voorstellen zijn overgenomen. Dit blijft nog fout."))
    else:
        await tell(tx, request, _("De voorstellen zijn overgenomen. Er zijn geen fouten meer."))
    return go(f"/opleveringen/{delivery.delivery_id}")


@router.get("/opleveringen/{delivery_id}/antwoord.xlsx")
async def get_answer(delivery_id: UUID, tx: Tx, actor: Registrar, settings: Settings) -> Response:
    """The workbook with each error beside its cell: the sender's own, if it was one."""
    content = await answer(tx, delivery_id, organisation_of(actor), settings)
    disposition = 'attachment; filename="antwoord.xlsx"'
    return Response(content, media_type=XLSX, headers={"Content-Disposition": disposition})


@router.get("/opleveringen/{delivery_id}/antwoord/{table}.csv")
async def get_answer_of_table(
    delivery_id: UUID, table: TableName, tx: Tx, actor: Registrar, settings: Settings
) -> Response:
    """One table as CSV, with a column for what is wrong: the sender's own file, if it was one."""
    content = await answer_table(tx, delivery_id, organisation_of(actor), table, settings)
    return Response(content, headers=as_csv(table))
