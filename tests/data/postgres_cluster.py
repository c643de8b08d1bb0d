"""A private PostgreSQL for one test session: in its own folder, on a Unix socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Self


class PostgresCluster:
    """A cluster while the ``with`` block lasts. The server listens on no network address."""

    def __enter__(self) -> Self:
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._as_owner = _unprivileged()
        if self._as_owner:
            shutil.chown(self._folder, self._as_owner["user"], self._as_owner["group"])
        self._run("initdb", "--username=tester", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        quick = f"-k {self._folder} -c listen_addresses='' -c fsync=off -c max_connections=50"
        self._run("pg_ctl", "start", "--wait", f"--log={self._folder / 'server.log'}", f"--options={quick}")
        return self

    def __exit__(self, *failure: object) -> None:
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate")
        shutil.rmtree(self._folder)

    def url(self, database: str) -> str:
        """The URL of a database in the cluster."""
        return f"postgresql+psycopg://tester@/{database}?host={self._folder}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [_program(program), f"--pgdata={self._folder / 'cluster'}", *arguments]
        # No pipe: the server started by pg_ctl would hold it open.
        with (self._folder / "output.txt").open("wb") as output:
            done = subprocess.run(
                command, cwd=self._folder, stdout=output, stderr=output, check=False, **self._as_owner
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{(self._folder / 'output.txt').read_text(errors='replace')}")


def _program(name: str) -> str:
    places = [os.environ.get("PATH", ""), *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin")))]
    found = shutil.which(name, path=os.pathsep.join(places))
    if found is None:
        raise FileNotFoundError(f"{name} is not installed: it comes with the package postgresql")
    return found


def _unprivileged() -> dict[str, Any]:
    """Whom to run the server as: PostgreSQL refuses root. Nothing to say when we are not root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    owner = known.get("postgres") or known["nobody"]
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
