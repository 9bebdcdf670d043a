"""Labels of the GAS register."""

from chassis.web.pages.languages import mark
from enforcement.registers.rules import RetentionGround

GROUND = {
    RetentionGround.REGISTER: mark("Vijf jaar na de sanctie of het voorgestelde alternatief"),
    RetentionGround.ZONDER_SANCTIE: mark("Geen sanctie: einde van de beslissingstermijn"),
}
