"""Tables and sentences for a terminal."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from chassis.bus.admin.queries import BlockingMessage
from chassis.bus.control.commands import Answer
from chassis.bus.gaps import Gap
from chassis.bus.parking import ParkedMessage
from chassis.bus.refused import RefusedEvent
from chassis.bus.retention.legal_holds import Erasure, Hold
from chassis.days import city_time
from contracts.event import TYPE_PREFIX
from launcher.operations.completeness import Completeness, Fate
from launcher.operations.epochs import Sealed
from launcher.operations.overview import attention, plenty
from launcher.operations.parked import Outcome
from launcher.operations.replays import TypeCount

console = Console()
COLUMNS = {
    Fate.HANDLED: "handled",
    Fate.PARKED: "parked",
    Fate.DISCARDED: "discarded",
    Fate.ERASED: "erased",
    Fate.ON_THE_WAY: "on the way",
    Fate.MISSING: "missing",
}


def say(text: str) -> None:
    """A sentence, broken by the terminal and not by us."""
    console.print(text, highlight=False, soft_wrap=True)


def short(event_type: str) -> str:
    return event_type.removeprefix(f"{TYPE_PREFIX}.")


def moment(at: datetime) -> str:
    return city_time(at).strftime("%Y-%m-%d %H:%M:%S")


def standing(found: dict[str, Any]) -> None:
    table = _table("service", "outbox", "inbox", "parked", "timers", "queue", "dead", "attention")
    for service, one in found.items():
        asked = attention(one)
        remark = f"[yellow]{', '.join(asked)}[/]" if asked else "[green]none[/]"
        queues = one["queues"] or {"messages": "?", "dead": "?"}
        if "error" in one:
            table.add_row(service, "", "", "", "", "", "", f"[red]{escape(one['error'])}[/]")
            continue
        outbox, inbox = one["outbox"], one["inbox"]
        table.add_row(
            service,
            f"{outbox['events']} ({outbox['seconds']:.0f} s)" if outbox["events"] else "0",
            f"{'about ' if inbox['estimated'] else ''}{inbox['events']}",
            str(sum(each["messages"] for each in one["parked"])),
            _timers(one["timers"]),
            str(queues["messages"]),
            str(queues["dead"]),
            remark,
        )
    console.print(table)
    _parked_by_reason(found)
    _open_replays(found)


def _timers(timers: dict[str, int]) -> str:
    remarks = [f"{timers[name]} {name}" for name in ("due", "failed") if timers[name]]
    return ", ".join([str(timers["waiting"]), *remarks])


def _parked_by_reason(found: dict[str, Any]) -> None:
    table = _table("parked at", "type", "reason", "messages", "oldest")
    for service, one in found.items():
        for each in one.get("parked", []):
            table.add_row(
                service,
                short(each["type"]),
                each["reason"],
                str(each["messages"]),
                moment(each["oldest"]),
            )
    if table.row_count:
        console.print(table)


def _open_replays(found: dict[str, Any]) -> None:
    table = _table("replay of", "to", "sent", "asked by", "because")
    for service, one in found.items():
        for each in one.get("replays", []):
            table.add_row(
                service,
                each["reader"],
                str(each["sent"]),
                escape(each["actor"]),
                escape(each["reason"]),
            )
    if table.row_count:
        console.print(table)


def reader(answer: Answer) -> None:
    """The state of a reader: the order that holds for it, and each partition of one instance."""
    state = answer.state
    if state is None:
        return
    order = state.order
    if order.paused or order.per_second:
        pace = "is paused" if order.paused else f"takes {order.per_second} a second at most"
        since = f"since {moment(order.since)} " if order.since else ""
        why = escape(f"{order.actor}: {order.because}")
        say(f"[yellow]{answer.service} {pace}[/] {since}({why}).")
    else:
        say(f"[green]{answer.service} takes what comes.[/]")
    table = _table("partition", "here", "in hand", "remark")
    for each in state.partitions:
        remark = "most of what comes fails" if each.stands else ""
        if each.waits_for_newer:
            remark = f"waits for a newer release: {short(each.waits_for_newer)}"
        here = "yes" if each.attached else "no"
        table.add_row(str(each.partition), here, f"{each.in_hand_seconds:.0f} s", remark)
    console.print(table)
    say(f"Instance {answer.instance} has {state.outbox_events} events to send.")


def waiting(service: str, found: Sequence[BlockingMessage]) -> None:
    if not found:
        say(f"Nothing that fits is parked at {service}.")
        return
    table = _table("event", "type", "reason", "detail", "tries", "behind", "parked at")
    for each in found:
        table.add_row(
            str(each.event_id),
            short(each.type),
            each.reason + (" (asked)" if each.requested_by else ""),
            escape(each.detail),
            str(each.attempts),
            str(each.behind),
            moment(each.parked_at),
        )
    console.print(table)


def chosen(found: Sequence[ParkedMessage], what: str) -> None:
    """The messages that an order touches, before or without doing it."""
    table = _table("event", "type", "reason", "detail")
    for each in found[:20]:
        table.add_row(str(each.event_id), short(each.type), each.reason, escape(each.detail))
    console.print(table)
    if len(found) > 20:
        say(f"... and {len(found) - 20} more")
    say(f"{plenty(len(found), 'message')} {what}.")


def outcome(service: str, found: Outcome) -> None:
    say(f"{plenty(len(found.chosen), 'message')} asked to be tried again at {service}.")
    if found.done:
        say(f"[green]{found.done} had {'its' if found.done == 1 else 'their'} effect.[/]")
    for each in found.again:
        say(
            f"[yellow]{each.event_id} is parked again[/] "
            f"({each.reason}, {plenty(each.attempts, 'try').replace('trys', 'tries')}): "
            f"{escape(each.detail)}"
        )
    if found.open:
        say(
            f"[yellow]{found.open} not tried yet:[/] {service} does it when it runs; look with "
            f"'krachtlijn bus parked {service}'."
        )


def let_through(service: str, count: int) -> None:
    """Say how many partitions of a reader go on, and for how long."""
    if not count:
        say(f"No partition of {service} stands.")
        return
    noun = "partition parks" if count == 1 else "partitions park"
    say(f"{count} {noun} for an hour what fails at {service}.")


def counted(rows: Sequence[TypeCount], what: str) -> None:
    table = _table("type", "events")
    for row in rows:
        table.add_row(short(row.type), str(row.events))
    if rows:
        console.print(table)
    say(f"{plenty(sum(row.events for row in rows), 'event')} {what}.")


def refused(service: str, found: Sequence[RefusedEvent]) -> None:
    table = _table("event", "type", "refused with", "behind", "tried at")
    for each in found:
        tried = each.tried_at.strftime("%Y-%m-%d %H:%M:%S")
        table.add_row(str(each.event_id), short(each.type), each.why, str(each.behind), tried)
    if found:
        console.print(table)
    say(f"The broker refuses {plenty(len(found), 'event')} of {service}.")


def gaps(service: str, found: Sequence[Gap]) -> None:
    table = _table("event", "of", "named by", "type of that", "seen at")
    for each in found:
        seen = each.seen_at.strftime("%Y-%m-%d %H:%M:%S")
        row = (str(each.event_id), each.sender, str(each.named_by), short(each.type), seen)
        table.add_row(*row)
    if found:
        console.print(table)
    say(f"{service} misses {plenty(len(found), 'event')} that a later one of its key names.")


def unreadable(found: Sequence[Sealed], reader: str, epoch: str) -> None:
    table = _table("in", "type", "events", "")
    for each in found:
        remark = "[yellow]not handled yet[/]" if each.waits else ""
        table.add_row(each.where, short(each.type), str(each.events), remark)
    if found:
        console.print(table)
    kept = sum(each.events for each in found if each.where.endswith((" archive", " outbox")))
    say(
        f"What was sealed to {reader} in epoch {epoch} becomes unreadable for ever, in backups "
        f"too: {plenty(kept, 'event')} in the databases of their publishers."
    )


def completeness(found: Sequence[Completeness]) -> None:
    table = _table("reader", "publisher", *(name for name in COLUMNS.values()))
    for each in found:
        for publisher, counts in each.by_publisher().items():
            numbers = [str(counts[fate]) for fate in COLUMNS]
            if counts[Fate.MISSING]:
                numbers[-1] = f"[red]{numbers[-1]}[/]"
            table.add_row(each.reader, publisher, *numbers)
    console.print(table)
    for each in found:
        _missing(each)
        if each.unknown_count:
            say(
                f"[yellow]{each.reader} has had {plenty(each.unknown_count, 'event')} that no "
                "publisher knows any more[/] (docs/operating/backups.md, A publisher that came "
                "back):"
            )
            for unknown in each.unknown:
                say(f"  {unknown.event_id}, handled {moment(unknown.handled_at)}")


def _missing(each: Completeness) -> None:
    if not each.missing_count:
        return
    say(f"[red]{each.reader} misses {plenty(each.missing_count, 'event')}:[/]")
    for event in each.missing:
        say(f"  {event.event_id} {short(event.type)}, published {moment(event.published_at)}")
    if (more := each.missing_count - len(each.missing)) > 0:
        say(f"  ... and {more} more")
    say(f"Have them sent again: krachtlijn bus replay --to {each.reader} --missing")


def lost(reader: str, found: Mapping[str, int]) -> None:
    """Print the size of a replay of everything that is missing."""
    table = _table("publisher", "events")
    for publisher, events in found.items():
        table.add_row(publisher, str(events))
    if found:
        console.print(table)
    say(f"{plenty(sum(found.values()), 'event')} would be sent to {reader}.")


def proofs(service: str, found: Sequence[Erasure]) -> None:
    if not found:
        say(f"Nothing was past its term at {service} yet.")
        return
    table = _table("at", "store", "erased", "held", "older than", "by the rule")
    for each in found:
        table.add_row(
            moment(each.at),
            each.store,
            str(each.events),
            str(each.held),
            moment(each.before),
            each.rule,
        )
    console.print(table)


def holds(service: str, found: Sequence[Hold]) -> None:
    if not found:
        say(f"Nothing is held at {service}.")
        return
    table = _table("hold", "on", "since", "by", "because")
    for each in found:
        parts = {"event": each.event_id, "key": each.partition_key, "type": each.type}
        on = [f"{name} {short(str(value))}" for name, value in parts.items() if value is not None]
        table.add_row(
            str(each.id),
            escape(", ".join(on) or "everything"),
            moment(each.at),
            escape(each.actor),
            escape(each.reason),
        )
    console.print(table)


def dead(service: str, found: dict[str, Any]) -> None:
    if not found["messages"]:
        say(f"No dead letters at {service}.")
        return
    table = _table("reason", "messages", "largest")
    for each in found["reasons"]:
        table.add_row(each["reason"], str(each["messages"]), f"{each['largestBytes']} bytes")
    console.print(table)
    say(
        f"{plenty(found['messages'], 'dead letter')} at {service}; "
        f"looked at the oldest {found['looked']}, and left them where they are."
    )


def epochs(rings: dict[str, Any]) -> None:
    table = _table("reader", "epoch", "state")
    for reader, ring in rings.items():
        for epoch in ring["epochs"]:
            state = "[green]current[/]" if epoch == ring["current"] else "opens what it sealed"
            table.add_row(reader, epoch, state)
    console.print(table)


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == "event")
    return table
