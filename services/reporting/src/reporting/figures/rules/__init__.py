"""Rules of figures: outcomes, margins, what a source told first, and the words of codes."""
