"""Workers as their owners declare them: identities, and which claims speak of one worker."""

__all__ = ["log_access", "lookup", "pages", "personal_body", "rules", "store"]
