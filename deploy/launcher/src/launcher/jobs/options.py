"""Options of the commands that set a platform up."""

from pathlib import Path
from typing import Annotated

import typer

from launcher.credentials import Credentials
from launcher.errors import LauncherError

Environment = Annotated[
    str, typer.Option(help="What runs in this checkout, where no address is given.")
]
Secrets = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        envvar="KRACHTLIJN_SECRETS_TREE",
        help="The secrets, as 'krachtlijn secrets init' made them.",
    ),
]
DatabaseUrl = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="The database server elsewhere: postgresql://HOST:5432. Passwords are in the secrets.",
    ),
]


def required(folder: Path | None) -> Credentials:
    """The tree of secrets that goes with an address."""
    if folder is None:
        raise LauncherError("Say where the secrets of that platform are: --secrets DIR.")
    return Credentials.given(folder)
