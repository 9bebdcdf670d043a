"""Keep an upload with errors for as long as somebody may want to put it right."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from chassis.bus import schedule
from chassis.db import Transaction
from registry.uploads import store
from registry.uploads.mark_files import mark_files
from registry.uploads.read_upload import UploadContent
from registry.uploads.rules.redaction import redacted
from registry.validation.rules.findings import Finding

KEPT = timedelta(days=30)
"""Long enough to ask a colleague; after that the organisation delivers anew."""
UPLOAD_OVER = "kept-upload-over"


async def keep_upload(
    tx: Transaction, delivery_id: UUID, received: UploadContent, errors: Sequence[Finding]
) -> None:
    """Seal the tables and the sender's files with their errors, once all that says who somebody is
    has gone out of them."""
    kept = redacted(received.sheets, errors)
    store.add(tx, delivery_id, kept, await mark_files(received, kept, errors))
    await schedule(tx, UPLOAD_OVER, str(delivery_id), tx.now + KEPT)


async def erase_when_over(tx: Transaction, delivery_id: UUID) -> None:
    """The upload was kept long enough; what was wrong with it stays in the history."""
    await store.erase(tx, delivery_id)
