"""Labels of the reasons why a code of a worker ended."""

from chassis.web.pages.languages import mark
from databank.worker_codes.rules import EndReason

ENDED = {
    EndReason.NIEUWE_CODE: mark("vervangen door een nieuwe"),
    EndReason.INGETROKKEN: mark("ingetrokken"),
    EndReason.GESPLITST: mark("vervallen: deze persoon bleek twee personen. Geef een nieuwe code."),
}
