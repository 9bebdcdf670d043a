"""Rows of authorisation of the finance department: its screens, and the statements of the bank."""

from chassis.web import Function
from chassis.web.authorisation import R, Table, W

FINANCE = frozenset({Function.FINANCIEN})
"""They see what a fine costs and what was paid of it, and never whom it was imposed on."""

FINANCE_SCREENS: Table = {
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
}
