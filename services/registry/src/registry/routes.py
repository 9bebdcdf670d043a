"""Routers of the registry: JSON and files over HTTP."""

from registry.deliveries.api import deliveries, steps
from registry.integration import api as integration

ROUTERS = (deliveries.router, steps.router, integration.router)
