"""Writing so that a reader sees the old file, the new file or nothing, whatever happens in between; and hashing."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def sha256_of(file: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def write_aside(file: Path, text: str) -> None:
    """Replaces the file in one step: written beside it, forced to the disk, then renamed."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
    aside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        aside.chmod(0o644)
        aside.replace(file)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    flush_folder(file.parent)


@contextmanager
def publish_folder(target: Path) -> Iterator[Path]:
    """A folder to write in, which becomes ``target`` when the block ends well and vanishes when it does not."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=target.parent, prefix=f"{target.name}.preparing-"))
    try:
        yield aside
        flush_tree(aside)
        shutil.rmtree(target, ignore_errors=True)
        aside.chmod(0o755)
        aside.rename(target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    flush_folder(target.parent)


def flush_tree(folder: Path) -> None:
    """Forces every file below the folder, and the folders themselves, to the disk."""
    for parent, _, names in os.walk(folder):
        for name in names:
            with (Path(parent) / name).open("rb") as opened:
                os.fsync(opened.fileno())
        flush_folder(Path(parent))


def flush_folder(folder: Path) -> None:
    """Forces a folder's own entries (what was renamed or removed in it) to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
