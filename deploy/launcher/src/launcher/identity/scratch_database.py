"""The database for judging: PostgreSQL alone, in an environment of its own."""

from pathlib import Path

from launcher import infra, programs
from launcher.checkout import root_of
from launcher.credentials.make import ensure_secrets
from launcher.rundir import RunDir

ENVIRONMENT = "identity"


def database_url(root: Path | None) -> str:
    """Of somebody who may make schemas; the server is started when it does not run."""
    run = RunDir.of(root_of(root), ENVIRONMENT)
    with run.locked("infra"):
        if programs.POSTGRESQL in infra.missing():
            programs.ensure(programs.POSTGRESQL)
        return infra.ensure_database(run, ensure_secrets(run), bulk=True).dsn("postgres")
