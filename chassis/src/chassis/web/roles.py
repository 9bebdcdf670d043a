"""Roles: functions, trust domains, and the actor that a token speaks for."""

from dataclasses import dataclass
from enum import StrEnum


class TrustDomain(StrEnum):
    """One per login issuer. Care and police never accept each other's tokens (DP-01)."""

    EIGENAAR = "eigenaar"
    POLITIE = "politie"
    STAD = "stad"
    ZORG = "zorg"


class Function(StrEnum):
    """Functions of people, in the words of the handbook §1.2."""

    EIGENAAR = "eigenaar"
    BEHEERDER = "beheerder"
    SEKSWERKER = "sekswerker"
    POLITIE_AGENT = "politie_agent"
    POLITIE_TEAMLEIDER = "politie_teamleider"
    POLITIE_BEHEERDER = "politie_beheerder"
    RECHERCHE = "recherche"
    PROSTITUTIEAMBTENAAR = "prostitutieambtenaar"
    DIENST_PROSTITUTIEBELEID = "dienst_prostitutiebeleid"
    DOSSIERBEHANDELAAR_BH = "dossierbehandelaar_bh"
    JURIST_BH = "jurist_bh"
    SANCTIONEREND_AMBTENAAR = "sanctionerend_ambtenaar"
    COLLEGE_SECRETARIS = "college_secretaris"
    KABINET_BURGEMEESTER = "kabinet_burgemeester"
    FINANCIEN = "financien"
    ADVIESDIENST = "adviesdienst"
    ZORG_REGISTRATOR = "zorg_registrator"
    ZORG_VERANTWOORDELIJKE = "zorg_verantwoordelijke"
    STUDIEDIENST_ANALIST = "studiedienst_analist"
    REPORTING_MEDEWERKER = "reporting_medewerker"
    STUDIEDIENST_STAD = "studiedienst_stad"
    PLANGROEP_LID = "plangroep_lid"
    TECHNISCH_BEHEERDER = "technisch_beheerder"
    FUNCTIONARIS_POLITIE = "functionaris_gegevensbescherming_politie"
    FUNCTIONARIS_STAD = "functionaris_gegevensbescherming_stad"
    FUNCTIONARIS_ZORG = "functionaris_gegevensbescherming_zorg"


DOMAIN_OF: dict[Function, TrustDomain] = {
    Function.EIGENAAR: TrustDomain.EIGENAAR,
    Function.BEHEERDER: TrustDomain.EIGENAAR,
    Function.SEKSWERKER: TrustDomain.EIGENAAR,
    Function.POLITIE_AGENT: TrustDomain.POLITIE,
    Function.POLITIE_TEAMLEIDER: TrustDomain.POLITIE,
    Function.POLITIE_BEHEERDER: TrustDomain.POLITIE,
    Function.RECHERCHE: TrustDomain.POLITIE,
    Function.PROSTITUTIEAMBTENAAR: TrustDomain.STAD,
    Function.DIENST_PROSTITUTIEBELEID: TrustDomain.STAD,
    Function.DOSSIERBEHANDELAAR_BH: TrustDomain.STAD,
    Function.JURIST_BH: TrustDomain.STAD,
    Function.SANCTIONEREND_AMBTENAAR: TrustDomain.STAD,
    Function.COLLEGE_SECRETARIS: TrustDomain.STAD,
    Function.KABINET_BURGEMEESTER: TrustDomain.STAD,
    Function.FINANCIEN: TrustDomain.STAD,
    Function.ADVIESDIENST: TrustDomain.STAD,
    Function.REPORTING_MEDEWERKER: TrustDomain.STAD,
    Function.STUDIEDIENST_STAD: TrustDomain.STAD,
    Function.PLANGROEP_LID: TrustDomain.STAD,
    Function.TECHNISCH_BEHEERDER: TrustDomain.STAD,
    Function.ZORG_REGISTRATOR: TrustDomain.ZORG,
    Function.ZORG_VERANTWOORDELIJKE: TrustDomain.ZORG,
    Function.STUDIEDIENST_ANALIST: TrustDomain.ZORG,
    Function.FUNCTIONARIS_POLITIE: TrustDomain.POLITIE,
    Function.FUNCTIONARIS_STAD: TrustDomain.STAD,
    Function.FUNCTIONARIS_ZORG: TrustDomain.ZORG,
}
"""The only issuer that may speak for a function. Every function has exactly one."""

OVERSEERS = (
    Function.FUNCTIONARIS_POLITIE,
    Function.FUNCTIONARIS_STAD,
    Function.FUNCTIONARIS_ZORG,
)
"""Data-protection officers: each controller has its own, in its own trust domain. They read who
looked at whom, and no content of anybody's file."""

OPERATORS = (Function.POLITIE_BEHEERDER, Function.TECHNISCH_BEHEERDER)
"""Those who look after a service, each in the own trust domain."""
MANAGERS = (Function.EIGENAAR, Function.ZORG_VERANTWOORDELIJKE)
"""Those who answer for the people of their own organisation."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in a function, for an organisation; ``subject`` is a pseudonym, never a name."""

    subject: str
    function: Function
    organisation: str
    domain: TrustDomain
