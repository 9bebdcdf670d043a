"""Timers of the registry: they remind, destroy, and tell what people accepted (DP-09)."""

from collections.abc import Mapping
from functools import partial
from uuid import UUID

from chassis.bus import Errand, Long, Parcel, Timer, TimerHandler
from chassis.db import Transaction
from registry.completeness import remind
from registry.deliveries import release
from registry.retention import destroy
from registry.settings import RegistrySettings
from registry.uploads import keep_upload
from registry.year_linkage import destroy as destroy_linkage


async def remind_of_year(timer: Timer, tx: Transaction, *, settings: RegistrySettings) -> Parcel:
    """Morning: organisations that did not sign last year yet are reminded."""
    return await remind.remind(tx, settings)


async def erase_upload(timer: Timer, tx: Transaction) -> None:
    """A delivery with errors was not put right within its term."""
    await keep_upload.erase_when_over(tx, UUID(timer.key))


async def release_figures(timer: Timer, tx: Transaction, *, settings: RegistrySettings) -> None:
    """A day of release begins for an organisation and year: the first of what is due is told."""
    organisation, year = timer.key.split()
    await release.release_due(tx, organisation, int(year), settings)


async def destroy_rows(timer: Timer, tx: Transaction, *, settings: RegistrySettings) -> None:
    """Night: rows, and keys and codes of a linkage, that may be kept no longer go."""
    await destroy.destroy_over(tx, settings)
    await destroy_linkage.destroy_over(tx)


def timers(settings: RegistrySettings) -> Mapping[str, TimerHandler | Errand]:
    return {
        remind.TIMER: Errand(partial(remind_of_year, settings=settings)),
        keep_upload.UPLOAD_OVER: erase_upload,
        release.TIMER: Long(partial(release_figures, settings=settings)),
        destroy.TIMER: partial(destroy_rows, settings=settings),
    }
