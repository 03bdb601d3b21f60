"""PURE: what a class learns from its records: panels of figures, drawn and as data tables."""
