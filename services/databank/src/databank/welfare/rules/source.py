"""The source of a protective signal: one thing raises one signal, whoever notices it."""

from uuid import UUID

_FINDING = "finding "


def of_person(person_id: UUID) -> str:
    return f"person {person_id}"


def of_finding(finding_id: UUID) -> str:
    return f"{_FINDING}{finding_id}"


def of_presence(verification_id: UUID) -> str:
    """Somebody in a room whom nobody could name."""
    return f"verification {verification_id}"


def of_encounter(entry_id: UUID) -> str:
    """Somebody at an inspection whom nobody could name, by the entry."""
    return f"encounter {entry_id}"


def of_validation(validation_id: UUID) -> str:
    """Somebody who showed the paper of another, where no look at a room tells of it."""
    return f"validation {validation_id}"


def finding_of(source: str) -> UUID | None:
    """The finding that raised the signal; None when something else did."""
    return UUID(source.removeprefix(_FINDING)) if source.startswith(_FINDING) else None
