"""Steps of the launcher, shown to a person: spinners on a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TaskID, TextColumn


class Steps:
    """Steps that may run side by side, each shown with the seconds it took."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = (
            Progress(
                SpinnerColumn(finished_text=" "),
                TextColumn("{task.description}"),
                console=console,
            )
            if console.is_terminal
            else None
        )

    def __enter__(self) -> "Steps":
        if self._live is not None:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._live is not None:
            self._live.stop()

    def note(self, text: str) -> None:
        """Say something that a person should know, and go on."""
        self._console.print(f"[yellow]![/] {text}", highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        began = time.monotonic()
        task = None if self._live is None else self._live.add_task(title, total=1)
        try:
            yield
        except BaseException:
            self._finish(task, f"[red]✗[/] {title}", began)
            raise
        self._finish(task, f"[green]✓[/] {title}", began)

    def _finish(self, task: TaskID | None, text: str, began: float) -> None:
        line = f"{text}  [dim]{time.monotonic() - began:.1f} s[/]"
        if self._live is None or task is None:
            self._console.print(line, highlight=False)
        else:
            self._live.update(task, description=line, completed=1)
