"""Authorisation of the registry (handbook §4.3): a row for every route (CONTRIBUTING.md).

Care alone: no function of another trust domain has a row, and none can have one (DP-01).
"""

from chassis.web import Function
from chassis.web.authorisation import A, D, R, S, Table, W

REGISTRARS = frozenset({Function.ZORG_REGISTRATOR})
RESPONSIBLE = frozenset({Function.ZORG_VERANTWOORDELIJKE})
ANALYSTS = frozenset({Function.STUDIEDIENST_ANALIST})
ORGANISATION = REGISTRARS | RESPONSIBLE

TABLE: Table = {
    "first page of a function": (S("GET /", every=ANALYSTS, own=ORGANISATION),),
    "screens of deliveries: counts and places in a file": (
        R("GET /opleveringen", "GET /opleveringen/werkboek.xlsx", own=ORGANISATION),
        R("GET /opleveringen/{delivery_id}", every=ANALYSTS, own=ORGANISATION),
        R("GET /overzicht", every=ANALYSTS),
        W("GET /opleveringen/nieuw", "POST /opleveringen/nieuw", own=REGISTRARS),
        W(
            "GET /opleveringen/{delivery_id}/indienen",
            "POST /opleveringen/{delivery_id}/indienen",
            own=RESPONSIBLE,
        ),
        W(
            "GET /opleveringen/{delivery_id}/intrekken",
            "POST /opleveringen/{delivery_id}/intrekken",
            own=ORGANISATION,
        ),
        D(
            "GET /opleveringen/{delivery_id}/aanvaarden",
            "POST /opleveringen/{delivery_id}/aanvaarden",
            "GET /opleveringen/{delivery_id}/terugsturen",
            "POST /opleveringen/{delivery_id}/terugsturen",
            "GET /jaren/{year}/afsluiten",
            "POST /jaren/{year}/afsluiten",
            every=ANALYSTS,
        ),
    ),
    "care records (pseudonymised)": (
        R("GET /v1/deliveries", every=ANALYSTS, own=ORGANISATION),
        R("GET /v1/deliveries/{delivery_id}", every=ANALYSTS, own=ORGANISATION),
        R("GET /v1/years/{year}/completeness", every=ANALYSTS, own=ORGANISATION),
        R("GET /v1/template.xlsx", every=ANALYSTS, own=ORGANISATION),
        W("POST /v1/deliveries", own=REGISTRARS),
        W("POST /v1/deliveries/{delivery_id}/suggestions", own=REGISTRARS),
        R("GET /v1/deliveries/{delivery_id}/answer.xlsx", own=REGISTRARS),
        W("POST /v1/deliveries/{delivery_id}/submission", own=RESPONSIBLE),
        W("POST /v1/deliveries/{delivery_id}/withdrawal", own=ORGANISATION),
        D("POST /v1/deliveries/{delivery_id}/acceptance", every=ANALYSTS),
        D("POST /v1/deliveries/{delivery_id}/return", every=ANALYSTS),
        D("POST /v1/years/{year}/freeze", every=ANALYSTS),
    ),
    "care figures with disclosure control": (
        A("GET /v1/aggregates", every=ANALYSTS, own=ORGANISATION),
    ),
    "codes made in the browser, which sends nothing": (R("GET /codes-maken", anybody=True),),
}
