"""PURE: what a student's page shows, as models; a seat's view in, words and figures out."""
