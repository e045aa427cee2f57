"""Writes the SHA-256 of each source's file into the manifest, for a change of the corpus that is meant."""

import hashlib
import re
from pathlib import Path

from ingest.sources import read_sources


def stamp(folder: Path) -> tuple[str, ...]:
    """Update ``sources.yaml`` in ``folder`` and return the ids whose hash changed. Only the hashes are touched."""
    manifest = folder / "sources.yaml"
    text, changed = manifest.read_text(encoding="utf-8"), []
    for source in read_sources(folder).sources:
        digest = hashlib.sha256((folder / source.file).read_bytes()).hexdigest()
        if digest != source.sha256:
            place = re.compile(rf"(- id: {re.escape(source.id)}\n(?:(?!\n  - id: )[\s\S])*?\n    sha256: )\S+")
            text = place.sub(lambda match, digest=digest: match[1] + digest, text, count=1)  # type: ignore[misc]  # bound per loop
            changed.append(source.id)
    manifest.write_text(text, encoding="utf-8")
    return tuple(changed)
