"""Authorisation of enforcement (handbook §4.3): a row for every route (CONTRIBUTING.md)."""

from chassis.web import Function
from chassis.web.authorisation import D, R, S, Table, W
from enforcement.finance_authorisation import FINANCE, FINANCE_SCREENS
from enforcement.integrity_authorisation import INVESTIGATIONS, INVESTIGATORS
from enforcement.measures_authorisation import MEASURES
from enforcement.oversight_authorisation import DATA_PROTECTION, OVERSIGHT
from enforcement.street_ban_authorisation import BANS

OWNER = frozenset({Function.EIGENAAR})
OFFICE = frozenset({Function.PROSTITUTIEAMBTENAAR, Function.DIENST_PROSTITUTIEBELEID})
CASE_WORKERS = frozenset({Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH})
BODIES = frozenset({Function.COLLEGE_SECRETARIS, Function.KABINET_BURGEMEESTER})
"""They record what the college or the mayor decided; nobody decides here by himself."""
SANCTIONING = frozenset({Function.SANCTIONEREND_AMBTENAAR})
LETTER_WRITERS = CASE_WORKERS | SANCTIONING | OFFICE | INVESTIGATORS
"""Each of the cases that are theirs (``notifications.scope``): the office of declarations, who
investigates integrity of investigations."""
LAW_KEEPERS = frozenset({Function.JURIST_BH}) | SANCTIONING
"""They know the law: two of them change a term."""
NOTIFIERS = CASE_WORKERS | {Function.COLLEGE_SECRETARIS}
DECLARATION_DECIDERS = frozenset({Function.COLLEGE_SECRETARIS, Function.DIENST_PROSTITUTIEBELEID})
"""The college, or the office for what the college left to it."""
ADVISERS = frozenset({Function.ADVIESDIENST})
"""Fire, planning, hygiene, statutes, morality: each sees and answers its own questions alone."""
CITY = OFFICE | CASE_WORKERS | BODIES
AT_THE_DOOR = CITY | SANCTIONING | FINANCE | ADVISERS | DATA_PROTECTION
AT_THE_DOOR |= {Function.TECHNISCH_BEHEERDER}
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
        W(
            "POST /v1/suitability-dossiers/{dossier_id}/condition-findings",
            every=OFFICE | CASE_WORKERS,
        ),
        W("POST /v1/suitability-dossiers/{dossier_id}/discontinuation", every=OFFICE),
        W("POST /v1/suitability-dossiers/{dossier_id}/application-withdrawal", every=OFFICE),
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
        R("GET /v1/suitability-dossiers/{case_id}/council-appeal", every=CASE_WORKERS | BODIES),
        W("POST /v1/suitability-dossiers/{case_id}/council-appeal", every=CASE_WORKERS),
        W("POST /v1/suitability-dossiers/{case_id}/council-file", every=CASE_WORKERS),
        W("POST /v1/suitability-dossiers/{case_id}/council-lawyer", every=CASE_WORKERS),
        W("POST /v1/suitability-dossiers/{case_id}/council-ruling", every=CASE_WORKERS),
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
        R("GET /aanvragen", "GET /aanvragen/{application_id}", every=OFFICE | CASE_WORKERS),
        R(
            "GET /aanvragen/{application_id}/documenten/{document_id}",
            "GET /aanvragen/{application_id}/documenten/{document_id}/bladen/{number}",
            "GET /aanvragen/{application_id}/documenten/{document_id}/stuk.pdf",
            every=OFFICE | CASE_WORKERS,
        ),
        W("POST /aanvragen/{application_id}/volledigheid", every=OFFICE),
        W(
            "GET /aanvragen/{application_id}/plaatsen",
            "POST /aanvragen/{application_id}/plaatsen",
            "POST /aanvragen/{application_id}/plaats-ongedaan",
            every=OFFICE,
        ),
    ),
    "advices: of the own service alone": (
        R("GET /adviezen", every=OFFICE, own=ADVISERS),
        R("GET /adviezen/{case_id}", own=ADVISERS),
        W("POST /adviezen/{case_id}", own=ADVISERS),
    ),
    "suitability declaration: its pages and the forms of its steps": (
        R("GET /geschiktheid", "GET /geschiktheid/{case_id}", every=CITY),
        W("POST /geschiktheid/{case_id}/kennisgeving", every=CITY),
        R("GET /bezoeken", "GET /bezoeken/{visit_id}", every=OFFICE),
        R("GET /bezoeken/{visit_id}/{number}", every=OFFICE),
        W("POST /bezoeken", "POST /bezoeken/{visit_id}", every=OFFICE),
        W("POST /bezoeken/{visit_id}/{number}", every=OFFICE),
        W(*_declaration("volledigheid"), *_declaration("stopzetten"), every=OFFICE),
        W(*_declaration("aanvraag-intrekken"), every=OFFICE),
        W(*_declaration("adviezen-vragen"), *_declaration("advies"), every=OFFICE),
        W(*_declaration("bezoek"), *_declaration("voorwaarden"), every=OFFICE),
        W("POST /geschiktheid/{case_id}/voorwaarde-vaststellen", every=OFFICE | CASE_WORKERS),
        W(*_declaration("melding"), *_declaration("melding-beoordelen"), every=OFFICE),
        W(*_declaration("vernieuwing"), *_declaration("afstand"), every=OFFICE),
        W(*_declaration("uitnodigen"), *_declaration("verweer"), every=OFFICE | CASE_WORKERS),
        W(*_declaration("hoorzitting"), *_declaration("geen-verweer"), every=OFFICE | CASE_WORKERS),
        W(*_declaration("raad-van-state"), every=CASE_WORKERS),
        W(*_declaration("raad-van-state-advocaat"), every=CASE_WORKERS),
        W(*_declaration("raad-van-state-dossier"), every=CASE_WORKERS),
        W(*_declaration("raad-van-state-uitspraak"), every=CASE_WORKERS),
        D(*_declaration("beslissing"), every=DECLARATION_DECIDERS),
        D(*_declaration("schorsing-opheffen"), every=BODIES),
    ),
    "sanction": (
        R("GET /v1/sanction-cases", every=CASE_WORKERS | BODIES),
        R("GET /v1/sanction-cases/{case_id}", every=CASE_WORKERS | BODIES),
        W("POST /v1/sanction-cases/{case_id}/agenda", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/closing", every=CASE_WORKERS),
        R("GET /v1/sanction-cases/{case_id}/council-appeal", every=CASE_WORKERS | BODIES),
        W("POST /v1/sanction-cases/{case_id}/council-appeal", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/council-file", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/council-lawyer", every=CASE_WORKERS),
        W("POST /v1/sanction-cases/{case_id}/council-ruling", every=CASE_WORKERS),
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
        W("POST /v1/gas-cases/{case_id}/mediator", every=GAS),
        W("POST /v1/gas-cases/{case_id}/community-service-acceptance", every=GAS),
        W("POST /v1/gas-cases/{case_id}/mediation-agreement", every=GAS),
        W("POST /v1/gas-cases/{case_id}/mediation-end", every=GAS),
        W("POST /v1/gas-cases/{case_id}/not-contested", every=GAS),
        W("POST /v1/gas-cases/{case_id}/prosecutor-answer", every=GAS),
        W("POST /v1/gas-cases/{case_id}/prosecutor-copy", every=GAS),
        W("POST /v1/gas-cases/{case_id}/counsel", every=GAS),
        W("POST /v1/gas-cases/{case_id}/prosecutor-referral", every=GAS),
        W("POST /v1/gas-cases/{case_id}/prosecutor-silence", every=GAS),
        W("POST /v1/gas-cases/{case_id}/ready", every=GAS),
        W("POST /v1/gas-cases/{case_id}/shelving", every=GAS),
        W("POST /v1/gas-cases/{case_id}/triage", every=GAS),
        W("POST /v1/gas-cases/{case_id}/finder-check", every=GAS),
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
        D("POST /v1/gas-cases/{case_id}/fine-withdrawal", every=SANCTIONING),
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
    **FINANCE_SCREENS,
    **OVERSIGHT,
    "letters of a case, without persons": (
        R("GET /v1/letters", "GET /brieven", every=LETTER_WRITERS),
        W("POST /v1/letters", every=LETTER_WRITERS),
        W("POST /v1/letters/{letter_id}/check", every=LETTER_WRITERS),
        W("POST /v1/letters/{letter_id}/posting", every=LETTER_WRITERS),
        W("POST /v1/letters/{letter_id}/receipt", every=LETTER_WRITERS),
        W("POST /v1/letters/{letter_id}/cancellation", every=LETTER_WRITERS),
        W("POST /brieven/opstarten", every=CASE_WORKERS | SANCTIONING),
        W("POST /brieven/nakijken", every=LETTER_WRITERS),
        W("POST /brieven/posten", every=LETTER_WRITERS),
    ),
    "cases and who works on them, without persons": (
        R("GET /dossiers", "GET /dossiers/{case_id}", every=CASE_WORKERS | SANCTIONING | BODIES),
        R("GET /nieuw", "GET /team", "GET /team/{colleague_id}", every=CASE_WORKERS | SANCTIONING),
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
        W(*_form("bekijken"), *_form("voegen"), *_form("losmaken"), every=GAS),
        W(*_form("parket"), *_form("parket-antwoord"), *_form("parket-zweeg"), every=GAS),
        W(*_form("vaststeller"), every=GAS),
        W(*_form("bemiddelaar"), *_form("gemeenschapsdienst-aanvaard"), every=GAS),
        W(*_form("parket-kopie"), *_form("advocaat-minderjarige"), every=GAS),
        W(*_form("onontvankelijk"), *_form("seponeren"), every=GAS),
        W(*_form("bemiddeling"), *_form("bemiddeling-einde"), every=GAS),
        W(*_form("gemeenschapsdienst-einde"), every=CASE_WORKERS | SANCTIONING),
        W(*_form("verweer"), *_form("niet-betwist"), *_form("klaar"), *_form("nagaan"), every=GAS),
        W(*_form("hoorzitting"), *_form("hoorzitting-opnieuw"), every=GAS),
        W(*_form("hoorzitting-ingetrokken"), *_form("hoorzitting-verslag"), every=GAS),
        W(*_form("niet-verschenen"), every=GAS),
        W(*_form("beroep"), *_form("vonnis"), *_form("afsluiten"), every=CASE_WORKERS),
        W(*_form("raad-van-state"), *_form("raad-van-state-advocaat"), every=CASE_WORKERS),
        W(*_form("raad-van-state-dossier"), every=CASE_WORKERS),
        W(*_form("raad-van-state-uitspraak"), every=CASE_WORKERS),
        W(*_form("neergelegd"), every=CASE_WORKERS),
        W(*_form("advocaat"), every=CASE_WORKERS),
        W(*_form("gemeenschapsdienst"), every=CASE_WORKERS | SANCTIONING),
        R("GET /hoorzittingen", every=GAS),
        W("POST /hoorzittingen", every=GAS),
        D(*_form("beslissen"), every=SANCTIONING),
        D(*_form("geen-boete"), every=SANCTIONING),
        D(*_form("intrekken"), every=SANCTIONING),
        D(*_form("vervallen"), every=SANCTIONING),
    ),
    "sanction: the agenda of a body, without persons": (
        R("GET /agenda", "GET /agenda/agenda.pdf", "GET /agenda/agenda.csv", every=BODIES),
    ),
    "sanction: the forms of its steps": (
        W(*_form("pv"), *_form("waarschuwing"), every=CASE_WORKERS),
        W(*_form("volgende-vaststelling"), every=CASE_WORKERS),
        W(*_form("uitnodiging"), every=CASE_WORKERS),
        W(*_form("gehoord"), *_form("schriftelijk-verweer"), every=CASE_WORKERS),
        W(*_form("geen-verweer"), every=CASE_WORKERS),
        W(*_form("voorstel"), every=CASE_WORKERS),
        W(*_form("agenda"), every=CASE_WORKERS),
        W(*_form("kennisgeving"), every=NOTIFIERS),
        W(*_form("controle-vragen"), every=CASE_WORKERS),
        W(*_form("gevolg"), every=CASE_WORKERS),
        W(*_form("sanctie-afsluiten"), every=CASE_WORKERS),
        D(*_form("beslissing"), every=BODIES),
        D(*_form("opheffen"), every=BODIES),
    ),
    **{**INVESTIGATIONS, **MEASURES, **BANS},
    "first page of a function": (S("GET /", every=AT_THE_DOOR),),
    "validated identity: the offender of a case alone": (
        W("POST /v1/cases/{case_id}/addressees", every=LETTER_WRITERS),
        R("GET /brieven/alle.pdf", "GET /brieven/postlijst.csv", every=LETTER_WRITERS),
        R("GET /brieven/{letter_id}", every=LETTER_WRITERS),
        R("GET /brieven/{letter_id}/brief.pdf", every=LETTER_WRITERS),
        W("POST /brieven/{letter_id}/ontvangst", every=LETTER_WRITERS),
        W("POST /brieven/{letter_id}/annuleren", every=LETTER_WRITERS),
        R("GET /brieven/dossier/{case_id}", every=LETTER_WRITERS),
        W("POST /brieven/dossier/{case_id}/geadresseerden", every=LETTER_WRITERS),
        W("POST /brieven/geadresseerden/{addressee_id}/weg", every=LETTER_WRITERS),
        R("GET /brieven/dossier/{case_id}/nieuw", every=LETTER_WRITERS),
        W("POST /brieven/dossier/{case_id}/nieuw", every=LETTER_WRITERS),
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
    "own case, by the code of a letter": (
        R("GET /mijn-dossier", "GET /mijn-dossier/brieven/{letter_id}", anybody=True),
        R("GET /mijn-dossier/verslag", "GET /mijn-dossier/verweer/{document_id}", anybody=True),
        W("GET /mijn-dossier/verweer", "POST /mijn-dossier/verweer", anybody=True),
        W("GET /mijn-dossier/aanbod", "POST /mijn-dossier/aanbod", anybody=True),
        W("GET /mijn-dossier/e-mail", "POST /mijn-dossier/e-mail", anybody=True),
        W("POST /mijn-dossier/e-mail/weg", anybody=True),
        W("POST /mijn-dossier", "POST /mijn-dossier/weg", anybody=True),
        W("POST /mijn-dossier/hoorzitting", anybody=True),
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
        R("GET /v1/legal-terms", "GET /wettelijke-termijnen", every=CITY | SANCTIONING),
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
