"""Administration of one service's bus: its state, and orders for parked messages."""
