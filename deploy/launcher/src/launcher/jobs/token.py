"""The command `krachtlijn token`: a proof of who asks, for a program or a test."""

from typing import Annotated

import typer

from chassis.web.roles import DOMAIN_OF, Function, TrustDomain
from chassis.web.tokens import LONGEST_SECONDS, issue
from launcher.checkout import Root, root_of
from launcher.credentials import Credentials
from launcher.credentials.make import ensure_secrets
from launcher.errors import LauncherError
from launcher.jobs.options import Environment, Secrets
from launcher.operations.options import known
from launcher.rundir import RunDir

app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)


@app.command(
    epilog="Example: krachtlijn token --domain politie --function politie_agent --organisation LPA "
    "--service databank --secrets /srv/secrets"
)
def token(
    domain: Annotated[str, typer.Option(help="Trust domain: eigenaar, politie, stad or zorg.")],
    function: Annotated[str, typer.Option(help="Function of the bearer, as politie_agent.")],
    organisation: Annotated[str, typer.Option(help="Organisation of the bearer, as LPA.")],
    service: Annotated[str, typer.Option(help="The one service that takes it, as databank.")],
    subject: Annotated[str, typer.Option(help="Who the bearer is.")] = "local",
    ttl: Annotated[
        int, typer.Option(min=1, max=LONGEST_SECONDS, help="Seconds until it expires.")
    ] = LONGEST_SECONDS,
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help="The bearer gave a second factor just now.")
    ] = False,
    secrets: Secrets = None,
    environment: Environment = "platform",
    root: Root = None,
) -> None:
    """Print a token that the platform's services accept. Needs the key of the domain's issuer."""
    if domain not in list(TrustDomain):
        raise LauncherError(
            f"There is no trust domain {domain}: use eigenaar, politie, stad, zorg."
        )
    if function not in list(Function):
        ours = [each.value for each in Function if DOMAIN_OF[each] == domain]
        raise LauncherError(f"There is no function {function}: {domain} has {', '.join(ours)}.")
    if secrets is None:
        credentials = ensure_secrets(RunDir.of(root_of(root), environment))
    else:
        credentials = Credentials.given(secrets)
    issued = issue(
        credentials.read(credentials.issuer_keys.name, f"{domain}.key"),
        domain=domain,
        function=function,
        organisation=organisation,
        subject=subject,
        ttl=ttl,
        service=known(service),
        second_factor=second_factor,
    )
    typer.echo(issued)
