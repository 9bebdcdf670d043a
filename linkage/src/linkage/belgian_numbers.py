"""Check digits of Belgian national and BIS numbers: the extra ``belgium`` of this package.

Without it no number is known to be valid, so that none forbids a link by itself.
"""

from importlib.util import find_spec

IS_INSTALLED = find_spec("stdnum") is not None
"""Whether the extra is there."""

if IS_INSTALLED:
    from stdnum.be import bis, nn


def is_valid_number(number: str) -> bool:
    """Whether the check digits of a national or BIS number agree: an aid, never a verdict."""
    return IS_INSTALLED and len(number) == 11 and bool(nn.is_valid(number) or bis.is_valid(number))
