"""Labels of fine rules."""

from collections.abc import Mapping

from chassis.web.pages.languages import mark
from enforcement.gas.rules import MixedOffence

MIXED: Mapping[MixedOffence | None, str] = {
    None: mark("Nee, alleen een inbreuk op het reglement"),
    MixedOffence.ZWAAR: mark("Ja: een boete kan alleen als het parket ja zegt"),
    MixedOffence.LICHT: mark("Ja: zegt het parket niets, dan beslist de stad"),
}
