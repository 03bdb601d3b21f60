"""
What reaches the ears, and its captions: each cue is heard, shown in words, and read aloud.

A caption stays for a moment. Nothing here is needed to play: whatever a cue says stands on the
screen as well.
"""

from collections import deque

from attrs import Factory, define

from game.audio import Audio
from game.cues import WITHOUT_CAPTION, Cue
from game.focus import Focus
from game.screens.base import Context
from game.speech import Speech, say

SECONDS = 3.0
LINES_MOST = 3
AGAIN_SECONDS = 0.15
"""A cue does not begin again sooner than this: two at once are one, only louder."""


@define(eq=False)
class Voice:
    """The ears' side of a window; `audio` is missing where nothing must sound, as in tests."""

    audio: Audio | None = None
    heard: deque[str] = Factory(lambda: deque(maxlen=64))
    """The last cues by name, sounding or not."""
    captions: dict[str, float] = Factory(dict)
    """Words on show, with the seconds they have left."""
    _speech: Speech = Factory(Speech)
    _waits: dict[str, float] = Factory(dict)

    def start(self, context: Context) -> None:
        """Open the sound device once there is a picture; say so if there is none."""
        if self.audio is None or self.audio.tried:
            return
        context.device = self.audio.start()
        if not context.device and not context.muted:
            self.show(context.text("ui.caption.no_device"), context)

    def cue(self, cue: Cue, context: Context, *, unseen: bool = False) -> None:
        """
        Let a cue be heard, seen and read, as the settings say.

        What a screen says in words of its own, where they are out of view, is shown in any case.
        """
        self.heard.append(cue.name)
        if self.audio is not None and not context.muted and cue.name not in self._waits:
            self.audio.play(cue.name, context.volume)
            self._waits[cue.name] = AGAIN_SECONDS
        if cue.name in WITHOUT_CAPTION:
            return
        words = cue.words or context.text(f"ui.caption.{cue.name}")
        if context.captions or (cue.words and unseen):
            self.show(words, context)
        elif context.speech:
            say(words)

    def show(self, words: str, context: Context) -> None:
        """Show words for a moment."""
        self.captions.pop(words, None)
        self.captions[words] = SECONDS
        while len(self.captions) > LINES_MOST:
            del self.captions[next(iter(self.captions))]
        if context.speech:
            say(words)

    def pass_time(self, seconds: float) -> bool:
        """Let captions grow old; say whether one is gone."""
        self._waits = {name: left - seconds for name, left in self._waits.items() if left > seconds}
        left = {words: more - seconds for words, more in self.captions.items() if more > seconds}
        gone = len(left) < len(self.captions)
        self.captions = left
        return gone

    def follow(self, title: str, words: str, focus: Focus, context: Context) -> None:
        """Read the screen on top aloud, as far as it changed."""
        if context.speech:
            self._speech.follow(title, words, focus, context.text)
