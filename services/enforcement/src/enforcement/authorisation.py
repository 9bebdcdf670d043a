"""Authorisation of enforcement (handbook §4.3): a row for every route (CONTRIBUTING.md)."""

from chassis.web import Function
from chassis.web.authorisation import D, R, S, Table, W

OWNER = frozenset({Function.EIGENAAR})
OFFICE = frozenset({Function.PROSTITUTIEAMBTENAAR, Function.DIENST_PROSTITUTIEBELEID})
CASE_WORKERS = frozenset({Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH})
BODIES = frozenset({Function.COLLEGE_SECRETARIS, Function.KABINET_BURGEMEESTER})
"""They record what the college or the mayor decided; nobody decides here by himself."""
SANCTIONING = frozenset({Function.SANCTIONEREND_AMBTENAAR})
LAW_KEEPERS = frozenset({Function.JURIST_BH}) | SANCTIONING
"""They know the law: two of them change a term."""
NOTIFIERS = CASE_WORKERS | {Function.COLLEGE_SECRETARIS}
DECLARATION_DECIDERS = frozenset({Function.COLLEGE_SECRETARIS, Function.DIENST_PROSTITUTIEBELEID})
"""The college, or the office for what the college left to it."""
FINANCE = frozenset({Function.FINANCIEN})
"""They see what a fine costs and what was paid of it, and never whom it was imposed on."""
DATA_PROTECTION = frozenset({Function.FUNCTIONARIS_STAD})
CITY = OFFICE | CASE_WORKERS | BODIES
AT_THE_DOOR = CITY | SANCTIONING | FINANCE | DATA_PROTECTION | {Function.TECHNISCH_BEHEERDER}
"""They are led on to their own first page."""

GAS = CASE_WORKERS | SANCTIONING


def _form(path: str) -> tuple[str, str]:
    """The form of a step of a case: shown, and sent."""
    return f"GET /dossiers/{{case_id}}/{path}", f"POST /dossiers/{{case_id}}/{path}"


def _declaration(path: str) -> tuple[str, str]:
    """The form of a step of a suitability declaration: shown, and sent."""
    return f"GET /geschiktheid/{{case_id}}/{path}", f"POST /geschiktheid/{{case_id}}/{path}"


TABLE: Table = {
    "suitability declaration": (
        R("GET /v1/suitability-dossiers", every=CITY, own=OWNER),
        R("GET /v1/suitability-dossiers/{dossier_id}", every=CITY, own=OWNER),
        W("POST /v1/suitability-dossiers", every=OFFICE, own=OWNER),
        W("POST /v1/suitability-dossiers/{dossier_id}/renewal", every=OFFICE, own=OWNER),
        W("POST /v1/suitability-dossiers/{dossier_id}/relinquishment", every=OFFICE, own=OWNER),
        W("POST /v1/suitability-dossiers/{dossier_id}/advice-requests", every=OFFICE),
        W("POST /v1/suitability-dossiers/{dossier_id}/advices", every=OFFICE),
        W("POST /v1/suitability-dossiers/{dossier_id}/completeness", every=OFFICE),
        W("POST /v1/suitability-dossiers/{dossier_id}/conditions-met", every=OFFICE),
        W("POST /v1/suitability-dossiers/{dossier_id}/discontinuation", every=OFFICE),
        W("POST /v1/suitability-dossiers/{dossier_id}/visits", every=OFFICE),
        W("POST /v1/suitability-dossiers/{dossier_id}/hearing", every=OFFICE | CASE_WORKERS),
        W(
            "POST /v1/suitability-dossiers/{dossier_id}/hearing-invitation",
            "POST /v1/suitability-dossiers/{dossier_id}/written-defence",
            "POST /v1/suitability-dossiers/{dossier_id}/no-defence",
            every=OFFICE | CASE_WORKERS,
        ),
        W("POST /v1/suitability-dossiers/{dossier_id}/decision-notification", every=CITY),
        W("POST /v1/suitability-dossiers/{dossier_id}/changes", every=OFFICE, own=OWNER),
        W(
            "POST /v1/suitability-dossiers/{dossier_id}/changes/{change_id}/assessment",
            every=OFFICE,
        ),
        D("POST /v1/suitability-dossiers/{dossier_id}/decision", every=DECLARATION_DECIDERS),
        D("POST /v1/suitability-dossiers/{dossier_id}/lifting", every=BODIES),
    ),
    "application of an owner, with the documents": (
        R("GET /v1/suitability-applications", every=OFFICE | CASE_WORKERS),
        R(
            "GET /v1/suitability-dossiers/{dossier_id}/applications",
            "GET /v1/suitability-applications/{application_id}/documents/{document_id}",
            every=OFFICE | CASE_WORKERS,
        ),
    ),
    "suitability declaration: its pages and the forms of its steps": (
        R("GET /geschiktheid", "GET /geschiktheid/{case_id}", every=CITY),
        W("POST /geschiktheid/{case_id}/kennisgeving", every=CITY),
        R("GET /bezoeken", every=OFFICE),
        W(*_declaration("volledigheid"), *_declaration("stopzetten"), every=OFFICE),
        W(*_declaration("adviezen-vragen"), *_declaration("advies"), every=OFFICE),
        W(*_declaration("bezoek"), *_declaration("voorwaarden"), every=OFFICE),
        W(*_declaration("melding"), *_declaration("melding-beoordelen"), every=OFFICE),
        W(*_declaration("vernieuwing"), *_declaration("afstand"), every=OFFICE),
        W(*_declaration("uitnodigen"), *_declaration("verweer"), every=OFFICE | CASE_WORKERS),
        W(*_declaration("hoorzitting"), *_declaration("geen-verweer"), every=OFFICE | CASE_WORKERS),
        D(*_declaration("beslissing"), every=DECLARATION_DECIDERS),
        D(*_declaration("schorsing-opheffen"), every=BODIES),
    ),
    "sanction": (
        R("GET /v1/sanction-cases", every=CASE_WORKERS | BODIES),
        R("GET /v1/sanction-cases/{case_id}", every=CASE_WORKERS | BODIES),
        W("POST /v1/sanction-cases/{case_id}/agenda", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/closing", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/execution-check-request", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/hearing", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/hearing-invitation", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/next-finding", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/no-defence", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/notification", every=NOTIFIERS),
        W("POST /v1/sanction-cases/{case_id}/proposal", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/pv-notification", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/release", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/sequel", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/warning", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/written-defence", every=CASE_WORKERS),
        D("POST /v1/sanction-cases/{case_id}/decision", every=BODIES),
        D("POST /v1/sanction-cases/{case_id}/reopening", every=BODIES),
    ),
    "GAS dossier": (
        R("GET /v1/gas-cases", "GET /v1/gas-cases/{case_id}", every=CASE_WORKERS | SANCTIONING),
        W("POST /v1/gas-cases/{case_id}/release", every=CASE_WORKERS),
        W("POST /v1/gas-cases/{case_id}/community-service-end", every=GAS),
        W("POST /v1/gas-cases/{case_id}/community-service-offer", every=GAS),
        W("POST /v1/gas-cases/{case_id}/inadmissible", every=GAS),
        W("POST /v1/gas-cases/{case_id}/join", every=GAS),
        W("POST /v1/gas-cases/{case_id}/separation", every=GAS),
        W("POST /v1/gas-cases/{case_id}/mediation-acceptance", every=GAS),
        W("POST /v1/gas-cases/{case_id}/mediation-agreement", every=GAS),
        W("POST /v1/gas-cases/{case_id}/mediation-end", every=GAS),
        W("POST /v1/gas-cases/{case_id}/not-contested", every=GAS),
        W("POST /v1/gas-cases/{case_id}/prosecutor-answer", every=GAS),
        W("POST /v1/gas-cases/{case_id}/prosecutor-referral", every=GAS),
        W("POST /v1/gas-cases/{case_id}/prosecutor-silence", every=GAS),
        W("POST /v1/gas-cases/{case_id}/ready", every=GAS),
        W("POST /v1/gas-cases/{case_id}/shelving", every=GAS),
        W("POST /v1/gas-cases/{case_id}/triage", every=GAS),
        W("POST /v1/gas-cases/{case_id}/police-consultation", every=GAS),
        W("POST /v1/gas-cases/{case_id}/written-defence", every=GAS),
        R("GET /v1/hearing-slots", "GET /v1/gas-cases/{case_id}/hearings", every=GAS),
        R("GET /v1/gas-cases/{case_id}/appeal", every=GAS),
        W("POST /v1/hearing-slots", every=GAS),
        W("POST /v1/gas-cases/{case_id}/hearing-request", every=GAS),
        W("POST /v1/gas-cases/{case_id}/hearing-withdrawal", every=GAS),
        W("POST /v1/gas-cases/{case_id}/hearing", every=GAS),
        W("POST /v1/gas-cases/{case_id}/no-show", every=GAS),
        W("POST /v1/gas-cases/{case_id}/new-invitation", every=GAS),
        W("POST /v1/gas-cases/{case_id}/appeal", every=CASE_WORKERS),
        W("POST /v1/gas-cases/{case_id}/appeal-lawyer", every=CASE_WORKERS),
        W("POST /v1/gas-cases/{case_id}/appeal-file", every=CASE_WORKERS),
        W("POST /v1/gas-cases/{case_id}/judgment", every=CASE_WORKERS),
        W("POST /v1/gas-cases/{case_id}/closing", every=CASE_WORKERS),
        D("POST /v1/gas-cases/{case_id}/fine", every=SANCTIONING),
        D("POST /v1/gas-cases/{case_id}/dismissal", every=SANCTIONING),
        D("POST /v1/gas-cases/{case_id}/expiry", every=SANCTIONING),
    ),
    "claims and payments: amounts, never the person": (
        R("GET /v1/claims", "GET /v1/claims/{case_id}", every=CASE_WORKERS | FINANCE),
        W(
            "POST /v1/claims/{case_id}/payments",
            "POST /v1/claims/{case_id}/refunds",
            "POST /v1/claims/{case_id}/bookings/{booking_id}/correction",
            "POST /v1/claims/{case_id}/instalments",
            "POST /v1/claims/{case_id}/instalments/end",
            "POST /v1/claims/{case_id}/steps",
            every=FINANCE,
        ),
    ),
    "screens of finance": (
        R("GET /betalingen", "GET /betalingen/{case_id}", every=FINANCE),
        W("POST /betalingen/afschriften", "POST /betalingen/{case_id}/betaling", every=FINANCE),
        W("POST /betalingen/{case_id}/brief", every=FINANCE),
        R("GET /betalingen/{case_id}/terugbetaling", every=FINANCE),
        W("POST /betalingen/{case_id}/terugbetaling", every=FINANCE),
        R("GET /betalingen/{case_id}/boekingen/{booking_id}", every=FINANCE),
        W("POST /betalingen/{case_id}/boekingen/{booking_id}", every=FINANCE),
        W("POST /betalingen/{case_id}/afbetaling", every=FINANCE),
        W("POST /betalingen/{case_id}/afbetaling/stop", every=FINANCE),
        R("GET /betalingen/{case_id}/stap/{step}", every=FINANCE),
        W("POST /betalingen/{case_id}/stap/{step}", every=FINANCE),
        W("POST /betalingen/lijnen/{line_id}/koppelen", every=FINANCE),
        W("POST /betalingen/lijnen/{line_id}/terzijde", every=FINANCE),
        W("POST /betalingen/lijnen/{line_id}/ongedaan", every=FINANCE),
    ),
    "bank statements: whoever paid a line that names no fine": (
        R("GET /betalingen/lijnen/{line_id}", every=FINANCE),
        R("GET /v1/statement-lines", "GET /v1/statement-lines/{line_id}/payer", every=FINANCE),
        W(
            "POST /v1/bank-statements",
            "POST /v1/statement-lines/{line_id}/match",
            "POST /v1/statement-lines/{line_id}/setting-aside",
            "POST /v1/statement-lines/{line_id}/undoing",
            every=FINANCE,
        ),
    ),
    "letters of a case, without persons": (
        R("GET /v1/letters", "GET /brieven", every=CASE_WORKERS | SANCTIONING),
        W("POST /v1/letters", every=CASE_WORKERS | SANCTIONING),
        W("POST /v1/letters/{letter_id}/check", every=CASE_WORKERS | SANCTIONING),
        W("POST /v1/letters/{letter_id}/posting", every=CASE_WORKERS | SANCTIONING),
        W("POST /v1/letters/{letter_id}/receipt", every=CASE_WORKERS | SANCTIONING),
        W("POST /v1/letters/{letter_id}/cancellation", every=CASE_WORKERS | SANCTIONING),
        W("POST /brieven/opstarten", "POST /brieven/nakijken", every=CASE_WORKERS | SANCTIONING),
        W("POST /brieven/posten", every=CASE_WORKERS | SANCTIONING),
    ),
    "cases and who works on them, without persons": (
        R("GET /dossiers", "GET /dossiers/{case_id}", every=CASE_WORKERS | SANCTIONING),
        R("GET /nieuw", every=CASE_WORKERS | SANCTIONING),
        R("GET /team", "GET /team/{colleague_id}", every=CASE_WORKERS | SANCTIONING),
        W("POST /dossiers/{case_id}/toewijzen", every=CASE_WORKERS | SANCTIONING),
        W("POST /dossiers/{case_id}/opvolgen", every=CASE_WORKERS | SANCTIONING),
        W("POST /team/naam", "POST /team/{colleague_id}", every=CASE_WORKERS | SANCTIONING),
        W("POST /team/{colleague_id}/terug", every=CASE_WORKERS | SANCTIONING),
        R("GET /dossiers/{case_id}/vrijgeven", every=CASE_WORKERS),
        W("POST /dossiers/{case_id}/vrijgeven", every=CASE_WORKERS),
        R("GET /v1/cases", "GET /v1/colleagues", every=CASE_WORKERS | SANCTIONING),
        W("POST /v1/cases/{case_id}/assignment", every=CASE_WORKERS | SANCTIONING),
        W("POST /v1/cases/{case_id}/follow-up", every=CASE_WORKERS | SANCTIONING),
        W("POST /v1/colleagues/{colleague_id}/absence", every=CASE_WORKERS | SANCTIONING),
    ),
    "GAS dossier: the forms of its steps": (
        W(*_form("bekijken"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("voegen"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("losmaken"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("parket"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("parket-antwoord"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("parket-zweeg"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("onontvankelijk"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("seponeren"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("bemiddeling"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("bemiddeling-einde"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("gemeenschapsdienst-einde"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("verweer"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("niet-betwist"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("klaar"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("nagaan"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("hoorzitting"), every=GAS),
        W(*_form("hoorzitting-opnieuw"), every=GAS),
        W(*_form("hoorzitting-ingetrokken"), every=GAS),
        W(*_form("hoorzitting-verslag"), every=GAS),
        W(*_form("niet-verschenen"), every=GAS),
        W(*_form("beroep"), every=CASE_WORKERS),
        W(*_form("vonnis"), every=CASE_WORKERS),
        W(*_form("afsluiten"), every=CASE_WORKERS),
        W(*_form("neergelegd"), every=CASE_WORKERS),
        W(*_form("advocaat"), every=CASE_WORKERS),
        W(*_form("gemeenschapsdienst"), every=CASE_WORKERS | SANCTIONING),
        R("GET /hoorzittingen", every=GAS),
        W("POST /hoorzittingen", every=GAS),
        D(*_form("beslissen"), every=SANCTIONING),
        D(*_form("geen-boete"), every=SANCTIONING),
        D(*_form("vervallen"), every=SANCTIONING),
    ),
    "first page of a function": (S("GET /", every=AT_THE_DOOR),),
    "validated identity: the offender of a case alone": (
        W("POST /v1/cases/{case_id}/addressees", every=CASE_WORKERS | SANCTIONING),
        R("GET /brieven/alle.pdf", "GET /brieven/postlijst.csv", every=CASE_WORKERS | SANCTIONING),
        R("GET /brieven/{letter_id}", every=CASE_WORKERS | SANCTIONING),
        R("GET /brieven/{letter_id}/brief.pdf", every=CASE_WORKERS | SANCTIONING),
        W("POST /brieven/{letter_id}/ontvangst", every=CASE_WORKERS | SANCTIONING),
        W("POST /brieven/{letter_id}/annuleren", every=CASE_WORKERS | SANCTIONING),
        R("GET /brieven/dossier/{case_id}", every=CASE_WORKERS | SANCTIONING),
        W("POST /brieven/dossier/{case_id}/geadresseerden", every=CASE_WORKERS | SANCTIONING),
        W("POST /brieven/geadresseerden/{addressee_id}/weg", every=CASE_WORKERS | SANCTIONING),
        R("GET /brieven/dossier/{case_id}/nieuw", every=CASE_WORKERS | SANCTIONING),
        W("POST /brieven/dossier/{case_id}/nieuw", every=CASE_WORKERS | SANCTIONING),
        R("GET /dossiers/{case_id}/personen", every=CASE_WORKERS | SANCTIONING),
        R("GET /dossiers/{case_id}/stukken", every=GAS),
        W("POST /dossiers/{case_id}/stukken", every=GAS),
        R("GET /dossiers/{case_id}/stukken/{document_id}", every=GAS),
        R("GET /dossiers/{case_id}/stukken/{document_id}/stuk.pdf", every=GAS),
        R("GET /dossiers/{case_id}/stukken/{document_id}/bladen/{number}", every=GAS),
        W("POST /dossiers/{case_id}/stukken/{document_id}/vervangen", every=GAS),
        W(*_form("stukken/{document_id}/intrekken"), every=GAS),
        W("POST /brieven/{letter_id}/bewijs", every=GAS),
        R("GET /v1/gas-cases/{case_id}/offenders", every=CASE_WORKERS | SANCTIONING),
        R("GET /v1/gas-cases/{case_id}/court-file", every=CASE_WORKERS | SANCTIONING),
        R("GET /dossiers/{case_id}/rechtbank.zip", every=CASE_WORKERS | SANCTIONING),
        R("GET /v1/sanction-cases/{case_id}/offenders", every=CASE_WORKERS),
    ),
    "access logs": (
        R("GET /inzage", "GET /inzage/persoon", every=DATA_PROTECTION),
        R("GET /inzage/personen/{person_id}", "GET /inzage/gebruik", every=DATA_PROTECTION),
        R("GET /inzage/aanmeldingen", every=DATA_PROTECTION),
        W("POST /inzage", every=DATA_PROTECTION),
    ),
    "lists that leave enforcement": (
        W(
            "GET /uitvoer/nieuw/{code}",
            "POST /uitvoer/nieuw/{code}",
            every=DATA_PROTECTION,
            fresh=True,
        ),
        R("GET /uitvoer", "GET /uitvoer/{export_id}", every=DATA_PROTECTION),
        R("GET /uitvoer/{export_id}/stand", every=DATA_PROTECTION),
        R("GET /uitvoer/{export_id}/bestand", every=DATA_PROTECTION, fresh=True),
        D("POST /uitvoer/{export_id}", every=DATA_PROTECTION, fresh=True),
    ),
    "terms that run in a case": (
        R("GET /termijnen", every=CITY | SANCTIONING),
        R("GET /v1/cases/{case_id}/terms", every=OFFICE | CASE_WORKERS | SANCTIONING),
        W("POST /v1/cases/{case_id}/terms/{term_id}/pause", every=OFFICE | CASE_WORKERS),
        W("POST /v1/cases/{case_id}/terms/{term_id}/resumption", every=OFFICE | CASE_WORKERS),
        W("POST /v1/cases/{case_id}/terms/{term_id}/extension", every=OFFICE | CASE_WORKERS),
    ),
    "GAS register, without persons": (
        R("GET /register", every=CASE_WORKERS | SANCTIONING | DATA_PROTECTION),
        R("GET /register/toegang", every=SANCTIONING | DATA_PROTECTION),
        W("POST /register/toegang", every=SANCTIONING),
        W("POST /register/toegang/{reader_id}/beeindigen", every=SANCTIONING),
    ),
    "legal terms, as published": (
        R("GET /v1/legal-terms", every=CITY | SANCTIONING),
        R("GET /wettelijke-termijnen", every=CITY | SANCTIONING),
        R("GET /wettelijke-termijnen/{term_id}", every=CITY | SANCTIONING),
        R("GET /wettelijke-termijnen/voorstellen/{proposal_id}", every=CITY | SANCTIONING),
        R("GET /wettelijke-termijnen/{term_id}/voorstel", every=LAW_KEEPERS),
        W("POST /wettelijke-termijnen/{term_id}/voorstel", every=LAW_KEEPERS),
        W("POST /wettelijke-termijnen/voorstellen/{proposal_id}/intrekken", every=LAW_KEEPERS),
        D(
            "POST /wettelijke-termijnen/voorstellen/{proposal_id}/beslissing",
            every=LAW_KEEPERS,
            fresh=True,
        ),
    ),
}
