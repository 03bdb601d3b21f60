"""PURE: what a class is, folded from its journal. No clock, no file, no chance of its own."""
