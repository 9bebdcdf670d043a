"""First contacts with persons who are new to the police, or came back after a long absence."""

__all__ = ["renew", "rules", "settle"]
