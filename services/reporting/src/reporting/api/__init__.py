"""JSON over HTTP: indicators and facts, and the register of regie."""
