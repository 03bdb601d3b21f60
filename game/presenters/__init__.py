"""Pure view models of the screens: what is shown, already in the reader's words."""
