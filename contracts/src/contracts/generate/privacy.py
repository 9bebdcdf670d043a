"""The table of readers and purposes, for the data-protection officer (``docs/privacy.md``)."""

from contracts.event import EVENTS, SERVICES, Event
from contracts.purposes import PURPOSES

PATH = "docs/privacy.md"
BEGIN = "<!-- generated: who reads what -->"
END = "<!-- end -->"


def table() -> str:
    """Markdown: the purposes, then every event by publisher and name."""
    events = sorted(EVENTS.values(), key=lambda event: event.routing_key)
    used = {event.purpose for event in events}
    return "\n".join(
        [
            "### Purposes",
            "",
            "| Purpose | Doel | Basis id | Legal basis, to be confirmed |",
            "|---|---|---|---|",
            *(
                f"| `{purpose.code}` | {purpose.label} | `{purpose.basis}` | {purpose.basis_text} |"
                for code, purpose in sorted(PURPOSES.items())
                if code in used
            ),
            "",
            "### Events",
            "",
            "| Publisher | Event | Readers | Purpose | Sealed field: who may open it |",
            "|---|---|---|---|---|",
            *(_row(event) for event in events),
            "",
            "### Services",
            "",
            "| Service | Publishes | Reads from | Opens |",
            "|---|---|---|---|",
            *(_service(service, events) for service in sorted(SERVICES)),
            "",
        ]
    )


def _row(event: type[Event]) -> str:
    seals = "; ".join(
        f"`{event.model_fields[name].alias}` ({seal.value_type.__name__}): "
        f"{', '.join(sorted(seal.readers))}"
        for name, seal in sorted(event.seals.items())
    )
    return (
        f"| {event.publisher} | `{event.routing_key}` | {', '.join(sorted(event.readers))} "
        f"| `{event.purpose}` | {seals or 'none'} |"
    )


def _service(service: str, events: list[type[Event]]) -> str:
    published = sum(event.publisher == service for event in events)
    reads = sorted({event.publisher for event in events if service in event.readers})
    opens = [
        f"`{event.routing_key}` `{event.model_fields[name].alias}`"
        for event in events
        for name, seal in sorted(event.seals.items())
        if service in seal.readers
    ]
    return (
        f"| {service} | {published or 'nothing'} | {', '.join(reads) or 'nobody'} "
        f"| {', '.join(opens) or 'nothing'} |"
    )
