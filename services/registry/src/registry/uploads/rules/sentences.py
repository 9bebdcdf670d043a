"""Errors in words, for a cell and for the column beside a row."""

from collections.abc import Iterable

from registry.validation.rules.findings import Finding


def said(errors: Iterable[Finding]) -> str:
    """The errors of one row in one text."""
    return " ".join(
        f"{error.column}: {sentence(error)}" if error.column else sentence(error)
        for error in errors
    )


def sentence(error: Finding) -> str:
    """The reason of one error, and what is probably meant."""
    return f"{error.reason} Bedoel je {error.meant}?" if error.meant else error.reason
