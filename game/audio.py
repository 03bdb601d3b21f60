"""The sound device: opened after the first picture, silent without one, never in the way."""

import pygame
from attrs import Factory, define

from game import assets

RATE = 22_050
AT_ONCE = 10
LATE_FRAMES = 512
"""Samples per buffer: a cue comes a fortieth of a second after its cause."""


@define(eq=False)
class Audio:
    """Plays cues by name; a file that is missing costs its own sound only."""

    tried: bool = False
    open: bool = False
    _sounds: dict[str, pygame.mixer.Sound | None] = Factory(dict)

    def start(self) -> bool:
        """Open the device once; say whether there is one."""
        if not self.tried:
            self.tried = True
            try:
                pygame.mixer.init(RATE, -16, 1, LATE_FRAMES)
                pygame.mixer.set_num_channels(AT_ONCE)
            except (pygame.error, NotImplementedError, OSError):
                return False  # no device, no driver, or pygame built without its mixer
            self.open = True
        return self.open

    def play(self, name: str, volume: int) -> bool:
        """Play a cue at a volume in per cent; say whether it sounds."""
        if not self.open or not volume:
            return False
        if name not in self._sounds:
            self._sounds[name] = _loaded(name)
        sound = self._sounds[name]
        if sound is None:
            return False
        sound.set_volume(volume / 100)
        return sound.play() is not None

    def close(self) -> None:
        """Give the device back."""
        if self.open:
            pygame.mixer.quit()
        self.open, self.tried = False, False
        self._sounds.clear()


def _loaded(name: str) -> pygame.mixer.Sound | None:
    try:
        return pygame.mixer.Sound(str(assets.sound(name)))
    except (pygame.error, OSError):
        return None
