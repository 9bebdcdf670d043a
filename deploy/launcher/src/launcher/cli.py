"""The command `krachtlijn`."""

import importlib
import importlib.util
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from launcher import bring_up, city, leftovers, processes, programs, readiness, report, services
from launcher.bring_up import LAUNCHER, at_work, take_down
from launcher.credentials.make import ensure_secrets
from launcher.errors import LauncherError
from launcher.infra import Infrastructure
from launcher.rundir import RunDir, read_json, write_json
from launcher.services import Clock
from launcher.steps import Steps

_CHECKOUT = Path(__file__).resolve().parents[4]
# Commands that are imported only when asked for, since they import a lot.
_BROUGHT = {
    "contracts": "chassis.generate",
    "secrets": "launcher.credentials.commands",
    "keys": "launcher.vault_keys",
    "audit": "launcher.audit",
    "bus": "launcher.bus",
    "identity": "launcher.identity.commands",
    "legacy": "launcher.legacy",
    "login": "launcher.login.commands",
    "sessions": "launcher.sessions",
}

Root = Annotated[Path, typer.Option(hidden=True, help="The checkout to work in.")]
Environment = Annotated[str, typer.Option(help="The environment: platform, demo or test.")]
Days = Annotated[int, typer.Option(min=0, help="How many days the synthetic city lives.")]
FirstDay = Annotated[
    datetime | None,
    typer.Option("--from", formats=["%Y-%m-%d"], help="The day on which the city begins to live."),
]
Seed = Annotated[int, typer.Option(help="Same seed, same city.")]


class _Commands(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *filter(_brought, _BROUGHT)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in _BROUGHT and _brought(cmd_name):
            module = importlib.import_module(_BROUGHT[cmd_name])
            return typer.main.get_command(module.app)
        return super().get_command(ctx, cmd_name)


class _Application(typer.Typer):
    """An application that says what a person has to do, in place of a traceback."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, _interrupt)
        try:
            return super().__call__(*args, **kwargs)
        except LauncherError as error:
            Console(stderr=True).print(f"[red]{error}[/]", highlight=False, soft_wrap=True)
            sys.exit(1)
        except (KeyboardInterrupt, readiness.StopRequest):
            sys.exit(130)


app = _Application(
    cls=_Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    help="Run the whole platform on this machine, private to this checkout.",
)
topology_app = typer.Typer(no_args_is_help=True, help="Exchanges, queues, users, permissions.")
app.add_typer(topology_app, name="topology")
console = Console()


@app.command()
def up(days: Days = 14, seed: Seed = 1, root: Root = _CHECKOUT) -> None:
    """Start everything, let the city live for some days, and leave it all running."""
    run = RunDir.of(root, "platform")
    played = run.path / "city.json"
    with at_work(run, "Another 'up' is at work in this checkout: wait for it to finish."):
        fresh = days > 0 and not played.exists()
        with Steps(console) as steps:
            clock = Clock("driven") if fresh else city.lives_on(run)
            platform = bring_up.bring_up(run, steps, clock=clock, login=True)
        code = 0
        if fresh:
            write_json(played, {"days": days, "seed": seed})
            code = city.play(platform, days=days, seed=seed)
            city.remember_time(platform, played)
            with Steps(console) as steps, steps.step("The city's clock runs on"):
                platform = bring_up.start_again(platform, city.lives_on(run))
        elif days > 0:
            lived = read_json(played)
            console.print(f"The city has lived here already: {lived['days']} days.")
        services.check_alive(platform.services)
        report.addresses(console, platform)
    raise typer.Exit(code)


@app.command()
def demo(
    days: Days = 14, seed: Seed = 1, first_day: FirstDay = None, root: Root = _CHECKOUT
) -> None:
    """Show the platform at work on fresh data, then stop it again."""
    run = RunDir.of(root, "demo")
    busy = "A demo is running in this checkout already: wait for it, or stop it with 'make down'."
    with at_work(run, busy, fresh=True):
        try:
            with Steps(console) as steps:
                platform = bring_up.bring_up(run, steps, clock=Clock("driven"))
            begins = f"{first_day:%Y-%m-%d}" if first_day else None
            code = city.play(platform, days=days, seed=seed, first_day=begins)
            services.check_alive(platform.services)
        finally:
            with Steps(console) as steps, steps.step("Stopping"):
                take_down(run)
    raise typer.Exit(code)


@app.command()
def down(root: Root = _CHECKOUT) -> None:
    """Stop everything that runs for this checkout, in every environment."""
    environments = RunDir.all(root)
    with Steps(console) as steps, steps.step("Stopping"):
        # A launcher at work takes its own down; were it left, it would start more meanwhile.
        launchers = [processes.running(run, LAUNCHER) for run in environments]
        processes.stop([each for each in launchers if each is not None], patience=30.0)
        for run in environments:
            take_down(run)
            processes.forget(run, [LAUNCHER])
        leftovers.sweep_checkout(root)


@app.command()
def status(root: Root = _CHECKOUT) -> None:
    """Show what runs: component, state, address, process."""
    report.status(console, RunDir.all(root))


@app.command()
def install(
    browser: Annotated[bool, typer.Option(help="Also Chromium, for the browser tests.")] = False,
) -> None:
    """Install the system's programs that are missing: RabbitMQ and PostgreSQL."""
    wanted = [programs.RABBITMQ, programs.POSTGRESQL, *([programs.CHROMIUM] if browser else [])]
    missing = [program for program in wanted if program.find() is None]
    for program in missing:
        with Steps(console) as steps, steps.step(f"Installing {program.name}"):
            programs.ensure(program)


@app.command()
def token(
    domain: Annotated[str, typer.Option(help="Trust domain: eigenaar, politie, stad or zorg.")],
    function: Annotated[str, typer.Option(help="Function of the bearer, as politie_agent.")],
    organisation: Annotated[str, typer.Option(help="Organisation of the bearer, as LPA.")],
    subject: Annotated[str, typer.Option(help="Who the bearer is.")] = "local",
    ttl: Annotated[int, typer.Option(min=1, help="Seconds until it expires.")] = 3600,
    service: Annotated[
        str | None, typer.Option(help="The one service that takes it; without, all that trust it.")
    ] = None,
    environment: Environment = "platform",
    root: Root = _CHECKOUT,
) -> None:
    """Print a token that this environment's services accept."""
    tokens = importlib.import_module("chassis.web.tokens")
    key = ensure_secrets(RunDir.of(root, environment)).issuer_keys / f"{domain}.key"
    if not key.exists():
        raise LauncherError(
            f"There is no trust domain {domain}: use eigenaar, politie, stad, zorg."
        )
    issued = tokens.issue(
        key.read_text(),
        domain=domain,
        function=function,
        organisation=organisation,
        subject=subject,
        ttl=ttl,
        service=service,
    )
    typer.echo(issued)


@topology_app.command("apply")
def apply_topology(
    partitions: Annotated[
        int, typer.Option(min=1, envvar="KRACHTLIJN_PARTITIONS", help="Queues per consumer.")
    ] = 1,
    environment: Environment = "platform",
    root: Root = _CHECKOUT,
) -> None:
    """Set exchanges, queues, users and permissions on the environment's broker.

    Another number of partitions is only for services that are stopped and queues that are empty;
    queues that are then too many are removed.
    """
    from launcher import topology

    infra = Infrastructure.ensure(root, environment)
    for name in topology.apply(infra.broker, infra.credentials, count=partitions):
        console.print(f"Removed {name}.", highlight=False)


def _brought(name: str) -> bool:
    try:
        return importlib.util.find_spec(_BROUGHT[name]) is not None
    except ModuleNotFoundError:
        return False


def _interrupt(number: int, frame: FrameType | None) -> None:
    readiness.cancel()
    raise KeyboardInterrupt
