"""Cases: findings received, the procedure engine, timelines and numbers."""
