"""Open the linkage of a year: its key is made, and lies closed until an organisation takes it."""

import secrets
from datetime import date

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from registry.delivery_register import store as deliveries
from registry.settings import RegistrySettings
from registry.year_linkage import store
from registry.year_linkage.rules.codes import KEY_BYTES, Secrets
from registry.year_linkage.rules.year import LinkageRefusedError, check_opening


async def open_year(
    tx: Transaction, year: int, decided_on: date, settings: RegistrySettings, *, by: str
) -> None:
    """Raises ``RefusedError``. ``decided_on`` is the day of the decision; ``by`` a pseudonym.

    Nobody sees the key here, the study department neither: with it and a code one could try out
    who somebody is.
    """
    opened = await store.lock(tx, year)
    if opened is not None:
        raise LinkageRefusedError(lazy("Voor %(year)s is de koppeling al geopend.", year=year))
    check_opening(
        year,
        decided_on,
        city_day(tx.now),
        is_on=settings.linkage,
        is_frozen=await deliveries.is_frozen(tx, year),
    )
    made = Secrets(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))
    await store.add(tx, year, made, decided_on, by)
