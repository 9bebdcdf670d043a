"""The watermark of a file: the person, the moment and the purpose, wherever it ends up (DP-20)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.days import city_time


@dataclass(frozen=True, slots=True)
class Watermark:
    """The texts of a watermark, in Dutch like the file. Subjects are pseudonyms, as everywhere."""

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
        return f"{city_time(self.made_at):%d/%m/%Y %H:%M}"

    @property
    def who(self) -> str:
        return f"{self.subject} ({self.function}, {self.organisation})"

    @property
    def line(self) -> str:
        """The watermark in one line, where there is room for one only."""
        return f"Uitvoer {self.export_id} | {self.who} | {self.moment} | {self.purpose}"

    @property
    def about(self) -> list[tuple[str, str]]:
        """Label and value of each line on the first sheet."""
        lines = [
            ("Lijst", self.listing),
            ("Periode", f"{self.first:%d/%m/%Y} tot en met {self.last:%d/%m/%Y}"),
            ("Aantal rijen", str(self.rows)),
            ("Gemaakt voor", self.who),
            ("Gemaakt op", f"{self.moment} (tijd van Brussel)"),
            ("Doel", self.purpose),
        ]
        if self.reason:
            lines.append(("Reden", self.reason))
        if self.approved_by:
            lines.append(("Goedgekeurd door", self.approved_by))
        return [*lines, ("Nummer van de uitvoer", str(self.export_id))]


RULES = (
    "Gebruik dit bestand alleen voor het doel dat hierboven staat.",
    "Geef het niet door en bewaar het niet langer dan nodig.",
    "Elke uitvoer staat in het logboek. De functionaris voor gegevensbescherming leest dat na.",
)
