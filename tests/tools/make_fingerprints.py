"""Write an agreement's `fingerprints.json` anew from its official text.

    python tests/tools/make_fingerprints.py TEXT [--ids FILE] [--into FOLDER]

Ids and layout are those of the file that is there; `--ids` gives another list of ids, one a line.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from obligor.agreement.fingerprints import FILE, Fingerprints, Layout, fingerprint, load_fingerprints
from obligor.agreement.installed import find
from obligor.agreement.official_text import divide, parse
from obligor.core.text_files import read_text


def fresh(text: str, ids: Sequence[str], layout: Layout) -> Fingerprints:
    """Fingerprints of a text that has these ids and no other, set out like this.

    Raises:
        SystemExit: if the text has other ids; the message names them.
    """
    # known by name alone: no line is a fixed point yet, so those outside the clauses are named in order
    blank = Fingerprints(dict.fromkeys(ids, ""), layout)
    front = divide(text, blank).front
    names = [slot if slot in ids else fingerprint(line.words) for slot, line in zip(layout.front, front, strict=False)]
    found = parse(text, blank._replace(layout=layout._replace(front=tuple(names))))
    if list(found) != list(ids):
        sys.exit(f"missing: {[i for i in ids if i not in found]}; unexpected: {[i for i in found if i not in ids]}")
    known = {id_: fingerprint(words) for id_, words in found.items()}
    return Fingerprints(known, layout._replace(front=tuple(names)))


def as_json(fingerprints: Fingerprints) -> str:
    """The content of `fingerprints.json`."""
    value = {"layout": fingerprints.layout._asdict(), "fingerprints": fingerprints.known}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description="Write an agreement's fingerprints anew from its official text.")
    parser.add_argument("text", metavar="TEXT", type=Path)
    parser.add_argument("--ids", metavar="FILE", type=Path, help="a list of ids, one a line")
    parser.add_argument("--into", metavar="NAME|FOLDER", default="wecom", help="the agreement; default: wecom")
    args = parser.parse_args()
    folder = find(args.into)
    old = load_fingerprints(folder)
    ids = args.ids.read_text("utf-8").split() if args.ids else list(old.known)
    new = fresh(read_text(args.text), ids, old.layout)
    (folder / FILE).write_text(as_json(new), "utf-8")
    print(
        f"{folder / FILE}: {len(new.known)} ids, {sum(old.known.get(i) != d for i, d in new.known.items())} new digests"
    )


if __name__ == "__main__":
    main()
