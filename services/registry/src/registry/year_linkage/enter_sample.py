"""Enter how often an organisation got the same code when it coded clients a second time."""

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from contracts.codes import CareOrganisation
from registry.year_linkage import store
from registry.year_linkage.hand_over import running
from registry.year_linkage.store import LinkageSample

MOST_SAMPLED = 100_000
"""Far more clients than anybody has."""


async def enter_sample(
    tx: Transaction,
    year: int,
    organisation: CareOrganisation,
    *,
    sampled: int,
    alike: int,
    by: str,
) -> None:
    """In place of an earlier entry, as long as the linkage runs. Raises ``RefusedError``.

    ``sampled`` clients were coded a second time, ``alike`` of them with the same code. ``by`` is a
    pseudonym.
    """
    await running(tx, year)
    if alike > sampled:
        reason = lazy(
            "Er zijn meer gelijke codes dan cliënten in de steekproef. Kijk de getallen na."
        )
        raise FieldRefusedError("alike", reason)
    entry = (await store.samples(tx, year)).get(organisation) or LinkageSample(
        year=year, organisation=organisation, sampled=1, alike=0, entered_at=tx.now, entered_by=by
    )
    entry.sampled, entry.alike = sampled, alike
    entry.entered_at, entry.entered_by = tx.now, by
    tx.session.add(entry)
    await tx.session.flush()
