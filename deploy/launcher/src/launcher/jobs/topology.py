"""The command `krachtlijn topology`: exchanges, queues, users and permissions."""

import os
from typing import Annotated

import typer
from rich.console import Console

from launcher import topology
from launcher.checkout import Root, root_of
from launcher.infra import Infrastructure
from launcher.jobs.options import Environment, Secrets, required
from launcher.operations.management import Management

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Exchanges, queues, users, permissions.",
)


@app.callback()
def topologies() -> None:
    """Keep the name of the one command."""


@app.command(
    epilog="Example: krachtlijn topology apply --management-url https://admin@broker:15671/ "
    "--secrets /srv/secrets"
)
def apply(
    partitions: Annotated[
        int, typer.Option(min=1, envvar="KRACHTLIJN_PARTITIONS", help="Queues per consumer.")
    ] = 1,
    tap: Annotated[
        bool | None,
        typer.Option(
            "--tap/--no-tap",
            help="A login that sees every event go by, for a simulator; unless said otherwise, "
            "where KRACHTLIJN_CLOCK is driven by one.",
            show_default=False,
        ),
    ] = None,
    management_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="The broker's management elsewhere: https://USER@HOST:15671/VHOST.",
        ),
    ] = None,
    secrets: Secrets = None,
    environment: Environment = "platform",
    root: Root = None,
) -> None:
    """Set exchanges, queues, users and permissions on a broker.

    Another number of partitions is only for services that are stopped and queues that are empty;
    queues that are then too many are removed.
    """
    if management_url is None:
        infra = Infrastructure.ensure(root_of(root), environment)
        management, credentials = Management.of(infra.broker), infra.credentials
    else:
        credentials = required(secrets)
        management = Management.parse(management_url, credentials)
    console = Console(highlight=False)
    if tap is None:
        tap = os.environ.get("KRACHTLIJN_CLOCK") == "driven"
    for name in topology.apply(management, credentials, count=partitions, tap=tap):
        console.print(f"Removed {name}.")
    console.print(f"The topology stands in {management.vhost}, {partitions} per consumer.")
