"""Labels of the grounds on which a file is shielded."""

from chassis.web.pages.languages import mark
from databank.access.shields.rules import ShieldGround

GROUND = {
    ShieldGround.BESCHERMING: mark("Bescherming van de persoon"),
    ShieldGround.LOPEND_ONDERZOEK: mark("Lopend onderzoek"),
    ShieldGround.KENNIS_VAN_COLLEGA: mark("Een collega kent deze persoon"),
    ShieldGround.OP_VRAAG: mark("De persoon vraagt het"),
}
