"""Show an import of an older database on a terminal, or to a program."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from launcher.operations.terminal import console, say

_TITLES = {"rijen": "rijen", "waarnemingen": "geschiedenis per persoon"}


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    if quiet:
        yield lambda _what, _count, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        tasks: dict[str, Any] = {}

        def shown(what: str, count: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(_TITLES[what], total=total)
            progress.update(tasks[what], completed=count, total=total)

        yield shown


def plain(report: Any) -> dict[str, Any]:
    return {
        "run": report.run_id,
        "source": report.source.value,
        "dryRun": report.dry_run,
        "resumedAt": report.resumed_at,
        "rows": report.rows,
        "finished": report.finished,
        **report.balance.written(),
    }


def show(report: Any, most_moves: int) -> None:
    rows, facts = report.balance.rows, report.balance.facts
    what = "zou invoeren (niets geschreven)" if report.dry_run else "ingevoerd"
    again = f", verder vanaf rij {report.resumed_at}" if report.resumed_at else ""
    say(f"{report.source.full_name}: {report.rows} rijen {what}{again}. Invoer {report.run_id}")
    ended = [f"{count} {name.replace('_', ' ')}" for name, count in rows.most_common() if count]
    say(f"Aansluiting: {report.rows} = {' + '.join(ended) or 0}")
    for name, count in sorted(facts.items()):
        say(f"  {name.replace('_', ' ')}: {count}")
    if not report.finished:
        say(
            f"[yellow]Gestopt: meer dan {most_moves} verschuivingen gevonden.[/] Kijk of de regels "
            "voor die jaren gelden, en ga verder met --accept-moves."
        )
    if rows["geweigerd"]:
        say(
            f"[yellow]{rows['geweigerd']} rijen geweigerd[/]: 'krachtlijn legacy rejects --run "
            f"{report.run_id}' toont waarom."
        )
