"""Labels of the state of a person's identity."""

from chassis.web.pages.languages import mark

IDENTITY = {
    "gevalideerd": mark("Identiteit in orde bevonden"),
    "weerlegd": mark("Identiteit niet in orde"),
    "onduidelijk": mark("Identiteit onduidelijk"),
    "te_valideren": mark("Identiteit nog na te kijken"),
    "te_hervalideren": mark("Identiteit opnieuw na te kijken"),
}
