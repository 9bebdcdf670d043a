"""Figures about the matcher on a terminal, and their meaning."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

console = Console()
TIMES = 2.0
"""No group of names may have a false-merge rate so many times that of all together."""
_SHOWN = 15
_FEW = 30
_MUCH = 2.0


@contextmanager
def bar(doing: str, unit: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, so that the results can be piped."""
    progress = Progress(
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(unit),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
    with progress:
        task = progress.add_task("", total=total)
        yield lambda count: progress.advance(task, count)


def judged(scorer: Any, without: Sequence[str], seconds: float) -> None:
    whole, groups = scorer.report(), scorer.by_group()
    people = whole.known.tries - whole.known.hits
    title = f"{whole.claims:,} claims about {people:,} people"
    if without:
        title += f", without {' and '.join(without)}"
    table = _table(
        *(
            "culture",
            "claims",
            "prec.",
            "recall",
            "F1",
            "review",
            "lost",
            "false merges",
            "expected",
            "times",
        ),
    )
    for group, report in groups.items():
        table.add_row(group, *_row(report, whole))
    table.add_section()
    table.add_row("all", *_row(whole, whole), style="bold")
    console.print(title, highlight=False)
    console.print(table)
    say(
        f"{whole.known.rate:.0%} of the claims were about somebody known by then; "
        f"{whole.claims / seconds:,.0f} claims a second."
    )
    say(_meaning(whole))
    worse = [group for group, report in groups.items() if report.is_worse(whole, TIMES)]
    if worse:
        say(f"[red]Worse than {TIMES:g} times the whole: {', '.join(worse)}.[/]")
    else:
        say(f"No name culture has more than {TIMES:g} times the false merges of all together.")
    if whole.false_merges.hits < _FEW:
        say("There are too few false merges to compare cultures by: take more people.")


def _row(report: Any, whole: Any) -> list[str]:
    false, rate = report.false_merges, whole.false_merges.rate
    return [
        f"{report.claims:,}",
        f"{report.pairs.precision:.4f}",
        f"{report.pairs.recall:.4f}",
        f"{report.pairs.f1:.4f}",
        f"{report.reviews.rate:.2%}",
        f"{report.lost.rate:.2%}",
        f"{false.hits} ({false.rate:.2%})",
        f"{report.expected_false:.1f}",
        f"{false.rate / rate:.1f}" if rate else "",
    ]


def _meaning(whole: Any) -> str:
    pairs, false = whole.pairs, whole.false_merges
    few, many = (10_000 * bound for bound in (false.interval.low, false.interval.high))
    return (
        f"Of 1,000 pairs of claims that stand together {1000 * pairs.precision:.1f} belong "
        f"together (precision); of 1,000 that belong together {1000 * pairs.recall:.0f} stand so. "
        f"Of 10,000 automatic links {10_000 * false.rate:.1f} put somebody with another "
        f"(false merges; between {few:.1f} and {many:.1f}). "
        f"Of 1,000 claims {1000 * whole.reviews.rate:.0f} wait for people (review). "
        f"Of 100 claims about somebody known {100 * whole.lost.rate:.1f} were not linked to her "
        f"(lost), and {100 - 100 * whole.blocked.rate:.1f} were not even compared with her."
    )


def calibration(scorer: Any) -> None:
    """The reliability curve: of claims with such a probability, how many were about that person."""
    table = _table("probability", "claims", "said", "right", "between")
    for bin_ in scorer.reliability.used():
        low, high = bin_.interval.low, bin_.interval.high
        off = not low <= bin_.said / bin_.claims <= high
        right = f"{bin_.right / bin_.claims:.4f}"
        table.add_row(
            f"{bin_.low:g} to {bin_.high:g}",
            f"{bin_.claims:,}",
            f"{bin_.said / bin_.claims:.4f}",
            f"[yellow]{right}[/]" if off else right,
            f"{low:.4f} and {high:.4f}",
        )
    console.print(table)
    say("The likeliest person of each claim: said is her mean probability, right how often it was")
    say("her; yellow where chance does not explain the difference.")


def slips(scorer: Any) -> None:
    """Slips of the writers of claims, by how often they went with an error; no value of a field."""
    for title, patterns in (
        ("slip", scorer.slips.singly()),
        ("all slips of a claim", scorer.slips.together()),
    ):
        table = _table(title, "claims", "lost", "false merges", "of the claims")
        for one in islice(patterns, _SHOWN):
            share = (one.lost + one.false) / one.claims
            name = ", ".join(one.slips) or "none"
            table.add_row(name, f"{one.claims:,}", f"{one.lost}", f"{one.false}", f"{share:.1%}")
        console.print(table)


def calibrated(proposal: Any, version: str | None) -> None:
    """Old and new weights side by side, in bits; the claims themselves are never shown."""
    say(f"Learned from {proposal.claims:,} claims, compared in {proposal.pairs:,} pairs.")
    if proposal.new is None:
        say(f"[red]Refused: {proposal.refusal}.[/] The weights stay as they are.")
        return
    table = _table("field", "level", "old bits", "new bits", "change")
    for field, told in proposal.new.fields.items():
        for level in told["m"]:
            old, new = proposal.old.bits(field, level), proposal.new.bits(field, level)
            table.add_row(field, level, f"{old:+.1f}", f"{new:+.1f}", _change(old, new))
    console.print(table)
    if version is None:
        say("Nothing was changed: --activate puts the new weights in force.")
    else:
        say(f"[green]Model {version} decides from now on.[/] Decisions that fell stay as they are.")


def _change(old: float, new: float) -> str:
    change = f"{new - old:+.1f}"
    return f"[yellow]{change}[/]" if abs(new - old) >= _MUCH else change


def say(text: str) -> None:
    console.print(text, highlight=False, soft_wrap=True)


def _table(first: str, *columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(first, overflow="fold")
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table
