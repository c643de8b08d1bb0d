"""What was produced from what: the list (清单) that lies beside the files, so that they can be checked later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from reports.handouts import Choices
from reports.material import Material

NAME = "清单.json"


class ManifestError(Exception):
    """The list is missing, or is no such list; said in Chinese."""


@dataclass(frozen=True)
class Manifest:
    """The round, its fingerprint, the day that decided what was overdue, the choices, and each file's digest."""

    round_name: str
    fingerprint: str
    today: date
    choices: Mapping[str, Any]
    files: Mapping[str, str]

    @classmethod
    def of(cls, material: Material, choices: Choices, produced: Mapping[str, bytes]) -> Manifest:
        """The list of files that were produced from that material."""
        digests = {name: sha256(content).hexdigest() for name, content in produced.items()}
        return cls(
            material.diagnosis.round.name, material.fingerprint, material.today, choices.to_saved(material), digests
        )

    def wrote(self, name: str, content: bytes) -> bool:
        """Whether the file is byte for byte the one that was produced."""
        return sha256(content).hexdigest() == self.files.get(name)

    def written(self) -> bytes:
        """The list as a JSON file."""
        told = {
            "轮次": self.round_name,
            "指纹": self.fingerprint,
            "日期": self.today.isoformat(),
            "选择": self.choices,
            "文件": self.files,
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> Manifest:
        """The list as it was written. ManifestError when it is none."""
        try:
            told = json.loads(content)
            today = date.fromisoformat(told["日期"])
            return cls(str(told["轮次"]), str(told["指纹"]), today, dict(told["选择"]), dict(told["文件"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ManifestError(f"{NAME} 不是 report 写的清单") from error
