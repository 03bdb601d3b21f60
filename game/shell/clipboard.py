"""The clipboard: what is copied always lies in this window, and in the system's where it can."""

from contextlib import suppress

_own: list[str] = []


def put(words: str) -> None:
    """Keep words for pasting, here and in other programs if the system lets us."""
    import pygame

    _own[:] = [words]
    # A screen without a clipboard, as under a dummy driver, still lets one paste within the game.
    with suppress(pygame.error, AttributeError):
        pygame.scrap.put_text(words)


def get() -> str:
    """Return what was copied last, by this game or by another program."""
    import pygame

    with suppress(pygame.error, AttributeError):
        found: str = pygame.scrap.get_text()
        if found:
            return found
    return _own[0] if _own else ""
