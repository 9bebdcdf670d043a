"""Population: how many establishments and persons there are, as counts that tell of nobody."""

__all__: list[str] = []
