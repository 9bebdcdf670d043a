"""Accept suggestions of a delivery with errors: it is delivered anew with what was meant."""

from collections.abc import Collection
from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import StepRefusedError
from contracts.codes import CareOrganisation
from registry.corrections.judge_kept import judge_kept
from registry.corrections.rules.suggestions import with_accepted
from registry.deliveries.deliver import Upload, deliver
from registry.delivery_register import store as deliveries
from registry.delivery_register import take_step
from registry.delivery_register.rules.delivery import Reason, Step, allowed
from registry.delivery_register.store import Delivery
from registry.settings import RegistrySettings
from registry.uploads import store as kept_uploads
from registry.uploads.read_upload import SentFile, UploadContent


async def accept_suggestions(
    tx: Transaction,
    delivery_id: UUID,
    organisation: CareOrganisation,
    accepted: Collection[str],
    settings: RegistrySettings,
    *,
    by: str,
) -> Delivery:
    """The new revision; the one with errors stays in the history. Raises ``RefusedError``.

    ``accepted`` are keys of suggestions; ``by`` is a pseudonym.
    """
    delivery = await take_step.hold(tx, delivery_id, organisation)
    if Step.REDELIVERY not in allowed(delivery.state):
        raise StepRefusedError(take_step.REPLACED, allowed(delivery.state))
    kept = await judge_kept(tx, delivery_id, organisation, settings)
    sheets = with_accepted(kept.sheets, kept.errors, accepted)
    period = deliveries.period_of(delivery.year, delivery.half)
    reason = Reason(delivery.reason) if delivery.reason else None
    files = {
        field: SentFile(data, {})
        for field, data in (await kept_uploads.find_answer(tx, delivery_id)).items()
    }
    upload = Upload(organisation, period, reason, UploadContent(sheets, files, kept.sheets))
    return await deliver(tx, upload, settings, by=by)
