"""Opponent models: pure functions of the offers seen, one reading of the other a module."""
