"""The commands `krachtlijn login`: realms for Keycloak, and the services' settings for issuers."""

from pathlib import Path
from typing import Annotated

import typer

from chassis.evaluation_login import FROM_EVERYWHERE
from launcher.credentials import Credentials, keys
from launcher.credentials.make import make
from launcher.errors import LauncherError
from launcher.login import realms as content
from launcher.login import settings_files
from launcher.login.evaluation.settings import refuse_published
from launcher.login.settings_files import Issuers, Kind

Addresses = Annotated[
    list[str] | None,
    typer.Option(
        "--service", metavar="NAME=URL", help="How browsers know a service; once per service."
    ),
]

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Who signs people in: realms for Keycloak, and what the services must know.",
)


@app.command(epilog="Example: krachtlijn login realms --to deploy/keycloak/realms")
def realms(
    to: Annotated[Path, typer.Option(help="The folder to write <domain>.json to.")],
    service: Addresses = None,
) -> None:
    """Write a realm per trust domain. Addresses that are not given are Keycloak's to fill in."""
    addresses = _addresses(service)
    to.mkdir(parents=True, exist_ok=True)
    for domain in content.TAKES:
        path = to / f"{domain}.json"
        path.write_text(content.as_json(domain, addresses), encoding="utf-8")
        typer.echo(f"wrote {path}")


@app.command(
    epilog="Example: krachtlijn login settings --secrets DIR --issuers https://login.stad.example"
    " --service databank=https://databank.stad.example"
)
def settings(
    secrets: Annotated[Path, typer.Option(help="The tree of secrets ('krachtlijn secrets init').")],
    issuers: Annotated[str, typer.Option(help="How browsers know the issuers, without a path.")],
    internal: Annotated[
        str | None, typer.Option(help="How services reach the issuers, if by another address.")
    ] = None,
    kind: Annotated[Kind, typer.Option(help="Who the issuers are.")] = Kind.KEYCLOAK,
    published: Annotated[
        str, typer.Option(help="The address of this host at which browsers are let in.")
    ] = "127.0.0.1",
    evaluation: Annotated[
        str,
        typer.Option(
            envvar="KRACHTLIJN_LOGIN_EVALUATION",
            help="In as many words, that others may come in as anybody.",
        ),
    ] = "",
    evaluation_logins: Annotated[
        int, typer.Option(min=0, help="How many issuers of an evaluation are to be started.")
    ] = 0,
    service: Addresses = None,
    reached: Annotated[
        list[str] | None,
        typer.Option(
            "--service-internal",
            metavar="NAME=URL",
            help="How the issuers reach a service, if by another address; once per service.",
        ),
    ] = None,
) -> None:
    """Write logins.json of each service, and for the issuers who the services are."""
    if not secrets.is_dir():
        raise LauncherError(
            f"{secrets} is no folder: make it with 'krachtlijn secrets init --to {secrets}'."
        )
    if kind is not Kind.EVALUATION and evaluation_logins:
        raise LauncherError(
            f"An evaluation's login would be started beside {kind.value}: say "
            "KRACHTLIJN_EVALUATION_LOGINS=0 too (.env.example)."
        )
    chosen = Issuers(kind, issuers, internal, _addresses(service), _addresses(reached))
    if kind is Kind.EVALUATION and evaluation != FROM_EVERYWHERE:
        refuse_published(published, issuers, *chosen.services.values())
    for path in settings_files.write(secrets, chosen):
        typer.echo(f"wrote {path}")


@app.command("renew-key", epilog="Example: krachtlijn login renew-key politie --secrets DIR")
def renew_key(
    domain: Annotated[str, typer.Argument(metavar="DOMAIN", help="As politie.")],
    secrets: Annotated[Path, typer.Option(help="The tree of secrets ('krachtlijn secrets init').")],
) -> None:
    """Give the token issuer of a domain a new key. The former one counts for another hour.

    Services see it in issuers.json as soon as a token comes that was signed with it.
    """
    path = Credentials.given(secrets).issuer_keys / f"{domain}.key"
    if domain not in content.TAKES or not path.exists():
        raise LauncherError(f"{path} is missing: use a domain of {', '.join(content.TAKES)}.")
    keys.renew_issuer(path)
    make(secrets)
    typer.echo(f"wrote {path} and {Credentials.given(secrets).issuers}")


def _addresses(given: list[str] | None) -> dict[str, str]:
    addresses = {}
    known = {name for services in content.TAKES.values() for name in services}
    for each in given or []:
        name, separator, url = each.partition("=")
        if not separator or name not in known or not url.startswith(("http://", "https://")):
            raise LauncherError(
                f"Say which service is where: --service NAME=URL, with as name one of"
                f" {', '.join(sorted(known))}."
            )
        addresses[name] = url.rstrip("/")
    return addresses
