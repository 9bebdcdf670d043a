"""Rules of counting: names of cells, and how they are counted."""
