"""What the documents say is there is there: commands, options, links, files."""

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".venv", ".git", "wheels", "var", "node_modules"}
DOCUMENTS = sorted(path for path in ROOT.rglob("*.md") if not NOT_OURS & set(path.relative_to(ROOT).parts))
READMES = [ROOT / "README.md", ROOT / "README.en.md"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)[^)]*\)|(?:src|href)=\"([^\"]+)\"")


def fenced(document: Path) -> list[str]:
    """The lines inside the document's code fences."""
    blocks = re.findall(r"^```[^\n]*\n(.*?)^```", document.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def commands(document: Path, program: str) -> list[list[str]]:
    """Every line in a fence, and every piece of inline code, that runs ``program``: the words after it.

    Two blanks after it mean a line of a list that says what the program is.
    """
    lines = fenced(document) + re.findall(r"`([^`\n]+)`", document.read_text(encoding="utf-8"))
    split = [shlex.split(line, comments=True) for line in lines if program in line and f"{program}  " not in line]
    return [words[words.index(program) + 1 :] for words in split if program in words]


@cache
def help_of(*command: str) -> str:
    """What ``--help`` prints; fails when the command does not know itself."""
    asked = subprocess.run([sys.executable, *command, "--help"], cwd=ROOT, capture_output=True, check=False)
    assert asked.returncode == 0, f"{' '.join(command)} --help: {asked.stderr.decode()}"
    return asked.stdout.decode()


def unknown_options(words: list[str], help_text: str) -> list[str]:
    """The options among the words that the help does not name."""
    known = set(re.findall(r"--[a-z][a-z-]*", help_text))
    return [word for word in words if word.startswith("--") and word.split("=")[0] not in known]


def broken_links(document: Path) -> list[str]:
    """Links to places in this project that lead nowhere."""
    found = [first or second for first, second in LINK.findall(document.read_text(encoding="utf-8"))]
    inside = [link for link in found if not re.match(r"[a-z]+:|#", link)]
    return [link for link in inside if not (document.parent / unquote(link.split("#")[0])).exists()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_inside_the_project_leads_somewhere(document: Path) -> None:
    assert broken_links(document) == []


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_the_commands_a_readme_shows_can_be_run(readme: Path) -> None:
    named = set(re.findall(r"(?<![\w/.])\./(start|check)\b", readme.read_text(encoding="utf-8")))
    assert named == {"start", "check"} if readme.name == "README.en.md" else "start" in named
    assert all((ROOT / name).stat().st_mode & 0o111 for name in (*named, ".ci/run"))


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_every_option_of_start_that_a_readme_shows_exists(readme: Path) -> None:
    shown = [word for words in commands(readme, "./start") + commands(readme, "start.bat") for word in words]
    assert any(word.startswith("--") for word in shown)
    assert unknown_options(shown, help_of("-m", "tools.start")) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_verb_and_option_of_the_command_line_in_the_documents_exists(document: Path) -> None:
    for words in commands(document, "cli.py"):
        verb = [word for word in words[:1] if re.fullmatch("[a-z]+(-[a-z]+)*", word)]
        text = help_of("cli.py", *verb)
        assert unknown_options(words, text) == [], f"cli.py {' '.join(words)}"


def test_the_engineers_readme_shows_every_verb_of_the_command_line() -> None:
    shown = {words[0] for words in commands(ROOT / "README.en.md", "cli.py") if words}
    listed = re.findall(r"^    ([a-z-]+)(?: |$)", help_of("cli.py"), re.MULTILINE)
    assert listed
    assert set(listed) <= shown


def test_every_room_in_the_engineers_layout_exists() -> None:
    named = [line.split()[0] for line in fenced(ROOT / "README.en.md") if re.match(r"\S+(/|\.py) ", line)]
    assert len(named) >= 8
    assert [name for name in named if not (ROOT / name.split("<")[0]).exists()] == []


def test_the_checks_of_this_file_can_fail(tmp_path: Path) -> None:
    document = tmp_path / "x.md"
    document.write_text("[a](gone.md) [b](x.md#part) [c](https://example.org) `python cli.py score --soon 1`\n")
    assert broken_links(document) == ["gone.md"]
    assert commands(document, "cli.py") == [["score", "--soon", "1"]]
    assert unknown_options(["score", "--soon", "1"], "usage: [--scheme X]") == ["--soon"]
