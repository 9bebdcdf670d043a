"""Read the rows of a year for the study department, and log it in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from chassis.db import Transaction
from chassis.refusals import RefusedError
from chassis.web import Actor
from chassis.web.access_log.log import Action, record_access
from registry.delivery_register import parts_of_year, store
from registry.minimum_format.rules.columns import TableName
from registry.organisations.rules import Organisations
from registry.year_file.rules import Cell, lines

SUBJECT = "care-year-file"
PURPOSES = {
    "jaarrapport": "Jaarrapport zorg",
    "kwaliteitscontrole": "Controle van de kwaliteit van de gegevens",
    "onderzoek": "Onderzoek van de studiedienst",
}


@dataclass(frozen=True, slots=True)
class YearFile:
    """Lines of one table of a year; they print nothing."""

    table: TableName
    lines: Sequence[tuple[Cell, ...]] = field(repr=False)


class NoRowsError(RefusedError):
    """Nothing was accepted of the year, or its rows were destroyed by their term."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"Van {year} zijn geen rijen bewaard: er is niets aanvaard, of hun termijn is voorbij.",
            code="geen-rijen",
        )


async def read_year_file(
    tx: Transaction,
    year: int,
    table: TableName,
    organisations: Organisations,
    *,
    actor: Actor,
    purpose: str,
) -> YearFile:
    """The rows of the year as they are now, of all organisations. Raises ``RefusedError``.

    What was put right since its figures were told stands in place of what they were told from.

    There is no way to the rows without the line in the access log: who, when, what for and how
    many (DP-04). Who wants figures takes the published ones.
    """
    read = [
        (
            organisations.get(delivery.organisation).name_in(period),
            str(period),
            await store.rows(tx, delivery.delivery_id),
        )
        for delivery in parts_of_year.current(await store.accepted(tx, year))
        for period in [store.period_of(delivery.year, delivery.half)]
    ]
    found = YearFile(table, [*lines(table, read)])
    if not found.lines:
        raise NoRowsError(year)
    await record_access(
        tx,
        actor,
        action=Action.DISCLOSE,
        subject_kind=SUBJECT,
        subject_id=f"{year} {table}: {len(found.lines)} rijen",
        purpose=purpose,
    )
    return found
