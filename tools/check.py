"""Run every stage of the check, then say in one line each how it went and how long it took.

``./check`` runs everything; ``./check fast`` leaves out the tests that need a browser, LibreOffice or PostgreSQL.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from tools.environment import ROOT, VENV

CACHE = VENV / "cache"
WORKERS = 3
"""One more than cores: browsers, LibreOffice and PostgreSQL keep a worker waiting."""
SECONDS_A_STAGE = 30 * 60


@dataclass(frozen=True)
class Stage:
    """One thing that must be true: its name on screen, and the Python module and arguments that prove it."""

    name: str
    arguments: tuple[str, ...]
    talks: bool = False


def stages(*, fast: bool) -> list[Stage]:
    """The stages in their order. The tests come last, so that their closing line is the last of its kind."""
    return [
        Stage("格式 ruff format", ("-m", "ruff", "format", "--check", ".")),
        Stage("规范 ruff check", ("-m", "ruff", "check", ".")),
        Stage("类型 mypy", ("-m", "mypy")),
        Stage("方案 lint gd2021", ("cli.py", "lint", "gd2021")),
        Stage("测试 pytest", ("-m", "pytest", *_pytest_options(fast=fast)), talks=True),
    ]


def _pytest_options(*, fast: bool) -> list[str]:
    options = ["-v", "-n", str(WORKERS), "--no-loadscope-reorder"]
    options += ["--durations", "10", "-o", f"cache_dir={CACHE / 'pytest'}"]
    return options + (["-m", "not (browser or libreoffice or postgres)"] if fast else [])


def surroundings(*, fast: bool) -> dict[str, str]:
    """The environment of every stage: caches outside the source, and absent tools as failures."""
    postgres = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    added = {
        "MYPY_CACHE_DIR": str(CACHE / "mypy"),
        "RUFF_CACHE_DIR": str(CACHE / "ruff"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(CACHE / "hypothesis"),
        "PATH": os.pathsep.join([os.environ["PATH"], *map(str, postgres)]),
    }
    if not fast:
        added |= {"REQUIRE_BROWSER": "1", "REQUIRE_LIBREOFFICE": "1", "REQUIRE_POSTGRES": "1"}
    return {**os.environ, **added}


def run(stage: Stage, environment: dict[str, str]) -> bool:
    """Run one stage; a quiet one shows its output only when it fails."""
    command = [sys.executable, *stage.arguments]
    to = None if stage.talks else subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=to, stderr=to
    ) as running:
        try:
            spoken, complained = running.communicate(timeout=SECONDS_A_STAGE)
        except subprocess.TimeoutExpired:
            running.kill()
            print(f"超过 {SECONDS_A_STAGE // 60} 分钟，已中止", flush=True)
            return False
    if running.returncode != 0 and not stage.talks:
        print((spoken + complained).decode(errors="replace"), flush=True)
    return running.returncode == 0


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["fast"]):
        print("用法：./check 或 ./check fast", file=sys.stderr)
        return 2
    fast = arguments == ["fast"]
    lines, passed = [], True
    for stage in stages(fast=fast):
        print(f"… {stage.name}", flush=True)
        began = time.monotonic()
        holds = run(stage, surroundings(fast=fast))
        lines.append(f"{'通过' if holds else '未过'} {time.monotonic() - began:7.1f} 秒  {stage.name}")
        passed = passed and holds
    print("", *lines, "全部通过" if passed else "有未通过的项，见上", sep="\n", flush=True)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
