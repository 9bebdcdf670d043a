"""Dutch words of retention: the grounds on which rows went."""

from chassis.web.pages.languages import mark
from registry.delivery_register.labels import TABLE, period
from registry.retention.rules import Ground

GROUND = {
    Ground.INGETROKKEN: mark("De organisatie trok ze in"),
    Ground.VERVANGEN: mark("Een latere versie kwam in de plaats"),
    Ground.ZONDER_GEVOLG: mark("De gepubliceerde cijfers bleven staan"),
    Ground.NIET_INGEDIEND: mark("De organisatie diende ze niet in"),
    Ground.JAAR_BEVROREN: mark("Het jaar is lang genoeg afgesloten"),
}
__all__ = ["GROUND", "TABLE", "period"]
