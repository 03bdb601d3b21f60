"""Strategies: a view and keyed draws in, a move out. No clock, no store, no other seat's secrets."""
