"""Labels of the team's plans and papers."""

from chassis.web.pages.languages import mark
from databank.police_plan.rules.inventory import SourceKind

SOURCE = {
    SourceKind.FIELDRESEARCH: mark("Fieldresearch"),
    SourceKind.GERECHTELIJK_ONDERZOEK: mark("Gerechtelijk onderzoek"),
}
