"""The language of the bus: every event, who publishes it, who may read it, and why.

``EVENTS`` is the whole language by wire type. One module per publisher; this package imports
nothing else of ours and does no I/O.
"""

from contracts import databank, enforcement, pandkalender, registry
from contracts.branches import Branch
from contracts.codes import Visibility
from contracts.event import EVENTS, SERVICES, Event, events_for, events_of
from contracts.sealed import Box, NotOpenedError, Sealed, sealed_to

__all__ = [
    "EVENTS",
    "SERVICES",
    "Box",
    "Branch",
    "Event",
    "NotOpenedError",
    "Sealed",
    "Visibility",
    "databank",
    "enforcement",
    "events_for",
    "events_of",
    "pandkalender",
    "registry",
    "sealed_to",
]
