"""What goes into which image, as ``deploy/containers/assemble.sh`` puts it there."""

from pathlib import Path

from contracts import SERVICES

ROOT = Path(__file__).resolve().parents[2]

PACKAGES: dict[str, tuple[str, ...]] = {
    **{service: (service,) for service in SERVICES},
    "operations": ("launcher", *SERVICES),
    "login": ("launcher",),
    "simulator": ("simulator",),
}
"""Packages of the workspace by image; what they need comes with them."""

EXTRAS: dict[str, tuple[str, ...]] = {"login": ("evaluation",)}
"""Optional parts of those packages."""

LEFT_OUT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(SERVICES, ("pygments",)),
    "operations": ("typst", "highspy", "numpy", "shapely", "altair", "vl-convert-python"),
}
"""Packages for what an image never does: colour code on a terminal, set documents in type, choose
which figures to hide, draw perimeters and pictures."""

ASSETS = ("govuk-frontend", "htmx.org", "@fontsource/source-sans-3")
"""Packages of which files are in ``chassis/web/pages/static``."""
