"""PURE: what a teacher sees and does, as models of pages and the pages themselves. No clock."""
