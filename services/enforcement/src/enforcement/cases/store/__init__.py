"""Tables and queries that cases of every procedure share."""
