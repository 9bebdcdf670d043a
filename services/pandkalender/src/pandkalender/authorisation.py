"""Authorisation: a row for every route of the calendar (handbook §4.3, CONTRIBUTING.md)."""

from typing import Annotated

from chassis.web import Actor, Function, TrustDomain, allow
from chassis.web.authorisation import D, R, S, Table, W

OWNERS = frozenset({Function.EIGENAAR, Function.BEHEERDER})
DATA_PROTECTION = frozenset({Function.FUNCTIONARIS_POLITIE})
POLICE = frozenset({Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER})
"""Not recherche: it reads within a case (handbook §4.3), and the databank knows the cases. It reads
the same shifts there."""

WITH_PAGES = OWNERS | DATA_PROTECTION | {Function.POLITIE_BEHEERDER}
"""They are led on to their own first page."""

Owner = Annotated[Actor, allow(*OWNERS)]
"""Sees and does only what belongs to the own organisation (DP-07)."""
Reader = Annotated[Actor, allow(*OWNERS, *POLICE)]
"""An owner, or the police, who read all and change nothing."""


def scope(actor: Actor) -> str | None:
    """The organisation whose data the actor may read; None for all."""
    return None if actor.domain is TrustDomain.POLITIE else actor.organisation


TABLE: Table = {
    "where somebody begins": (S("GET /", every=WITH_PAGES - OWNERS, own=OWNERS),),
    "own rooms and shifts": (
        R("GET /v1/rooms", "GET /v1/shifts", every=POLICE, own=OWNERS),
        R("GET /v1/premises", own=OWNERS),
        R("GET /vandaag", "GET /week", own=OWNERS),
    ),
    "own shift of a worker, as entered": (
        R("GET /v1/shifts/{shift_id}", own=OWNERS),
        R("GET /shift/{shift_id}", "GET /shift/{shift_id}/bewijs.pdf", own=OWNERS),
        W("POST /v1/shifts", "POST /v1/rosters", own=OWNERS),
        W("POST /v1/shifts/{shift_id}/changes", own=OWNERS),
        W("POST /v1/shifts/{shift_id}/cancellation", own=OWNERS),
        W("POST /v1/shifts/{shift_id}/ending", "POST /v1/endings", own=OWNERS),
        W("GET /aangeven", "POST /aangeven", own=OWNERS),
        W("GET /aangeven/nieuw", "POST /aangeven/nieuw", own=OWNERS),
        W("GET /kopieren", "POST /kopieren", own=OWNERS),
        W("GET /rooster", "POST /rooster", "POST /rooster/aangeven", own=OWNERS),
        W("GET /rooster/{draft_id}", "GET /rooster/voorbeeld.xlsx", own=OWNERS),
        W("GET /shift/{shift_id}/wijzigen", "POST /shift/{shift_id}/wijzigen", own=OWNERS),
        W("GET /shift/{shift_id}/annuleren", "POST /shift/{shift_id}/annuleren", own=OWNERS),
        W("POST /shift/{shift_id}/beeindigen", own=OWNERS),
    ),
    "own declarations of suitability": (R("GET /vergunningen", own=OWNERS),),
    "own applications to the city": (
        R("GET /aanvragen/{application_id}", own=OWNERS),
        R("GET /aanvragen/{application_id}/voorbeeld/{document_id}", own=OWNERS),
        W("GET /aanvragen/nieuw", "POST /aanvragen/nieuw", own=OWNERS),
        W(
            "GET /aanvragen/{application_id}/vragen/{task}",
            "POST /aanvragen/{application_id}/vragen/{task}",
            "GET /aanvragen/{application_id}/documenten/{code}",
            "POST /aanvragen/{application_id}/documenten/{code}",
            "POST /aanvragen/{application_id}/weghalen/{document_id}",
            "GET /aanvragen/{application_id}/nakijken",
            "POST /aanvragen/{application_id}/nakijken",
            "POST /aanvragen/{application_id}/aanvullen",
            "GET /aanvragen/{application_id}/intrekken",
            "POST /aanvragen/{application_id}/intrekken",
            own=OWNERS,
        ),
    ),
    "lists that leave the calendar": (
        W("GET /uitvoer/nieuw/{code}", every=DATA_PROTECTION, own=OWNERS, fresh=True),
        W("POST /uitvoer/nieuw/{code}", every=DATA_PROTECTION, own=OWNERS, fresh=True),
        R("GET /uitvoer", "GET /uitvoer/{export_id}", every=DATA_PROTECTION, own=OWNERS),
        R("GET /uitvoer/{export_id}/stand", every=DATA_PROTECTION, own=OWNERS),
        R("GET /uitvoer/{export_id}/bestand", every=DATA_PROTECTION, own=OWNERS, fresh=True),
        D("POST /uitvoer/{export_id}", every=DATA_PROTECTION, own=OWNERS, fresh=True),
    ),
    "access logs": (
        R("GET /inzage", "GET /inzage/persoon", every=DATA_PROTECTION),
        R("GET /inzage/personen/{person_id}", "GET /inzage/gebruik", every=DATA_PROTECTION),
        R("GET /inzage/aanmeldingen", every=DATA_PROTECTION),
        W("POST /inzage", every=DATA_PROTECTION),
    ),
    "whether a paper proof is sound; shows no person": (
        R("GET /bewijs/{shift_id}/{code}", anybody=True),
    ),
    "own shift of a worker, by her code": (
        R("GET /mijn", "GET /mijn/info", anybody=True),
        R("GET /mijn/sessie", anybody=True),
        W("POST /mijn", "POST /mijn/weg", "POST /mijn/sessie", anybody=True),
    ),
    "where to find help": (R("GET /hulp", anybody=True),),
}
