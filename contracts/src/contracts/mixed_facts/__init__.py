"""Facts that are both the city's and the prosecutor's, told both ways."""
