"""Negotiation domains in the format of Genius and of its competitions, read into scenarios."""
