"""Everything that can be set, read from the environment once and passed on as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "CAN_I_SHARE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which models are used. ``docs/deploying.md`` describes each variable."""

    corpus: Path = ROOT / "corpus"
    data: Path = ROOT / "var"
    cache: Path = Path.home() / ".cache" / "can-i-share-this"
    embedder: str | None = None
    model: str | None = None

    @property
    def index(self) -> Path:
        """The folder of the search index."""
        return self.data / "index"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read ``CAN_I_SHARE_CORPUS``, ``_DATA``, ``_CACHE``, ``_EMBEDDER`` and ``_MODEL``.

        Raises:
            SettingsError: for a variable with the prefix that is no setting.
        """
        known = {"CORPUS", "DATA", "CACHE", "EMBEDDER", "MODEL"}
        given = {name.removeprefix(PREFIX): value for name, value in environ.items() if name.startswith(PREFIX)}
        for name in sorted(given.keys() - known):
            raise SettingsError(
                f"{PREFIX}{name} is no setting of this program. The settings are "
                f"{', '.join(PREFIX + one for one in sorted(known))}; correct the name or unset it."
            )
        default = cls()
        return cls(
            corpus=Path(given.get("CORPUS") or default.corpus).expanduser(),
            data=Path(given.get("DATA") or default.data).expanduser(),
            cache=Path(given.get("CACHE") or default.cache).expanduser(),
            embedder=given.get("EMBEDDER") or None,
            model=given.get("MODEL") or None,
        )
