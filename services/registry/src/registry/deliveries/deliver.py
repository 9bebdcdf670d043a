"""Deliver the tables of a period: they are validated, and kept as a new revision."""

import asyncio
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from uuid import uuid4

from chassis import long_work
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy, stored
from chassis.refusals import FieldRefusedError, StepRefusedError
from contracts.codes import CareOrganisation
from registry.completeness.rules.coverage import coverage
from registry.delivery_register import store, take_step
from registry.delivery_register.rules import delivery as rules
from registry.delivery_register.rules.delivery import REPLACES, Reason, State, Step
from registry.delivery_register.store import Delivery
from registry.integration import store as integration
from registry.minimum_format.rules.columns import TableName
from registry.minimum_format.rules.records import Period
from registry.retention.rules import kept_until_of_year
from registry.settings import RegistrySettings
from registry.uploads import store as kept_uploads
from registry.uploads.keep_upload import keep_upload
from registry.uploads.read_upload import UploadContent
from registry.validation.rules.findings import Question
from registry.validation.rules.groups import first_of_each
from registry.validation.rules.validate import Sheet, Verdict, validate
from registry.year_linkage.agreements import agreements_of
from registry.year_linkage.keep_codes import keep_codes
from registry.year_linkage.rules.codes import apart

MOST_ERRORS = 500
"""Errors kept one by one, the first of every kind; groups and their numbers count them all."""


@dataclass(frozen=True, slots=True)
class Upload:
    organisation: CareOrganisation
    period: Period
    reason: Reason | None
    received: UploadContent


async def deliver(
    tx: Transaction, upload: Upload, settings: RegistrySettings, *, by: str
) -> Delivery:
    """Keep the delivery, with its rows if it has no errors. Raises ``RefusedError``.

    ``by`` is a pseudonym.
    """
    if not rules.has_begun(upload.period, tx.now):
        raise FieldRefusedError("year", lazy("Deze periode is nog niet begonnen."))
    sheets = upload.received.sheets
    await store.lock_year(tx, upload.organisation, upload.period.year)
    await take_step.check_reason(tx, upload.period.year, upload.reason)
    await _check_rows_are_kept(tx, upload.period.year, settings)
    previous = await integration.totals(tx, upload.organisation, upload.period.last_year)
    agreements = await agreements_of(tx, settings, upload.organisation, upload.period)
    await long_work.computes(tx)
    verdict = await asyncio.to_thread(validate, sheets, upload.period, agreements, previous)
    delivery = Delivery(
        delivery_id=uuid4(),
        organisation=upload.organisation,
        year=upload.period.year,
        half=store.half_of(upload.period),
        revision=await store.next_revision(tx, upload.organisation, upload.period),
        state=State.FOUTEN if verdict.errors else State.GEVALIDEERD,
        late=rules.is_late(upload.period, tx.now, settings.deadline_days),
        reason=upload.reason,
        clienten=_filled(sheets[TableName.CLIENTEN]),
        contacten=_filled(sheets[TableName.CONTACTEN]),
        activiteiten=_filled(sheets[TableName.ACTIVITEITEN]),
        errors=[asdict(error) for error in first_of_each(verdict.errors, MOST_ERRORS)],
        error_groups=[asdict(group) | {"said": stored(group.reason)} for group in verdict.groups],
        error_count=len(verdict.errors),
        questions=[
            asdict(question) | {"said": stored(question.text)}
            for question in _questions(tx, upload, verdict)
        ],
        coverage=coverage(upload.organisation, verdict.rows) if verdict.rows else None,
        uploaded_at=tx.now,
        uploaded_by=by,
    )
    await _add(tx, delivery, verdict)
    if verdict.errors:
        await keep_upload(tx, delivery.delivery_id, upload.received, verdict.errors)
    await store.replace(tx, delivery, REPLACES[Step.REDELIVERY])
    await kept_uploads.erase_over(tx, upload.organisation)
    return delivery


async def _check_rows_are_kept(tx: Transaction, year: int, settings: RegistrySettings) -> None:
    """Without the rows of what was published nothing protects it beside new figures."""
    frozen = await store.frozen_year(tx, year)
    if frozen is None:
        return
    last = kept_until_of_year(city_day(frozen.frozen_at), settings.kept_years)
    if city_day(tx.now) > last:
        reason = lazy(
            "De gegevens van %(year)s werden bewaard tot en met %(last)s. Dit jaar opnieuw"
            " opleveren kan niet meer.",
            year=year,
            last=f"{last:%d/%m/%Y}",
        )
        raise StepRefusedError(reason, [])


async def _add(tx: Transaction, delivery: Delivery, verdict: Verdict) -> None:
    """Linkage codes never lie beside the rows: they are kept apart, under the year's own secret."""
    if verdict.rows is None:
        await store.add(tx, delivery, None)
        return
    rows, codes = apart(verdict.rows)
    await store.add(tx, delivery, rows)
    await keep_codes(tx, delivery.delivery_id, delivery.year, rows, codes)


def _questions(tx: Transaction, upload: Upload, verdict: Verdict) -> Iterator[Question]:
    yield from verdict.questions
    if not rules.is_over(upload.period, tx.now):
        yield Question(
            TableName.CONTACTEN,
            lazy(
                "De periode %(period)s is nog niet voorbij. Is de oplevering volledig?",
                period=str(upload.period),
            ),
        )


def _filled(sheet: Sheet) -> int:
    return sum(1 for _, cells in sheet.rows if any(cell.strip() for cell in cells))
