"""Dashboard: the screens of every indicator, and of each in pictures."""

__all__: list[str] = []
