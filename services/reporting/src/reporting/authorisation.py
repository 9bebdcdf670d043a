"""Authorisation of reporting (handbook §4.3): a row for every route (CONTRIBUTING.md).

Nothing here is about a person: figures, and the register of what the direction of the plan did.
Which figures a function sees is a rule of its own, ``reporting.indicators.sight``.
"""

from chassis.web import Function
from chassis.web.authorisation import A, D, R, S, Table, W

KEEPERS = frozenset(
    {
        Function.PROSTITUTIEAMBTENAAR,
        Function.DIENST_PROSTITUTIEBELEID,
        Function.REPORTING_MEDEWERKER,
    }
)
REGULATORS = KEEPERS | {Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH}
"""They draft regulation, and try what existing regulation can do (plan, action 2.2)."""
READERS = KEEPERS | {
    Function.PLANGROEP_LID,
    Function.DOSSIERBEHANDELAAR_BH,
    Function.JURIST_BH,
    Function.SANCTIONEREND_AMBTENAAR,
    Function.COLLEGE_SECRETARIS,
    Function.KABINET_BURGEMEESTER,
}
OF_THEIR_OWN = frozenset({Function.POLITIE_TEAMLEIDER, Function.STUDIEDIENST_STAD})
"""They see the figures that they deliver, and no others: leadership of the police never those of
care, the city's research office never those of the police."""
VIEWERS = READERS | OF_THEIR_OWN
OPERATORS = frozenset({Function.TECHNISCH_BEHEERDER})
"""They see how many facts of each kind there are, to look for lost ones, and no figure. Nobody else
does: a first contact is a fact, and a count that goes up by one tells of that one."""
LEADERSHIP = frozenset({Function.POLITIE_TEAMLEIDER})
AUTHORS = KEEPERS | {Function.STUDIEDIENST_STAD}
"""They make reports; the city's research office that of care alone."""

TABLE: Table = {
    "first page of a function": (S("GET /", every=VIEWERS | OPERATORS),),
    "indicators": (
        A("GET /cijfers", "GET /beeld", "GET /beeld/termijnen", every=VIEWERS),
        A("GET /v1/indicators", "GET /v1/indicators/{indicator_id}", every=VIEWERS),
        A("GET /v1/shifts/summary", every=READERS),
    ),
    "moves of persons, which the police count": (
        A("GET /v1/branch-shifts/summary", every=LEADERSHIP),
        A("GET /v1/branch-readings/summary", every=LEADERSHIP),
    ),
    "how many facts there are": (A("GET /v1/facts/counts", every=OPERATORS),),
    "reports": (
        A("GET /rapporten", "GET /rapporten/{report_id}", every=VIEWERS),
        A("GET /rapporten/{report_id}/versies/{version}/bestand", every=VIEWERS),
        A("GET /v1/reports", "GET /v1/reports/{report_id}", every=VIEWERS),
        A("GET /v1/reports/{report_id}/versions/{version}/file", every=VIEWERS),
    ),
    "reports in the making": (
        R("GET /rapporten/planning", "GET /rapporten/{report_id}/verschillen", every=AUTHORS),
        R("GET /v1/reports/{report_id}/differences", every=AUTHORS),
        W(
            "POST /rapporten/{report_id}/opmaken",
            "GET /rapporten/{report_id}/tekst",
            "POST /rapporten/{report_id}/tekst",
            "GET /rapporten/{report_id}/stap/{step}",
            "POST /rapporten/{report_id}/stap/{step}",
            "POST /v1/reports/{report_id}/figures",
            "POST /v1/reports/{report_id}/words",
            "POST /v1/reports/{report_id}/signature",
            every=AUTHORS,
        ),
        D(
            "POST /rapporten/planning",
            "POST /rapporten/planning/jaar",
            "GET /rapporten/{report_id}/erratum",
            "POST /rapporten/{report_id}/erratum",
            "POST /v1/reports",
            "POST /v1/reports/{report_id}/erratum",
            every=KEEPERS,
        ),
        D(
            "GET /rapporten/{report_id}/beslissing/{step}",
            "POST /rapporten/{report_id}/beslissing/{step}",
            "POST /v1/reports/{report_id}/decision",
            every=KEEPERS,
            fresh=True,
        ),  # approve, publish, take back
    ),
    "register of regie": (
        R("GET /v1/regie-records", "GET /v1/regie-records/{record_id}", every=READERS),
        W("POST /v1/regie-records", every=KEEPERS),
        W("POST /v1/regie-records/{record_id}/correction", every=KEEPERS),
    ),
    "meetings, in the register of regie": (
        R("GET /overleg", "GET /overleg/{record_id}", every=READERS),
        W("GET /overleg/nieuw", "POST /overleg/nieuw", every=KEEPERS),
        W(
            "GET /overleg/{record_id}/verbeteren",
            "POST /overleg/{record_id}/verbeteren",
            "GET /overleg/{record_id}/intrekken",
            "POST /overleg/{record_id}/intrekken",
            "POST /overleg/{record_id}/opvolging/{number}",
            every=KEEPERS,
        ),
    ),
    "all other registers of regie": (
        R("GET /regie", "GET /regie/{lijst}", "GET /regie/{lijst}/{record_id}", every=READERS),
        W("GET /regie/{lijst}/nieuw", "POST /regie/{lijst}/nieuw", every=KEEPERS),
        W(
            "GET /regie/{lijst}/{record_id}/verbeteren",
            "POST /regie/{lijst}/{record_id}/verbeteren",
            "GET /regie/{lijst}/{record_id}/intrekken",
            "POST /regie/{lijst}/{record_id}/intrekken",
            "POST /regie/{lijst}/{record_id}/opvolging/{number}",
            every=KEEPERS,
        ),
    ),
    "year calendar, without persons": (
        R("GET /jaarkalender", "GET /jaarkalender/{jaar}.ics", every=READERS),
        W("GET /jaarkalender/abonnement", "POST /jaarkalender/abonnement", every=KEEPERS),
        W("POST /jaarkalender/abonnement/{feed_id}/intrekken", every=KEEPERS),
        R("GET /kalender/{sleutel}.ics", anybody=True),
    ),
    "register of regulation": (
        R("GET /v1/regulation-records", "GET /v1/regulation-records/{record_id}", every=READERS),
        R("GET /reglementering", "GET /reglementering/{record_id}", every=READERS),
        W(
            "POST /v1/regulation-records",
            "POST /v1/regulation-records/{record_id}/version",
            "GET /reglementering/nieuw/{kind}",
            "POST /reglementering/nieuw/{kind}",
            "GET /reglementering/{record_id}/bijwerken",
            "POST /reglementering/{record_id}/bijwerken",
            "GET /reglementering/{record_id}/intrekken",
            "POST /reglementering/{record_id}/intrekken",
            every=REGULATORS,
        ),
    ),
}
