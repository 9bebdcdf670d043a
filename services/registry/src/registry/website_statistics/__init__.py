"""Website statistics by month: entered, corrected, and published as they stand."""
