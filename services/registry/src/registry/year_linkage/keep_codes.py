"""Keep the linkage codes of a delivery, apart from its rows."""

from collections import Counter
from collections.abc import Mapping
from math import comb
from uuid import UUID

from chassis.db import Transaction
from registry.minimum_format.rules.records import Rows
from registry.year_linkage import store
from registry.year_linkage.hand_over import running
from registry.year_linkage.store import LinkageDelivery


async def keep_codes(
    tx: Transaction, delivery_id: UUID, year: int, rows: Rows, codes: Mapping[str, str]
) -> None:
    """``codes`` by client code, as the organisation made them. Raises ``LinkageOverError``.

    They are kept under the pepper of the year, so that a copy of the table says nothing to who has
    the key of the organisations. How many there are is kept as it came.
    """
    if not codes:
        return
    secrets = store.secrets_of(tx, await running(tx, year))
    kept = {client: secrets.kept(code) for client, code in codes.items()}
    await store.add_codes(tx, delivery_id, kept)
    reached = {contact.client_code for contact in rows.contacten}
    clients = {each.client_code for each in rows.clienten} & reached
    coded = [code for client, code in kept.items() if client in clients]
    await store.add_delivery(
        tx,
        LinkageDelivery(
            delivery_id=delivery_id,
            clients=len(clients),
            coded=len(coded),
            pairs_alike=sum(comb(number, 2) for number in Counter(coded).values()),
        ),
    )
