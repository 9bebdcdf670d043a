"""Who may ask the databank, and why: all of them police."""

from typing import Annotated

from chassis.web import Actor, Function, allow, purpose

Officer = Annotated[
    Actor, allow(Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER, Function.RECHERCHE)
]
"""Writes down what was seen, and reads what is needed for it."""

TOEZICHT = "toezicht"
Purpose = Annotated[str, purpose(TOEZICHT, "bescherming", "dossier", "onderhoud")]
"""Why a person is read (DP-03). A work list knows its purpose: supervision."""
