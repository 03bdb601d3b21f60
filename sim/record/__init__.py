"""The bytes room: canonical lines, the chain, stores, archives and replay; no screen, no time."""
