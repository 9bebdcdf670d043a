"""Kinds of regie records, with the types, statuses, days and partners that each knows."""

from collections.abc import Mapping
from enum import StrEnum


class RegieKind(StrEnum):
    OVERLEG = "overleg"
    NOTA = "nota"
    OVEREENKOMST = "overeenkomst"
    TOELICHTING = "toelichting"
    RAPPORTAGEMOMENT = "rapportagemoment"
    KNELPUNT = "knelpunt"
    INFORMATIEOVERDRACHT = "informatieoverdracht"


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
    RegieKind.INFORMATIEOVERDRACHT: {
        "administratie": "binnen de administratie",
        "beleid": "aan het beleid",
    },
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


class Occasion(StrEnum):
    """Reasons for which a day is one of a record."""

    DAG = "dag"
    VOLGEND_OVERLEG = "volgend_overleg"
    AFSPRAAK = "afspraak"
    EINDE_OVEREENKOMST = "einde_overeenkomst"
    RAPPORT_VERWACHT = "rapport_verwacht"


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
    RegieKind.INFORMATIEOVERDRACHT: EVENT_STATUSES,
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
    RegieKind.INFORMATIEOVERDRACHT: frozenset({S.DOORGEGAAN}),
    RegieKind.NOTA: frozenset({S.DEFINITIEF, S.VERSPREID}),
    RegieKind.OVEREENKOMST: frozenset({S.ONDERTEKEND, S.BEEINDIGD}),
    RegieKind.KNELPUNT: frozenset({S.OPEN, S.IN_BEHANDELING, S.OPGELOST}),
}
"""The statuses in which a record counts in figures."""

FOLLOWED_UP = frozenset(
    {RegieKind.OVERLEG, RegieKind.NOTA, RegieKind.OVEREENKOMST, RegieKind.KNELPUNT}
)
"""Kinds from which something follows, with a day: of an agreement these are its milestones."""

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
