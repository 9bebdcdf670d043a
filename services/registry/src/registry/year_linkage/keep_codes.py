"""Keep the linkage codes of a delivery, apart from its rows."""

from collections.abc import Mapping
from uuid import UUID

from chassis.db import Transaction
from registry.year_linkage import store


async def keep_codes(
    tx: Transaction, delivery_id: UUID, year: int, codes: Mapping[str, str]
) -> None:
    """``codes`` by client code, as the organisation made them.

    They are kept under the pepper of the year, so that a copy of the table says nothing to who has
    the key of the organisations.
    """
    if not codes:
        return
    linkage = await store.lock(tx, year)
    if linkage is None or linkage.secrets is None:
        raise ValueError(f"linkage codes of {year}, which is not linked, passed validation")
    secrets = store.secrets_of(tx, linkage)
    kept = {client: secrets.kept(code) for client, code in codes.items()}
    await store.add_codes(tx, delivery_id, kept)
