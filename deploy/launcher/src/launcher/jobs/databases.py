"""The command `krachtlijn databases`: roles, databases and rights."""

from dataclasses import replace
from typing import Annotated

import typer
from rich.console import Console

from launcher import databases, readiness
from launcher.checkout import Root, root_of
from launcher.infra import Infrastructure
from launcher.jobs.options import DatabaseUrl, Environment, Secrets, required
from launcher.names import SERVICES, SUPERUSER
from launcher.operations.options import known
from launcher.postgres import Database
from launcher.reach import addresses_in_clear, database_in_clear, trust_of

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Roles, databases and rights of the services.",
)


@app.callback()
def servers() -> None:
    """Keep the name of the one command."""


@app.command(
    epilog="Example: krachtlijn databases create --database-url postgresql://postgres@database "
    "--secrets /srv/secrets"
)
def create(
    services: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SERVICE]...", help="Those of this server; all without a name."),
    ] = None,
    database_url: DatabaseUrl = None,
    secrets: Secrets = None,
    environment: Environment = "platform",
    root: Root = None,
) -> None:
    """Make each service's database and its two roles, and set their passwords and rights."""
    names = {known(service): service for service in services or SERVICES}
    if database_url is None:
        infra = Infrastructure.ensure(root_of(root), environment)
        server, verifiers = infra.database, infra.credentials.database_roles
    else:
        credentials = required(secrets)
        verifiers = credentials.database_roles
        with addresses_in_clear():
            server = Database.parse(database_url, trust_of(credentials))
        server = replace(server, user=server.user or SUPERUSER)
        if not server.password:
            server = replace(server, password=credentials.database_password(SUPERUSER))
    with database_in_clear("The database server"):
        made = readiness.run(databases.make(server, verifiers, names))
    console = Console(highlight=False)
    for name in names:
        console.print(f"{name}: {'made' if name in made else 'was there'}")
