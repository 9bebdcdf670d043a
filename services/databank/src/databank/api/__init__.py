"""The databank over HTTP, one module per thing."""

from databank import background
from databank.api import (
    branch_shifts,
    contacts,
    findings,
    inspections,
    merges,
    patterns,
    persons,
    premises,
    rules,
    shifts,
    signals,
    sources,
    validations,
    verifications,
)

ROUTERS = [
    shifts.router,
    verifications.router,
    validations.router,
    inspections.router,
    findings.router,
    contacts.router,
    branch_shifts.router,
    patterns.router,
    rules.router,
    signals.router,
    persons.router,
    merges.router,
    sources.router,
    premises.router,
    background.router,
]
