"""The ports behind the screens: they own sessions, records and saves, and answer with models."""
