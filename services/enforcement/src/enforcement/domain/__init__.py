"""The rules of enforcement: procedures as tables, legal terms as arithmetic. No I/O."""
