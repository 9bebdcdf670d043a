"""Rules of care: published cells, and a year with what its freeze said."""
