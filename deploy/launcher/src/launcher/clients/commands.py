"""The command `krachtlijn client`: let another system of the city read events."""

import shutil
from pathlib import Path
from typing import Annotated

import httpx
import typer
from rich.console import Console

from contracts.purposes import PURPOSES
from launcher.checkout import Root, root_of
from launcher.clients import register
from launcher.clients.register import Client
from launcher.credentials import Credentials
from launcher.credentials.make import make
from launcher.credentials.tree import client_folder
from launcher.errors import LauncherError
from launcher.jobs.options import Environment, Secrets
from launcher.operations.management import Management
from launcher.operations.options import Actor, Because, Yes, explained
from launcher.rundir import RunDir

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Other systems of the city that read events (docs/reading-events.md).",
)
Name = Annotated[str, typer.Argument(help="Lower case letters and hyphens, as sluitingen.")]


@app.command(
    epilog="Example: krachtlijn client add sluitingen --reads enforcement.premises-closed.v1 "
    "--purpose permits --controller 'Stad, dienst vergunningen' --actor jan --because 'map of "
    "closures' --secrets /srv/secrets"
)
def add(
    name: Name,
    reads: Annotated[list[str], typer.Option(metavar="EVENT", help="May be repeated.")],
    purpose: Annotated[str, typer.Option(help=f"One of {', '.join(PURPOSES)}.")],
    controller: Annotated[str, typer.Option(help="Who answers for what it does with them.")],
    actor: Actor,
    because: Because,
    secrets: Secrets = None,
    environment: Environment = "platform",
    root: Root = None,
) -> None:
    """Enter a system in the register and make its folder; again, to change what it reads."""
    explained(actor, because)
    tree = _tree(secrets, environment, root)
    events = sorted({register.event_of(each).type for each in reads})
    client = Client(controller.strip(), purpose, tuple(events), actor, because)
    register.enter(tree, name, client)
    make(tree.folder)
    Console(highlight=False).print(
        f"{name} may read {len(events)} events once 'krachtlijn topology apply' has run. Give it "
        f"the folder {tree.of(client_folder(name))}, by a safe way: its password is in it.",
        soft_wrap=True,
    )


@app.command("list")
def show(secrets: Secrets = None, environment: Environment = "platform", root: Root = None) -> None:
    """Show who reads what, for which purpose, and who let them."""
    clients = register.registered(_tree(secrets, environment, root))
    console = Console(highlight=False)
    for name, client in clients.items():
        console.print(f"{name}: {client.controller}; {client.purpose}", soft_wrap=True)
        console.print(f"  by {client.actor}: {client.because}", soft_wrap=True)
        for kind in client.events:
            console.print(f"  {register.event_of(kind).routing_key}")
    if not clients:
        console.print("No other system reads events.")


@app.command()
def remove(
    name: Name,
    management_url: Annotated[
        str, typer.Option(metavar="URL", help="As for 'krachtlijn topology apply'.")
    ],
    secrets: Secrets = None,
    environment: Environment = "platform",
    yes: Yes = False,
    root: Root = None,
) -> None:
    """Take a system's login, queue and folder away, with what still waits in the queue."""
    tree = _tree(secrets, environment, root)
    login = client_folder(name)
    if name not in register.registered(tree):
        register.strike(tree, name)
    if not yes:
        typer.confirm(f"Take {login} away, with all that waits for it?", abort=True)
    management = Management.parse(management_url, tree)
    with management.client() as client:
        for path in (f"/api/users/{login}", management.queues(f"/{login}")):
            answer = client.delete(path)
            if answer.status_code != httpx.codes.NOT_FOUND:
                answer.raise_for_status()
    register.strike(tree, name)
    make(tree.folder)
    shutil.rmtree(tree.of(login), ignore_errors=True)
    Console(highlight=False).print(f"{name} reads nothing any more.")


def _tree(secrets: Path | None, environment: str, root: Path | None) -> Credentials:
    if secrets is not None:
        return Credentials.given(secrets)
    tree = Credentials(RunDir.of(root_of(root), environment).secrets)
    if not tree.public.is_dir():
        raise LauncherError("No platform was set up here: say where its secrets are (--secrets).")
    return tree
