"""Kinds of signals in an officer's words: those of ``SIGNAL_LABELS``, to be translated."""

from chassis.web.pages.languages import mark
from contracts.codes import SignalKind

SIGNAL = {
    SignalKind.MINDERJARIGHEID: mark("Mogelijk minderjarig"),
    SignalKind.DWANG: mark("Mogelijk onder dwang"),
    SignalKind.MENSENHANDEL: mark("Mogelijk slachtoffer van mensenhandel"),
    SignalKind.MENSONWAARDIGE_OMSTANDIGHEDEN: mark("Mensonwaardige omstandigheden"),
    SignalKind.DUBBELE_AANGIFTE: mark("Op twee plaatsen tegelijk"),
    SignalKind.GROEPSVERPLAATSING: mark("Samen met anderen naar een ander pand verplaatst"),
    SignalKind.OVERMATIGE_WERKUREN: mark("Werkt te lang of zonder rust"),
    SignalKind.SCHIJNAANGIFTE: mark("Naam aangegeven door een ander, zelf er niet"),
}
