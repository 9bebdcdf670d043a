"""The command `krachtlijn migrate`: a service's tables, brought up to date by their owner."""

from typing import Annotated

import typer
from rich.console import Console

from launcher import migrations
from launcher.checkout import Root, root_of
from launcher.credentials.tree import OWNER
from launcher.databases import locate
from launcher.infra import Infrastructure
from launcher.jobs.options import DatabaseUrl, Environment, Secrets, required
from launcher.operations.options import known
from launcher.postgres import Database
from launcher.reach import addresses_in_clear, trust_of

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command(
    epilog="Example: krachtlijn migrate databank --database-url postgresql://database "
    "--secrets /srv/secrets"
)
def migrate(
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="As databank or reporting.")],
    database_url: DatabaseUrl = None,
    secrets: Secrets = None,
    environment: Environment = "platform",
    root: Root = None,
) -> None:
    """Bring the tables of a service up to date. Two at once do it one after the other."""
    owner = known(service) + OWNER
    if database_url is None:
        infra = Infrastructure.ensure(root_of(root), environment)
        credentials, url = infra.credentials, locate(infra, service).owner_url
    else:
        credentials = required(secrets)
        with addresses_in_clear():
            server = Database.parse(database_url, trust_of(credentials))
        password = server.password or credentials.database_password(owner)
        name = database_url.partition("://")[2].partition("?")[0].partition("/")[2] or service
        url = server.address(server.user or owner, name, password)
    migrations.upgrade(service, url, credentials.owner_vault(service))
    Console(highlight=False).print(f"The tables of {service} are up to date.")
