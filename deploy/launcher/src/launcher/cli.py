"""The command `krachtlijn`."""

import importlib
import importlib.util
import signal
import sys
from datetime import date
from types import FrameType
from typing import Annotated, Any

import typer
from rich.console import Console
from typer.core import TyperGroup

from launcher import bring_up, city, leftovers, processes, programs, readiness, report, services
from launcher.bring_up import LAUNCHER, at_work, take_down
from launcher.checkout import Root, root_of
from launcher.errors import LauncherError
from launcher.rundir import RunDir, read_json, write_json
from launcher.steps import Steps

# Commands that are imported only when asked for, since they import a lot.
_BROUGHT = {
    "alert": "launcher.alert_test",
    "check": "launcher.own_rules",
    "contracts": "chassis.generate",
    "secrets": "launcher.credentials.commands",
    "topology": "launcher.jobs.topology",
    "databases": "launcher.jobs.databases",
    "migrate": "launcher.jobs.migrate",
    "token": "launcher.jobs.token",
    "backup": "launcher.backup.commands",
    "restore": "launcher.backup.restore_command",
    "keys": "launcher.vault_keys",
    "audit": "launcher.audit",
    "bus": "launcher.bus",
    "certificates": "launcher.server_certificates",
    "client": "launcher.clients.commands",
    "identity": "launcher.identity.commands",
    "legacy": "launcher.legacy",
    "login": "launcher.login.commands",
    "registry": "launcher.care_registry",
    "sessions": "launcher.sessions",
}

Days = Annotated[int, typer.Option(min=0, help="How many days the synthetic city lives.")]
FirstDay = Annotated[
    date | None,
    typer.Option(
        "--from",
        parser=date.fromisoformat,
        metavar="YYYY-MM-DD",
        help="The day on which the city begins to live.",
    ),
]
Fines = Annotated[
    int | None,
    typer.Option(min=16, max=190, help="Cases of fines: a month of them, or more over a year."),
]
Seed = Annotated[int, typer.Option(help="Same seed, same city.")]


class _Commands(TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *filter(_brought, _BROUGHT)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in _BROUGHT and _brought(cmd_name):
            module = importlib.import_module(_BROUGHT[cmd_name])
            command = typer.main.get_command(module.app)
            command.name = cmd_name  # a group that is brought knows it not
            return command
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
    help="Run the whole platform on this machine, private to this checkout; or set up and operate "
    "one whose servers are elsewhere.",
)
console = Console()


def _say_release(asked: bool) -> None:
    if asked:
        from chassis.bus.release_note import release_of  # here: it loads the database's driver

        typer.echo(f"krachtlijn {release_of('launcher')}")
        raise typer.Exit


@app.callback()
def _before_each_command(
    release: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_say_release,
            help="Say the release, and a digest of its code.",
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


@app.command()
def up(days: Days = 14, seed: Seed = 1, root: Root = None) -> None:
    """Start everything, let the city live for some days, and leave it all running."""
    run = RunDir.of(root_of(root), "platform")
    played = run.path / "city.json"
    with at_work(run, "Another 'up' is at work in this checkout: wait for it to finish."):
        fresh = days > 0 and not played.exists()
        with Steps(console) as steps:
            clock = city.clock_of() if fresh else city.lives_on(run)
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
    days: Days = 14,
    seed: Seed = 1,
    first_day: FirstDay = None,
    fines: Fines = None,
    root: Root = None,
) -> None:
    """Show the platform at work on fresh data, then stop it again."""
    run = RunDir.of(root_of(root), "demo")
    busy = "A demo is running in this checkout already: wait for it, or stop it with 'make down'."
    with at_work(run, busy, fresh=True):
        begins = first_day or city.FIRST_DAY
        try:
            with Steps(console) as steps:
                clock = city.clock_of(begins)
                platform = bring_up.bring_up(run, steps, clock=clock, login=True)
            code = city.play(platform, days=days, seed=seed, first_day=begins, fines=fines)
            services.check_alive(platform.services)
        finally:
            with Steps(console) as steps, steps.step("Stopping"):
                take_down(run)
    raise typer.Exit(code)


@app.command()
def down(root: Root = None) -> None:
    """Stop everything that runs for this checkout, in every environment."""
    environments = RunDir.all(checkout := root_of(root))
    with Steps(console) as steps, steps.step("Stopping"):
        # A launcher at work takes its own down; were it left, it would start more meanwhile.
        launchers = [processes.running(run, LAUNCHER) for run in environments]
        processes.stop([each for each in launchers if each is not None], patience=30.0)
        for run in environments:
            take_down(run)
            processes.forget(run, [LAUNCHER])
        leftovers.sweep_checkout(checkout)


@app.command()
def status(root: Root = None) -> None:
    """Show what runs: component, state, address, process."""
    report.status(console, RunDir.all(root_of(root)))


@app.command()
def install(
    browser: Annotated[bool, typer.Option(help="Also Chromium, for the browser tests.")] = False,
) -> None:
    """Install what is missing of the system's: RabbitMQ, PostgreSQL, fonts of every script."""
    wanted = [programs.RABBITMQ, programs.POSTGRESQL, *([programs.CHROMIUM] if browser else [])]
    missing = [program for program in wanted if program.find() is None]
    for program in missing:
        with Steps(console) as steps, steps.step(f"Installing {program.name}"):
            programs.ensure(program)
    if any(font.find() is None for font in programs.FONTS):
        with Steps(console) as steps, steps.step("Installing fonts"):
            programs.ensure(*programs.FONTS)


def _brought(name: str) -> bool:
    try:
        return importlib.util.find_spec(_BROUGHT[name]) is not None
    except ModuleNotFoundError:
        return False


def _interrupt(number: int, frame: FrameType | None) -> None:
    readiness.cancel()
    raise KeyboardInterrupt
