"""Agreements of an organisation about one period: linkage codes belong to a year that is linked."""

from chassis.db import Transaction
from contracts.codes import CareOrganisation
from registry.minimum_format.rules.columns import Agreements
from registry.minimum_format.rules.records import Period
from registry.settings import RegistrySettings
from registry.year_linkage import store


async def agreements_of(
    tx: Transaction, settings: RegistrySettings, organisation: CareOrganisation, period: Period
) -> Agreements:
    """A half-year has no linkage codes: the year's own delivery brings them."""
    runs = period.half is None and await store.is_running(tx, period.year)
    return settings.agreements(organisation, linkage=runs)
