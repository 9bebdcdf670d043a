"""The register of regie: meetings, notes, agreements, briefings, reporting moments, bottlenecks.

A record is never changed: a correction is a next version of it, and the last one counts. Partners
are functions and kinds of organisations from a closed list, so that no name can get in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class RegieKind(StrEnum):
    OVERLEG = "overleg"
    NOTA = "nota"
    OVEREENKOMST = "overeenkomst"
    TOELICHTING = "toelichting"
    RAPPORTAGEMOMENT = "rapportagemoment"
    KNELPUNT = "knelpunt"


TYPES: Mapping[RegieKind, Mapping[str, str]] = {
    RegieKind.OVERLEG: {
        "adhoc_pta_recherche": "ad hoc: prostitutieteam en recherche",
        "adhoc_breed": "ad hoc: met betrokken actoren",
        "werkgroep_partners": "werkgroep met partners",
        "eigenaars": "overleg met eigenaars",
        "kerngroep": "kerngroep geschiktheidsverklaring",
        "sectoraal_veiligheid": "sectoraal: veiligheidspartners",
        "sectoraal_hulpverlening": "sectoraal: hulpverleningspartners",
        "intersectoraal": "intersectoraal",
    },
    RegieKind.NOTA: {"beleid": "beleidsnota", "signaal": "signaalnota"},
    RegieKind.OVEREENKOMST: {
        "convenant": "convenant",
        "uitvoeringsovereenkomst": "uitvoeringsovereenkomst",
    },
    RegieKind.TOELICHTING: {
        "vakorganisatie": "voor een vakorganisatie",
        "overheid": "voor een overheid",
        "pers": "voor de pers",
        "andere": "voor anderen",
    },
    RegieKind.RAPPORTAGEMOMENT: {
        "plangroep_halfjaar": "halfjaarlijks aan de plangroep",
        "actoren_jaar": "jaarlijks aan de betrokken actoren",
        "andere": "andere rapportage",
    },
    RegieKind.KNELPUNT: {"knelpunt": "knelpunt", "lacune": "lacune"},
}
"""Types of each kind and how they read (handbook §1.6 and §1.3)."""

HELD = {"gepland": "gepland", "doorgegaan": "doorgegaan", "afgelast": "afgelast"}

STATUSES: Mapping[RegieKind, Mapping[str, str]] = {
    RegieKind.OVERLEG: HELD,
    RegieKind.TOELICHTING: HELD,
    RegieKind.RAPPORTAGEMOMENT: HELD,
    RegieKind.NOTA: {"ontwerp": "ontwerp", "definitief": "definitief", "verspreid": "verspreid"},
    RegieKind.OVEREENKOMST: {
        "ontwerp": "ontwerp",
        "ondertekend": "ondertekend",
        "beeindigd": "beëindigd",
    },
    RegieKind.KNELPUNT: {
        "open": "open",
        "in_behandeling": "in behandeling",
        "opgelost": "opgelost",
    },
}

COUNTED: Mapping[RegieKind, frozenset[str]] = {
    RegieKind.OVERLEG: frozenset({"doorgegaan"}),
    RegieKind.TOELICHTING: frozenset({"doorgegaan"}),
    RegieKind.RAPPORTAGEMOMENT: frozenset({"doorgegaan"}),
    RegieKind.NOTA: frozenset({"definitief", "verspreid"}),
    RegieKind.OVEREENKOMST: frozenset({"ondertekend", "beeindigd"}),
    RegieKind.KNELPUNT: frozenset({"open", "in_behandeling", "opgelost"}),
}
"""The statuses in which a record counts in figures."""

PARTNERS: Mapping[str, str] = {
    "prostitutieambtenaar": "prostitutieambtenaar",
    "dienst_prostitutiebeleid": "dienst prostitutiebeleid",
    "bestuurlijke_handhaving": "bestuurlijke handhaving",
    "sanctionerend_ambtenaar": "sanctionerend ambtenaar",
    "lokale_politie": "lokale politie",
    "prostitutieteam": "prostitutieteam",
    "recherche_zeden": "recherche zeden",
    "federale_gerechtelijke_politie": "federale gerechtelijke politie",
    "parket": "parket",
    "referentiemagistraat": "referentiemagistraat",
    "college": "college van burgemeester en schepenen",
    "burgemeester": "burgemeester",
    "kabinet": "kabinet",
    "plangroep": "plangroep",
    "brandweer": "brandweer",
    "stedenbouw": "stedenbouw",
    "studiedienst": "studiedienst",
    "digipolis": "informaticadienst",
    "eigenaars": "eigenaars",
    "sekswerkers": "sekswerkers",
    "ghapro": "Ghapro",
    "boysproject": "Boysproject",
    "free_clinic": "Free Clinic",
    "zorgorganisatie": "andere zorgorganisatie",
    "gespecialiseerd_centrum": "gespecialiseerd centrum mensenhandel",
    "inspectiedienst": "inspectiedienst",
    "vakorganisatie": "vakorganisatie",
    "andere_overheid": "andere overheid",
    "andere_stad": "andere stad of gemeente",
    "onderwijs_onderzoek": "onderwijs of onderzoek",
    "pers": "pers",
    "andere": "andere organisatie",
}


@dataclass(frozen=True, slots=True)
class RegieEntry:
    """One version of a record. ``withdrawn`` when it was entered by mistake."""

    kind: RegieKind
    type: str
    day: date
    subject: str
    partners: tuple[str, ...]
    status: str
    signed_on: date | None = None
    until: date | None = None
    withdrawn: bool = False

    @property
    def counts(self) -> bool:
        return not self.withdrawn and self.status in COUNTED[self.kind]


@dataclass(frozen=True, slots=True)
class RegieError:
    """Why an entry cannot be; ``field`` as the client writes it."""

    field: str
    reason: str


def default_type(kind: RegieKind) -> str | None:
    """The type where saying it is of no use: most agreements and bottlenecks have but one."""
    return {RegieKind.OVEREENKOMST: "convenant", RegieKind.KNELPUNT: "knelpunt"}.get(kind)


def default_status(kind: RegieKind, day: date, signed_on: date | None, today: date) -> str:
    """What a record most likely is when nobody said it."""
    match kind:
        case RegieKind.NOTA:
            return "definitief" if day <= today else "ontwerp"
        case RegieKind.OVEREENKOMST:
            return "ontwerp" if signed_on is None else "ondertekend"
        case RegieKind.KNELPUNT:
            return "open"
        case _:
            return "doorgegaan" if day <= today else "gepland"


def check(entry: RegieEntry, today: date) -> list[RegieError]:
    """Every reason, in Dutch, why this entry cannot be kept."""
    found = []
    if entry.type not in TYPES[entry.kind]:
        found.append(RegieError("type", _choose(TYPES[entry.kind])))
    if entry.status not in STATUSES[entry.kind]:
        found.append(RegieError("status", _choose(STATUSES[entry.kind])))
    elif entry.day > today and entry.status in _ONLY_PAST:
        found.append(RegieError("status", f"{entry.day:%d/%m/%Y} is nog niet voorbij."))
    unknown = [partner for partner in entry.partners if partner not in PARTNERS]
    if unknown:
        found.append(RegieError("partners", _choose(PARTNERS) + " Schrijf geen namen."))
    if entry.kind is RegieKind.OVEREENKOMST:
        found += _check_agreement(entry, today)
    elif entry.signed_on or entry.until:
        field = "signedOn" if entry.signed_on else "until"
        found.append(RegieError(field, "Dit veld hoort alleen bij een overeenkomst."))
    return found


_ONLY_PAST = frozenset({"doorgegaan", "definitief", "verspreid"})


def _check_agreement(entry: RegieEntry, today: date) -> Iterable[RegieError]:
    if entry.status in ("ondertekend", "beeindigd") and entry.signed_on is None:
        yield RegieError("signedOn", "Vul in wanneer de overeenkomst ondertekend is.")
    if entry.status == "ontwerp" and entry.signed_on is not None:
        yield RegieError("status", "Een ondertekende overeenkomst is geen ontwerp meer.")
    if entry.signed_on is not None and entry.signed_on > today:
        yield RegieError("signedOn", "Deze dag is nog niet voorbij.")
    if entry.until is not None and entry.until < (entry.signed_on or entry.day):
        yield RegieError("until", "Het einde ligt voor het begin.")
    if entry.status == "beeindigd" and entry.until is None:
        yield RegieError("until", "Vul in wanneer de overeenkomst eindigde.")


def _choose(codes: Iterable[str]) -> str:
    return f"Kies een van deze waarden: {', '.join(codes)}."


class Register:
    """The last versions that count in figures."""

    def __init__(self, entries: Iterable[RegieEntry]) -> None:
        self._entries = [entry for entry in entries if entry.counts]

    def of(self, kind: RegieKind, *types: str) -> list[RegieEntry]:
        return [e for e in self._entries if e.kind is kind and (not types or e.type in types)]


@dataclass(frozen=True, slots=True)
class Versioned:
    """A version with its place in the history. ``by`` is a function, never a person."""

    record_id: UUID
    version: int
    entry: RegieEntry
    reason: str | None
    by: str
    at: datetime
