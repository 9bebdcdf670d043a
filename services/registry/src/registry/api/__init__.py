"""JSON and files over HTTP: parse, decide, answer."""

from registry.api import aggregates, deliveries, steps

ROUTERS = (deliveries.router, steps.router, aggregates.router)
