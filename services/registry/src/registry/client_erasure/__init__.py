"""Client erasure: what an organisation delivered of one client goes on request, with proof."""
