"""Reports of running components and their addresses, as tables for a person."""

from rich.console import Console
from rich.table import Table

from launcher import ports, processes
from launcher.bring_up import Platform
from launcher.rundir import RunDir


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
    table = Table("environment", "component", "state", "address", "pid", box=None)
    for run in environments:
        for component, process in sorted(processes.recorded(run).items()):
            state = "[green]running[/]" if process.alive else "[red]stopped[/]"
            table.add_row(run.environment, component, state, process.address, str(process.pid))
        if processes.running(run, "rabbitmq") is not None:
            management = f"http://127.0.0.1:{ports.remembered(run).get('management')}"
            table.add_row(run.environment, "rabbitmq management", "", management, "")
    if table.row_count:
        console.print(table)
    else:
        console.print("Nothing runs in this checkout.")
