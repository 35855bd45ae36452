"""Write into docs/tutorial what its steps show now; what is said with "…" and still fits stays: no arguments."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def made_anew(text: str, name: str) -> str:
    """A step with what its blocks of Python print in the blocks of text behind them."""
    space: dict[str, object] = {"__name__": "tutorial"}
    parts, at, shown = [], 0, None
    for block in BLOCK.finditer(text):
        if block[1] == "py":
            with contextlib.redirect_stdout(io.StringIO()) as out:
                exec(compile(block[2], name, "exec"), space)
            shown = out.getvalue()
        elif block[1] == "text" and shown is not None:
            parts += [text[at : block.start(2)], block[2] if fits(block[2], shown) else shown.rstrip("\n") + "\n"]
            at, shown = block.end(2), None
    return "".join(parts) + text[at:]


def fits(said: str, shown: str) -> bool:
    """Whether what is said with "…" is what is shown."""
    pattern = ".*".join(re.escape(part) for part in " ".join(said.split()).split("…"))
    return "…" in said and re.fullmatch(pattern, " ".join(shown.split())) is not None


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    (folder / "scenarios").symlink_to(ROOT / "scenarios")
    os.chdir(folder)
    for path in sorted((ROOT / "docs" / "tutorial").glob("*.md")):
        path.write_text(made_anew(path.read_text(encoding="utf-8"), path.name), encoding="utf-8")
        print(path.name, file=sys.stderr)


if __name__ == "__main__":
    main()
