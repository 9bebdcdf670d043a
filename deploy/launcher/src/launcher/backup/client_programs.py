"""PostgreSQL's own programs for a dump and its way back, fed and read through pipes.

The password goes by the environment and never by the list of processes; nothing they read or write
is ever a file in the clear.
"""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import parse_qsl, unquote, urlsplit

from launcher.errors import LauncherError
from launcher.programs import POSTGRESQL_CLIENT

NOT_KEPT = ("web_session", "web_login", "web_form")
"""Tables whose rows stay out: a session that somebody ended must not come back to life."""


@contextmanager
def dumping(url: str, snapshot: str) -> Iterator[subprocess.Popen[bytes]]:
    """``pg_dump`` of a snapshot, to be read from its ``stdout``; raises when it failed.

    It goes by the row policies, as who may not pass them must: they close files to the reader of a
    request, and a backup reads for nobody.
    """
    options = ["--format=custom", f"--snapshot={snapshot}", "--lock-wait-timeout=60s"]
    options.append("--enable-row-security")
    options += [f"--exclude-table-data=public.{table}" for table in NOT_KEPT]
    with _running("pg_dump", url, options, reads=False) as process:
        yield process


@contextmanager
def restoring(url: str) -> Iterator[subprocess.Popen[bytes]]:
    """``pg_restore`` in one transaction, to be fed by its ``stdin``; raises when it failed."""
    name = unquote(urlsplit(url).path.strip("/"))
    options = ["--single-transaction", "--exit-on-error", "--no-owner", f"--dbname={name}"]
    with _running("pg_restore", url, options, reads=True) as process:
        yield process


@contextmanager
def _running(
    program: str, url: str, options: list[str], *, reads: bool
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603
        [str(POSTGRESQL_CLIENT.path / program), "--no-password", *options],
        env=_environment(url),
        stdin=subprocess.PIPE if reads else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if reads else subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    said: list[bytes] = []
    listener = threading.Thread(target=lambda: said.extend(process.stderr or ()), daemon=True)
    listener.start()
    failure: BaseException | None = None
    try:
        yield process
        if process.stdin:
            process.stdin.close()
    except BaseException as error:
        failure = error
        if not isinstance(error, OSError):  # a pipe that broke: it has ended, and says why
            process.kill()
    code = process.wait()
    listener.join()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe and not pipe.closed:
            try:
                pipe.close()
            except OSError:
                continue  # what was still to be written to it has no reader
    if failure is not None and not isinstance(failure, OSError):
        raise failure
    if code or failure:
        raise LauncherError(f"{program} failed: {_cause(said) or failure}") from failure


def _cause(said: list[bytes]) -> str:
    """The first error. What follows it may quote a row, and rows hold persons."""
    for line in said:
        text = line.decode(errors="replace").strip()
        if "error:" in text:
            return text.partition("error:")[2].strip()
    return ""


def _environment(url: str) -> dict[str, str]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    wanted = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "LANG": "C.UTF-8",
        "PGHOST": query.get("host") or parts.hostname or "",
        "PGPORT": str(parts.port or 5432),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": unquote(parts.path.strip("/")),
        "PGSSLMODE": query.get("sslmode", ""),
        "PGSSLROOTCERT": query.get("sslrootcert", ""),
        "PGAPPNAME": "krachtlijn",
    }
    return {name: value for name, value in wanted.items() if value}
