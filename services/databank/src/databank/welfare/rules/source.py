"""The source of a protective signal: one thing raises one signal, whoever notices it."""

from uuid import UUID

_FINDING = "finding "


def of_person(person_id: UUID) -> str:
    return f"person {person_id}"


def of_finding(finding_id: UUID) -> str:
    return f"{_FINDING}{finding_id}"


def finding_of(source: str) -> UUID | None:
    """The finding that raised the signal; None when something else did."""
    return UUID(source.removeprefix(_FINDING)) if source.startswith(_FINDING) else None
