"""Words for the codes of the register of regie, on the screens."""

from chassis.web.pages.languages import mark
from reporting.regie.rules import addresses, partners
from reporting.regie.rules.kinds import STATUSES, TYPES, Occasion, RegieKind, RegieStatus

PATH, PARTNER = addresses.PATH, partners.PARTNER
FORUM = {
    "eigenaars": mark("Overleg met de eigenaars"),
    "kerngroep": mark("Kerngroep geschiktheidsverklaring"),
    "werkgroep_partners": mark("Werkgroep met partners"),
    "sectoraal_veiligheid": mark("Sectoraal overleg met veiligheidspartners"),
    "sectoraal_hulpverlening": mark("Sectoraal overleg met hulpverleningspartners"),
    "intersectoraal": mark("Intersectoraal overleg"),
    "adhoc_breed": mark("Ad hoc overleg met betrokken actoren"),
    "adhoc_pta_recherche": mark("Ad hoc overleg van prostitutieteam en recherche"),
}
STATUS = {
    RegieStatus.GEPLAND: mark("Gepland"),
    RegieStatus.DOORGEGAAN: mark("Doorgegaan"),
    RegieStatus.AFGELAST: mark("Afgelast"),
}
"""Those of meetings, and of all else that takes place on a day."""
EVERY_STATUS = STATUS | {
    RegieStatus.ONTWERP: mark("Ontwerp"),
    RegieStatus.DEFINITIEF: mark("Definitief"),
    RegieStatus.VERSPREID: mark("Verspreid"),
    RegieStatus.ONDERTEKEND: mark("Ondertekend"),
    RegieStatus.BEEINDIGD: mark("Beëindigd"),
    RegieStatus.OPEN: mark("Open"),
    RegieStatus.IN_BEHANDELING: mark("In behandeling"),
    RegieStatus.OPGELOST: mark("Opgelost"),
}
COLOUR = {
    RegieStatus.GEPLAND: "blue",
    RegieStatus.DOORGEGAAN: "green",
    RegieStatus.AFGELAST: "grey",
    RegieStatus.ONTWERP: "yellow",
    RegieStatus.DEFINITIEF: "green",
    RegieStatus.VERSPREID: "green",
    RegieStatus.ONDERTEKEND: "green",
    RegieStatus.BEEINDIGD: "grey",
    RegieStatus.OPEN: "red",
    RegieStatus.IN_BEHANDELING: "blue",
    RegieStatus.OPGELOST: "green",
}
OCCASION = {
    Occasion.DAG: mark("Op deze dag"),
    Occasion.VOLGEND_OVERLEG: mark("Volgend overleg"),
    Occasion.AFSPRAAK: mark("Afspraak tegen deze dag"),
    Occasion.EINDE_OVEREENKOMST: mark("Overeenkomst loopt af"),
    Occasion.RAPPORT_VERWACHT: mark("Rapport uiterlijk te publiceren"),
}
TITLE = {
    RegieKind.OVERLEG: mark("Overleg"),
    RegieKind.NOTA: mark("Signaal- en beleidsnota's"),
    RegieKind.OVEREENKOMST: mark("Overeenkomsten"),
    RegieKind.TOELICHTING: mark("Toelichtingen"),
    RegieKind.INFORMATIEOVERDRACHT: mark("Informatieoverdracht"),
    RegieKind.RAPPORTAGEMOMENT: mark("Rapportagemomenten"),
    RegieKind.KNELPUNT: mark("Knelpunten en lacunes"),
}
ADD = {
    RegieKind.NOTA: mark("Noteer een nota"),
    RegieKind.OVEREENKOMST: mark("Noteer een overeenkomst"),
    RegieKind.TOELICHTING: mark("Noteer een toelichting"),
    RegieKind.INFORMATIEOVERDRACHT: mark("Noteer een overdracht"),
    RegieKind.RAPPORTAGEMOMENT: mark("Noteer een rapportagemoment"),
    RegieKind.KNELPUNT: mark("Noteer een knelpunt"),
}
EMPTY = {
    RegieKind.NOTA: mark("Er is geen nota genoteerd."),
    RegieKind.OVEREENKOMST: mark("Er is geen overeenkomst genoteerd."),
    RegieKind.TOELICHTING: mark("Er is geen toelichting genoteerd."),
    RegieKind.INFORMATIEOVERDRACHT: mark("Er is geen overdracht genoteerd."),
    RegieKind.RAPPORTAGEMOMENT: mark("Er is geen rapportagemoment genoteerd."),
    RegieKind.KNELPUNT: mark("Er is geen knelpunt genoteerd."),
}
HELP = {
    RegieKind.OVERLEG: mark("Met eigenaars, partners, diensten: agenda, beslissingen, afspraken."),
    RegieKind.NOTA: mark("Van knelpunt tot nota: wat het beleid moet weten of beslissen."),
    RegieKind.OVEREENKOMST: mark("Convenanten en uitvoeringsovereenkomsten, met hun mijlpalen."),
    RegieKind.TOELICHTING: mark("Uitleg over het beleid, op vraag van anderen."),
    RegieKind.INFORMATIEOVERDRACHT: mark("Wat administratie en beleid te weten komen."),
    RegieKind.RAPPORTAGEMOMENT: mark("Aan de plangroep en aan de betrokken actoren."),
    RegieKind.KNELPUNT: mark("Wat niet werkt of ontbreekt, en wat ermee gebeurt."),
}
PARTNERS = {
    RegieKind.NOTA: mark("Voor wie is de nota?"),
    RegieKind.OVEREENKOMST: mark("Wie zijn de partijen?"),
    RegieKind.TOELICHTING: mark("Aan wie?"),
    RegieKind.INFORMATIEOVERDRACHT: mark("Aan wie?"),
    RegieKind.RAPPORTAGEMOMENT: mark("Aan wie?"),
    RegieKind.KNELPUNT: mark("Wie heeft ermee te maken?"),
}
FOLLOW_UP = {
    RegieKind.NOTA: mark("Opvolging"),
    RegieKind.OVEREENKOMST: mark("Mijlpalen"),
    RegieKind.KNELPUNT: mark("Wat ermee gebeurt"),
}
TYPE = {
    "beleid": mark("Beleidsnota"),
    "signaal": mark("Signaalnota"),
    "convenant": mark("Convenant"),
    "uitvoeringsovereenkomst": mark("Uitvoeringsovereenkomst"),
    "vakorganisatie": mark("Voor een vakorganisatie"),
    "overheid": mark("Voor een overheid"),
    "pers": mark("Voor de pers"),
    "plangroep_halfjaar": mark("Halfjaarlijks aan de plangroep"),
    "actoren_jaar": mark("Jaarlijks aan de betrokken actoren"),
    "inventaris": mark("Inventarisatierapport van de branches"),
    "sectoranalyse": mark("Analyse van de prostitutiesector"),
    "hulpverlening": mark("Rapport registratie hulpverlening"),
    "veiligheidsactoren": mark("Rapport registratie veiligheidsactoren"),
    "databank_beleid": mark("Periodiek rapport van de databank: beleidsevaluatie"),
    "databank_handhaving": mark("Periodiek rapport van de databank: handhaving"),
    "knelpunt": mark("Knelpunt"),
    "lacune": mark("Lacune"),
    "administratie": mark("Binnen de administratie"),
}
"""Types that read the same wherever they stand; the others by ``type_label``."""
OTHER_TYPE = {
    (RegieKind.TOELICHTING, "andere"): mark("Voor anderen"),
    (RegieKind.RAPPORTAGEMOMENT, "andere"): mark("Andere rapportage"),
    (RegieKind.INFORMATIEOVERDRACHT, "beleid"): mark("Aan het beleid"),
}


def type_label(kind: RegieKind, code: str) -> str:
    """In Dutch, to be translated."""
    return FORUM.get(code) or OTHER_TYPE.get((kind, code)) or TYPE[code]


def types_of(kind: RegieKind) -> dict[str, str]:
    return {code: type_label(kind, code) for code in TYPES[kind]}


def statuses_of(kind: RegieKind) -> dict[RegieStatus, str]:
    return {RegieStatus(code): EVERY_STATUS[RegieStatus(code)] for code in STATUSES[kind]}


FUNCTION = {
    "prostitutieambtenaar": mark("Prostitutieambtenaar"),
    "dienst_prostitutiebeleid": mark("Dienst prostitutiebeleid"),
    "reporting_medewerker": mark("Medewerker rapportering"),
}
"""Those who write the register."""
CHANGED = {
    "type": mark("soort"),
    "day": mark("dag"),
    "subject": mark("onderwerp"),
    "partners": mark("partners"),
    "signed_on": mark("dag van ondertekening"),
    "until": mark("einde"),
    "origin": mark("knelpunt"),
    "status": mark("stand van zaken"),
    "withdrawn": mark("ingetrokken"),
    "agenda": mark("agenda"),
    "decisions": mark("beslissingen"),
    "follow_up": mark("opvolging"),
    "next_on": mark("volgend overleg"),
}
"""Fields that a correction changed."""
