"""Live view of the city: a screen on a terminal, elsewhere a line now and then."""

import asyncio
from contextlib import suppress
from datetime import datetime
from time import monotonic
from typing import Self

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from chassis.days import city_time
from contracts import EVENTS, SERVICES
from simulator.city.span import Span
from simulator.play.http import Http
from simulator.play.timeline import Timeline
from simulator.tap import BranchShiftNotice, Tap

REFRESH_SECONDS = 0.25
LINE_SECONDS = 5.0
SHOWN_TYPES = 8
COLOURS = {"announced": "yellow", "detected": "green", "withdrawn": "dim"}


class View:
    """Shows the tap and the timeline. ``phase`` says in a word what is going on."""

    def __init__(self, console: Console, span: Span, http: Http, tap: Tap) -> None:
        self._console = console
        self._span = span
        self._http = http
        self._tap = tap
        self._started = monotonic()
        self._task: asyncio.Task[None] | None = None
        self._progress = Progress(
            TextColumn("{task.description}"), BarColumn(None), TimeElapsedColumn(), expand=True
        )
        self._bar = self._progress.add_task("", total=1.0)
        self.timeline: Timeline | None = None
        self.phase = "starting"

    async def __aenter__(self) -> Self:
        show = self._on_terminal if self._console.is_terminal else self._in_lines
        self._task = asyncio.create_task(show(), name="view")
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._task is not None
        self._task.cancel()
        with suppress(asyncio.CancelledError):
            await self._task

    async def _on_terminal(self) -> None:
        with Live(self._screen(), console=self._console, auto_refresh=False) as live:
            try:
                while True:
                    live.update(self._screen(), refresh=True)
                    await asyncio.sleep(REFRESH_SECONDS)
            finally:
                live.update(self._screen(), refresh=True)

    async def _in_lines(self) -> None:
        while True:
            await asyncio.sleep(LINE_SECONDS)
            self._console.print(
                f"{monotonic() - self._started:4.0f} s  {self._clock}  {self.phase}:"
                f" {sum(self._http.requests.values())} requests, {self._tap.published} events,"
                f" {self._tap.cases} branch shifts found"
            )

    @property
    def _now(self) -> datetime | None:
        return self.timeline.now if self.timeline else None

    @property
    def _clock(self) -> str:
        return f"{city_time(self._now):%a %d %b %Y %H:%M}" if self._now else "-"

    def _screen(self) -> RenderableType:
        self._progress.update(self._bar, description=f"[bold]{self._clock}[/]  {self.phase}")
        if self._now:
            lived = (self._now - self._span.starts_at) / (self._span.ends_at - self._span.starts_at)
            self._progress.update(self._bar, completed=min(1.0, max(0.0, lived)))
        types, services = self._types(), self._services()
        return Group(self._progress, Columns([services, types], padding=(0, 3)), self._shifts())

    def _services(self) -> Table:
        table = _table("service", "requests", "events")
        for service in SERVICES:
            requests = self._http.requests.get(service, 0)
            table.add_row(service, f"{requests:,}", f"{self._tap.publishers[service]:,}")
        return table

    def _types(self) -> Table:
        table = _table("event", "published")
        for kind, count in self._tap.types.most_common(SHOWN_TYPES):
            name = EVENTS[kind].routing_key.split(".")[1] if kind in EVENTS else kind
            table.add_row(name, f"{count:,}")
        return table

    def _shifts(self) -> Panel:
        lines = [_line(notice) for notice in self._tap.latest]
        title = f"Branch shifts found: {self._tap.cases}"
        return Panel("\n".join(lines) or "none yet", title=title, title_align="left")


def _table(first: str, *numbers: str) -> Table:
    """Narrow, so that two of them fit beside each other on a terminal of 80 columns."""
    table = Table(box=None, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column(first)
    for number in numbers:
        table.add_column(number, justify="right")
    return table


def _line(notice: BranchShiftNotice) -> str:
    when = city_time(datetime.fromisoformat(notice.seen_at))
    told = f"[{COLOURS[notice.told]}]{notice.told}[/]"
    return f"{when:%d/%m %H:%M}  {notice.from_branch} → {notice.to_branch}  {told}"
