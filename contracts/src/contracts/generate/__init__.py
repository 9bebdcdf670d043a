"""Everything that is written down from the contracts, as pure functions from nothing to text."""

from contracts.generate import asyncapi, privacy, schemas


def render() -> dict[str, str]:
    """Whole files by path from the root of the repository, in order of path."""
    return dict(sorted({**schemas.render(), **asyncapi.render()}.items()))


def sections() -> dict[str, str]:
    """Parts of hand-written files, by path; they go between :data:`BEGIN` and :data:`END`."""
    return {privacy.PATH: privacy.table()}


BEGIN = privacy.BEGIN
END = privacy.END

__all__ = ["BEGIN", "END", "render", "sections"]
