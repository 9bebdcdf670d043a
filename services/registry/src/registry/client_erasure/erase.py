"""Erase one client of an organisation, by its own code, from all that is kept (art. 17 GDPR).

Figures that were told stand, and nothing leaves by it: whoever compares two publications must not
read off whom was erased between them.
"""

from uuid import uuid4

from chassis.db import Transaction
from contracts.codes import CareOrganisation
from registry.client_erasure import store
from registry.client_erasure.rules import (
    CodeNowhereError,
    Found,
    Place,
    Texts,
    is_named,
    together,
    without_code,
)
from registry.client_erasure.store import ClientErasure
from registry.delivery_register import store as deliveries
from registry.delivery_register.store import Delivery
from registry.integration.integrate import keep_registers
from registry.uploads import store as kept_uploads
from registry.year_report import store as year_words
from registry.year_report.write_words import hold_words

FIELD = "clientCode"


async def find_client(tx: Transaction, organisation: CareOrganisation, code: str) -> Found:
    """Count what would go. Raises ``CodeNowhereError``."""
    counts = await store.find(tx, organisation, code)
    uploads = await kept_uploads.kept_of(tx, organisation)
    counts += [(each.year, Place.UPLOADS, 1) for each in uploads if is_named(each.sheets, code)]
    for delivery in await store.deliveries_of(tx, organisation):
        texts = _texts(delivery)
        if texts != texts.without(code):
            counts.append((delivery.year, Place.TEKSTEN, 1))
    for words in await year_words.written(tx, organisation):
        if words.words != without_code(words.words, code):
            counts.append((words.year, Place.JAARTEKSTEN, 1))
    if not counts:
        raise CodeNowhereError(FIELD)
    return together(counts)


async def erase_client(
    tx: Transaction, organisation: CareOrganisation, code: str, *, by: str
) -> ClientErasure:
    """The proof. Raises ``CodeNowhereError``. ``by`` is a pseudonym.

    All years are held meanwhile, so that none is delivered, judged or told with half of it gone.
    The sender's own files cannot be searched: they go all, and answers are written from the tables.
    """
    for year in await store.years(tx, organisation):
        await deliveries.lock_year(tx, organisation, year)
    for year in sorted({words.year for words in await year_words.written(tx, organisation)}):
        await hold_words(tx, year, organisation)
    found = await find_client(tx, organisation, code)
    for year in found:
        await keep_registers(tx, organisation, year)
    await store.erase(tx, organisation, code)
    for upload in await kept_uploads.kept_of(tx, organisation):
        if is_named(upload.sheets, code):
            await kept_uploads.erase(tx, upload.delivery_id)
    await kept_uploads.forget_own_files(tx, organisation)
    for delivery in await store.deliveries_of(tx, organisation):
        _clear(delivery, code)
        tx.session.add(delivery)
    for words in await year_words.written(tx, organisation):
        words.words = without_code(words.words, code)
        tx.session.add(words)
    proof = ClientErasure(
        erasure_id=uuid4(),
        organisation=organisation,
        erased_at=tx.now,
        erased_by=by,
        erased={
            str(year): {place.value: number for place, number in places.items()}
            for year, places in sorted(found.items())
        },
    )
    await store.add(tx, proof)
    return proof


def _texts(delivery: Delivery) -> Texts:
    return Texts(delivery.errors, delivery.error_groups, delivery.answers)


def _clear(delivery: Delivery, code: str) -> None:
    cleared = _texts(delivery).without(code)
    if cleared != _texts(delivery):
        delivery.errors, delivery.error_groups = cleared.errors, cleared.error_groups
        delivery.answers = cleared.answers
