"""Codes in a file as a phrase within a sentence: states, kinds, and the facts that we deliver."""

from chassis.web.pages.languages import gettext, mark

FACT = {
    "raam.niet-aangegeven": mark("Raam: iemand werkt zonder aangifte"),
    "raam.zonder-geschiktheid": mark("Raam: pand zonder geldige geschiktheidsverklaring"),
    "raam.voorwaarde-niet-nageleefd": mark("Raam: voorwaarde niet nageleefd"),
    "raam.schorsing-niet-nageleefd": mark("Raam: schorsing of sluiting niet nageleefd"),
    "buiten-gedoogzone": mark("Prostitutie buiten de gedoogzone"),
    "straatprostitutie": mark("Straatprostitutie"),
    "straatprostitutie.klant": mark("Straatprostitutie: klant"),
    "seksuitbating.zonder-vergunning": mark("Seksuitbating zonder vergunning"),
    "overtreding": mark("Andere overtreding van de politiecodex"),
}
"""As they were delivered; the zone may add others, in its own words."""

STATE = {
    "aangegeven": mark("aangegeven"),
    "gewijzigd": mark("gewijzigd"),
    "geannuleerd": mark("geannuleerd"),
    "beeindigd": mark("beëindigd"),
    "klopt": mark("klopt"),
    "klopt_niet": mark("klopt niet"),
    "lopend": mark("lopend"),
    "afgerond": mark("afgerond"),
    "ingetrokken": mark("ingetrokken"),
    "ongedaan": mark("ongedaan gemaakt"),
    "ad_hoc": mark("ad hoc"),
    "melding": mark("na een melding"),
    "mondelinge_waarschuwing": mark("mondelinge waarschuwing"),
    "vaststelling": mark("vaststelling"),
    "genoteerd": mark("genoteerd"),
    "in_opmaak": mark("in opmaak"),
    "opgemaakt": mark("opgemaakt"),
    "overgemaakt": mark("overgemaakt"),
    "ingevoerd": mark("ingevoerd"),
    "geen_gevolg": mark("geen gevolg"),
    "geseponeerd": mark("geseponeerd"),
    "gemeld": mark("gemeld"),
    "getrieerd": mark("bekeken"),
    "nagegaan": mark("veiligheid nagegaan"),
    "aanbod_open": mark("hulp aangeboden"),
    "aanbod_aanvaard": mark("wil hulp"),
    "doorverwezen": mark("doorverwezen"),
    "afgesloten": mark("afgesloten"),
    "gedetecteerd": mark("nieuw"),
    "in_beoordeling": mark("in beoordeling"),
    "bevestigd": mark("bevestigd"),
    "verklaarbaar": mark("verklaarbaar"),
    "foutieve_koppeling": mark("foutieve koppeling"),
    "geen_actie": mark("geen actie"),
    "opvolging": mark("in opvolging"),
    "open": mark("nog te doen"),
    "gehouden": mark("gehouden"),
    "geweigerd": mark("geweigerd"),
    "samengevoegd": mark("samengevoegd"),
    "nageleefd": mark("nageleefd"),
    "niet_nageleefd": mark("niet nageleefd"),
    "schorsing": mark("schorsing"),
    "intrekking": mark("intrekking"),
    "tijdelijke_sluiting": mark("tijdelijke sluiting"),
    "definitieve_sluiting": mark("definitieve sluiting"),
    "extra_waarschuwing": mark("extra waarschuwing"),
    "gegevens_vergeleken": mark("gegevens vergeleken"),
    "document_vergeleken": mark("documenten vergeleken"),
    "persoon_gezien": mark("persoon gezien"),
    "verklaring_betrokkene": mark("verklaard door de persoon"),
    "document_van_iemand_anders": mark("document van iemand anders"),
    "vergissing": mark("vergissing"),
    "onduidelijk": mark("onduidelijk"),
}


def fact(code: str, label: str) -> str:
    """The label of a fact on a screen: the zone's own words stay as they are."""
    return gettext(label) if FACT.get(code) == label else label
