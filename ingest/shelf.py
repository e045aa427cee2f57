"""Where indexes lie: one folder each, a manifest of every file in it, and a pointer to the one that serves.

An index is never changed once the pointer names it. The pointer holds the folder's name and the manifest's hash, and the
manifest holds every file's size and hash, so one altered byte anywhere is found before the index is used.
"""

import fcntl
import hashlib
import json
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import IndexFault
from ingest.files import flush_folder, flush_tree, sha256_of, write_aside

REBUILD = "Run `make index` (or `python -m ingest build`) to build it again."

_POINTER = "current"
_MANIFEST = "manifest.json"
_BUILDING = ".building-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from and every file it consists of, with size and SHA-256."""

    format: str
    content_hash: str
    corpus_hash: str
    encoder: str
    dimensions: int
    clauses: int
    passages: int
    files: dict[str, tuple[int, str]]


def find_current(folder: Path) -> tuple[Path, Manifest]:
    """The folder that the pointer names and its manifest; raises ``IndexFault`` when there is none to be trusted."""
    try:
        name, digest = (folder / _POINTER).read_text("utf-8").split()
    except FileNotFoundError:
        raise IndexFault(f"There is no search index in {folder}. {REBUILD}") from None
    except (OSError, ValueError) as error:
        raise IndexFault(f"The search index is damaged: {folder / _POINTER} cannot be read. {REBUILD}") from error
    home = folder / Path(name).name
    if not home.is_dir():
        raise IndexFault(f"The search index is damaged: {folder / _POINTER} names {name}, which does not exist. {REBUILD}")
    return home, read_manifest(home, digest)


def read_manifest(home: Path, digest: str | None = None) -> Manifest:
    """The manifest, compared with the hash that the pointer holds."""
    file = home / _MANIFEST
    try:
        content = file.read_bytes()
        raw = json.loads(content)
        files = {name: (int(size), str(sha256)) for name, (size, sha256) in raw.pop("files").items()}
        manifest = Manifest(**raw, files=files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexFault(f"The search index is damaged: {file} cannot be read. {REBUILD}") from error
    if digest is not None and hashlib.sha256(content).hexdigest() != digest:
        raise IndexFault(f"The search index is damaged: {file} has been altered. {REBUILD}")
    return manifest


def check_files(home: Path, manifest: Manifest) -> None:
    """Raises ``IndexFault`` for the first file that is missing, altered or not in the manifest."""
    present = set(_files_below(home))
    for name, (size, sha256) in sorted(manifest.files.items()):
        file = home / name
        if name not in present:
            raise IndexFault(f"The search index is damaged: {file} is missing. {REBUILD}")
        try:
            sound = file.stat().st_size == size and sha256_of(file) == sha256
        except OSError as error:
            raise IndexFault(f"The search index is damaged: {file} cannot be read ({error.strerror}). {REBUILD}") from error
        if not sound:
            raise IndexFault(f"The search index is damaged: {file} has been altered. {REBUILD}")
    for name in sorted(present - set(manifest.files)):
        raise IndexFault(f"The search index is damaged: {home / name} does not belong to it. {REBUILD}")


def write_manifest(home: Path, **facts: str | int) -> Manifest:
    """Hashes every file below the folder and writes the manifest."""
    files = {name: ((home / name).stat().st_size, sha256_of(home / name)) for name in sorted(_files_below(home))}
    manifest = Manifest(**facts, files=files)  # type: ignore[arg-type]  # the facts are named where they are known
    write_aside(home / _MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True) + "\n")
    return manifest


@contextmanager
def building(folder: Path, progress: Callable[[str, float], None]) -> Iterator[Path]:
    """A folder beside the shelf to build in, for one builder at a time; what earlier, killed builds left is swept first."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress("Waiting for another build to finish", 0.0)
            fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in folder.parent.glob(f"{folder.name}{_BUILDING}*"):
            shutil.rmtree(leftover, ignore_errors=True)
        aside = folder.parent / f"{folder.name}{_BUILDING}{secrets.token_hex(4)}"
        aside.mkdir()
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def switch_to(folder: Path, aside: Path, manifest: Manifest) -> Path:
    """Moves a finished index onto the shelf, points at it in one step, and removes the older ones."""
    digest = sha256_of(aside / _MANIFEST)
    flush_tree(aside)
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / f"{manifest.content_hash[:16]}-{secrets.token_hex(4)}"
    aside.rename(home)
    flush_folder(folder)
    try:
        write_aside(folder / _POINTER, f"{home.name} {digest}\n")
    except OSError:
        shutil.rmtree(home, ignore_errors=True)
        raise
    for other in folder.iterdir():
        if other.is_dir() and other != home:
            shutil.rmtree(other, ignore_errors=True)
    return home


def _files_below(home: Path) -> Iterator[str]:
    return (file.relative_to(home).as_posix() for file in home.rglob("*") if not file.is_dir() and file != home / _MANIFEST)
