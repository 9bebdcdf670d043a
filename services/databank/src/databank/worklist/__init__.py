"""Work lists of the police: how much waits in each queue, and what several capabilities list."""

__all__: list[str] = []
