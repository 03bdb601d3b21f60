"""Read models folded from a whole record: scores, timeline, transcript."""
