"""The facts that a report may be about, as a screen names them."""

from databank.findings.labels import fact


def named(facts: dict[str, str]) -> dict[str, str]:
    """Labels by code, in the language of the screen."""
    return {code: fact(code, label) for code, label in facts.items()}
