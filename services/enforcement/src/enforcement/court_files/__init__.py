"""Files for a lawyer or a court: a case as one ordered set of documents with an inventory."""

__all__ = []
