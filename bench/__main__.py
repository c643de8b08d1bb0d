"""Benchmarks: ``python -m bench [reading] [drop] [scoring] [page]``. Each runs its named baseline in the same run.

They measure; they never fail. What counts is the ratio, since two machines agree on nothing else.
"""

from __future__ import annotations

import sys

from bench import drop, page, reading, scoring
from bench.clock import Line

BENCHES = {"reading": reading.lines, "drop": drop.lines, "scoring": scoring.lines, "page": page.lines}


def main(chosen: list[str]) -> None:
    """Run the chosen benchmarks, all when none is chosen, and print a Markdown table of each."""
    for name in chosen or list(BENCHES):
        print(f"\n### {name}\n\n| what | median | ratio to baseline |\n|---|---:|---:|")
        for line in BENCHES[name]():
            print(_row(line), flush=True)


def _row(line: Line) -> str:
    ratio = "baseline" if line.baseline is None else f"{line.seconds / line.baseline:.2f} ×"
    return f"| {line.what} | {line.seconds * 1000:,.1f} ms | {ratio} |"


if __name__ == "__main__":
    main(sys.argv[1:])
