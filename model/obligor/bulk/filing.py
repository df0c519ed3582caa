"""The parts of a bulk run as they are filed: each with a seal, so that one that does not fit is known and judged again.

What is filed of a part are its verdicts and its rejected rows, as lines of JSON, and last its seal: whose run it is
of, which rows it holds, how many of each kind, and what its files are made of. A part counts from when its seal is on
disk; a seal that cannot be read, or that does not fit the files or the run, is none.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

from ..core.atomic_files import flush_folder, write_whole
from .columns import REJECTED
from .judged import JudgedRows, RowCounts
from .source import RunPart
from .table import line

VERDICTS, REJECTIONS, SEAL = "verdicts.jsonl", "rejected.jsonl", "seal"


class PartFolder(NamedTuple):
    """Where the parts of a run are filed.

    Attributes:
        path: the folder.
        run: which run it is of; parts of another one do not count.
    """

    path: Path
    run: str

    def file_of(self, part: RunPart, kind: str) -> Path:
        """The file of a part, of one of the three kinds."""
        return self.path / f"part-{part.number:06d}.{kind}"

    def keep(self, judged: JudgedRows, part: RunPart) -> None:
        """File what came of a part, its seal last, each on disk before the next.

        Raises:
            OSError: if it cannot be written.
        """
        texts = {
            VERDICTS: "".join(f"{lines}\n" for lines in judged.verdicts),
            REJECTIONS: "".join(line(row, REJECTED) for row in judged.rejected),
        }
        content = {kind: text.encode() for kind, text in texts.items()}
        for kind, data in content.items():
            write_whole(self.file_of(part, kind), data)
        seal = json.dumps({**self._about(part, content), "counts": judged.counts._asdict()}, sort_keys=True)
        write_whole(self.file_of(part, SEAL), f"{_digest(seal.encode())} {seal}\n".encode())
        flush_folder(self.path)

    def counts(self, part: RunPart) -> RowCounts | None:
        """The counts of a part that is filed; None if it is not, or does not fit its seal, or this run."""
        try:
            digest, _, seal = self.file_of(part, SEAL).read_text("utf-8").rstrip("\n").partition(" ")
            content = {kind: self.file_of(part, kind).read_bytes() for kind in (VERDICTS, REJECTIONS)}
            if digest != _digest(seal.encode()):
                return None
            sealed = json.loads(seal)
            counts = sealed.pop("counts")
        except (OSError, ValueError):
            return None
        return RowCounts.filed(counts) if sealed == self._about(part, content) else None

    def kept(self, part: RunPart) -> JudgedRows:
        """What was filed of a part that counts."""
        verdicts, rejected = (
            self.file_of(part, kind).read_text("utf-8").split("\n")[:-1] for kind in (VERDICTS, REJECTIONS)
        )
        counts = self.counts(part)
        assert counts is not None
        return JudgedRows(verdicts, list(map(json.loads, rejected)), counts)

    def _about(self, part: RunPart, content: dict[str, bytes]) -> dict[str, Any]:
        """What a seal says, counts apart."""
        files = {kind: [len(data), _digest(data)] for kind, data in content.items()}
        return {"run": self.run, "part": list(part), "files": files}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
