"""What an index costs: building it cold and again, its size, and a query's cost as a ratio to one embedding in the same run.

`python -m benchmarks.index_build`. Seconds depend on the machine and on what else it does; the ratios hardly do.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from ingest.clauses import CORPUS_FOLDER, load_corpus
from ingest.embed import prepare_encoder
from ingest.index import build_index, open_index

_REPEATS = 50
_QUERY = "mum has not answered and the school nurse wants to know today, can I tell her"
_COLD = """
import sys, time; began = time.perf_counter()
from pathlib import Path
from ingest.embed import load_encoder
from ingest.index import open_index
encoder = load_encoder(None, Path(sys.argv[1]))
open_index(Path(sys.argv[2]), sys.argv[3], encoder.name, encoder=encoder).search("who do i ring")
print(time.perf_counter() - began)
"""


def main(arguments: list[str] | None = None) -> int:
    """Builds in a temporary folder and prints what it cost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.index_build", description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "can-i-share-this")
    options = parser.parse_args(arguments)
    corpus, encoder = load_corpus(CORPUS_FOLDER), prepare_encoder(None, options.cache)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "index"
        for name in ("cold", "again"):
            report = build_index(corpus, encoder, folder)
            print(f"build {name:<6} {report.seconds:6.1f} s  {report.embedded} of {report.texts} texts embedded")
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        print(f"size         {size / 1e6:6.1f} MB")
        fast = _timed(lambda: open_index(folder, corpus.hash, encoder.name).close(), 5)
        full = _timed(lambda: open_index(folder, corpus.hash, encoder.name, verify=True).close(), 1)
        print(f"open         {fast * 1e3:6.1f} ms, verified {full:.2f} s")
        command = [sys.executable, "-c", _COLD, str(options.cache), str(folder), corpus.hash]
        cold = median(float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(3))
        print(f"cold search  {cold:6.2f} s from the first import to the hits")
        index = open_index(folder, corpus.hash, encoder.name, encoder=encoder)
        vector = encoder.encode([_QUERY])[0]
        embedding = _timed(lambda: encoder.encode([_QUERY]))
        searching = _timed(lambda: index.search(_QUERY, vector=vector))
        print(f"embedding    {embedding * 1e3:6.2f} ms")
        print(f"searching    {searching * 1e3:6.2f} ms = {searching / embedding:.2f} embeddings")
        index.close()
    return 0


def _timed(work: Callable[[], object], repeats: int = _REPEATS) -> float:
    work()
    spent = []
    for _ in range(repeats):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return median(spent)


if __name__ == "__main__":
    sys.exit(main())
