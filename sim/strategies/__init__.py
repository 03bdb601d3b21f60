"""Strategies: a view and keyed draws in, a move out. No clock, no store, no secrets of others."""
