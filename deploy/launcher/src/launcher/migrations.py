"""The services' tables, brought up to date by their owners."""

import importlib.util
import traceback
from pathlib import Path

import asyncpg

from chassis.vault import VaultError
from launcher import late, readiness
from launcher.errors import LauncherError
from launcher.reach import database_in_clear


def upgrade(service: str, url: str, vault: Path, log: Path | None = None) -> None:
    """Migrate the database of one service, in this process: most of the time goes into one import.

    What went wrong is written to ``log`` in full.
    """
    if importlib.util.find_spec(service) is None:
        raise LauncherError(f"The package {service} is not installed here: install it first.")
    with database_in_clear(f"The database of {service}"):
        readiness.run(_reach(url))
    chassis = late.module("chassis.migrations")
    try:
        chassis.upgrade(service, url, vault=vault)
    except VaultError as error:
        raise LauncherError(str(error)) from None
    except Exception as error:
        if log is not None:
            log.write_text(traceback.format_exc())
        where = f" ({log})" if log else ""
        raise LauncherError(
            f"The tables of {service} could not be brought up to date{where}: {error}"
        ) from error


async def _reach(url: str) -> None:
    """Say what is wrong with the way there before any work begins."""
    connection = await asyncpg.connect(url, timeout=10)
    await connection.close()
