"""A bar on a terminal that tells how far a command is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from launcher.operations.terminal import console


@contextmanager
def counter(label: str, *, quiet: bool, rate: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A bar that is told how many of how many are done; nothing is shown when ``quiet``.

    With ``rate`` it tells how many a second, and the time that is left.
    """
    columns: list[ProgressColumn] = [TextColumn(label), BarColumn(), MofNCompleteColumn()]
    if rate:
        columns += [_RateColumn(), TimeRemainingColumn(), TextColumn("left after")]
    columns.append(TimeElapsedColumn())
    with Progress(*columns, console=console, disable=quiet) as bar:
        task = bar.add_task(label, total=None)

        def shown(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield shown


class _RateColumn(ProgressColumn):
    """How many a second, of late."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:,.0f} a second" if task.speed else "")
