"""The command `krachtlijn-client`: begin a client, and look at what waits in its inbox."""

import re
import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import typer

from krachtlijn_client.access import INBOX, ClientError
from krachtlijn_client.inbox import Inbox

NAME = re.compile(r"[a-z][a-z-]{1,29}")
TEMPLATE = ("app.py", "README.md", "requirements.txt")

InboxFile = Annotated[
    Path, typer.Option("--inbox", envvar=INBOX, help="The file that keeps what was had.")
]
Position = Annotated[int, typer.Argument(help="The number that 'krachtlijn-client parked' shows.")]


class _Application(typer.Typer):
    """An application that says what a person has to do, in place of a traceback."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().__call__(*args, **kwargs)
        except ClientError as error:
            typer.secho(str(error), fg="red", err=True)
            sys.exit(1)


app = _Application(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Read events of Krachtlijn in another system of the city.",
)


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="As the platform's operator called it.")],
    to: Annotated[Path | None, typer.Option(help="The folder to make; else NAME here.")] = None,
) -> None:
    """Make a folder with a client that runs, to build on."""
    if not NAME.fullmatch(name):
        raise ClientError(f"{name} is no name of a client: lower case letters and hyphens, to 30.")
    folder = to or Path(name)
    if folder.exists() and any(folder.iterdir()):
        raise ClientError(f"{folder} is not empty: name another with --to.")
    folder.mkdir(parents=True, exist_ok=True)
    for each in TEMPLATE:
        text = files("krachtlijn_client").joinpath("template", each).read_text(encoding="utf-8")
        (folder / each).write_text(text.replace("NAME", name), encoding="utf-8")
        typer.echo(f"wrote {folder / each}")


@app.command()
def parked(inbox: InboxFile) -> None:
    """Show what waits, and why; never its content."""
    rows = _inbox(inbox).parked()
    for row in rows:
        kind = row.type or "unreadable"
        typer.echo(f"{row.position}  {row.parked_at}  {kind}  {row.reason}: {row.detail}")
    if not rows:
        typer.echo("Nothing is parked.")


@app.command()
def retry(position: Position, inbox: InboxFile) -> None:
    """Have the running client try one again; what waited behind it follows."""
    if not _inbox(inbox).ask_again(position=position):
        raise ClientError(f"{position} is not parked, or only waits for an earlier one of its key.")
    typer.echo(f"{position} is tried again within a second of a running client.")


@app.command()
def discard(
    position: Position,
    inbox: InboxFile,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask for confirmation.")] = False,
) -> None:
    """Give one up for good; what waited behind it goes on."""
    if not yes:
        typer.confirm(f"Give up {position}? It will never have its effect here", abort=True)
    if not _inbox(inbox).drop(position):
        raise ClientError(f"{position} is not parked.")
    typer.echo(f"{position} is given up.")


def _inbox(path: Path) -> Inbox:
    if not path.exists():
        raise ClientError(f"There is no inbox {path}: name the client's own with --inbox.")
    return Inbox(path)
