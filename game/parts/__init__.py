"""The panels of the screens: each draws one part of a view model into a box."""
