"""Court records: one link on paper, with what it rests on and how often such links are wrong."""

__all__: list[str] = []
