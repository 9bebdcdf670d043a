"""Arrests, judicial measures and the counts of them that leave the police."""
