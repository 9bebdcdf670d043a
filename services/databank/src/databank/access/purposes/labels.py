"""Labels of purposes."""

from chassis.web.pages.languages import mark
from databank.access.purposes.rules import PurposeCode

PURPOSE = {
    PurposeCode.TOEZICHT: mark("Toezicht op prostitutie"),
    PurposeCode.BESCHERMING: mark("Bescherming van minderjarigen en mogelijke slachtoffers"),
    PurposeCode.DOSSIER: mark("Een lopend dossier"),
    PurposeCode.ONDERHOUD: mark("Nazicht van gegevens"),
}
