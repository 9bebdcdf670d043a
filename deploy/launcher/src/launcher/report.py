"""Reports of running components and their addresses, as tables for a person."""

import pwd

from rich.console import Console
from rich.table import Table

from launcher import ports, processes
from launcher.bring_up import Platform
from launcher.rundir import RunDir
from launcher.service_accounts import NUMBERS, why_none

_EARLIER = "Services that were started earlier share a user: stop them and start again."


def addresses(console: Console, platform: Platform) -> None:
    infra = platform.infra
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("part")
    table.add_column("address", overflow="fold")
    for service in platform.services:
        table.add_row(service.name, service.url)
    table.add_row("RabbitMQ", f"{infra.management_url}  (user {infra.admin_user})")
    table.add_row("PostgreSQL", f"{infra.postgres_host}:{infra.postgres_port}")
    table.add_row("secrets", str(infra.credentials.folder))
    table.add_row("logs", str(infra.run.logs))
    console.print(table)


def status(console: Console, environments: list[RunDir]) -> None:
    table = Table("environment", "component", "state", "address", "pid", "user", box=None)
    reasons = []
    for run in environments:
        for component, process in sorted(processes.recorded(run).items()):
            user = processes.user_of(process.pid) if process.alive else None
            state = "[green]running[/]" if process.alive else "[red]stopped[/]"
            row = (component, state, process.address, str(process.pid), _name(user))
            table.add_row(run.environment, *row)
            if user is not None and NUMBERS.get(component, user) != user:
                reasons.append(why_none(run) or _EARLIER)
        if processes.running(run, "rabbitmq") is not None:
            management = f"http://127.0.0.1:{ports.remembered(run).get('management')}"
            table.add_row(run.environment, "rabbitmq management", "", management, "", "")
    if not table.row_count:
        console.print("Nothing runs in this checkout.")
        return
    console.print(table)
    for reason in dict.fromkeys(reasons):
        console.print(f"[yellow]![/] {reason}", highlight=False, soft_wrap=True)


def _name(user: int | None) -> str:
    if user is None:
        return ""
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)
