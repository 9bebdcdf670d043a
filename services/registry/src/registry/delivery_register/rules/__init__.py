"""Rules of a delivery: states and steps, its agenda, its answers, and the day its figures leave."""
