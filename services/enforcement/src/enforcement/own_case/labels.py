"""Words for whoever sees the own case."""

from chassis.web.pages.languages import mark
from enforcement.own_case.rules import Progress

PROGRESS = {
    Progress.BEKEKEN: mark("De stad bekijkt uw dossier. Er is nog niets beslist."),
    Progress.VERWEER: mark(
        "De procedure is gestart. U kan zich verdedigen. Er is nog niets beslist."
    ),
    Progress.BEMIDDELING: mark(
        "De stad bood u een bemiddeling aan. Wat u kan doen, staat in de brief."
    ),
    Progress.GEMEENSCHAPSDIENST: mark(
        "De stad stelde u een gemeenschapsdienst voor. Wat u kan doen, staat in de brief."
    ),
    Progress.HOORZITTING: mark("U vroeg om uw verweer te komen vertellen."),
    Progress.BESLISSING_VOLGT: mark(
        "De sanctionerend ambtenaar beslist binnenkort. U krijgt de beslissing met de post."
    ),
    Progress.BESLIST: mark("Er is beslist. De beslissing staat in de brief die u kreeg."),
    Progress.BEROEP: mark("Een rechter bekijkt de beslissing. Dat heet beroep."),
    Progress.TE_BETALEN: mark("De geldboete staat vast. U moet ze betalen."),
    Progress.BETAALD: mark("De geldboete is betaald."),
    Progress.ZONDER_BOETE: mark("U hoeft geen geldboete te betalen."),
    Progress.AFGESLOTEN: mark("Dit dossier is afgesloten."),
}
