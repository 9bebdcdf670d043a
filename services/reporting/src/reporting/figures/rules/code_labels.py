"""Dutch labels of codes, as figures show them; branches of the city have theirs in its own list. A
code without a label reads as itself."""

from collections.abc import Mapping

from chassis.branches import branches

LABELS: Mapping[str, str] = {
    "zichtbaar": "zichtbaar",
    "minder_zichtbaar": "minder zichtbaar",
    "verdoken": "verdoken",
    "maandactie": "maandactie",
    "pandkalender": "opvolging pandkalender",
    "ad_hoc": "ad hoc",
    "melding": "na een melding",
    "aanvraag": "na een aanvraag",
    "vernieuwing": "bij een vernieuwing",
    "jaarlijks": "jaarlijkse controle",
    "geen_opmerkingen": "geen opmerkingen",
    "mondelinge_waarschuwing": "mondelinge waarschuwing",
    "vaststelling": "vaststelling",
    "sanctionerend_ambtenaar": "sanctionerend ambtenaar",
    "parket": "parket",
    "gemengd": "parket en sanctionerend ambtenaar",
    "bestuur": "bestuur",
    "intern": "intern",
    "prostituee": "prostituees",
    "prostituant": "prostituanten",
    "exploitant": "exploitanten",
    "in_orde": "in orde",
    "tekorten": "tekorten",
    "geen_sanctie": "geen sanctie",
    "extra_waarschuwing": "extra waarschuwing",
    "schorsing": "schorsing",
    "intrekking": "intrekking",
    "tijdelijke_sluiting": "tijdelijke sluiting",
    "definitieve_sluiting": "definitieve sluiting",
    "geldboete": "geldboete",
    "openbare_orde": "openbare orde",
    "straatverbod": "straatverbod",
    "sluiting_mensenhandel": "sluiting wegens mensenhandel",
    "sluiting": "sluiting",
    "verbod": "verbod om ter beschikking te stellen",
    "ander_bevel": "ander bevel",
    "plaatsverbod": "tijdelijk plaatsverbod",
    "ngw_135": "art. 133 en 135 NGW",
    "ngw_134ter": "art. 134ter NGW",
    "ngw_134quater": "art. 134quater NGW",
    "ngw_134quinquies": "art. 134quinquies NGW",
    "ngw_134sexies": "art. 134sexies NGW",
    "tot_een_week": "tot en met een week",
    "tot_een_maand": "meer dan een week, tot en met een maand",
    "tot_drie_maanden": "meer dan een maand, tot en met drie maanden",
    "langer_dan_drie_maanden": "meer dan drie maanden",
    "tot_opheffing": "tot de opheffing",
    "eerste_bevel": "eerste bevel",
    "eerste_verlenging": "eerste verlenging",
    "tweede_verlenging": "tweede verlenging",
    "tot_70": "tot en met € 70",
    "tot_175": "€ 71 tot € 175",
    "tot_350": "€ 176 tot € 350",
    "boven_350": "meer dan € 350",
    "geen_verweer": "geen verweer",
    "verworpen": "verweer verworpen",
    "deels_aanvaard": "verweer deels aanvaard",
    "geen_beroep": "geen beroep",
    "beroep_loopt": "beroep loopt",
    "bevestigd": "beroep: bevestigd",
    "herzien": "beroep: herzien",
    "vernietigd": "beroep: vernietigd",
    "afstand": "beroep ingetrokken",
    "aangemaand": "herinnerd of aangemaand",
    "niet_definitief": "nog niet definitief",
    "niet_verschuldigd": "niet verschuldigd: vernietigd",
    "ingetrokken": "niet verschuldigd: ingetrokken",
    "zonder_voorwerp": "beroep zonder voorwerp: ingetrokken",
    "college": "college",
    "burgemeester": "burgemeester",
    "sekswerker": "sekswerkers",
    "klant": "klanten",
    "uitbater": "uitbaters",
    "binnen": "binnen de gedoogzone",
    "buiten": "buiten de gedoogzone",
    "nageleefd": "gecontroleerd: nageleefd",
    "niet_nageleefd": "gecontroleerd: niet nageleefd",
    "open": "beslist, nog niet ter kennis gebracht",
    "in_uitvoering": "in uitvoering, nog niet gecontroleerd",
    "beeindigd": "beëindigd, niet gecontroleerd",
    "zonder_gevolg": "vervallen of vernietigd",
    "vast": "vaste plaats",
    "mobiel": "mobiele equipe",
    "drop_in": "drop-in",
    "materiaal": "materiaal en condooms",
    "risico_instroom": "risico op instroom",
    "van_18_tot_20": "18 tot en met 20",
    "van_21_tot_24": "21 tot en met 24",
    "van_25_tot_29": "25 tot en met 29",
    "van_30_tot_39": "30 tot en met 39",
    "van_40_tot_49": "40 tot en met 49",
    "een": "één branche",
    "meer": "meer dan één branche",
    "nieuw": "nieuw",
    "gekend": "gekend",
    "prometheus": "Prometheus",
    "eigen_meting": "eigen meting van de beheerder",
    "databank": "de databank",
    "schermen": "de schermen",
    "berichtenbus": "de berichtenbus",
    "non_binair_anders": "non-binair of anders",
    "onder_18": "jonger dan 18",
    "50_plus": "50 en ouder",
    "belgie": "België",
    "latijns_amerika": "Latijns-Amerika",
    "azie": "Azië",
    "eu_oost": "EU, oost",
    "eu_andere": "EU, andere",
    "andere_onbekend": "andere of onbekend",
    "ziekenhuis_hiv_centrum": "ziekenhuis of HIV-centrum",
    "caw": "CAW",
    "ocmw": "OCMW",
    "msoc": "MSOC",
    "ghapro": "Ghapro",
    "itg": "ITG",
    "zwangerschap_anticonceptie": "zwangerschap en anticonceptie",
    "schulden_financieel": "schulden en geld",
    "juridisch_verblijf": "recht en verblijf",
    "werk_uitstap": "werk en uitstap",
    "geweld_veiligheid": "geweld en veiligheid",
    "relaties_familie": "relaties en familie",
    "riziv": "RIZIV",
    "stad_ocmw": "stad of OCMW",
    "nl": "Nederlands",
    "fr": "Frans",
    "en": "Engels",
    "onbekend": "onbekend",
    "bestuurlijke_aanhouding": "bestuurlijke aanhouding",
    "gerechtelijke_aanhouding": "gerechtelijke aanhouding",
    "openbare_rust": "verstoort de openbare rust",
    "misdrijf_voorkomen": "om een misdrijf te voorkomen",
    "misdrijf_doen_ophouden": "om een misdrijf te doen ophouden",
    "verkeer": "hindert het verkeer",
    "verblijf": "zonder papieren voor het verblijf",
    "misbruik_van_prostitutie": "misbruik van prostitutie",
    "andere_feiten": "andere feiten",
    "voorwaarden": "vrij onder voorwaarden",
}


def label_of(code: str) -> str:
    if code in LABELS:
        return LABELS[code]
    branch = branches().find(code)
    return (branch.figures or branch.label.nl) if branch else code.replace("_", " ")


def move_label(origin: str, target: str) -> str:
    """A move of somebody from one branch to another."""
    return f"van {label_of(origin)} naar {label_of(target)}"


def reading_label(kind: str, origin: str, target: str) -> str:
    """What the whole record says of somebody in two branches."""
    if kind == "werkt_ook":
        return f"werkt in {label_of(origin)} en ook in {label_of(target)}"
    back = ", en terug" if kind == "teruggekeerd" else ""
    return f"{move_label(origin, target)}{back}"


def move_ends(label: str) -> tuple[str, str]:
    """The two branches of such a label."""
    origin, _, target = label.removeprefix("van ").partition(" naar ")
    return origin, target
