"""A morning on which reminders leave, as the loop of errands does it."""

import mailbox
from collections.abc import Awaitable, Callable
from datetime import datetime

from chassis.bus import Parcel
from chassis.db import Transaction
from reporting.settings import ReportingSettings

from .reporting import Reporting

Remind = Callable[[Transaction, ReportingSettings], Awaitable[Parcel]]


async def leave(
    reporting: Reporting, at: datetime, remind: Remind, settings: ReportingSettings
) -> int:
    """How many mails were laid down."""
    before = _laid(settings)
    database = reporting.app.state.database
    async with database.begin(at) as tx:
        parcel = await remind(tx, settings)
    await parcel.bring()
    assert parcel.note is not None
    async with database.begin(at) as tx:
        await parcel.note(tx)
    return _laid(settings) - before


def _laid(settings: ReportingSettings) -> int:
    folder = settings.mail_folder
    return len(mailbox.Maildir(folder, create=False)) if folder and folder.exists() else 0
