"""Authorisation of the registry (handbook §4.3): a row for every route (CONTRIBUTING.md).

Care alone: no function of another trust domain has a row, and none can have one (DP-01).
"""

from chassis.web import Function
from chassis.web.authorisation import A, D, R, S, Table, W

REGISTRARS = frozenset({Function.ZORG_REGISTRATOR})
RESPONSIBLE = frozenset({Function.ZORG_VERANTWOORDELIJKE})
ANALYSTS = frozenset({Function.STUDIEDIENST_ANALIST})
ORGANISATION = REGISTRARS | RESPONSIBLE
DATA_PROTECTION = frozenset({Function.FUNCTIONARIS_ZORG})

TABLE: Table = {
    "first page of a function": (S("GET /", every=ANALYSTS | DATA_PROTECTION, own=ORGANISATION),),
    "screens of deliveries: counts and places in a file": (
        R("GET /opleveringen", "GET /opleveringen/werkboek.xlsx", own=ORGANISATION),
        R("GET /opleveringen/{delivery_id}", every=ANALYSTS, own=ORGANISATION),
        R("GET /overzicht", every=ANALYSTS),
        R("GET /wachtend", "GET /wachtend/{delivery_id}", every=ANALYSTS),
        D(
            "POST /wachtend/{delivery_id}/opnieuw",
            "POST /wachtend/{delivery_id}/zonder-publicatie",
            every=ANALYSTS,
        ),
        R("GET /volledigheid", every=ANALYSTS, own=ORGANISATION),
        R("GET /vernietigingen", every=ANALYSTS, own=ORGANISATION),
        W("GET /opleveringen/nieuw", "POST /opleveringen/nieuw", own=REGISTRARS),
        W("GET /opleveringen/invullen", "POST /opleveringen/invullen", own=REGISTRARS),
        W("POST /opleveringen/{delivery_id}/voorstellen", own=REGISTRARS),
        R("GET /opleveringen/{delivery_id}/antwoord.xlsx", own=REGISTRARS),
        R("GET /opleveringen/{delivery_id}/antwoord/{table}.csv", own=REGISTRARS),
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
    "figures of websites by month, which tell of nobody": (
        R("GET /websitecijfers", "GET /v1/website-statistics", every=ANALYSTS, own=ORGANISATION),
        W(
            "GET /websitecijfers/{site}/{month}",
            "POST /websitecijfers/{site}/{month}",
            "POST /v1/website-statistics",
            own=REGISTRARS,
        ),
    ),
    "care records (pseudonymised)": (
        R("GET /v1/deliveries", every=ANALYSTS, own=ORGANISATION),
        R("GET /v1/deliveries/{delivery_id}", every=ANALYSTS, own=ORGANISATION),
        R("GET /v1/years/{year}/completeness", every=ANALYSTS, own=ORGANISATION),
        R("GET /v1/destructions", every=ANALYSTS, own=ORGANISATION),
        R("GET /v1/template.xlsx", every=ANALYSTS, own=ORGANISATION),
        W("POST /v1/deliveries", own=REGISTRARS),
        W("POST /v1/deliveries/{delivery_id}/suggestions", own=REGISTRARS),
        R("GET /v1/deliveries/{delivery_id}/answer.xlsx", own=REGISTRARS),
        R("GET /v1/deliveries/{delivery_id}/answer/{table}", own=REGISTRARS),
        W("POST /v1/deliveries/{delivery_id}/submission", own=RESPONSIBLE),
        W("POST /v1/deliveries/{delivery_id}/withdrawal", own=ORGANISATION),
        D("POST /v1/deliveries/{delivery_id}/acceptance", every=ANALYSTS),
        D("POST /v1/deliveries/{delivery_id}/return", every=ANALYSTS),
        R("GET /v1/deliveries/{delivery_id}/small-groups", every=ANALYSTS),
        D("POST /v1/deliveries/{delivery_id}/integration", every=ANALYSTS),
        D("POST /v1/deliveries/{delivery_id}/non-publication", every=ANALYSTS),
        D("POST /v1/years/{year}/freeze", every=ANALYSTS),
    ),
    "care records (pseudonymised): the year file": (
        R("GET /v1/years/{year}/file/{table}", every=ANALYSTS),
        R("GET /jaarbestand", "POST /jaarbestand", every=ANALYSTS),
        R("GET /jaarbestand/{taking_id}", every=ANALYSTS),
    ),
    "linkage of a year over organisations": (
        R("GET /v1/years/{year}/linkage", every=ANALYSTS, own=ORGANISATION),
        D("POST /v1/years/{year}/linkage", every=ANALYSTS),
        W("POST /v1/years/{year}/linkage/key", own=RESPONSIBLE, fresh=True),
        W("POST /v1/years/{year}/linkage/key/receipt", own=RESPONSIBLE),
        W("POST /v1/years/{year}/linkage/key/erasure", own=RESPONSIBLE),
        W("POST /v1/years/{year}/linkage/sample", own=RESPONSIBLE),
        D("POST /v1/years/{year}/linkage/key/again", every=ANALYSTS),
        D("POST /v1/years/{year}/linkage/request", every=ANALYSTS),
        D("POST /v1/years/{year}/linkage/request/withdrawal", every=ANALYSTS),
        D("POST /v1/years/{year}/linkage/join", every=ANALYSTS, fresh=True),
        D("POST /v1/years/{year}/linkage/stop", every=ANALYSTS, fresh=True),
        R("GET /koppeling", "GET /koppeling/{year}", every=ANALYSTS, own=ORGANISATION),
        D("POST /koppeling", "POST /koppeling/{year}/opnieuw", every=ANALYSTS),
        W("POST /koppeling/{year}/sleutel", own=RESPONSIBLE, fresh=True),
        W("POST /koppeling/{year}/ontvangst", "POST /koppeling/{year}/gewist", own=RESPONSIBLE),
        W("POST /koppeling/{year}/steekproef", own=RESPONSIBLE),
        D("POST /koppeling/{year}/aanvraag", every=ANALYSTS),
        D("POST /koppeling/{year}/aanvraag/terug", every=ANALYSTS),
        D("GET /koppeling/{year}/uitvoeren", every=ANALYSTS),
        D("POST /koppeling/{year}/uitvoeren", every=ANALYSTS, fresh=True),
        D("GET /koppeling/{year}/stoppen", every=ANALYSTS),
        D("POST /koppeling/{year}/stoppen", every=ANALYSTS, fresh=True),
    ),
    # How much of one client went is for who answers to that client, and for nobody beside.
    "erasure of one client on request": (
        R("GET /clienten-wissen", "GET /v1/client-erasures", own=RESPONSIBLE),
        W("POST /clienten-wissen", "POST /v1/client-erasures", own=RESPONSIBLE, fresh=True),
    ),
    "revisions that leaked, for who must act on them": (
        R("GET /versies-die-lekten", "GET /v1/leaked-revisions", every=DATA_PROTECTION),
    ),
    "access logs": (
        R("GET /inzage", "GET /inzage/persoon", every=DATA_PROTECTION),
        R("GET /inzage/personen/{person_id}", "GET /inzage/gebruik", every=DATA_PROTECTION),
        R("GET /inzage/aanmeldingen", every=DATA_PROTECTION),
        W("POST /inzage", every=DATA_PROTECTION),
    ),
    "lists that leave the registry": (
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
    "care figures with disclosure control": (
        A("GET /v1/aggregates", "GET /v1/pivot", every=ANALYSTS, own=ORGANISATION),
        A("GET /jaarverslag", every=ANALYSTS, own=ORGANISATION),
        A("GET /draaitabel", "GET /draaitabel/bestand", every=ANALYSTS, own=ORGANISATION),
    ),
    "words beside the figures of a year": (
        W(
            "GET /jaarverslag/{year}/{chapter}",
            "POST /jaarverslag/{year}/{chapter}",
            every=ANALYSTS,
            own=RESPONSIBLE,
        ),
    ),
    "codes made in the browser, which sends nothing": (R("GET /codes-maken", anybody=True),),
}
