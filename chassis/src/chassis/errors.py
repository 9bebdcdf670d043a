"""Errors in handling a message, by who must act; the pipeline knows only these."""


class TransientError(Exception):
    """Something outside is away; trying again later will do."""


class OutcomeUnknownError(TransientError):
    """The database went away during the commit: what was done may stand, or not.

    Whoever asks again must be recognised: a message by its id, a request by its Idempotency-Key.
    """


class RejectedError(Exception):
    """This message cannot be handled as it is; it is parked and a person looks.

    The text is stored and shown, so it names fields and rules, never personal values.
    """


class KeyAwaitedError(RejectedError):
    """Sealed to this reader in an epoch whose key has not come yet; parked, tried again by itself
    until it has, and somebody is called."""

    def __init__(self, epoch: str) -> None:
        super().__init__(f"the key of the epoch {epoch} has not come yet")


class ViolationError(RejectedError):
    """Somebody broke a rule of the bus (wrong sender, reused id); parked, with an alarm."""


class ForgedError(ViolationError):
    """Nobody proves that this comes from the publisher whom it names."""


class AheadError(Exception):
    """Only a newer release can handle this message; it waits untried until one has it."""


class TransactionOverError(RuntimeError):
    """A bug: an event or a step was added when nothing of the transaction is written any more."""
