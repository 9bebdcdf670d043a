"""Keep the linkage codes of a delivery, apart from its rows."""

from collections.abc import Mapping
from uuid import UUID

from chassis.db import Transaction
from registry.year_linkage import store
from registry.year_linkage.hand_over import running


async def keep_codes(
    tx: Transaction, delivery_id: UUID, year: int, codes: Mapping[str, str]
) -> None:
    """``codes`` by client code, as the organisation made them. Raises ``LinkageOverError``.

    They are kept under the pepper of the year, so that a copy of the table says nothing to who has
    the key of the organisations.
    """
    if not codes:
        return
    secrets = store.secrets_of(tx, await running(tx, year))
    kept = {client: secrets.kept(code) for client, code in codes.items()}
    await store.add_codes(tx, delivery_id, kept)
