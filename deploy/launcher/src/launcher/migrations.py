"""The services' tables, brought up to date by their owners."""

import traceback
from collections.abc import Iterable

from launcher import late
from launcher.credentials import Credentials
from launcher.databases import ServiceDatabase
from launcher.errors import LauncherError
from launcher.rundir import RunDir


def upgrade(run: RunDir, credentials: Credentials, databases: Iterable[ServiceDatabase]) -> None:
    """Migrate all in this process, one after the other: most of the time goes into one import."""
    chassis = late.module("chassis.migrations")
    for database in databases:
        try:
            chassis.upgrade(
                database.service,
                database.owner_url,
                vault=credentials.owner_vault(database.service),
            )
        except Exception as error:
            log = run.logs / "migrations.log"
            log.write_text(traceback.format_exc())
            raise LauncherError(
                f"The tables of {database.service} could not be brought up to date ({log}): {error}"
            ) from error
