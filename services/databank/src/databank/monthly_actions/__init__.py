"""Monthly actions: which branch police inspect in which month, and whether they did."""

__all__: list[str] = []
