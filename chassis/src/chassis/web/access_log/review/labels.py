"""Labels for the codes of the access log, in the words of the screens.

A code that nobody gave a word stays as it is: the log is older than the words, and shows all of it.
"""

import re
from collections.abc import Mapping

from chassis.web.access_log.log import Action
from chassis.web.pages.languages import gettext, mark
from chassis.web.roles import Function
from chassis.web.security_events import Kind

PURPOSE = "toezicht_gegevensbescherming"
LOG, CHAIN = "access_log", "access_chain"
"""Kinds of subject for reads of the log itself and for checks of its chain."""
LIST, USAGE, FILE, SIGN_INS = "lijst", "gebruik", "bestand", "aanmeldingen"
"""Parts of the log that were read, where it was not about one person."""

ACTIONS = {
    Action.CONSULT: mark("bekeken"),
    Action.CHANGE: mark("gewijzigd"),
    Action.DISCLOSE: mark("meegedeeld"),
    Action.COMBINE: mark("samengevoegd"),
    Action.DELETE: mark("gewist"),
}
SECURITY_EVENTS = {
    Kind.SIGNED_IN: mark("aangemeld"),
    Kind.SIGNED_OUT: mark("afgemeld"),
    Kind.ENDED_BY_ISSUER: mark("afgemeld door de aanmelddienst"),
    Kind.ENDED_BY_HAND: mark("afgemeld door een beheerder"),
    Kind.FUNCTION_LOST: mark("afgemeld: heeft de functie niet meer"),
}
"""Of the events that are kept."""
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
    Function.ADVIESDIENST: mark("Adviesdienst"),
    Function.ZORG_REGISTRATOR: mark("Registrator van een hulporganisatie"),
    Function.ZORG_VERANTWOORDELIJKE: mark("Verantwoordelijke van een hulporganisatie"),
    Function.STUDIEDIENST_ANALIST: mark("Analist van de studiedienst"),
    Function.REPORTING_MEDEWERKER: mark("Medewerker rapportering"),
    Function.STUDIEDIENST_STAD: mark("Studiedienst van de stad"),
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
    """The labels of the chassis and those that a service adds, in the language of the request."""

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
        return _label({action.value: label for action, label in ACTIONS.items()}, code)

    def function(self, code: str) -> str:
        return _label({function.value: label for function, label in FUNCTIONS.items()}, code)

    def purpose(self, code: str) -> str:
        """The label of a purpose, without the request or case behind its colon."""
        return _label(self.purposes, code.partition(":")[0])

    def behind(self, code: str) -> str:
        """The request or case behind the colon of a purpose."""
        return code.partition(":")[2]

    def kind(self, code: str) -> str:
        return _label(self.kinds, code)

    def subject(self, kind: str, subject_id: str) -> str:
        """The id, or in words what of the log itself was read, or what a list was of: the log says
        ``3 inrichtingen`` or ``family, birth: 2 personen`` of it."""
        if kind == CHAIN:
            state, _, rows = subject_id.partition(":")
            since, _, until = rows.partition(":")
            outcome = gettext("klopt niet") if state == "stuk" else gettext("klopt")
            return f"{since}\N{EN DASH}{until}: {outcome}"
        label = READ.get((kind, subject_id))
        if label:
            return gettext(label)
        return "".join(self._part(text) for text in _BETWEEN.split(subject_id))

    def _part(self, text: str) -> str:
        match = _COUNTED.fullmatch(text)
        number, word, last = match.groups() if match else (None, text, None)
        label = self.parts.get(word)
        if label is None:
            return text
        return " ".join(part for part in (number, gettext(label), last) if part)


def _label(labels: Mapping[str, str], code: str) -> str:
    label = labels.get(code)
    return gettext(label) if label else code.replace("_", " ")
