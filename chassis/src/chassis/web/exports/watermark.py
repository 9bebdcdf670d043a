"""Who took a list, when and for what: on the file itself, wherever it ends up (DP-20)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.web.exports.export_list import BRUSSELS


@dataclass(frozen=True, slots=True)
class Watermark:
    """Subjects are pseudonyms, as everywhere. Dutch, like the file."""

    export_id: UUID
    listing: str
    first: date
    last: date
    subject: str
    function: str
    organisation: str
    purpose: str
    reason: str | None
    made_at: datetime
    approved_by: str | None
    rows: int

    @property
    def moment(self) -> str:
        return f"{self.made_at.astimezone(BRUSSELS):%d/%m/%Y %H:%M}"

    @property
    def who(self) -> str:
        return f"{self.subject} ({self.function}, {self.organisation})"

    @property
    def line(self) -> str:
        """Everything in one line, for where there is room for one only."""
        return f"Uitvoer {self.export_id} | {self.who} | {self.moment} | {self.purpose}"

    @property
    def about(self) -> list[tuple[str, str]]:
        """For the sheet that comes first."""
        found = [
            ("Lijst", self.listing),
            ("Periode", f"{self.first:%d/%m/%Y} tot en met {self.last:%d/%m/%Y}"),
            ("Aantal rijen", str(self.rows)),
            ("Gemaakt voor", self.who),
            ("Gemaakt op", f"{self.moment} (tijd van Brussel)"),
            ("Doel", self.purpose),
        ]
        if self.reason:
            found.append(("Reden", self.reason))
        if self.approved_by:
            found.append(("Goedgekeurd door", self.approved_by))
        return [*found, ("Nummer van de uitvoer", str(self.export_id))]


RULES = (
    "Gebruik dit bestand alleen voor het doel dat hierboven staat.",
    "Geef het niet door en bewaar het niet langer dan nodig.",
    "Elke uitvoer staat in het logboek. De functionaris voor gegevensbescherming leest dat na.",
)
