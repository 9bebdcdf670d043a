"""The commands `krachtlijn secrets`: make passwords, keys and certificates, and copies of them."""

import hashlib
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from chassis.addresses import Trust
from chassis.alerts import hook_of
from launcher.credentials.make import make
from launcher.credentials.sealed_copy import lay_down, seal
from launcher.credentials.tree import ALERT_HOOK, CERTIFIED, FOLDERS, LOGIN, SERVERS, Credentials
from launcher.errors import LauncherError
from launcher.jobs.options import Secrets, required
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


@app.command(
    epilog="Example: krachtlijn secrets export --secrets DIR --to copy.age --recipient age1..."
)
def export(
    recipient: Annotated[
        list[str],
        typer.Option(metavar="age1...", help="The public key of a keeper; may be repeated."),
    ],
    to: Annotated[str, typer.Option(metavar="FILE", help="The copy; - is the standard output.")],
    secrets: Secrets = None,
) -> None:
    """Copy all secrets into one file for a safe, which only its keepers can open."""
    sealed = seal(required(secrets), recipient)
    if to == "-":
        sys.stdout.buffer.write(sealed)
    else:
        _write_copy(Path(to), sealed)
    Console(stderr=to == "-", highlight=False).print(
        f"SHA-256 of the copy: {_digest(sealed)}\nNote it apart. Seal keys that are destroyed from "
        "now on live on in this copy: make a new one then, and destroy this one.",
        soft_wrap=True,
    )


@app.command(
    "import", epilog="Example: krachtlijn secrets import copy.age --identity keeper.txt --to DIR"
)
def lay_down_copy(
    copy: Annotated[Path, typer.Argument(help="The copy, as 'secrets export' made it.")],
    identity: Annotated[
        Path, typer.Option(metavar="FILE", help="The keeper's file, with AGE-SECRET-KEY-...")
    ],
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder of the tree, still empty.")],
) -> None:
    """Lay down a copy of all secrets on a new host; then 'secrets init' gives folders to users."""
    try:
        sealed, keys = copy.read_bytes(), identity.read_text()
    except OSError as error:
        raise LauncherError(f"{error.filename} cannot be read ({error.strerror}).") from None
    files = lay_down(sealed, keys, to)
    Console(highlight=False).print(
        f"SHA-256 of the copy: {_digest(sealed)}\n{len(files)} files are in {to}. Run 'krachtlijn "
        "secrets init' on it as before: it makes what the copy lacks, and nothing else.",
        soft_wrap=True,
    )


def _write_copy(path: Path, content: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise LauncherError(f"{path} cannot be written ({error.strerror}).") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def _digest(sealed: bytes) -> str:
    return hashlib.sha256(sealed).hexdigest()


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
