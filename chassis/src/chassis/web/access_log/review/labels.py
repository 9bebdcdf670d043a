"""What stands in codes on the access log, in the words of the screens.

A code that nobody gave a word stays as it is: the log is older than the words, and shows all of it.
"""

import re
from collections.abc import Mapping

from chassis.web.access_log.log import Action
from chassis.web.pages.languages import gettext, mark
from chassis.web.roles import Function

PURPOSE = "toezicht_gegevensbescherming"
LOG, CHAIN = "access_log", "access_chain"
"""Kinds of subject by which the log names its own readers and the checks of its chain."""
LIST, USAGE, FILE = "lijst", "gebruik", "bestand"
"""What of the log was read, where it was not about one person."""

ACTIONS = {
    Action.CONSULT: mark("bekeken"),
    Action.CHANGE: mark("gewijzigd"),
    Action.DISCLOSE: mark("meegedeeld"),
    Action.COMBINE: mark("samengevoegd"),
    Action.DELETE: mark("gewist"),
}
FUNCTIONS = {
    Function.EIGENAAR: mark("Eigenaar"),
    Function.BEHEERDER: mark("Beheerder van een pand"),
    Function.SEKSWERKER: mark("Sekswerker"),
    Function.POLITIE_AGENT: mark("Agent van het team"),
    Function.POLITIE_TEAMLEIDER: mark("Teamleider"),
    Function.POLITIE_BEHEERDER: mark("Beheerder van de politie"),
    Function.RECHERCHE: mark("Recherche zeden"),
    Function.PROSTITUTIEAMBTENAAR: mark("Prostitutieambtenaar"),
    Function.DIENST_PROSTITUTIEBELEID: mark("Dienst prostitutiebeleid"),
    Function.DOSSIERBEHANDELAAR_BH: mark("Dossierbehandelaar"),
    Function.JURIST_BH: mark("Jurist"),
    Function.SANCTIONEREND_AMBTENAAR: mark("Sanctionerend ambtenaar"),
    Function.COLLEGE_SECRETARIS: mark("Secretaris van het college"),
    Function.KABINET_BURGEMEESTER: mark("Kabinet van de burgemeester"),
    Function.FINANCIEN: mark("Dienst financiën"),
    Function.ZORG_REGISTRATOR: mark("Registrator van een hulporganisatie"),
    Function.ZORG_VERANTWOORDELIJKE: mark("Verantwoordelijke van een hulporganisatie"),
    Function.STUDIEDIENST_ANALIST: mark("Analist van de studiedienst"),
    Function.REPORTING_MEDEWERKER: mark("Medewerker rapportering"),
    Function.PLANGROEP_LID: mark("Lid van de plangroep"),
    Function.TECHNISCH_BEHEERDER: mark("Technisch beheerder"),
    Function.FUNCTIONARIS_POLITIE: mark("Functionaris gegevensbescherming van de politie"),
    Function.FUNCTIONARIS_STAD: mark("Functionaris gegevensbescherming van de stad"),
    Function.FUNCTIONARIS_ZORG: mark("Functionaris gegevensbescherming van de zorg"),
}
PURPOSES: Mapping[str, str] = {
    PURPOSE: mark("Toezicht op gegevensbescherming"),
    "vraag_van_toezichthouder": mark("De toezichthouder vraagt het"),
}
KINDS: Mapping[str, str] = {
    LOG: mark("Inzagen"),
    CHAIN: mark("Keten van de inzagen"),
    "export": mark("Uitvoer"),
}
READ: Mapping[tuple[str, str], str] = {
    (LOG, LIST): mark("de lijst"),
    (LOG, USAGE): mark("de tellingen"),
    (LOG, FILE): mark("een bestand"),
}

_BETWEEN = re.compile(r"(: |, )")
_COUNTED = re.compile(r"(?:(\d+) )?(.+?)(?:-(\d+))?")


class Vocabulary:
    """The words of the house and those that a service adds; every answer is in the language of the
    request."""

    def __init__(
        self,
        purposes: Mapping[str, str],
        kinds: Mapping[str, str],
        parts: Mapping[str, str] | None = None,
    ) -> None:
        self.purposes = {**purposes, **PURPOSES}
        self.kinds = {**kinds, **KINDS}
        self.parts = parts or {}

    def action(self, code: str) -> str:
        return _word({one.value: label for one, label in ACTIONS.items()}, code)

    def function(self, code: str) -> str:
        return _word({one.value: label for one, label in FUNCTIONS.items()}, code)

    def purpose(self, code: str) -> str:
        """Without what stands behind a colon: by which request, or for which case."""
        return _word(self.purposes, code.partition(":")[0])

    def behind(self, code: str) -> str:
        return code.partition(":")[2]

    def kind(self, code: str) -> str:
        return _word(self.kinds, code)

    def subject(self, kind: str, subject_id: str) -> str:
        """The id, or in words what of the log itself was read, or what a list was of: the log says
        ``3 inrichtingen`` or ``family, birth: 2 personen`` of it."""
        if kind == CHAIN:
            state, _, rows = subject_id.partition(":")
            since, _, until = rows.partition(":")
            said = gettext("klopt niet") if state == "stuk" else gettext("klopt")
            return f"{since}\N{EN DASH}{until}: {said}"
        label = READ.get((kind, subject_id))
        if label:
            return gettext(label)
        return "".join(self._part(one) for one in _BETWEEN.split(subject_id))

    def _part(self, text: str) -> str:
        found = _COUNTED.fullmatch(text)
        number, word, last = found.groups() if found else (None, text, None)
        label = self.parts.get(word)
        if label is None:
            return text
        return " ".join(one for one in (number, gettext(label), last) if one)


def _word(words: Mapping[str, str], code: str) -> str:
    found = words.get(code)
    return gettext(found) if found else code.replace("_", " ")
