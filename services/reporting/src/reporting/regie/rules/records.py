"""The register of regie: meetings, notes, agreements, briefings, reporting moments, bottlenecks.

A record is never changed: a correction is a next version of it, and the last one counts. Partners
are functions and kinds of organisations from a closed list, so that no name can get in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from chassis.messages import lazy
from chassis.refusals import FieldError, NotFoundError, StepRefusedError
from reporting.regie.rules.minutes import (
    NAMES_SOMEBODY,
    NO_MINUTES,
    Minutes,
    check_minutes,
    names_somebody,
)


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
        "inventaris": "inventarisatierapport van de branches",
        "sectoranalyse": "analyse van de prostitutiesector",
        "hulpverlening": "rapport registratie hulpverlening",
        "veiligheidsactoren": "rapport registratie veiligheidsactoren",
        "databank_beleid": "periodiek rapport van de databank: beleidsevaluatie",
        "databank_handhaving": "periodiek rapport van de databank: handhaving",
        "andere": "andere rapportage",
    },
    RegieKind.KNELPUNT: {"knelpunt": "knelpunt", "lacune": "lacune"},
}
"""Types of each kind and how they read (handbook §1.6 and §1.3)."""


class RegieStatus(StrEnum):
    GEPLAND = "gepland"
    DOORGEGAAN = "doorgegaan"
    AFGELAST = "afgelast"
    ONTWERP = "ontwerp"
    DEFINITIEF = "definitief"
    VERSPREID = "verspreid"
    ONDERTEKEND = "ondertekend"
    BEEINDIGD = "beeindigd"
    OPEN = "open"
    IN_BEHANDELING = "in_behandeling"
    OPGELOST = "opgelost"


S = RegieStatus

EVENT_STATUSES: Mapping[str, str] = {
    S.GEPLAND: "gepland",
    S.DOORGEGAAN: "doorgegaan",
    S.AFGELAST: "afgelast",
}

STATUSES: Mapping[RegieKind, Mapping[str, str]] = {
    RegieKind.OVERLEG: EVENT_STATUSES,
    RegieKind.TOELICHTING: EVENT_STATUSES,
    RegieKind.RAPPORTAGEMOMENT: EVENT_STATUSES,
    RegieKind.NOTA: {
        S.ONTWERP: "ontwerp",
        S.DEFINITIEF: "definitief",
        S.VERSPREID: "verspreid",
    },
    RegieKind.OVEREENKOMST: {
        S.ONTWERP: "ontwerp",
        S.ONDERTEKEND: "ondertekend",
        S.BEEINDIGD: "beëindigd",
    },
    RegieKind.KNELPUNT: {
        S.OPEN: "open",
        S.IN_BEHANDELING: "in behandeling",
        S.OPGELOST: "opgelost",
    },
}
"""Statuses of each kind and how they read."""

COUNTED: Mapping[RegieKind, frozenset[str]] = {
    RegieKind.OVERLEG: frozenset({S.DOORGEGAAN}),
    RegieKind.TOELICHTING: frozenset({S.DOORGEGAAN}),
    RegieKind.RAPPORTAGEMOMENT: frozenset({S.DOORGEGAAN}),
    RegieKind.NOTA: frozenset({S.DEFINITIEF, S.VERSPREID}),
    RegieKind.OVEREENKOMST: frozenset({S.ONDERTEKEND, S.BEEINDIGD}),
    RegieKind.KNELPUNT: frozenset({S.OPEN, S.IN_BEHANDELING, S.OPGELOST}),
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
    """The content of one version of a record. ``withdrawn`` when it was entered by mistake.

    Type, status and partners are codes as somebody gave them; ``check`` says whether they exist.
    ``until`` is the end of an agreement, or the last day on which a report was to be published.
    """

    kind: RegieKind
    type: str
    day: date
    subject: str
    partners: tuple[str, ...]
    status: str
    signed_on: date | None = None
    until: date | None = None
    withdrawn: bool = False
    minutes: Minutes = NO_MINUTES

    @property
    def counts(self) -> bool:
        return not self.withdrawn and self.status in COUNTED[self.kind]


class RecordNotFoundError(NotFoundError):
    """There is no such record."""

    def __init__(self) -> None:
        super().__init__("Deze registratie")


class ChangedMeanwhileError(StepRefusedError):
    """Somebody else made a next version since this one was read."""

    def __init__(self) -> None:
        super().__init__(
            lazy(
                "Iemand anders heeft dit intussen verbeterd. Bekijk het opnieuw en pas het dan aan."
            )
        )


class WithdrawnError(StepRefusedError):
    """The record was taken back: nothing follows any more."""

    def __init__(self) -> None:
        super().__init__(lazy("Dit overleg is ingetrokken."))


class NothingChangedError(StepRefusedError):
    """The correction says what the record says already."""

    def __init__(self) -> None:
        super().__init__(lazy("Er is niets veranderd. Vul in wat je wilt verbeteren."))


def changes_between(before: RegieEntry, after: RegieEntry) -> list[str]:
    """Names of the fields that a correction changed, those of the minutes among them."""
    noted = [
        field.name
        for field in fields(Minutes)
        if getattr(before.minutes, field.name) != getattr(after.minutes, field.name)
    ]
    changed = [
        field.name
        for field in fields(RegieEntry)
        if field.name != "minutes" and getattr(before, field.name) != getattr(after, field.name)
    ]
    return [*changed, *noted]


def default_type(kind: RegieKind) -> str | None:
    """The type of kinds that have but one most of the time: agreements and bottlenecks."""
    return {RegieKind.OVEREENKOMST: "convenant", RegieKind.KNELPUNT: "knelpunt"}.get(kind)


def default_status(kind: RegieKind, day: date, signed_on: date | None, today: date) -> RegieStatus:
    """The most likely status of a record for which nobody gave one."""
    match kind:
        case RegieKind.NOTA:
            return S.DEFINITIEF if day <= today else S.ONTWERP
        case RegieKind.OVEREENKOMST:
            return S.ONTWERP if signed_on is None else S.ONDERTEKEND
        case RegieKind.KNELPUNT:
            return S.OPEN
        case _:
            return S.DOORGEGAAN if day <= today else S.GEPLAND


def check(entry: RegieEntry, today: date) -> list[FieldError]:
    """All faults of an entry; none when it may be kept. One that is withdrawn says nothing more."""
    if entry.withdrawn:
        known = entry.status in set(RegieStatus)
        return [] if known else [FieldError("status", _choose(STATUSES[entry.kind]))]
    faults = []
    if entry.type not in TYPES[entry.kind]:
        faults.append(FieldError("type", _choose(TYPES[entry.kind])))
    if entry.status not in STATUSES[entry.kind]:
        faults.append(FieldError("status", _choose(STATUSES[entry.kind])))
    elif entry.day > today and entry.status in _ONLY_PAST:
        reason = lazy("%(day)s is nog niet voorbij.", day=f"{entry.day:%d/%m/%Y}")
        faults.append(FieldError("status", reason))
    if names_somebody(entry.subject):
        faults.append(FieldError("subject", NAMES_SOMEBODY))
    unknown = [partner for partner in entry.partners if partner not in PARTNERS]
    if unknown:
        faults.append(FieldError("partners", _choose(PARTNERS) + " Schrijf geen namen."))
    if entry.kind is RegieKind.OVEREENKOMST:
        faults += _check_agreement(entry, today)
    elif entry.signed_on:
        faults.append(FieldError("signedOn", "Dit veld hoort alleen bij een overeenkomst."))
    elif entry.until and entry.kind is not RegieKind.RAPPORTAGEMOMENT:
        belongs = "Dit veld hoort alleen bij een overeenkomst of een rapportagemoment."
        faults.append(FieldError("until", belongs))
    if entry.kind is RegieKind.OVERLEG:
        held = entry.status == S.DOORGEGAAN
        faults += check_minutes(entry.minutes, entry.day, held, PARTNERS)
    elif entry.minutes != NO_MINUTES:
        faults.append(FieldError("agenda", "Een verslag hoort alleen bij een overleg."))
    return faults


_ONLY_PAST = frozenset({S.DOORGEGAAN, S.DEFINITIEF, S.VERSPREID})


def _check_agreement(entry: RegieEntry, today: date) -> Iterable[FieldError]:
    if entry.status in (S.ONDERTEKEND, S.BEEINDIGD) and entry.signed_on is None:
        yield FieldError("signedOn", "Vul in wanneer de overeenkomst ondertekend is.")
    if entry.status == S.ONTWERP and entry.signed_on is not None:
        yield FieldError("status", "Een ondertekende overeenkomst is geen ontwerp meer.")
    if entry.signed_on is not None and entry.signed_on > today:
        yield FieldError("signedOn", "Deze dag is nog niet voorbij.")
    if entry.until is not None and entry.until < (entry.signed_on or entry.day):
        yield FieldError("until", "Het einde ligt voor het begin.")
    if entry.status == S.BEEINDIGD and entry.until is None:
        yield FieldError("until", "Vul in wanneer de overeenkomst eindigde.")


def _choose(codes: Iterable[str]) -> str:
    return f"Kies een van deze waarden: {', '.join(codes)}."


class Register:
    """The last versions that count in figures."""

    def __init__(self, entries: Iterable[RegieEntry]) -> None:
        self._entries = [entry for entry in entries if entry.counts]

    def of(self, kind: RegieKind, *types: str) -> list[RegieEntry]:
        return [
            entry
            for entry in self._entries
            if entry.kind is kind and (not types or entry.type in types)
        ]


@dataclass(frozen=True, slots=True)
class RecordVersion:
    """A version with its place in the history. ``by`` is a function, never a person."""

    record_id: UUID
    version: int
    entry: RegieEntry
    reason: str | None
    by: str
    at: datetime
