"""The command `krachtlijn secrets`: make passwords, keys and certificates."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from chassis.addresses import Trust
from chassis.alerts import hook_of
from launcher.credentials.make import make
from launcher.credentials.tree import ALERT_HOOK, CERTIFIED, FOLDERS, LOGIN, SERVERS, Credentials
from launcher.errors import LauncherError
from launcher.names import SERVICES
from launcher.rundir import write_private

GIVEN = {ALERT_HOOK: SERVICES, "keycloak-database.env": (LOGIN,)}
"""Files that nobody can make here, by the folders that may have them."""

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Passwords, keys and certificates of a platform, in a folder for each who needs some.",
)


@app.callback()
def secrets() -> None:
    """Keep the name of the one command."""


@app.command(epilog="Example: krachtlijn secrets init --to /srv/secrets --host krachtlijn.stad.be")
def init(
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the tree.")],
    host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name of the platform for browsers; may be repeated."),
    ] = None,
    owner: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FOLDER=UID",
            help="The numeric user that a folder belongs to, as databank=10002; may be repeated.",
        ),
    ] = None,
    renew: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FOLDER",
            help="Make this certificate and its key anew, as when somebody knows the key; may be "
            "repeated.",
        ),
    ] = None,
) -> None:
    """Make what is missing. What is there stays, but for certificates that no longer do."""
    owners = dict(_owner(each) for each in owner or [])
    anew = [_certified(each) for each in renew or []]
    try:
        made = make(to, host or [], owners, anew)
    except PermissionError as error:
        raise LauncherError(
            f"{error.filename} may not be changed: run this as root, or as the user that {to} "
            "belongs to, and give folders to other users (--owner) as root only."
        ) from None
    except OSError as error:
        raise LauncherError(f"{to} cannot be used ({error.strerror}): name another.") from None
    console = Console(highlight=False)
    console.print(f"The secrets are complete in {to}.", soft_wrap=True)
    if made:
        again = [name for name in SERVERS if name in made]
        told = (
            f" Services take theirs up by themselves; let {', '.join(again)} read theirs again, "
            "as 'A new certificate' in docs/operating.md says."
            if again
            else ""
        )
        console.print(f"New certificates: {', '.join(made)}.{told}", soft_wrap=True)
    if kept := [name for name in anew if name not in made]:
        raise LauncherError(
            f"Another authority signed the certificate of {', '.join(kept)}: have it renewed there."
        )


@app.command(epilog="Example: krachtlijn secrets put databank alert_hook --to DIR < hook.txt")
def put(
    folder: Annotated[str, typer.Argument(help="The folder of the tree, as databank.")],
    file: Annotated[str, typer.Argument(help="The file: alert_hook or keycloak-database.env.")],
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the tree.")],
) -> None:
    """Put a secret that the city knows, from the standard input, where its reader looks for it."""
    if folder not in GIVEN.get(file, ()):
        raise LauncherError(
            f"{folder}/{file} is not given by a person: 'krachtlijn secrets init' makes it. Given "
            f"are {', '.join(f'{each}/{name}' for name, those in GIVEN.items() for each in those)}."
        )
    tree = Credentials.given(to)
    text = sys.stdin.read().strip()
    if not text:
        raise LauncherError("Here nothing was said: put the secret on the standard input.")
    if file == ALERT_HOOK:
        try:
            hook_of(text, Trust.of_environment(tree.ca))
        except ValueError as error:
            raise LauncherError(str(error)) from None
    write_private(tree.folder / folder / file, text + "\n")
    Console(highlight=False).print(f"{folder}/{file} is there; start {folder} anew.")


def _certified(name: str) -> str:
    if name not in CERTIFIED:
        raise typer.BadParameter(f"{name} has no certificate: name one of {', '.join(CERTIFIED)}.")
    return name


def _owner(text: str) -> tuple[str, int]:
    name, _, uid = text.partition("=")
    if name not in FOLDERS or not uid.isdecimal():
        raise typer.BadParameter(
            f"{text} is not FOLDER=UID, with as folder one of {', '.join(FOLDERS)}."
        )
    return name, int(uid)
