"""The list of indicators that the city accepts, read once from ``data/indicators.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

LINES = {
    "1": "Gezondheid",
    "2": "Veiligheid",
    "3": "Regie",
}
"""The three lines of force (krachtlijnen) of the action plan."""

ACTIONS = {
    "LINE-1": "Hele krachtlijn",
    "1.1": "1.1 Ghapro",
    "1.2": "1.2 Boysproject",
    "1.3": "1.3 Outreach en basiszorg straatprostituees",
    "LINE-2": "Hele krachtlijn",
    "2.1": "2.1 Politioneel toezicht prostitutiebranches",
    "2.2": "2.2 Bestuurlijke handhaving",
    "2.3": "2.3 Vergunningverlening geschiktheidsverklaring",
    "2.4": "2.4 Politionele databank",
    "LINE-3": "Hele krachtlijn",
    "3.1": "3.1 Registratie hulpverlening",
    "3.2": "3.2 Registratie veiligheidsactoren",
    "3.3": "3.3 (Inter)sectoraal overleg (gedrukt als 3.4)",
    "3.4": "3.4 Informatieoverdracht (gedrukt als 3.5)",
    "3.5": "3.5 Projectondersteuning en -ontwikkeling",
}
"""Actions by canonical number; the plan prints some under another (A2)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """``wording`` is the plan's own; the rest is what readers are told about it, in Dutch."""

    id: str
    wording: str
    line: str
    action: str
    definition: str
    unit: str
    source: str
    source_service: str
    computed_from: str


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every entry by id, in the order of the plan."""
    text = files("reporting").joinpath("data/indicators.yaml").read_text("utf-8")
    return {row["id"]: _entry(row) for row in yaml.safe_load(text)["indicators"]}


def _entry(row: Mapping[str, str]) -> Entry:
    action = row["belongs_to"].split(" ")[0]
    return Entry(
        id=row["id"],
        wording=row["wording_nl"],
        line=action.removeprefix("LINE-")[0],
        action=action,
        definition=row["definition_nl"],
        unit=row["unit_nl"],
        source=row["source_nl"],
        source_service=row["source_service"],
        computed_from=row["computed_from"],
    )
