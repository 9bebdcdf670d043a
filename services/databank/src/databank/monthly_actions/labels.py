"""Labels of monthly actions."""

from chassis.web.pages.languages import mark
from databank.monthly_actions.rules import ActionState

STATE = {
    ActionState.GEPLAND: mark("Gepland"),
    ActionState.GEHOUDEN: mark("Gehouden"),
    ActionState.GEMIST: mark("Gemist"),
}
COLOUR = {
    ActionState.GEPLAND: "govuk-tag--blue",
    ActionState.GEHOUDEN: "govuk-tag--green",
    ActionState.GEMIST: "govuk-tag--red",
}
