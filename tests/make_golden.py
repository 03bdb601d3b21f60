"""Writes the golden records of strategies and of history; run by hand before a release."""

import sys
from pathlib import Path

from sim.engine.run import simulate
from sim.history import history_record
from sim.record.replay import fold, open_record

FOLDER = Path(__file__).parent / "golden"


def main() -> None:
    """Write the records and the digests of all files in the folder."""
    for scenario in ("first-offer", "merger-of-equals", "summer-2020"):
        simulate(scenario, 7, out=FOLDER / f"{scenario}-7.jsonl")
    history_record(FOLDER / "history.jsonl")
    lines = []
    for path in sorted(FOLDER.glob("*.jsonl")):
        record = open_record(path)
        outcome = fold(record).common.outcome
        lines += [
            f"[{path.stem}]",
            f'digest = "{record.digest}"',
            f'outcome = "{outcome.kind if outcome else "open"}"',
            "",
        ]
    (FOLDER / "digests.toml").write_text("\n".join(lines), encoding="utf-8")
    sys.stdout.write(f"{len(lines) // 4} golden records\n")


if __name__ == "__main__":
    main()
