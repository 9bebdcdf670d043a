"""JSON over HTTP: parse, decide, answer."""

from enforcement.api import (
    gas,
    sanction_deciding,
    sanction_reading,
    sanctions,
    suitability,
    suitability_deciding,
    suitability_examining,
    suitability_reading,
    terms,
)

ROUTERS = (
    suitability.router,
    suitability_examining.router,
    suitability_deciding.router,
    suitability_reading.router,
    gas.router,
    sanctions.router,
    sanction_deciding.router,
    sanction_reading.router,
    terms.router,
)
