"""One stream of chance per concern, so that a new concern leaves the others as they were."""

from random import Random


def stream(seed: int, concern: str) -> Random:
    """The same seed and concern always give the same stream, on every machine."""
    return Random(f"{seed}/{concern}")  # noqa: S311  # a synthetic city, no secret
