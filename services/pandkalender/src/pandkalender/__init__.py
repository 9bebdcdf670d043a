"""The calendar of window premises: who works where and when, as the owners declare it."""
