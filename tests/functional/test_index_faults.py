"""Damage to the index, killed builds and full disks: each is named before the first answer, and the old index keeps serving."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexFault
from ingest.index import build_index, ensure_index, open_index
from ingest.shelf import find_current
from tests.small_index import WordEncoder, make_corpus

ROOT = Path(__file__).resolve().parents[2]
CHANGED = {"K2": "Nobody may open a parcel."}
BUILD = """
import sys; from pathlib import Path
from corpus.errors import IndexFault
from ingest.index import build_index
from tests.small_index import WordEncoder, make_corpus
{before}
print("started", flush=True)
try: build_index(make_corpus(K2="Nobody may open a parcel."), WordEncoder(), Path({folder!r}))
except IndexFault as fault: print(fault); sys.exit(3)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shelf") / "index"
    build_index(make_corpus(), WordEncoder(), folder)
    return folder


@pytest.fixture
def folder(built, tmp_path):
    shutil.copytree(built, tmp_path / "index")
    return tmp_path / "index"


def home_of(folder: Path) -> Path:
    return find_current(folder)[0]


def one(folder: Path, pattern: str) -> Path:
    return next(home_of(folder).rglob(pattern))


def flip(file: Path) -> None:
    """Alters one byte in the middle and keeps the size."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def reseal(folder: Path) -> None:
    """Writes manifest and pointer anew over damaged files, as a careless or hostile repair would."""
    from ingest.shelf import sha256_of, write_manifest

    home, manifest = find_current(folder)
    facts = {name: getattr(manifest, name) for name in manifest.__slots__ if name != "files"}
    write_manifest(home, **facts)
    (folder / "current").write_text(f"{home.name} {sha256_of(home / 'manifest.json')}\n")


def swap_vectors(folder: Path) -> None:
    vectors = np.load(one(folder, "vectors.npy"))
    np.save(one(folder, "vectors.npy"), vectors[::-1])


def edit_passages(folder: Path, change) -> None:
    file = one(folder, "contents.json")
    raw = json.loads(file.read_text())
    change(raw["passages"])
    file.write_text(json.dumps(raw))


VISIBLE_AT_ONCE = {
    "sqlite cut short": lambda f: os.truncate(one(f, "chroma.sqlite3"), 4096),
    "sqlite deleted": lambda f: one(f, "chroma.sqlite3").unlink(),
    "sqlite header zeroed": lambda f: one(f, "chroma.sqlite3").open("r+b").write(bytes(100)),
    "HNSW folder deleted": lambda f: shutil.rmtree(one(f, "data_level0.bin").parent),
    "HNSW data cut short": lambda f: os.truncate(one(f, "data_level0.bin"), 100),
    "HNSW header altered": lambda f: flip(one(f, "header.bin")),
    "manifest altered": lambda f: one(f, "manifest.json").write_text(one(f, "manifest.json").read_text().replace('"words"', '"words" ')),
    "manifest deleted": lambda f: one(f, "manifest.json").unlink(),
    "manifest is no JSON": lambda f: one(f, "manifest.json").write_text("[]"),
    "vectors altered": lambda f: flip(one(f, "vectors.npy")),
    "vectors in another order": swap_vectors,
    "weights altered": lambda f: flip(one(f, "weights.npy")),
    "word scores altered": lambda f: flip(one(f, "data.csc*.npy")),
    "vocabulary deleted": lambda f: one(f, "vocab*.json").unlink(),
    "a passage missing": lambda f: edit_passages(f, lambda passages: passages.pop()),
    "a passage too many": lambda f: edit_passages(f, lambda passages: passages.append(passages[0])),
    "a file too many": lambda f: (home_of(f) / "stray.bin").write_bytes(b"x"),
    "pointer to nothing": lambda f: (f / "current").write_text("gone " + "0" * 64),
    "pointer empty": lambda f: (f / "current").write_text(""),
    "pointer is binary": lambda f: (f / "current").write_bytes(b"\xff\xfe\x00"),
    "pointer deleted": lambda f: (f / "current").unlink(),
    "folder half there": lambda f: [file.unlink() for file in list(home_of(f).iterdir())[:3] if file.is_file()],
    "everything deleted": lambda f: shutil.rmtree(f),
}


@pytest.mark.parametrize("damage", VISIBLE_AT_ONCE)
def test_damage_is_named_before_the_first_answer(folder, damage):
    VISIBLE_AT_ONCE[damage](folder)

    with pytest.raises(IndexFault, match=r"(missing|altered|damaged|no search index|does not belong).*make index"):
        open_index(folder, make_corpus().hash, "words", verify=False)


RESEALED = {
    "vectors in another order": swap_vectors,
    "vectors of other dimensions": lambda f: np.save(one(f, "vectors.npy"), np.load(one(f, "vectors.npy"))[:, :20]),
    "vectors of another model": lambda f: np.save(
        one(f, "vectors.npy"), WordEncoder("x").encode([f"other {n}" for n in range(len(np.load(one(f, "vectors.npy"))))])
    ),
    "a passage missing": lambda f: edit_passages(f, lambda passages: passages.pop()),
    "HNSW folder deleted": lambda f: shutil.rmtree(one(f, "data_level0.bin").parent),
    "sqlite header zeroed": lambda f: one(f, "chroma.sqlite3").open("r+b").write(bytes(100)),
    "HNSW data zeroed": lambda f: one(f, "data_level0.bin").write_bytes(bytes(one(f, "data_level0.bin").stat().st_size)),
}


@pytest.mark.parametrize("damage", RESEALED)
def test_damage_under_a_matching_manifest_is_found_by_trying_it(folder, damage):
    RESEALED[damage](folder)
    reseal(folder)

    with pytest.raises(IndexFault):
        open_index(folder, make_corpus().hash, "words", verify=True)


def test_a_damaged_index_is_rebuilt_from_the_corpus(folder):
    one(folder, "chroma.sqlite3").unlink()

    index = ensure_index(make_corpus(), WordEncoder(), folder, verify=True)

    assert index.search("it never came")[0].clause == "K3"
    index.close()


def test_serving_changes_no_byte_of_the_index_and_needs_no_write_access(folder):
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for _ in range(2):
        index = open_index(folder, make_corpus().hash, "words", verify=True, encoder=WordEncoder())
        assert index.search("it never came")[0].clause == "K3"
        index.close()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755)


def test_damage_while_in_use_falls_back_to_exact_search_and_says_so(folder):
    index = open_index(folder, make_corpus().hash, "words", encoder=WordEncoder())
    expected = index.search("it never came")
    index.store.nearest = lambda queries, wanted: [(np.zeros(wanted, dtype=np.intp), np.zeros(wanted, dtype=np.float32))]

    assert index.search("it never came") == expected
    assert "exact search stands in" in index.fault
    index.close()


def test_a_store_that_cannot_be_copied_falls_back_too(folder, monkeypatch):
    index = open_index(folder, make_corpus().hash, "words", encoder=WordEncoder())
    monkeypatch.setattr("tempfile.tempdir", str(folder / "current"))

    assert index.search("it never came")[0].clause == "K3"
    assert "exact search stands in" in index.fault


def start_build(folder: Path, before: str = "") -> subprocess.Popen[str]:
    code = BUILD.format(folder=str(folder), before=before)
    return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)


def test_a_killed_build_leaves_the_old_index_serving_and_is_swept_by_the_next(folder):
    for after in (0.0, 0.15, 0.4, 0.8, 1.3, 1.9):
        build = start_build(folder)
        assert build.stdout is not None
        build.stdout.readline()
        time.sleep(after)
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()
        hashes = {corpus.hash for corpus in (make_corpus(), make_corpus(**CHANGED))}
        assert find_current(folder)[1].corpus_hash in hashes
        index = open_index(folder, find_current(folder)[1].corpus_hash, "words", encoder=WordEncoder())
        assert index.search("it never came")[0].clause == "K3"
        assert index.fault is None
        index.close()
    build_index(make_corpus(), WordEncoder(), folder)
    assert [path.name for path in folder.parent.iterdir() if "building" in path.name] == []
    assert len([path for path in folder.iterdir() if path.is_dir()]) == 1


@pytest.mark.parametrize("limit", [0, 500, 3_000, 20_000, 100_000])
def test_a_full_disk_is_said_clearly_and_leaves_the_old_index(folder, limit):
    before = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    build = start_build(folder, before)

    said, _ = build.communicate(timeout=60)

    assert build.returncode == 3, said
    assert "Traceback" not in said
    index = open_index(folder, make_corpus().hash, "words", encoder=WordEncoder())
    assert index.search("it never came")[0].clause == "K3"
    assert [path.name for path in folder.parent.iterdir() if "building" in path.name] == []
    index.close()


def test_two_builds_at_once_take_turns(folder):
    builds = [start_build(folder) for _ in range(2)]

    assert [build.wait(timeout=60) for build in builds] == [0, 0]
    open_index(folder, make_corpus(**CHANGED).hash, "words", verify=True).close()
