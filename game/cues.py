"""The ten sounds by name. Imports nothing: the first picture must not wait for the engine."""

from typing import Final

from attrs import frozen

CUES: Final = ("tick", "sent", "received", "stop", "order", "press", "refusal", "signed", "ended",
               "error")  # fmt: skip
WITHOUT_CAPTION: Final = ("tick",)  # the focus itself is seen, and read aloud


@frozen
class Cue:
    """A sound that is due, with words of its own if the caption must say more."""

    name: str
    words: str = ""
