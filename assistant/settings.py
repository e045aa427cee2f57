"""Everything that can be set, read from the environment once and passed on as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "CAN_I_SHARE_"
KNOWN = frozenset({"CORPUS", "DATA", "CACHE", "EMBEDDER", "MODEL", "MODEL_ADDRESS", "REMOTE"})
PROXIES = ("http_proxy", "https_proxy", "all_proxy")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which models are used. ``docs/deploying.md`` describes each variable.

    ``model_address`` is where the chat model is served; ``remote`` allows one that is not on this machine. ``proxied`` says that
    calls to the loopback address would go through a proxy, and so leave the machine.
    """

    corpus: Path = ROOT / "corpus"
    data: Path = ROOT / "var"
    cache: Path = Path.home() / ".cache" / "can-i-share-this"
    embedder: str | None = None
    model: str | None = None
    model_address: str | None = None
    remote: bool = False
    proxied: bool = False

    @property
    def index(self) -> Path:
        """The folder of the search index."""
        return self.data / "index"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read ``CAN_I_SHARE_CORPUS``, ``_DATA``, ``_CACHE``, ``_EMBEDDER``, ``_MODEL``, ``_MODEL_ADDRESS`` and ``_REMOTE``.

        Raises:
            SettingsError: for a variable with the prefix that is no setting, or a value that is none of those allowed.
        """
        given = {name.removeprefix(PREFIX): value for name, value in environ.items() if name.startswith(PREFIX)}
        for name in sorted(given.keys() - KNOWN):
            raise SettingsError(
                f"{PREFIX}{name} is no setting of this program. The settings are "
                f"{', '.join(PREFIX + one for one in sorted(KNOWN))}; correct the name or unset it."
            )
        default = cls()
        return cls(
            corpus=Path(given.get("CORPUS") or default.corpus).expanduser(),
            data=Path(given.get("DATA") or default.data).expanduser(),
            cache=Path(given.get("CACHE") or default.cache).expanduser(),
            embedder=given.get("EMBEDDER") or None,
            model=given.get("MODEL") or None,
            model_address=given.get("MODEL_ADDRESS") or None,
            remote=_is_yes(given.get("REMOTE") or "no"),
            proxied=_is_proxied(environ),
        )


def _is_yes(value: str) -> bool:
    if value not in {"yes", "no"}:
        raise SettingsError(f"{PREFIX}REMOTE is “{value}”. Write yes to let a model that is not on this machine be asked, or no.")
    return value == "yes"


def _is_proxied(environ: Mapping[str, str]) -> bool:
    lower = {name.lower(): value for name, value in environ.items()}
    spared = {host.strip() for host in lower.get("no_proxy", "").split(",")}
    return any(lower.get(name) for name in PROXIES) and not ("*" in spared or {"127.0.0.1", "localhost"} <= spared)
