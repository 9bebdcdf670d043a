"""Rows of authorisation of the city's data-protection officer: who looked, and lists that leave."""

from chassis.web import Function
from chassis.web.authorisation import D, R, Table, W

DATA_PROTECTION = frozenset({Function.FUNCTIONARIS_STAD})

OVERSIGHT: Table = {
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
}
