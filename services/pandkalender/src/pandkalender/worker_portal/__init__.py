"""A worker's own pages: no account, a code from the police, and nothing of it for any owner."""

__all__: list[str] = []
