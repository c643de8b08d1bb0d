"""Write every hostile file to a folder, to be tried by hand: ``python -m tests.hostile FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.hostile import bombs, tricks
from tests.hostile.made import MAKERS

assert bombs and tricks  # they fill MAKERS

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in MAKERS.items():
        (folder / name).write_bytes(make())
        print(f"{(folder / name).stat().st_size:>10,} {name}")
