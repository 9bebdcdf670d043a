"""Rules of integration: names of cells, and how they are counted."""
