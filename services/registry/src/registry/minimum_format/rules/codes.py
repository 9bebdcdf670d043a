"""The code lists of the minimum format.

A code may also be written as its label: case, accents, spaces, hyphens and slashes do not count
(``Mobiele equipe`` is ``mobiel``).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from chassis.branches import branches


def fold(text: str) -> str:
    """The part of a code or a header that counts."""
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return re.sub(r"[\s_/–-]+", "_", plain).strip("_")


@dataclass(frozen=True)
class CodeList:
    """Codes with the label that people read."""

    labels: Mapping[str, str]
    _folded: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        folded = {fold(label): code for code, label in self.labels.items()}
        folded |= {fold(code): code for code in self.labels}
        object.__setattr__(self, "_folded", folded)

    def find(self, text: str) -> str | None:
        """The code for what somebody wrote, if it is one."""
        return self._folded.get(fold(text))

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)


def _of(*plain: str, **labelled: str) -> CodeList:
    """Codes whose label is the code with spaces, then codes with a label of their own."""
    return CodeList({code: code.replace("_", " ") for code in plain} | labelled)


LEEFTIJD = CodeList(
    {
        "onder_18": "<18",
        "18-20": "18-20",
        "21-24": "21-24",
        "25-29": "25-29",
        "30-39": "30-39",
        "40-49": "40-49",
        "50_plus": "50+",
        "onbekend": "onbekend",
    }
)
GENDER = _of(
    "vrouw",
    "man",
    "trans_vrouw",
    "trans_man",
    "non_binair_anders",
    "onbekend",
)
NATIONALITEIT = _of(
    "belgie",
    "latijns_amerika",
    "afrika",
    "azie",
    eu_oost="EU-oost",
    eu_andere="EU-andere",
    andere_onbekend="andere/onbekend",
)
BRANCHE = _of(*branches().codes, "risico_instroom", "gestopt", "onbekend")
EERSTE_CONTACT = _of("nieuw", "gekend")

SOORT = _of("medisch", "psychosociaal")
AARD = _of(
    "consultatie",
    "counseling",
    "individuele_begeleiding",
    "basiszorg",
    "crisis",
    "vaccinatie",
    "informatie",
    "administratieve_hulp",
    "groep",
    "andere",
    materiaal="materiaal/condooms",
)
PLAATS = _of(
    "vast",
    "outreach_straat",
    "outreach_werkplek",
    "online",
    "telefoon",
    mobiel="mobiele equipe",
    drop_in="drop-in",
)
HULPVRAAG = _of(
    "seksuele_gezondheid",
    "algemene_gezondheid",
    "mentaal",
    "middelen",
    "huisvesting",
    "administratie",
    "andere",
    zwangerschap_anticonceptie="zwangerschap/anticonceptie",
    schulden_financieel="schulden/financieel",
    juridisch_verblijf="juridisch/verblijf",
    werk_uitstap="werk/uitstap",
    geweld_veiligheid="geweld/veiligheid",
    relaties_familie="relaties/familie",
)
CENTRUM_MENSENHANDEL = "gespecialiseerd_centrum_mensenhandel"
DOORVERWIJZING = _of(
    "huisarts",
    "geestelijke_gezondheid",
    "juridisch",
    CENTRUM_MENSENHANDEL,
    "andere",
    ziekenhuis_hiv_centrum="ziekenhuis/HIV-centrum",
    caw="CAW",
    ocmw="OCMW",
    msoc="MSOC",
)
"""There is no code for the police: care refers nobody to the police in this system."""
BEGELEIDING = _of("gestart", "lopend", "afgesloten")

SOI_TEST = "soi_test_"
VACCIN = "vaccin_"
SAMENWERKING = "samenwerkingscontact"
WEBSITE = "website_"
SITES = ("boysproject", "info4escorts")
SOI = ("chlamydia", "gonorroe", "syfilis", "hiv", "hepatitis_b", "hepatitis_c", "andere")
VACCINS = ("hepatitis_a", "hepatitis_b", "hpv", "mpox", "griep", "andere")

MOMENTEN = (
    "dropin",
    "vormingsmoment",
    "internetpermanentie",
    "online_sessie",
    "outreachmoment",
    "maatschappelijk_herstel",
)
"""Activities for groups or the public: their number says nothing about one person."""
HANDELINGEN = (
    "doktersconsultatie",
    "swab2know",
    *(SOI_TEST + kind for kind in SOI),
    *(VACCIN + kind for kind in VACCINS),
)
"""Acts for one person each: a small number is a small number of persons."""
TYPE = _of(*MOMENTEN, *HANDELINGEN, SAMENWERKING, *(WEBSITE + site for site in SITES))

SCENE = ("straat", "raam", "uitgaan", "park", "online", "andere")
HERSTEL = (
    "administratieve_hulp",
    "sociale_vaardigheden",
    "huisvesting",
    "werk_en_opleiding",
    "vrije_tijd",
    "andere",
)
OVERLEG = (
    "casusoverleg",
    "netwerkoverleg",
    "vorming",
    "informatie",
    "expertise",
    "praktische_afspraak",
    "andere",
)
TALEN = ("nl", "fr", "en", "andere")
STATISTIEK = (
    "bezoeken",
    "unieke_bezoekers",
    "paginaweergaven",
    *(f"bezoeken_{taal}" for taal in TALEN),
)
AARD_VAN_TYPE: Mapping[str, tuple[str, ...]] = {
    "outreachmoment": SCENE,
    "maatschappelijk_herstel": HERSTEL,
    SAMENWERKING: OVERLEG,
    **{WEBSITE + site: STATISTIEK for site in SITES},
}
"""The values of ``aard`` that go with a type of activity; other types have none."""
ACTIVITEIT_AARD = _of(*dict.fromkeys(aard for list_ in AARD_VAN_TYPE.values() for aard in list_))
PARTNER = _of(
    "universiteit",
    "vlaamse_overheid",
    "medische_hulpverlening",
    "psychosociale_hulpverlening",
    "drughulpverlening",
    "andere",
    ghapro="Ghapro",
    itg="ITG",
    riziv="RIZIV",
    stad_ocmw="stad/OCMW",
)
PARTNER_VAN_TYPE: Mapping[str, tuple[str, ...]] = {
    "doktersconsultatie": ("ghapro",),
    "swab2know": ("itg",),
    SAMENWERKING: tuple(PARTNER),
}
"""The partners with whom activities of a type are done; other types have none."""
