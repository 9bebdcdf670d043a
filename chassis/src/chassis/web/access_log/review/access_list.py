"""The access log as a list that leaves the service, for its data-protection officer (DP-20).

It holds what ``/inzage`` shows: ids and words, nobody's content. So no second person is asked, and
an overseer who stands alone can bring it to the supervisor.
"""

from typing import Any

from chassis.db import Transaction
from chassis.web.access_log.review import queries
from chassis.web.access_log.review.labels import FILE, LOG, PURPOSES
from chassis.web.access_log.review.oversight import Oversight
from chassis.web.exports import Batch, Column, ExportList, ExportQuery, moment_text
from chassis.web.pages.languages import mark


def access_list(oversight: Oversight) -> ExportList:
    """The list for the exports of a service."""
    words = oversight.words

    async def count(tx: Transaction, wanted: ExportQuery) -> int:
        return await queries.count_between(tx.conn, wanted.starts_at, wanted.ends_at)

    async def read(
        tx: Transaction, wanted: ExportQuery, after: list[Any] | None, limit: int
    ) -> Batch:
        accesses = await queries.between(
            tx.conn, wanted.starts_at, wanted.ends_at, after[0] if after else 0, limit
        )
        rows = [
            [
                access.position,
                moment_text(access.at),
                access.actor_subject,
                words.function(access.actor_function),
                access.actor_organisation,
                words.action(access.action),
                words.kind(access.subject_kind),
                words.subject(access.subject_kind, access.subject_id),
                words.purpose(access.purpose),
                words.behind(access.purpose),
            ]
            for access in accesses
        ]
        last = [accesses[-1].position] if len(accesses) == limit else None
        return Batch(rows, [(LOG, FILE)], last)

    return ExportList(
        code="inzagen",
        label=mark("Inzagen"),
        explains=mark("Wie wanneer wat opende en waarvoor. Met nummers, zonder inhoud."),
        columns=(
            Column("rij", "number", 10),
            Column("wanneer", "moment"),
            Column("wie", width=24),
            Column("functie", width=30),
            Column("organisatie"),
            Column("wat", width=14),
            Column("waarover", width=22),
            Column("nummer", width=38),
            Column("doel", width=30),
            Column("verzoek of dossier", width=38),
        ),
        functions=frozenset({oversight.overseer}),
        purposes=PURPOSES,
        personal=False,
        count=count,
        read=read,
    )
