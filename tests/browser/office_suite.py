"""LibreOffice as a clerk uses it, without a window: a workbook saved in an older format, figures typed into cells."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

SECONDS = 180

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Clerk" script:language="StarBasic">
Sub TypeFigures
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
{typing}
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName"
  how(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL("{target}", how())
  book.close(True)
End Sub
</script:module>
"""
_LIBRARY = '<library:element library:name="Module1"/>'


class OfficeSuite:
    """A LibreOffice with a profile of its own in that folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.profile = folder / "profile"

    def saved_as_xls(self, content: bytes) -> bytes:
        """The workbook in the format of Excel 97."""
        source = self.folder / "source.xlsx"
        source.write_bytes(content)
        self._run("--convert-to", "xls", "--outdir", str(self.folder), str(source))
        return source.with_suffix(".xls").read_bytes()

    def printed(self, content: bytes, ending: str) -> bytes:
        """A document or a presentation as PDF."""
        source = self.folder / f"document.{ending}"
        source.write_bytes(content)
        self._run("--convert-to", "pdf", "--outdir", str(self.folder), str(source))
        return source.with_suffix(".pdf").read_bytes()

    def typed(self, content: bytes, figures: Mapping[tuple[str, str], float]) -> bytes:
        """The workbook opened, with a figure typed into each of those cells (sheet, cell), and saved."""
        source, target = self.folder / "open.xlsx", self.folder / "saved.xlsx"
        source.write_bytes(content)
        cell = '  book.Sheets.getByName("{}").getCellRangeByName("{}").setValue({})'
        typing = "\n".join(cell.format(sheet, place, figure) for (sheet, place), figure in figures.items())
        self._write_macro(_MODULE.format(source=source.as_uri(), target=target.as_uri(), typing=typing))
        self._run("macro:///Standard.Clerk.TypeFigures")
        return target.read_bytes()

    def _write_macro(self, module: str) -> None:
        """Put the macro into the profile, which LibreOffice lays out when it is first started."""
        library = self.profile / "user" / "basic" / "Standard"
        if not library.exists():
            self._run("--terminate_after_init")
        (library / "Clerk.xba").write_text(module, "utf-8")
        listed = (library / "script.xlb").read_text("utf-8")
        both = _LIBRARY + _LIBRARY.replace("Module1", "Clerk")
        (library / "script.xlb").write_text(listed.replace(_LIBRARY, both), "utf-8")

    def _run(self, *arguments: str) -> None:
        program = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
        command = [program, f"-env:UserInstallation={self.profile.as_uri()}", "--headless", "--norestore", *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
