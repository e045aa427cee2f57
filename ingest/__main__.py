"""``python -m ingest check | stamp | build | search``: the corpus and its index from the command line."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.errors import InputError, ProductError
from ingest.clauses import CORPUS_FOLDER, load_corpus, read_corpus
from ingest.stamp import stamp

ROOT = CORPUS_FOLDER.parent


def main(arguments: list[str] | None = None) -> int:
    """Run one command; faults that a person can mend are printed without a traceback and give status 1."""
    options = _options().parse_args(arguments)
    commands = {"check": _check, "stamp": _stamp, "build": _build, "search": _search}
    try:
        return commands[options.command](options)
    except ProductError as error:
        print(error, file=sys.stderr)
        return 1


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ingest", description=__doc__)
    environ = os.environ
    parser.add_argument("--corpus", type=Path, default=Path(environ.get("CAN_I_SHARE_CORPUS") or CORPUS_FOLDER))
    parser.add_argument("--data", type=Path, default=Path(environ.get("CAN_I_SHARE_DATA") or ROOT / "var"))
    parser.add_argument(
        "--cache", type=Path, default=Path(environ.get("CAN_I_SHARE_CACHE") or Path.home() / ".cache" / "can-i-share-this")
    )
    parser.add_argument("--embedder", default=environ.get("CAN_I_SHARE_EMBEDDER") or None, help="another model's name or path")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="find every fault of the corpus")
    commands.add_parser("stamp", help="write the files' SHA-256 into the manifest, for a change that is meant")
    commands.add_parser("build", help="build and verify the search index")
    search = commands.add_parser("search", help="find the clauses for a question")
    search.add_argument("query", nargs="?")
    search.add_argument("--top", type=int, default=5)
    search.add_argument("--json", action="store_true")
    search.add_argument("--batch", metavar="FILE", help='JSON lines {"id": …, "query": "…"}; - for standard input')
    return parser


def _check(options: argparse.Namespace) -> int:
    corpus, faults = read_corpus(options.corpus, thorough=True)
    for fault in faults:
        print(fault)
    questions = sum(len(clause.questions) for clause in corpus.clauses)
    print(
        f"{len(list(corpus.procedure()))} clauses of the procedure, {len(list(corpus.notes()))} notes, {questions} everyday "
        f"questions, {len(corpus.differences)} differences, {len(corpus.contacts)} contacts: {len(faults)} fault(s)."
    )
    return 1 if faults else 0


def _stamp(options: argparse.Namespace) -> int:
    changed = stamp(options.corpus)
    print(f"Changed: {', '.join(changed)}." if changed else "Nothing has changed.")
    return 0


def _build(options: argparse.Namespace) -> int:
    from ingest.building import build_index
    from ingest.embed import prepare_encoder

    def show(doing: str, share: float) -> None:
        print(f"{share:4.0%} {doing}", file=sys.stderr, flush=True)

    corpus = load_corpus(options.corpus)
    report = build_index(corpus, prepare_encoder(options.embedder, options.cache, show), options.data / "index", show)
    print(
        f"{report.texts} texts: {report.embedded} embedded, {report.reused} kept, in {report.seconds:.1f} s. "
        f"Index {report.content_hash[:12]}."
    )
    return 0


def _search(options: argparse.Namespace) -> int:
    from ingest.embed import load_encoder
    from ingest.index import Index, open_index

    if not 1 <= options.top <= 1000:
        raise InputError(f"--top {options.top} cannot be used: give a number from 1 to 1000.")
    encoder = load_encoder(options.embedder, options.cache)
    index: Index = open_index(options.data / "index", load_corpus(options.corpus).hash, encoder.name, encoder=encoder)

    def found(id: object, query: str) -> dict[str, Any]:
        hits = index.search(query, options.top) if query.strip() else ()
        shown = [{"id": hit.clause, "source": hit.source, "score": round(hit.score, 4), "text": hit.text} for hit in hits]
        return {"id": id, "query": query, "hits": shown}

    if options.batch:
        return _search_batch(options.batch, found)
    if options.query is None or not options.query.strip():
        raise InputError('There is no question. Put it in quotation marks: python -m ingest search "…"')
    result = found(None, options.query)
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        for hit in result["hits"]:
            print(f"{hit['score']:.3f}  {hit['id']:<9} {hit['text'][:140]}")
    return 0


def _search_batch(name: str, found: Any) -> int:
    failed = False
    for number, line in _lines(name):
        try:
            record = json.loads(line)
            query = record["query"]
            if not isinstance(query, str):
                raise TypeError("“query” is not text")
            result = found(record.get("id"), query)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            failed = True
            result = {"id": None, "error": f'Line {number} cannot be read ({error}). Each is {{"id": …, "query": "…"}}.'}
        print(json.dumps(result, ensure_ascii=False), flush=True)
    return 1 if failed else 0


def _lines(name: str) -> Iterator[tuple[int, str]]:
    try:
        file = sys.stdin if name == "-" else open(name, encoding="utf-8", errors="replace")
    except OSError as error:
        raise InputError(f"{name} cannot be read: {error.strerror}. Give the path of a file of JSON lines.") from error
    with file:
        yield from ((number, line) for number, line in enumerate(file, 1) if line.strip())


if __name__ == "__main__":
    sys.exit(main())
