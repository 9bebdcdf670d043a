"""Labels of the outcomes that a person may give a branch shift."""

from chassis.web.pages.languages import mark

VERDICT = {
    "bevestigd": mark("Bevestigd: dit moeten we opvolgen"),
    "verklaarbaar": mark("Verklaarbaar, bijvoorbeeld een vrije keuze"),
    "foutieve_koppeling": mark("Foutieve koppeling: dit zijn twee personen"),
    "geen_actie": mark("Geen actie nodig"),
}
