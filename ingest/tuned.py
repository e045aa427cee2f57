"""The embedding model as the search uses it: the published one, with low-rank additions learned from the corpus's own questions.

The published model knows likeness in general; two questions that a practitioner would put in one breath can lie far apart in it. The
additions, under a megabyte and kept in the repository, bring together what asks for the same clause or the same settled answer
(``ingest.tune`` learns them). A model of somebody's own choosing is used as it is.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from ingest.files import sha256_of
from ingest.model_files import PUBLISHED_SHA256

ADDITIONS = Path(__file__).resolve().parent / "weights" / "search.npz"
_WEIGHTS = "model.safetensors"


@cache
def hash_of_additions() -> str:
    """The SHA-256 of the learned additions."""
    return sha256_of(ADDITIONS)


def label_of_tuned() -> str:
    """What names the published weights with these additions."""
    return f"all-MiniLM-L6-v2@{PUBLISHED_SHA256[:12]}+{hash_of_additions()[:8]}"


@contextmanager
def tuned_model(published: Path, beside: Path) -> Iterator[Path]:
    """A sentence-transformers folder of the published model with the additions in its weights, gone when the block ends.

    Args:
        published: the model's folder.
        beside: where there is room for a copy, of about 90 MB.

    Raises:
        OSError: when the copy cannot be written.
    """
    from safetensors.numpy import load_file, save_file

    weights = load_file(published / _WEIGHTS)
    with np.load(ADDITIONS) as additions:
        for name in {key.rsplit(".", 1)[0] for key in additions}:
            up, down = (additions[f"{name}.{part}"].astype(np.float32) for part in ("up", "down"))
            weights[f"{name}.weight"] = weights[f"{name}.weight"] + up @ down
    beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=beside, prefix="tuned-") as aside:
        folder = Path(aside) / "model"
        shutil.copytree(published, folder, ignore=shutil.ignore_patterns(_WEIGHTS))
        save_file(weights, folder / _WEIGHTS, metadata={"format": "pt"})
        yield folder
