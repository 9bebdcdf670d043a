"""The three exports of one town, written to a folder, and the truth about them."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from simulator.city.seeds import stream
from simulator.legacy import expert, fiches, hidden
from simulator.legacy.history import EXPERT, FICHES, VERBORGEN, KnownPerson, histories

TODAY = date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Town:
    """The exports and the truth about them.

    ``rows`` names the person of each row, by source and number of the row; ``spoiled`` are the rows
    that must be refused.
    """

    files: dict[str, Path]
    rows: dict[str, dict[str, str]]
    spoiled: dict[str, set[str]]

    @property
    def count(self) -> int:
        return sum(len(rows) for rows in self.rows.values())


def build(
    folder: Path, *, seed: int = 1, persons: int = 200, spoiled: float = 0.02, today: date = TODAY
) -> Town:
    """Write the three files and ``truth.json``; the same seed writes the same bytes of text."""
    known = histories(seed, persons, today)
    chance = stream(seed, "legacy/files")
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        EXPERT: folder / "expert.csv",
        FICHES: folder / "fiches.xlsx",
        VERBORGEN: folder / "verborgen.jsonl",
    }
    lines = [*expert.lines(_in(EXPERT, known), spoiled, chance)]
    cards = [*fiches.cards(_in(FICHES, known), spoiled, chance)]
    dossiers = [*hidden.dossiers(_in(VERBORGEN, known), spoiled, chance)]
    expert.write(files[EXPERT], lines)
    fiches.write(files[FICHES], cards, chance)
    hidden.write(files[VERBORGEN], dossiers)
    rows_of = {
        EXPERT: [(line.row_id, line.person_id, line.is_spoiled) for line in lines],
        FICHES: [(card.row_id, card.person_id, card.is_spoiled) for card in cards],
        VERBORGEN: [row for dossier in dossiers for row in dossier.rows],
    }
    town = Town(
        files,
        {source: {row: person for row, person, _ in rows} for source, rows in rows_of.items()},
        {source: {row for row, _, is_bad in rows if is_bad} for source, rows in rows_of.items()},
    )
    truth = {
        "rows": town.rows,
        "spoiled": {name: sorted(ids) for name, ids in town.spoiled.items()},
    }
    (folder / "truth.json").write_text(json.dumps(truth, indent=1))
    return town


def _in(source: str, known: list[KnownPerson]) -> list[KnownPerson]:
    return [person for person in known if person.source == source]
