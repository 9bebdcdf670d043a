"""Labels of street bans, as the police see them."""

from collections.abc import Mapping

from chassis.web.pages.languages import mark
from databank.street_bans.rules import BanState

STATE: Mapping[BanState, str] = {
    BanState.BEVOLEN: mark("Nog niet ter kennis gebracht: geldt nog niet"),
    BanState.KOMT: mark("Ter kennis gebracht: geldt vanaf de eerste dag"),
    BanState.LOOPT: mark("Loopt"),
    BanState.GESCHORST: mark("Geschorst: geldt nu niet"),
    BanState.VOORBIJ: mark("Voorbij"),
}
COLOUR: Mapping[BanState, str] = {
    BanState.BEVOLEN: "yellow",
    BanState.KOMT: "yellow",
    BanState.LOOPT: "red",
    BanState.GESCHORST: "grey",
    BanState.VOORBIJ: "grey",
}
