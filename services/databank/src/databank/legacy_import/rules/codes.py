"""Words and codes of the older databases, with the codes that they stand for here."""

import re
from collections.abc import Iterable
from enum import StrEnum

from anyascii import anyascii

from chassis.branches import branches
from contracts.branches import Branch
from contracts.codes import DocumentKind
from databank.files.rules.data_subject import Category

_GAPS = re.compile(r"[^a-z0-9]+")


class Role(StrEnum):
    """Capacity in which somebody was there. Only a sekswerker is seen at work."""

    SEKSWERKER = "sekswerker"
    KLANT = "klant"
    UITBATER = "uitbater"
    ANDERE = "andere"


def folded(text: str) -> str:
    """A text without accents, capitals and punctuation."""
    return _GAPS.sub(" ", anyascii(text).casefold()).strip()


def branch_of(word: str) -> Branch | None:
    """The branch that a word stands for; None for a word that nobody gave a branch."""
    return branches().older_words.get(folded(word))


ROLES: dict[str, Role] = {
    word: role
    for role, words in {
        Role.SEKSWERKER: "sekswerker,sekswerkster,prostituee,prostitue,dame,sw",
        Role.KLANT: "klant,prostituant",
        Role.UITBATER: "uitbater,uitbaatster,exploitant,zaakvoerder,eigenaar",
        Role.ANDERE: "andere,derde,chauffeur,poetshulp",
    }.items()
    for word in words.split(",")
}

CATEGORIES: dict[str, Category] = {
    word: category
    for category, words in {
        Category.VERDACHTE: "verdachte,verdacht,v",
        Category.VEROORDEELDE: "veroordeelde,veroordeeld,vo",
        Category.SLACHTOFFER: "slachtoffer,sl,mogelijk slachtoffer",
        Category.GETUIGE_OF_ANDERE: "getuige,g,getuige of andere,melder",
        Category.CONTACT_ZONDER_VERDENKING: "contact,c,contact zonder verdenking,geen",
    }.items()
    for word in words.split(",")
}

FACTS = frozenset({"controle", "aantreffen", "aangetroffen", "vaststelling", "bezoek", "gesprek"})
"""Kinds of contact that an officer made in person. All others are what somebody said or thought:
an assessment (DP-06), which is no sighting."""

NOTES: dict[str, str] = {
    "tolk": "tolk_nodig",
    "info": "informatie_gegeven",
    "kaart": "contactkaart_gegeven",
    "weig": "contact_geweigerd",
    "2c": "tweede_contact_gewenst",
    "mh": "vermoeden_mensenhandel_na_te_kijken",
    "dw": "vermoeden_dwang_na_te_kijken",
}
"""Note codes that come along. Codes about health, care or drug use never do (DP-10), nor unknown
ones: they are counted as left out."""

LEFT_OUT = "niet overgenomen"
"""Stands in a row for note codes that do not come in: nobody reads further what they were."""


def notes(words: Iterable[str]) -> str:
    """Note codes as a reader may pass them on."""
    given = [word.strip() for word in words if word.strip()]
    kept = [word for word in given if folded(word) in NOTES]
    return ",".join([*kept, *([LEFT_OUT] if len(kept) < len(given) else [])])


DOCUMENTS: dict[str, DocumentKind] = {
    word: kind
    for kind, words in {
        DocumentKind.EID: "eid,identiteitskaart,ik",
        DocumentKind.PASPOORT: "paspoort,pas,reispas,pp",
        DocumentKind.ID_KAART_EU: "id kaart eu,id eu,europese id,idk",
        DocumentKind.VERBLIJFSKAART: "verblijfskaart,verblijfstitel,vk",
        DocumentKind.ANDERE: "andere,rijbewijs",
    }.items()
    for word in words.split(",")
}

NATIONALITIES: dict[str, str] = {
    word: code
    for code, words in {
        "BEL": "belgie,belg,belgisch,belgische",
        "NLD": "nederland,nederlands,nederlandse",
        "FRA": "frankrijk,frans,franse",
        "DEU": "duitsland,duits,duitse",
        "ROU": "roemenie,roemeens,roemeense",
        "BGR": "bulgarije,bulgaars,bulgaarse",
        "HUN": "hongarije,hongaars,hongaarse",
        "SVK": "slowakije,slowaaks,slowaakse",
        "POL": "polen,pools,poolse",
        "ALB": "albanie,albanees,albanese",
        "ESP": "spanje,spaans,spaanse",
        "PRT": "portugal,portugees,portugese",
        "BRA": "brazilie,braziliaans,braziliaanse",
        "COL": "colombia,colombiaans,colombiaanse",
        "DOM": "dominicaanse republiek,dominicaans,dominicaanse",
        "ECU": "ecuador,ecuadoraans,ecuadoraanse",
        "VEN": "venezuela,venezolaans,venezolaanse",
        "THA": "thailand,thais,thaise",
        "NGA": "nigeria,nigeriaans,nigeriaanse",
        "GHA": "ghana,ghanees,ghanese",
        "MAR": "marokko,marokkaans,marokkaanse",
        "UKR": "oekraine,oekraiens,oekraiense",
    }.items()
    for word in (*words.split(","), code.casefold())
}
"""To ISO 3166-1 alpha-3. A nationality that is not here is left out: it never links people."""
