"""Labels of cases that rules found: their states and what may be done for the person."""

from chassis.web.pages.languages import mark
from databank.detection.cases.rules import FollowUp, State

STATE = {
    State.GEDETECTEERD: mark("Nieuw"),
    State.IN_BEOORDELING: mark("In beoordeling"),
    State.BEVESTIGD: mark("Bevestigd"),
    State.VERKLAARBAAR: mark("Verklaarbaar"),
    State.FOUTIEVE_KOPPELING: mark("Foutieve koppeling"),
    State.GEEN_ACTIE: mark("Geen actie"),
    State.OPVOLGING: mark("In opvolging"),
    State.AFGESLOTEN: mark("Afgesloten"),
}
FOLLOW_UP = {
    FollowUp.CONTACT: mark("Contact met de persoon"),
    FollowUp.DOORVERWIJZING: mark("Hulp aanbieden en doorverwijzen"),
    FollowUp.RIR: mark("RIR opstellen"),
}
