"""Rules of the register of regie."""
