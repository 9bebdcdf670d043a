"""Why something is not accepted, in words for the person who asked."""

from dataclasses import dataclass

from chassis.messages import said, together


@dataclass(frozen=True, slots=True)
class Refusal:
    """``code`` is stable, for programs; ``title`` and ``detail`` are Dutch, for people.

    They are made with ``said``, so that screens speak other languages.
    """

    code: str
    title: str
    detail: str | None = None
    status: int = 422
    allowed: tuple[str, ...] | None = None
    """The steps that are possible instead, when the state forbids this one."""

    @property
    def said(self) -> str:
        """Title and detail as one text, for a screen."""
        return together(self.title, self.detail) if self.detail else self.title


UNKNOWN_ROOM = Refusal(
    "kamer-onbekend",
    said("Deze kamer bestaat niet."),
    said("Kies een van je eigen kamers."),
    status=404,
)
UNKNOWN_SHIFT = Refusal("niet-gevonden", said("Deze aangifte bestaat niet."), status=404)
ROOM_TAKEN = Refusal(
    "overlap-kamer",
    said("In deze kamer is op dat moment al een shift aangegeven."),
    said("Kies een andere kamer of andere uren."),
)
WORKER_TWICE = Refusal(
    "werker-dubbel",
    said("Je hebt deze persoon op dat moment al in een andere kamer aangegeven."),
    said("Pas de andere aangifte aan of annuleer ze."),
)
