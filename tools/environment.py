"""The virtual environment ``.venv``, kept in step with a requirements file.

Runs on the bare Python that starts it: standard library only. ``python -m tools.environment requirements-dev.txt``
prints the path of the environment's own Python.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
HAS_ENSUREPIP = "import ensurepip; ensurepip.version()"


class SetupError(Exception):
    """The system cannot be set up or opened; the message says in Chinese what to do."""


def ensure(requirements: Path, venv: Path = VENV, wheels: Path | None = None) -> Path:
    """The Python of ``venv`` with everything in ``requirements`` installed.

    Installs only when the requirements changed since the last time. When the folder ``wheels`` holds something,
    packages come from there and from nowhere else. Raises SetupError.
    """
    python = _python_of(venv)
    if not _runs(python, "import pip"):  # a copied folder or an interrupted creation leaves one that does not
        _create(venv)
    stamp = venv / f"{requirements.name}.sha256"
    if not stamp.exists() or stamp.read_text() != digest(requirements):
        stamp.unlink(missing_ok=True)
        _install(python, requirements, wheels)
        _stamp(venv, requirements)
    return python


def digest(requirements: Path) -> str:
    """SHA-256 over a requirements file and all that it includes."""
    whole = hashlib.sha256()
    for path in _with_included(requirements):
        whole.update(path.read_bytes())
    return whole.hexdigest()


def say(words: str) -> None:
    """Tell the person at the terminal; the standard output is kept for what a script wants to read."""
    print(words, file=sys.stderr, flush=True)


def _python_of(venv: Path) -> Path:
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def _runs(python: Path, statement: str) -> bool:
    try:
        return subprocess.run([python, "-c", statement], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _create(venv: Path) -> None:
    say(f"正在建立运行环境 {venv.name} …")
    if not _runs(Path(sys.executable), HAS_ENSUREPIP):
        _add_venv_package()
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", venv], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if made.returncode != 0:
        raise SetupError(
            f"无法在 {venv.parent} 建立运行环境。请确认对该文件夹有写入权限、磁盘未满，然后重试。\n"
            + made.stdout.decode(errors="replace")
        )


def _add_venv_package() -> None:
    """Debian and Ubuntu keep a part of ``venv`` in a package of its own."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if shutil.which("apt-get") and os.name == "posix" and os.geteuid() == 0:
        say(f"正在安装系统软件包 {package} …")
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", package]):
            subprocess.run(["apt-get", *step], env=quiet, stdout=sys.stderr, check=False)
    if not _runs(Path(sys.executable), HAS_ENSUREPIP):
        raise SetupError(f"此 Python 缺少 venv 组件。请执行：sudo apt-get install {package}，然后重试。")


def _install(python: Path, requirements: Path, wheels: Path | None) -> None:
    command: list[str | Path] = [python, "-m", "pip", "install", "-r", requirements]
    command += ["--disable-pip-version-check", "--no-input"]
    if wheels and any(wheels.glob("*.whl")):
        say(f"正在从 {wheels.name} 文件夹离线安装所需软件包…")
        command += ["--no-index", "--find-links", wheels]
    else:
        say(f"正在安装 {requirements.name} 所列软件包（首次约需几分钟）…")
    if not sys.stderr.isatty():
        command.append("--quiet")
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode != 0:
        raise SetupError(
            "软件包没有装好，原因见上。能上网的电脑请检查网络后重试；"
            "内网电脑请按 README.md 的“内网安装”准备 wheels 文件夹后重试。"
        )


def _stamp(venv: Path, requirements: Path) -> None:
    for path in _with_included(requirements):
        (venv / f"{path.name}.sha256").write_text(digest(path))


def _with_included(requirements: Path) -> list[Path]:
    """The file itself and, depth first, those that its ``-r`` lines name."""
    paths = [requirements]
    for line in requirements.read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            paths += _with_included(requirements.parent / line.removeprefix("-r ").strip())
    return paths


def main(arguments: list[str]) -> int:
    try:
        print(ensure(ROOT / arguments[0]))
    except SetupError as fault:
        say(str(fault))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
