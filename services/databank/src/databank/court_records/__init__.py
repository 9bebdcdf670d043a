"""Court records: a link or a branch shift on paper, with how often such are wrong."""

__all__: list[str] = []
