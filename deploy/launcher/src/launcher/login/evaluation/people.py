"""The synthetic people of the evaluation issuer: one button per function."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Someone:
    """A synthetic person: what the button says, the function, and the organisation."""

    subject: str
    function: str
    organisation: str


PEOPLE: dict[str, tuple[Someone, ...]] = {
    "eigenaar": (
        Someone("eigenaar van het huis met 51 ramen", "eigenaar", "OWN-001"),
        Someone("beheerder van dat huis", "beheerder", "OWN-001"),
        Someone("eigenaar van een klein huis", "eigenaar", "OWN-002"),
        Someone("eigenaar van een ander huis", "eigenaar", "OWN-003"),
        Someone("eigenaar die haar huis verkoopt", "eigenaar", "OWN-901"),
        Someone("koper van dat huis", "eigenaar", "OWN-902"),
        Someone("eigenaar van een huis op voorwaarden", "eigenaar", "OWN-903"),
        Someone("eigenaar van een huis dat niet vernieuwd wordt", "eigenaar", "OWN-904"),
        Someone("eigenaar die met de verklaring verkoopt", "eigenaar", "OWN-905"),
        Someone("eigenaar die ten onrechte geschorst wordt", "eigenaar", "OWN-906"),
    ),
    "politie": (
        Someone("agent 1", "politie_agent", "LPA"),
        Someone("agent 2", "politie_agent", "LPA"),
        Someone("teamleider", "politie_teamleider", "LPA"),
        Someone("recherche", "recherche", "LPA"),
        Someone("beheerder van de databank", "politie_beheerder", "LPA"),
        Someone(
            "functionaris gegevensbescherming", "functionaris_gegevensbescherming_politie", "LPA"
        ),
    ),
    "stad": (
        Someone("prostitutieambtenaar", "prostitutieambtenaar", "STAD"),
        Someone("dienst prostitutiebeleid", "dienst_prostitutiebeleid", "STAD"),
        Someone("dossierbehandelaar", "dossierbehandelaar_bh", "STAD"),
        Someone("jurist van bestuurlijke handhaving", "jurist_bh", "STAD"),
        Someone("kabinet van de burgemeester", "kabinet_burgemeester", "STAD"),
        Someone("secretaris van het college en de gemeenteraad", "college_secretaris", "STAD"),
        Someone("financiën", "financien", "STAD"),
        Someone("sanctionerend ambtenaar", "sanctionerend_ambtenaar", "STAD"),
        Someone("brandweer", "adviesdienst", "BRANDWEER"),
        Someone("stedenbouw", "adviesdienst", "STEDENBOUW"),
        Someone("hygiëne en huisvesting", "adviesdienst", "HYGIENE"),
        Someone("politie, moraliteit", "adviesdienst", "POLITIE_MORALITEIT"),
        Someone("nazicht van statuten", "adviesdienst", "STATUTEN"),
        Someone("medewerker rapportering", "reporting_medewerker", "STAD"),
        Someone("studiedienst", "studiedienst_stad", "STAD"),
        Someone("lid van de plangroep", "plangroep_lid", "STAD"),
        Someone("technisch beheerder", "technisch_beheerder", "STAD"),
        Someone(
            "functionaris gegevensbescherming", "functionaris_gegevensbescherming_stad", "STAD"
        ),
    ),
    "zorg": (
        Someone("registrator", "zorg_registrator", "GHAPRO"),
        Someone("verantwoordelijke", "zorg_verantwoordelijke", "GHAPRO"),
        Someone("registrator van een andere organisatie", "zorg_registrator", "BOYS"),
        Someone("verantwoordelijke van die organisatie", "zorg_verantwoordelijke", "BOYS"),
        Someone("analist van de studiedienst", "studiedienst_analist", "STUDIEDIENST"),
        Someone(
            "functionaris gegevensbescherming", "functionaris_gegevensbescherming_zorg", "GHAPRO"
        ),
    ),
}
