"""
Compute the ten sounds of the game: `python assets/sounds/make.py [FOLDER]`.

Only the standard library. A tone is a rotation by additions and products of numbers rounded to
twelve places, so every machine writes the same bytes; a test compares them with the files here.
"""

import array
import math
import sys
import wave
from pathlib import Path

RATE = 22_050
PEAK = 0.5
PLACES = 12
HERE = Path(__file__).resolve().parent


def tone(pitch: float, seconds: float, loud: float = 1.0, fade: float = 5.0) -> list[float]:
    """Return a struck string: a sine that dies away, `fade` times as fast as it lasts."""
    turn = round(2 * math.cos(2 * math.pi * pitch / RATE), PLACES)
    last, now = 0.0, round(math.sin(2 * math.pi * pitch / RATE), PLACES)
    return _faded(_waves(turn, last, now, round(seconds * RATE)), loud, fade)


def _waves(turn: float, last: float, now: float, count: int) -> list[float]:
    made = []
    for _ in range(count):
        made.append(last)
        last, now = now, turn * now - last
    return made


def noise(seconds: float, loud: float = 1.0, fade: float = 5.0, soft: float = 0.0) -> list[float]:
    """Return a rush of air; `soft` takes the hiss out of it, 0 to 1."""
    seed, kept, made = 20_200_731, 0.0, []
    for _ in range(round(seconds * RATE)):
        seed = (seed * 1_103_515_245 + 12_345) % 2**31
        kept = kept * soft + (seed / 2**30 - 1) * (1 - soft)
        made.append(kept)
    return _faded(made, loud, fade)


def _faded(samples: list[float], loud: float, fade: float) -> list[float]:
    """Let it die away; the first milliseconds rise, so that nothing clicks."""
    count = max(len(samples), 1)
    keep = round(math.exp(-fade / count), PLACES)
    rise, level, made = RATE // 250, loud, []
    for place, one in enumerate(samples):
        made.append(one * level * min(place / rise, 1.0) * min((count - place) / rise, 1.0))
        level *= keep
    return made


def mixed(*parts: tuple[float, list[float]]) -> list[float]:
    """Lay parts over each other, each from its second on."""
    starts = [(round(at * RATE), samples) for at, samples in parts]
    made = [0.0] * max(start + len(samples) for start, samples in starts)
    for start, samples in starts:
        for place, one in enumerate(samples):
            made[start + place] += one
    return made


def chord(pitches: tuple[float, ...], seconds: float, apart: float, loud: float) -> list[float]:
    """Return tones one after another that sound on together."""
    return mixed(*((apart * place, tone(one, seconds, loud)) for place, one in enumerate(pitches)))


C4, E4, G4, A4, B4 = 261.63, 329.63, 392.00, 440.00, 493.88
C5, D5, E5, G5, A5, C6 = 523.25, 587.33, 659.26, 783.99, 880.00, 1046.50

SOUNDS = {
    "tick": tone(1400, 0.035, 0.35, 7),
    "sent": mixed((0, noise(0.16, 0.6, 4, 0.7)), (0.07, tone(E5, 0.3)), (0.15, tone(A5, 0.3))),
    "received": mixed((0, tone(A5, 0.3)), (0.1, tone(E5, 0.38))),
    "stop": mixed((0, tone(C5, 0.5, 0.8)), (0, tone(2 * C5 + 3, 0.3, 0.25))),
    "order": mixed((0, tone(98, 0.55, 1.0, 4)), (0, tone(147, 0.5, 0.7)),
                   (0, noise(0.2, 0.8, 8, 0.85)), (0.22, tone(98, 0.45, 0.8, 4))),
    "press": mixed(*((at, noise(0.05, 0.9, 6, 0.35)) for at in (0, 0.08, 0.16, 0.24)),
                   (0.3, tone(G5, 0.25, 0.5))),
    "refusal": mixed((0, tone(G4, 0.16, 0.9, 3)), (0.13, tone(E4, 0.28, 0.9, 4))),
    "signed": chord((C5, E5, G5, C6), 0.55, 0.09, 0.55),
    "ended": chord((G4, E4, C4), 0.6, 0.16, 0.7),
    "error": mixed((0, tone(220, 0.12, 0.9, 2)), (0.16, tone(220, 0.2, 0.9, 3))),
}  # fmt: skip


def written(samples: list[float]) -> bytes:
    """Return samples as 16-bit numbers, the loudest at the same height in every sound."""
    most = max(abs(one) for one in samples)
    height = PEAK * 32_767 / most
    numbers = array.array("h", (round(one * height) for one in samples))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def save(path: Path, samples: list[float]) -> None:
    """Write one sound, mono."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(written(samples))


def main() -> None:
    """Write all sounds into a folder, this one by default."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for name, samples in SOUNDS.items():
        save(folder / f"{name}.wav", samples)


if __name__ == "__main__":
    main()
