"""The databank over HTTP, one module per thing."""

from databank.api import (
    branch_shifts,
    contacts,
    findings,
    inspections,
    persons,
    premises,
    shifts,
    signals,
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
    signals.router,
    persons.router,
    premises.router,
]
