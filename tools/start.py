"""Open the dashboard: environment, store, free port, server, browser. Standard library only; see ``./start --help``."""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from tools.environment import ROOT, SetupError, ensure, say

HOST = "127.0.0.1"
FIRST_PORT = 8501
PORTS_TRIED = 100
SECONDS_TO_START = 120


def main(arguments: Sequence[str]) -> int:
    chosen = _choose(arguments)
    try:
        python = ensure(ROOT / "requirements.txt", wheels=ROOT / "wheels")
        port = _port(chosen.port)
        _prepare(python, chosen)
        return _serve(python, port, browser=not chosen.no_browser)
    except SetupError as fault:
        say(str(fault))
        return 1
    except KeyboardInterrupt:
        return 0


def _choose(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start", description="打开模拟考核系统", add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示本说明")
    parser.add_argument("--port", type=int, metavar="N", help=f"网页端口；不写则用 {FIRST_PORT} 起第一个空闲的")
    parser.add_argument("--no-browser", action="store_true", default="CI" in os.environ, help="不打开浏览器")
    content = parser.add_mutually_exclusive_group()
    content.add_argument("--empty", action="store_true", help="首次运行不载入演示县，从空库开始")
    content.add_argument("--demo", action="store_true", help="载入演示县（首次运行且不写 --empty 时自动载入）")
    return parser.parse_args(arguments)


def _prepare(python: Path, chosen: argparse.Namespace) -> None:
    """Bring the store up to date; an empty one gets the demo county unless ``--empty`` was said."""
    verb = ["demo"] if chosen.demo else ["prepare", *(["--empty"] if chosen.empty else [])]
    if subprocess.run([python, "cli.py", *verb], cwd=ROOT, check=False).returncode != 0:
        raise SetupError("数据库没有准备好，原因见上。")


def _port(wanted: int | None) -> int:
    """The wanted port, or the first free one when none was named. SetupError when there is none."""
    if wanted is not None:
        if _free(wanted):
            return wanted
        raise SetupError(f"端口 {wanted} 已被占用或不可用。请换一个端口，或不写 --port，由程序自动选择。")
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if _free(port):
            return port
    raise SetupError(f"从 {FIRST_PORT} 起的 {PORTS_TRIED} 个端口都被占用，请用 --port 指定其他端口。")


def _free(port: int) -> bool:
    try:
        socket.create_server((HOST, port)).close()
    except (OSError, OverflowError):
        return False
    return True


def _serve(python: Path, port: int, *, browser: bool) -> int:
    options = ["--server.address", HOST, "--server.port", str(port), "--server.headless", "true"]
    server = subprocess.Popen([python, "-m", "streamlit", "run", "app.py", *options], cwd=ROOT)
    signal.signal(signal.SIGTERM, lambda *_: server.terminate())
    try:
        _wait_until_up(server, port)
        say(f"已启动：http://localhost:{port}  （在此窗口按 Ctrl+C 停止）")
        if browser and _has_screen():
            webbrowser.open(f"http://localhost:{port}")
        return max(server.wait(), 0)
    finally:
        server.terminate()
        server.wait()


def _wait_until_up(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise SetupError("网页服务没有启动，原因见上。")
        if answers(port):
            return
        time.sleep(0.2)
    raise SetupError(f"网页服务 {SECONDS_TO_START} 秒内没有响应。请关闭其他程序后重试。")


def answers(port: int) -> bool:
    """Whether the dashboard on that port is up. Asked directly: a proxy of the machine has no say in it."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        connection.close()


def _has_screen() -> bool:
    """On a machine without one, ``webbrowser`` would open a text browser over the terminal."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
