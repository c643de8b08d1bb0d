"""The two commands' own tools: the environment, the port, and what is said when something is missing."""

import shutil
import socket
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import cli
import data.demo
from data.place import STORE_VARIABLE, store_url
from data.roster import TOWNS, Roster
from data.store import Store
from tools import start
from tools.environment import SetupError, digest, ensure

INSTALLING = "安装"


def wheel(folder: Path, name: str) -> Path:
    """A wheel that holds one empty module."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-1.0-py3-none-any.whl"
    about = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        archive.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{about}/RECORD", "")
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder 内网 电脑 with a requirements file, its wheel, and the environment made from them."""
    folder = tmp_path_factory.mktemp("内网 电脑")
    wheel(folder / "wheels", "plough")
    (folder / "requirements.txt").write_text("plough==1.0\n")
    ensure(folder / "requirements.txt", folder / ".venv", folder / "wheels")
    return folder


def test_packages_come_from_the_wheels_folder_without_a_network(made: Path) -> None:
    python = ensure(made / "requirements.txt", made / ".venv", made / "wheels")
    assert subprocess.run([python, "-c", "import plough"], check=False).returncode == 0


def test_a_second_run_installs_nothing(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ensure(made / "requirements.txt", made / ".venv", made / "wheels")
    assert INSTALLING not in capfd.readouterr().err


def test_a_changed_requirement_is_installed(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    wheel(made / "wheels", "harrow")
    (made / "more.txt").write_text("-r requirements.txt\nharrow==1.0\n")
    python = ensure(made / "more.txt", made / ".venv", made / "wheels")
    assert INSTALLING in capfd.readouterr().err
    assert subprocess.run([python, "-c", "import harrow"], check=False).returncode == 0


def test_a_package_that_is_not_among_the_wheels_is_said_and_tried_again(made: Path) -> None:
    (made / "absent.txt").write_text("scythe==1.0\n")
    for _ in range(2):
        with pytest.raises(SetupError, match="内网安装"):
            ensure(made / "absent.txt", made / ".venv", made / "wheels")


def test_an_environment_copied_from_another_machine_is_made_anew(made: Path) -> None:
    copied = made / "copied"
    (copied / "bin").mkdir(parents=True)
    (copied / "bin" / "python").symlink_to(made / "no-such-python")
    (copied / "requirements.txt.sha256").write_text(digest(made / "requirements.txt"))
    python = ensure(made / "requirements.txt", copied, made / "wheels")
    assert subprocess.run([python, "-c", "import plough"], check=False).returncode == 0


def test_the_digest_covers_what_a_requirements_file_includes(tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text("plough==1.0\n")
    (tmp_path / "dev.txt").write_text("-r base.txt\n")
    before = digest(tmp_path / "dev.txt")
    (tmp_path / "base.txt").write_text("plough==1.1\n")
    assert digest(tmp_path / "dev.txt") != before


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.create_server((start.HOST, 0)) as listener:
        yield listener.getsockname()[1]


def test_a_taken_port_is_passed_over(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(start, "FIRST_PORT", taken)
    assert start._port(None) > taken


def test_a_port_asked_for_by_number_is_not_exchanged_for_another(taken: int) -> None:
    with pytest.raises(SetupError, match=f"端口 {taken} 已被占用"):
        start._port(taken)


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Store]:
    """A new store to prepare, and the stores into which the demo county was loaded."""
    stores: list[Store] = []
    monkeypatch.setenv(STORE_VARIABLE, f"sqlite:///{tmp_path / 'store.db'}")
    monkeypatch.setattr(data.demo, "load_demo", lambda store, _scheme: stores.append(store))
    return stores


def test_a_new_store_gets_the_demo_county(loaded: list[Store]) -> None:
    cli.main(["prepare"])
    assert len(loaded) == 1


def test_a_store_that_was_begun_empty_stays_so_at_the_next_start(loaded: list[Store]) -> None:
    cli.main(["prepare", "--empty"])
    cli.main(["prepare"])
    assert loaded == []


def test_the_demo_county_comes_into_an_empty_store_when_asked_for(loaded: list[Store]) -> None:
    cli.main(["prepare", "--empty"])
    cli.main(["demo"])
    assert len(loaded) == 1


def test_the_demo_county_never_replaces_a_roster(loaded: list[Store]) -> None:
    cli.main(["prepare", "--empty"])
    with closing(Store(store_url())) as store:
        store.save_roster(Roster("清溪县", TOWNS.frame([("石桥镇", "山区镇", "")])))
    cli.main(["demo"])
    assert loaded == []


def test_without_python_the_command_says_where_to_get_it(root: Path, tmp_path: Path) -> None:
    for tool in ("dirname", "cat"):
        (tmp_path / tool).symlink_to(str(shutil.which(tool)))
    bash = str(shutil.which("bash"))
    told = subprocess.run([bash, root / "start"], env={"PATH": str(tmp_path)}, capture_output=True, check=False)
    assert told.returncode == 1
    assert "Python 3.11" in told.stderr.decode()


def test_the_windows_command_keeps_to_what_cmd_reads(root: Path) -> None:
    script = (root / "start.bat").read_bytes()
    assert script.isascii()
    assert script.count(b"\n") == script.count(b"\r\n")


def test_the_windows_command_opens_the_same_door(root: Path) -> None:
    windows, unix = (root / "start.bat").read_text(), (root / "start").read_text()
    assert "-m tools.start" in windows
    assert "-m tools.start" in unix
    assert r'type "tools\no_python.txt"' in windows
