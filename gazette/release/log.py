"""The log of releases: one line for each, and a head that stands for all of them.

```
releases/log/leaves        hash of the release's manifest as a leaf, and where the manifest lies
releases/log/head          how many, the root of the tree, the day of the newest
releases/log/consistency   proof that this log only adds to the one before
```
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gazette.errors import DeskError
from gazette.release.tree import consistency
from gazette.release.verifier import leaf_hash, parse_head, parse_leaf, root_hash


@dataclass(frozen=True, slots=True)
class Leaf:
    """One release in the log."""

    hash: bytes
    path: str
    """Where its manifest lies, below `releases/`: 2023-21/manifest.json."""

    @property
    def issue(self) -> str:
        """The issue that was released."""
        return self.path.partition("/")[0]


def load(folder: Path) -> tuple[Leaf, ...]:
    """Read the log in a folder; none is an empty one.

    Lines beyond those the head stands for were written by a release that did not come to its end;
    they are as good as not written.

    Raises:
        DeskError: It is damaged, or its head stands for something else.
    """
    try:
        lines = (folder / "leaves").read_text(encoding="utf-8").splitlines()
        head = parse_head((folder / "head").read_text(encoding="utf-8"))
    except FileNotFoundError:
        if folder.exists() and any(folder.iterdir()):
            raise _damaged(folder) from None
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(folder) from error
    found = [parse_leaf(line) for line in lines]
    leaves = tuple(Leaf(bytes.fromhex(each[0]), each[1]) for each in found if each)
    if head is None or len(leaves) != len(lines):
        raise _damaged(folder)
    logged = leaves[: head[0]]
    if head[:2] != (len(logged), root_hash([each.hash for each in logged]).hex()):
        raise _damaged(folder)
    return logged


def _damaged(folder: Path) -> DeskError:
    return DeskError(
        f"The log of releases in {folder} is damaged.",
        "Restore public/releases from a backup; a log is never begun anew.",
    )


def appended(leaves: Sequence[Leaf], path: str, manifest: bytes, date: str) -> dict[str, bytes]:
    """Return the files of the log with one more release.

    Args:
        leaves: The log so far.
        path: Where the manifest lies, below `releases/`.
        manifest: Its bytes.
        date: When it is released: 2023-11-15T08:00:00Z.
    """
    whole = (*leaves, Leaf(leaf_hash(manifest), path))
    hashes = [each.hash for each in whole]
    lines = [f"{each.hash.hex()} {each.path}\n" for each in whole]
    head = f"gazette-log 1\nsize {len(whole)}\nroot {root_hash(hashes).hex()}\ndate {date}\n"
    proof = [f"{len(leaves)} {len(whole)}\n"]
    proof += [f"{node.hex()}\n" for node in consistency(hashes, len(leaves))]
    texts = {"leaves": lines, "head": [head], "consistency": proof}
    return {name: "".join(text).encode() for name, text in texts.items()}
