"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from gazette.errors import DeskError


def write_whole(path: Path, data: bytes) -> Path:
    """Write `data` to `path` in one step: a reader sees the old file or the new one.

    A device or a pipe is never replaced by a file.

    Raises:
        DeskError: The file cannot be written; what was there is untouched.
    """
    try:
        if path.exists() and not path.is_file():
            raise DeskError(f"{path} is no ordinary file.", "Name a file.")
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.chmod(0o644)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise DeskError(
            f"{path} cannot be written: {error.strerror}.", "Choose another place."
        ) from error
    return path
