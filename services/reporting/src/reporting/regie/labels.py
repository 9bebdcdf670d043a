"""Words for the codes of meetings, on the screens."""

from chassis.web.pages.languages import mark
from reporting.regie.rules.records import RegieStatus

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
COLOUR = {
    RegieStatus.GEPLAND: "blue",
    RegieStatus.DOORGEGAAN: "green",
    RegieStatus.AFGELAST: "grey",
}
PARTNER = {
    "prostitutieambtenaar": mark("Prostitutieambtenaar"),
    "dienst_prostitutiebeleid": mark("Dienst prostitutiebeleid"),
    "bestuurlijke_handhaving": mark("Bestuurlijke handhaving"),
    "sanctionerend_ambtenaar": mark("Sanctionerend ambtenaar"),
    "lokale_politie": mark("Lokale politie"),
    "prostitutieteam": mark("Prostitutieteam"),
    "recherche_zeden": mark("Recherche zeden"),
    "federale_gerechtelijke_politie": mark("Federale gerechtelijke politie"),
    "parket": mark("Parket"),
    "referentiemagistraat": mark("Referentiemagistraat"),
    "college": mark("College van burgemeester en schepenen"),
    "burgemeester": mark("Burgemeester"),
    "kabinet": mark("Kabinet"),
    "plangroep": mark("Plangroep"),
    "brandweer": mark("Brandweer"),
    "stedenbouw": mark("Stedenbouw"),
    "studiedienst": mark("Studiedienst"),
    "digipolis": mark("Informaticadienst"),
    "eigenaars": mark("Eigenaars"),
    "sekswerkers": mark("Sekswerkers"),
    "ghapro": mark("Ghapro"),
    "boysproject": mark("Boysproject"),
    "free_clinic": mark("Free Clinic"),
    "zorgorganisatie": mark("Andere zorgorganisatie"),
    "gespecialiseerd_centrum": mark("Gespecialiseerd centrum mensenhandel"),
    "inspectiedienst": mark("Inspectiedienst"),
    "vakorganisatie": mark("Vakorganisatie"),
    "andere_overheid": mark("Andere overheid"),
    "andere_stad": mark("Andere stad of gemeente"),
    "onderwijs_onderzoek": mark("Onderwijs of onderzoek"),
    "pers": mark("Pers"),
    "andere": mark("Andere organisatie"),
}
FUNCTION = {
    "prostitutieambtenaar": mark("Prostitutieambtenaar"),
    "dienst_prostitutiebeleid": mark("Dienst prostitutiebeleid"),
    "reporting_medewerker": mark("Medewerker rapportering"),
}
"""Those who write the register."""
CHANGED = {
    "type": mark("forum"),
    "day": mark("dag"),
    "subject": mark("onderwerp"),
    "partners": mark("aanwezigen"),
    "status": mark("stand van zaken"),
    "withdrawn": mark("ingetrokken"),
    "agenda": mark("agenda"),
    "decisions": mark("beslissingen"),
    "follow_up": mark("opvolging"),
    "next_on": mark("volgend overleg"),
}
"""Fields that a correction changed."""
