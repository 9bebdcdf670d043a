"""The three exports of one town, written to a folder, and the truth about them."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from simulator.city.seeds import stream
from simulator.legacy import expert, fiches, hidden
from simulator.legacy.history import EXPERT, FICHES, VERBORGEN, histories

TODAY = date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Town:
    """Where the exports are. ``rows`` is who each row is about, by source and number of the row;
    ``spoiled`` are the rows that must be refused."""

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
    lines = [*expert.lines((one for one in known if one.source == EXPERT), spoiled, chance)]
    cards = [*fiches.cards((one for one in known if one.source == FICHES), spoiled, chance)]
    found = [*hidden.dossiers((one for one in known if one.source == VERBORGEN), spoiled, chance)]
    expert.write(files[EXPERT], lines)
    fiches.write(files[FICHES], cards, chance)
    hidden.write(files[VERBORGEN], found)
    told = {
        EXPERT: [(line.row_id, line.person_id, line.is_spoiled) for line in lines],
        FICHES: [(card.row_id, card.person_id, card.is_spoiled) for card in cards],
        VERBORGEN: [row for dossier in found for row in dossier.rows],
    }
    town = Town(
        files,
        {source: {row: person for row, person, _ in rows} for source, rows in told.items()},
        {source: {row for row, _, is_bad in rows if is_bad} for source, rows in told.items()},
    )
    truth = {
        "rows": town.rows,
        "spoiled": {name: sorted(ids) for name, ids in town.spoiled.items()},
    }
    (folder / "truth.json").write_text(json.dumps(truth, indent=1))
    return town
