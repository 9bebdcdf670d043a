"""Note the figures of a website for a month, or correct them."""

from datetime import date
from uuid import uuid4

from chassis.bus import record
from chassis.days import city_day, day_start
from chassis.db import Transaction
from contracts.codes import CareOrganisation
from contracts.registry import WebsiteStatisticsNoted
from registry.delivery_register.rules.delivery import Reason
from registry.delivery_register.take_step import check_reason
from registry.website_statistics import store
from registry.website_statistics.rules import Figures, check, check_month, month_id
from registry.website_statistics.store import WebsiteMonth


async def note(
    tx: Transaction,
    organisation: CareOrganisation,
    site: str,
    month: str,
    figures: Figures,
    reason: Reason | None,
    *,
    by: str,
) -> WebsiteMonth:
    """The revision that counts now. Raises ``RefusedError``. ``by`` is a pseudonym.

    The same figures again make no new revision. ``reason`` is for a year that is frozen.
    """
    check_month(organisation, site, month, city_day(tx.now))
    check(figures)
    subject = month_id(organisation, site, month)
    await store.lock(tx, subject)
    earlier = await store.history(tx, organisation, site, month)
    if earlier and earlier[0].figures == figures:
        return earlier[0]
    await check_reason(tx, int(month[:4]), reason)
    row = WebsiteMonth(
        revision_id=uuid4(),
        organisation=organisation,
        site=site,
        month=month,
        revision=earlier[0].revision + 1 if earlier else 1,
        visits=figures.visits,
        unique_visitors=figures.unique_visitors,
        page_views=figures.page_views,
        languages=dict(figures.languages),
        reason=reason,
        noted_at=tx.now,
        noted_by=by,
    )
    store.add(tx, row)
    event = WebsiteStatisticsNoted(
        month_id=subject,
        organisation=organisation,
        site=site,
        begins_at=day_start(date.fromisoformat(f"{month}-01")),
        revision=row.revision,
        visits=row.visits,
        unique_visitors=row.unique_visitors,
        page_views=row.page_views,
        languages=dict(figures.languages),
        noted_at=tx.now,
    )
    record(tx, event)
    return row
