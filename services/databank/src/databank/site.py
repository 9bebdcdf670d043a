"""Screens of the police: the navigation, and the pages of every capability."""

from chassis.web import Function
from chassis.web.pages import Item, Pages
from databank import oversight
from databank.access.break_glass import pages as break_glass
from databank.access.case_scope import pages as case_scope
from databank.access.shields import pages as shields
from databank.authorisation import DATA_PROTECTION, KEEPERS, OFFICERS, RECHERCHE
from databank.detection.branch_shifts import pages as branch_shifts
from databank.detection.patterns import pages as patterns
from databank.detection.rule_versions.pages import lifecycle
from databank.files.pages import establishment_file, person_file, search
from databank.findings.pages import finding_file, findings, note
from databank.first_contacts import pages as first_contacts
from databank.identity_checks.pages import validation
from databank.inspections.pages import inspections, persons
from databank.review.pages import propose, questions, split
from databank.shifts.pages import quarter, verification
from databank.welfare.pages import protection, signals
from databank.worklist import pages as worklist

PAGES = Pages(
    package="databank",
    title="Overzicht",
    navigation=[
        Item("Dossier", "/dossiers", RECHERCHE),
        Item("Nu in het kwartier", "/kwartier", OFFICERS),
        Item("Te beoordelen", "/te-beoordelen", OFFICERS),
        Item("Verschuivingen", "/verschuivingen", OFFICERS),
        Item("Zoeken", "/zoeken", OFFICERS),
        Item("Inspecties", "/inspecties", OFFICERS),
        Item("Vaststellingen", "/vaststellingen", OFFICERS),
        Item("Eerste contacten", "/eerste-contacten", OFFICERS),
        Item("Inzage", "/inzage", DATA_PROTECTION),
        Item("Noodtoegang", "/noodtoegang", DATA_PROTECTION),
        Item("Uitvoer", "/uitvoer", DATA_PROTECTION),
        Item("Regels", "/regels", KEEPERS - OFFICERS),
        Item("Beheer", "/beheer", frozenset({Function.POLITIE_BEHEERDER})),
    ],
    home=lambda actor: (
        "/dossiers"
        if actor.function in RECHERCHE
        else "/kwartier"
        if actor.function in OFFICERS
        else "/inzage"
        if actor.function in DATA_PROTECTION
        else "/beheer"
    ),
)

ROUTERS = [
    break_glass.router,
    shields.router,
    oversight.router,
    quarter.router,
    verification.router,
    validation.router,
    inspections.router,
    persons.router,
    findings.router,
    note.router,
    finding_file.router,
    protection.router,
    first_contacts.router,
    worklist.router,
    branch_shifts.router,
    questions.router,
    split.router,
    propose.router,
    signals.router,
    patterns.router,
    lifecycle.router,
    search.router,
    case_scope.router,
    person_file.router,
    establishment_file.router,
]
