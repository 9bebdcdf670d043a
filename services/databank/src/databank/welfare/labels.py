"""Kinds of signals, as in ``SIGNAL_LABELS``, and what points to them, in an officer's words."""

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
NOTICED = {
    "bang": mark("is bang of staat onder druk"),
    "wordt_gecontroleerd": mark("wordt voortdurend gecontroleerd"),
    "mag_niet_weigeren": mark("mag geen klanten weigeren"),
    "verwondingen": mark("heeft verwondingen"),
    "slaapt_op_de_werkplek": mark("slaapt op de werkplek"),
    "geeft_inkomen_af": mark("geeft het grootste deel van het inkomen af"),
    "lijkt_minderjarig": mark("lijkt minderjarig"),
}
"""What an officer may notice: the signals that the city knows (handbook §4.6)."""
