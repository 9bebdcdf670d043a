"""JSON and files over HTTP: parse, decide, answer."""

from registry.deliveries.api import deliveries, steps
from registry.integration import api as integration

ROUTERS = (deliveries.router, steps.router, integration.router)
