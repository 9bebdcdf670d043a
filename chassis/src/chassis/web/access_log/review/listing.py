"""The access log as a list that leaves the service, for who oversees it (DP-20).

It holds what ``/inzage`` shows: ids and words, nobody's content. So no second person is asked, and
an overseer who stands alone can bring it to the supervisor.
"""

from typing import Any

from chassis.db import Transaction
from chassis.web.access_log.review.labels import FILE, LOG, PURPOSES
from chassis.web.access_log.review.oversight import Oversight
from chassis.web.exports import Batch, Column, ExportQuery, Listing, moment_text
from chassis.web.pages.languages import mark

COUNT = "SELECT count(*) FROM access_log WHERE at >= $1 AND at < $2"
READ = """
SELECT position, at, actor_subject, actor_function, actor_organisation, action, subject_kind,
       subject_id, purpose
  FROM access_log
 WHERE at >= $1 AND at < $2 AND position > $3 ORDER BY position LIMIT $4
"""


def listing(oversight: Oversight) -> Listing:
    words = oversight.words

    async def count(tx: Transaction, wanted: ExportQuery) -> int:
        found: int = await tx.conn.fetchval(COUNT, wanted.starts_at, wanted.ends_at)
        return found

    async def read(
        tx: Transaction, wanted: ExportQuery, after: list[Any] | None, limit: int
    ) -> Batch:
        begin = after[0] if after else 0
        rows = await tx.conn.fetch(READ, wanted.starts_at, wanted.ends_at, begin, limit)
        found = [
            [
                row["position"],
                moment_text(row["at"]),
                row["actor_subject"],
                words.function(row["actor_function"]),
                row["actor_organisation"],
                words.action(row["action"]),
                words.kind(row["subject_kind"]),
                words.subject(row["subject_kind"], row["subject_id"]),
                words.purpose(row["purpose"]),
                words.behind(row["purpose"]),
            ]
            for row in rows
        ]
        last = [rows[-1]["position"]] if len(rows) == limit else None
        return Batch(found, [(LOG, FILE)], last)

    return Listing(
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
