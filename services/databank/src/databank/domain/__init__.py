"""The rules of the databank: pure, without I/O."""
