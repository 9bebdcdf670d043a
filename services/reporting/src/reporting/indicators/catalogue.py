"""The list of indicators that the city accepts, read once from ``data/indicators.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from contracts.codes import CountKind

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


GOALS: Mapping[str, tuple[str, str]] = {
    "1SHM050201": ("1", "doelgroepspecifiek gezondheidsaanbod op basis van grootstedelijke noden"),
    "1SVG06": (
        "2",
        "de zonale veiligheidspartners maken maximaal gebruik van hun bevoegdheden om, samen met "
        "andere partners, de openbare orde te waarborgen en overlast te voorkomen, verminderen of "
        "te bestrijden",
    ),
    "1SVG060108": (
        "2",
        "de stad put haar bestuurlijke bevoegdheden uit om inbreuken op de openbare orde en "
        "overlast te voorkomen",
    ),
    "1SVG060603": (
        "2",
        "de zonale veiligheidspartners putten hun bevoegdheden uit om inbreuken op de openbare "
        "orde en overlast door malafide uitbaters te voorkomen",
    ),
    "1SVG07": ("2", "Antwerpen is een leefomgeving vrij van gevaar"),
    "1SVG070301": ("2", "de veiligheid in en rond panden wordt gegarandeerd"),
}
"""Goals of the city's multi-year budget by code, each with its line and wording, as the plan prints
them. The third line has none of its own."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the multi-year budget; ``code`` tags the actions and indicators of a line."""

    code: str
    wording: str


@dataclass(frozen=True, slots=True)
class Entry:
    """``wording`` is the plan's own; the rest is what readers are told about it, in Dutch.

    ``counts`` is what its figure counts; ``counts_of`` says it of the parts and splits, by code,
    that count something else.
    """

    id: str
    wording: str
    line: str
    action: str
    definition: str
    unit: str
    source: str
    source_service: str
    computed_from: str
    counts: CountKind
    counts_of: Mapping[str, CountKind]

    def counted(self, code: str) -> CountKind:
        """The kind of count of a part or a split of it."""
        return self.counts_of.get(code, self.counts)

    @property
    def goals(self) -> tuple[Goal, ...]:
        return goals_of(self.line)


def goals_of(line: str) -> tuple[Goal, ...]:
    """The goals that every action and indicator of a line serves."""
    return tuple(Goal(code, wording) for code, (of, wording) in GOALS.items() if of == line)


@cache
def catalogue() -> Mapping[str, Entry]:
    """Every entry by id, in the order of the plan."""
    text = files("reporting").joinpath("data/indicators.yaml").read_text("utf-8")
    return {row["id"]: _entry(row) for row in yaml.safe_load(text)["indicators"]}


def _entry(row: Mapping[str, Any]) -> Entry:
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
        counts=CountKind(row["counts"]),
        counts_of={code: CountKind(of) for code, of in row.get("counts_of", {}).items()},
    )
