"""Status of an identity: its validations as they are kept, until when, and what owners hear."""

__all__ = ["overdue", "revalidate", "rules", "store", "tell_owners"]
