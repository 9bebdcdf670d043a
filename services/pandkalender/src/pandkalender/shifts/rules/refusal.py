"""Refusals: the reason why something is not accepted, in words for the person who asked."""

from dataclasses import dataclass

from chassis.messages import lazy, together


@dataclass(frozen=True, slots=True)
class Refusal:
    """``code`` is stable, for programs; ``title`` and ``detail`` are Dutch, for people.

    They are made with ``lazy``, so that screens speak other languages.
    """

    code: str
    title: str
    detail: str | None = None
    status: int = 422
    allowed: tuple[str, ...] | None = None
    """The steps that are possible instead, when the state forbids this one."""

    @property
    def text(self) -> str:
        """Title and detail as one text, for a screen."""
        return together(self.title, self.detail) if self.detail else self.title


UNKNOWN_ROOM = Refusal(
    "kamer-onbekend",
    lazy("Deze kamer bestaat niet."),
    lazy("Kies een van je eigen kamers."),
    status=404,
)
UNKNOWN_SHIFT = Refusal("niet-gevonden", lazy("Deze aangifte bestaat niet."), status=404)
ROOM_TAKEN = Refusal(
    "overlap-kamer",
    lazy("In deze kamer is op dat moment al een shift aangegeven."),
    lazy("Kies een andere kamer of andere uren."),
)
WORKER_TWICE = Refusal(
    "werker-dubbel",
    lazy("Je hebt deze persoon op dat moment al in een andere kamer aangegeven."),
    lazy("Pas de andere aangifte aan of annuleer ze."),
)
