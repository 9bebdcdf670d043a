"""Client erasure: what an organisation delivered of one client goes on request, with proof."""

__all__: list[str] = []
