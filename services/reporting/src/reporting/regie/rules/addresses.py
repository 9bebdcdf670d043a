"""Addresses of the registers of regie."""

from reporting.regie.rules.kinds import RegieKind

LISTS = {
    "notas": RegieKind.NOTA,
    "overeenkomsten": RegieKind.OVEREENKOMST,
    "toelichtingen": RegieKind.TOELICHTING,
    "informatieoverdracht": RegieKind.INFORMATIEOVERDRACHT,
    "rapportagemomenten": RegieKind.RAPPORTAGEMOMENT,
    "knelpunten": RegieKind.KNELPUNT,
}
"""Registers by the last part of their address; meetings stand under ``/overleg``."""
PATH = {kind: f"/regie/{path}" for path, kind in LISTS.items()} | {RegieKind.OVERLEG: "/overleg"}
