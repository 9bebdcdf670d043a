"""Table of authorisation (handbook §4.3): every route has its row here (CONTRIBUTING.md).

The team writes; leadership and recherche read, and leadership also decides on signals and rules.
Recherche has what the handbook marks "R (case)" only within a case (``access.case_scope``).
"""

from chassis.web import Function
from chassis.web.authorisation import D, R, S, Table, W

TEAM = frozenset({Function.POLITIE_AGENT})
LEADERS = frozenset({Function.POLITIE_TEAMLEIDER})
RECHERCHE = frozenset({Function.RECHERCHE})
KEEPERS = LEADERS | {Function.POLITIE_BEHEERDER}
"""Answer for the data and the rules as such; the administrator sees no person."""
DATA_PROTECTION = frozenset({Function.FUNCTIONARIS_POLITIE})

OFFICERS = TEAM | LEADERS | RECHERCHE
ASSESSORS = TEAM | LEADERS

TABLE: Table = {
    "where somebody begins": (R("GET /", every=OFFICERS),),
    "own rooms and shifts": (
        R("GET /kwartier", "GET /v1/shifts", every=ASSESSORS, case=RECHERCHE),
    ),
    "validated identity": (
        R(
            "GET /controle/{shift_id}",
            "GET /identiteit/{shift_id}",
            every=ASSESSORS,
            case=RECHERCHE,
        ),
        R("GET /v1/persons/{person_id}", every=ASSESSORS, case=RECHERCHE),
        R("GET /v1/persons/{person_id}/sources", every=ASSESSORS, case=RECHERCHE),
        W("POST /v1/verifications", "POST /v1/verifications/batch", every=TEAM),
        W("POST /v1/identity-validations", every=TEAM),
        W("POST /controle/{shift_id}", "POST /identiteit/{shift_id}", every=TEAM),
        W("POST /identiteit/{shift_id}/nakijken", every=TEAM),
    ),
    "first contact": (
        R("GET /v1/first-contacts", every=ASSESSORS, case=RECHERCHE),
        R(
            "GET /eerste-contacten",
            "GET /eerste-contacten/{contact_id}",
            every=ASSESSORS,
            case=RECHERCHE,
        ),
        W("POST /eerste-contacten/{contact_id}", every=TEAM),
        W("POST /eerste-contacten/{contact_id}/code", every=TEAM, fresh=True),
        W("POST /eerste-contacten/{contact_id}/code/intrekken", every=TEAM),
        W("POST /v1/first-contacts/{contact_id}/held", every=TEAM),
        W("POST /v1/first-contacts/{contact_id}/attempts", every=TEAM),
        W("POST /v1/persons/{person_id}/worker-access", every=TEAM, fresh=True),
        W("DELETE /v1/persons/{person_id}/worker-access", every=TEAM),
    ),
    "branch history, links": (
        R("GET /v1/persons/{person_id}/history", every=ASSESSORS, case=RECHERCHE),
        R("GET /v1/persons/{person_id}/sightings", every=ASSESSORS, case=RECHERCHE),
        R("GET /v1/persons/{person_id}/verdicts", every=ASSESSORS, case=RECHERCHE),
        R("GET /v1/claims/{claim_id}/decision", every=ASSESSORS, case=RECHERCHE),
        R("GET /v1/reviews", "GET /v1/reviews/{review_id}", every=ASSESSORS, case=RECHERCHE),
        W("POST /v1/inspections", every=TEAM),
        R("GET /inspecties", "GET /inspecties/{inspection_id}", every=ASSESSORS, case=RECHERCHE),
        W("GET /inspecties/nieuw", "POST /inspecties/nieuw", every=TEAM),
        W("POST /inspecties/{inspection_id}", every=TEAM),
        W("GET /inspecties/{inspection_id}/verbeteren", every=TEAM),
        W("POST /inspecties/{inspection_id}/verbeteren", every=TEAM),
        W("GET /inspecties/{inspection_id}/intrekken", every=TEAM),
        W("POST /inspecties/{inspection_id}/intrekken", every=TEAM),
        W("GET /inspecties/{inspection_id}/persoon", every=TEAM),
        W("POST /inspecties/{inspection_id}/persoon", every=TEAM),
        W("GET /inspecties/{inspection_id}/persoon/{position}/schrappen", every=TEAM),
        W("POST /inspecties/{inspection_id}/persoon/{position}/schrappen", every=TEAM),
        W("POST /v1/merge-proposals", every=TEAM),
        W("POST /v1/persons/{person_id}/merge", every=TEAM),
        W("POST /v1/persons/{person_id}/split", every=TEAM),
        W("POST /v1/person-changes/{change_id}/undo", every=TEAM),
        W("POST /v1/reviews/{review_id}/answer", every=TEAM),
        W("POST /v1/reviews/{review_id}/claim", every=TEAM),
        W("POST /v1/reviews/{review_id}/release", every=TEAM),
        W("POST /v1/verdicts/{verdict_id}/revoke", every=TEAM),
        R("GET /identiteiten", every=ASSESSORS, case=RECHERCHE),
        R(
            "GET /identiteiten/{review_id}",
            "GET /splitsen/{person_id}",
            every=ASSESSORS,
            case=RECHERCHE,
        ),
        W("POST /identiteiten/volgende", "POST /identiteiten/{review_id}", every=TEAM),
        W("GET /identiteiten/{review_id}/samenvoegen", every=TEAM),
        W("POST /identiteiten/{review_id}/samenvoegen", every=TEAM),
        W("POST /identiteiten/{review_id}/terug", every=TEAM),
        W("GET /splitsen/{person_id}/nazicht", "POST /splitsen/{person_id}", every=TEAM),
        W("POST /splitsen/{person_id}/ongedaan", every=TEAM),
        W("GET /splitsen/{person_id}/ander", "POST /splitsen/{person_id}/ander", every=TEAM),
        W("GET /splitsen/{person_id}/ander/{search_id}", every=TEAM),
        W("POST /splitsen/{person_id}/voorstel", every=TEAM),
    ),
    "how much there is to do, and how well persons are recognised; shows nobody": (
        R("GET /te-beoordelen", "GET /v1/identity/quality", every=OFFICERS),
    ),
    "cases within which recherche reads": (
        R("GET /dossiers", every=RECHERCHE),
        W("POST /dossiers", every=RECHERCHE),
    ),
    "moves and patterns that were detected": (
        R("GET /v1/branch-shifts", "GET /v1/patterns", every=ASSESSORS, case=RECHERCHE),
        R("GET /verschuivingen", "GET /verschuivingen/lijst", every=ASSESSORS, case=RECHERCHE),
        R(
            "GET /verschuivingen/stroom",
            "GET /verschuivingen/{case_id}",
            every=ASSESSORS,
            case=RECHERCHE,
        ),
        D("POST /v1/branch-shifts/{case_id}/assessment", every=ASSESSORS),
        D("POST /v1/branch-shifts/{case_id}/steps", every=ASSESSORS),
        D("POST /v1/patterns/{case_id}/assessment", every=ASSESSORS),
        D("POST /v1/patterns/{case_id}/steps", every=ASSESSORS),
        D("POST /verschuivingen/{case_id}", every=ASSESSORS),
        R("GET /verschuivingen/beoordeeld", every=ASSESSORS, case=RECHERCHE),
        R("GET /patronen", "GET /patronen/{case_id}", every=ASSESSORS, case=RECHERCHE),
        D("POST /patronen/{case_id}", every=ASSESSORS),
    ),
    "welfare and trafficking signals": (
        R("GET /v1/signals", "GET /v1/signals/{signal_id}", every=OFFICERS),
        R("GET /bescherming/{signal_id}", every=OFFICERS),
        W("POST /v1/signals", every=ASSESSORS),
        D("POST /v1/signals/{signal_id}/steps", every=ASSESSORS),
        R("GET /signalen", "GET /signalen/{signal_id}", every=OFFICERS),
        D("POST /signalen/{signal_id}", every=ASSESSORS),
    ),
    "PV, RIR, informatierapport": (
        R("GET /v1/findings", "GET /v1/findings/{finding_id}", every=OFFICERS),
        W("POST /v1/findings", "POST /v1/findings/{finding_id}/transfer", every=TEAM),
        W("POST /v1/findings/{finding_id}/victim-check", every=TEAM),
        R("GET /vaststellingen", "GET /vaststellingen/{finding_id}", every=OFFICERS),
        W("GET /vaststellingen/nieuw", "POST /vaststellingen/nieuw", every=TEAM),
        W("POST /vaststellingen/{finding_id}/gevolg", every=TEAM),
        W("POST /vaststellingen/{finding_id}/nummer", every=TEAM),
        W("GET /vaststellingen/{finding_id}/slachtoffer", every=TEAM),
        W("POST /vaststellingen/{finding_id}/slachtoffer", every=TEAM),
        W("GET /vaststellingen/{finding_id}/overmaken", every=TEAM),
        W("POST /vaststellingen/{finding_id}/overmaken", every=TEAM),
        W("GET /vaststellingen/{finding_id}/beeindigen", every=TEAM),
        W("POST /vaststellingen/{finding_id}/beeindigen", every=TEAM),
    ),
    "sanctions, as far as their execution goes": (
        S("GET /v1/suspensions", "GET /v1/execution-checks", every=TEAM | LEADERS),
        W("POST /v1/execution-checks/{case_id}", every=TEAM),
    ),
    "rules of detection": (
        R("GET /v1/rules", "GET /v1/rules/{rule_id}", every=OFFICERS | KEEPERS),
        R("GET /v1/back-tests/{test_id}", every=KEEPERS),
        W("POST /v1/back-tests/{test_id}/cancellation", every=KEEPERS),
        W("POST /v1/rules/{rule_id}/versions", every=KEEPERS),
        W("PUT /v1/rules/{rule_id}/versions/{number}", every=KEEPERS),
        W("POST /v1/rules/{rule_id}/versions/{number}/back-tests", every=KEEPERS),
        W("POST /v1/rules/{rule_id}/versions/{number}/shadow", every=KEEPERS),
        D("POST /v1/rules/{rule_id}/versions/{number}/activation", every=KEEPERS, fresh=True),
        D("POST /v1/rules/{rule_id}/versions/{number}/withdrawal", every=KEEPERS),
        R("GET /regels", "GET /regels/{rule_id}", every=OFFICERS | KEEPERS),
        R("GET /regels/{rule_id}/{number}", every=OFFICERS | KEEPERS),
        W("GET /regels/{rule_id}/nieuw", "POST /regels/{rule_id}/nieuw", every=KEEPERS),
        D("POST /regels/{rule_id}/{number}", every=KEEPERS, fresh=True),
    ),
    "lists that leave the databank": (
        W(
            "GET /uitvoer/nieuw/{code}",
            "POST /uitvoer/nieuw/{code}",
            every=ASSESSORS | DATA_PROTECTION,
            case=RECHERCHE,
            fresh=True,
        ),
        R(
            "GET /uitvoer/{export_id}/bestand",
            every=ASSESSORS | DATA_PROTECTION,
            case=RECHERCHE,
            fresh=True,
        ),
        R("GET /uitvoer", "GET /uitvoer/{export_id}", every=OFFICERS | DATA_PROTECTION),
        R("GET /uitvoer/{export_id}/stand", every=OFFICERS | DATA_PROTECTION),
        D("POST /uitvoer/{export_id}", every=OFFICERS | DATA_PROTECTION, fresh=True),
    ),
    "search, files of persons and establishments": (
        R("GET /zoeken", "GET /zoeken/{search_id}", every=ASSESSORS, case=RECHERCHE),
        R(
            "POST /zoeken",
            "POST /zoeken/personen",
            "POST /v1/person-searches",
            every=ASSESSORS,
            case=RECHERCHE,
        ),
        R(
            "GET /personen/{person_id}",
            "POST /personen/{person_id}/doel",
            every=ASSESSORS,
            case=RECHERCHE,
        ),
        R("GET /personen/{person_id}/koppelingen/{claim_id}", every=ASSESSORS, case=RECHERCHE),
        R("GET /controle/{shift_id}/persoon", every=ASSESSORS, case=RECHERCHE),
        R("GET /verschuivingen/{case_id}/persoon", every=ASSESSORS, case=RECHERCHE),
        R("GET /v1/persons/{person_id}/timeline", every=ASSESSORS, case=RECHERCHE),
        R("GET /inrichtingen", "POST /inrichtingen", every=ASSESSORS, case=RECHERCHE),
        R("GET /inrichtingen/{establishment_id}", every=ASSESSORS, case=RECHERCHE),
        R(
            "GET /v1/establishments",
            "POST /v1/establishment-searches",
            every=ASSESSORS,
            case=RECHERCHE,
        ),
        R("GET /v1/establishments/{establishment_id}", every=ASSESSORS, case=RECHERCHE),
        R("GET /v1/establishments/{establishment_id}/timeline", every=ASSESSORS, case=RECHERCHE),
    ),
    "shielded files": (
        R("GET /noodtoegang", "GET /noodtoegang/{emergency_id}", every=OFFICERS | DATA_PROTECTION),
        W("GET /noodtoegang/vraag", "POST /noodtoegang/vraag", every=OFFICERS, fresh=True),
        D("POST /noodtoegang/{emergency_id}", every=OFFICERS | DATA_PROTECTION, fresh=True),
        D("GET /afscherming/{person_id}", every=LEADERS | RECHERCHE),
        D("POST /afscherming/{person_id}", every=LEADERS | RECHERCHE, fresh=True),
    ),
    "access logs": (
        R("GET /inzage", "GET /inzage/persoon", every=DATA_PROTECTION),
        R("GET /inzage/personen/{person_id}", "GET /inzage/gebruik", every=DATA_PROTECTION),
        R("GET /inzage/aanmeldingen", every=DATA_PROTECTION),
        W("POST /inzage", every=DATA_PROTECTION),
    ),
    "imports of the older databases, as counts": (R("GET /v1/legacy/runs", every=KEEPERS),),
}
