"""Labels of requests for more room to read."""

from chassis.web.pages.languages import mark
from databank.access.reading_budget.rules import Answer, RequestState

STATE = {
    RequestState.GEVRAAGD: mark("Wacht op antwoord"),
    RequestState.TOEGESTAAN: mark("Toegestaan"),
    RequestState.GEWEIGERD: mark("Geweigerd"),
    RequestState.VERVALLEN: mark("Vervallen"),
}
ANSWER = {
    Answer.TOESTAAN: mark("Sta toe"),
    Answer.WEIGEREN: mark("Weiger"),
}
