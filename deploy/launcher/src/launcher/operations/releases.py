"""The release of this command beside that of a service whose tables it makes anew."""

import asyncpg

from chassis.bus import release_note
from launcher.errors import LauncherError


async def check(conn: asyncpg.Connection, service: str) -> None:
    """:class:`LauncherError` when the tables are of another release, or another one runs.

    One that does not run says nothing: then this command's release may be the one that comes.
    """
    from chassis import migrations  # here: most commands need neither, and start sooner
    from launcher.backup.dump import revisions

    for package, revision in (await revisions(conn, service)).items():
        newest = migrations.revisions(package)[0]
        if revision != newest:
            raise LauncherError(
                f"The tables of {service} are of another release than this command ({package}: "
                f"{revision}, here {newest}): give the command with the release that runs."
            )
    own = release_note.release_of(service)
    others = [each for each in await release_note.running(conn, service) if each != own]
    if others:
        raise LauncherError(
            f"{service} runs release {' and '.join(others)}, and this command is of {own}: give "
            f"the command with the release that runs, or {release_note.GONE_SECONDS // 60} minutes "
            "after the last instance of another one stopped."
        )
