"""The databank over HTTP, one module per thing."""

from databank import background
from databank.api import (
    answers,
    branch_shifts,
    contacts,
    findings,
    inspections,
    merges,
    patterns,
    persons,
    premises,
    reviews,
    rules,
    shifts,
    signals,
    sources,
    validations,
    verdicts,
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
    reviews.router,
    answers.router,
    verdicts.router,
    sources.router,
    premises.router,
    background.router,
]
