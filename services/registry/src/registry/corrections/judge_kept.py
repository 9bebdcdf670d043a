"""Judge a kept upload again, to say of every error what is wrong and what is meant."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from chassis import long_work
from chassis.db import Transaction
from contracts.codes import CareOrganisation
from registry.corrections.rules.errors import NothingKeptError
from registry.delivery_register import store as deliveries
from registry.delivery_register.rules.errors import DeliveryNotFoundError
from registry.delivery_register.store import Delivery
from registry.minimum_format.rules.columns import Agreements, TableName
from registry.settings import RegistrySettings
from registry.uploads import store as kept_uploads
from registry.validation.rules.findings import Finding
from registry.validation.rules.validate import Sheet, validate
from registry.year_linkage.agreements import agreements_of


@dataclass(frozen=True, slots=True)
class Judgement:
    """A delivery with errors, its tables as they were kept, and every error of them."""

    delivery: Delivery
    sheets: dict[TableName, Sheet]
    errors: tuple[Finding, ...]
    agreements: Agreements


async def judge_kept(
    tx: Transaction, delivery_id: UUID, organisation: str | None, settings: RegistrySettings
) -> Judgement:
    """Raises ``DeliveryNotFoundError``, ``NothingKeptError``.

    With ``organisation``, only a delivery of that organisation.
    """
    delivery = await deliveries.get(tx, delivery_id, organisation)
    if delivery is None:
        raise DeliveryNotFoundError
    sheets = await kept_uploads.find(tx, delivery_id)
    if sheets is None:
        raise NothingKeptError
    period = deliveries.period_of(delivery.year, delivery.half)
    organisation_code = CareOrganisation(delivery.organisation)
    agreements = await agreements_of(tx, settings, organisation_code, period)
    await long_work.computes(tx)
    verdict = await asyncio.to_thread(validate, sheets, period, agreements)
    return Judgement(delivery, sheets, verdict.errors, agreements)
