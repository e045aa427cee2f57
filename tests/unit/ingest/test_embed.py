import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EmbedderError
from ingest.embed import count_tokens, load_encoder, prepare_encoder
from ingest.model_files import PUBLISHED_SHA256, find_model, hash_weights, read_stamp
from ingest.tuned import ADDITIONS, label_of_tuned, tuned_model

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cache")
    prepare_encoder(None, folder)
    return folder


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory):
    """A sentence-transformers folder of a few kilobytes, with random weights."""
    from transformers import BertConfig, BertModel

    default, folder = find_model(None), tmp_path_factory.mktemp("model") / "tiny"
    shutil.copytree(default, folder, ignore=shutil.ignore_patterns("model.safetensors", "config.json"))
    shutil.copy(default / "1_Pooling" / "config.json", folder / "1_Pooling" / "config.json")
    config = BertConfig(hidden_size=384, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, vocab_size=30522)
    BertModel(config).save_pretrained(folder)
    return folder


def test_the_default_model_has_the_published_weights():
    assert hash_weights(find_model(None)) == PUBLISHED_SHA256


def test_the_default_reads_with_what_the_search_learned_and_another_model_as_it_is(cache):
    tuned, plain = load_encoder(None, cache), prepare_encoder(str(find_model(None)), cache)
    asked, alike, other = "do i need a yes before i pass it on", "is consent required to share", "how long do we keep the record"

    def likeness(encoder, one, another):
        rows = encoder.encode([one, another])
        return float(rows[0] @ rows[1])

    assert tuned.name == f"{label_of_tuned()}/onnx" != plain.name
    assert likeness(tuned, asked, alike) > likeness(plain, asked, alike)
    assert likeness(tuned, asked, alike) > likeness(tuned, asked, other) + 0.3


def test_what_was_learned_is_small_and_leaves_the_lowest_layers_as_they_were(tmp_path):
    from safetensors.numpy import load_file

    published = find_model(None)
    with tuned_model(published, tmp_path) as folder:
        before, after = load_file(published / "model.safetensors"), load_file(folder / "model.safetensors")
        changed = {name for name in before if not (before[name] == after[name]).all()}

    assert ADDITIONS.stat().st_size < 1_000_000
    assert changed and not any(name.startswith(("embeddings", "encoder.layer.0.", "encoder.layer.1.")) for name in changed)
    assert not list(tmp_path.iterdir())


def test_vectors_are_unit_rows_and_do_not_depend_on_their_company(cache):
    encoder = load_encoder(None, cache)
    texts = ["who may I tell", "", "mum said no, and the school wants to know why by Friday", "who may I tell", "\ud800"]

    together = encoder.encode(texts)

    assert together.shape == (5, encoder.dimensions) == (5, 384)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-5)
    assert all((encoder.encode([text])[0] == row).all() for text, row in zip(texts, together, strict=True))
    assert encoder.encode([]).shape == (0, 384)


def test_nothing_beyond_256_tokens_is_read(cache):
    encoder = load_encoder(None, cache)

    assert (encoder.encode(["word " * 254]) == encoder.encode(["word " * 400])).all()
    assert count_tokens("word " * 400) == 402


def test_the_stamp_records_weights_and_proof(cache):
    home = next(cache.glob("*/stamp.json")).parent
    stamp = read_stamp(home)

    assert stamp is not None
    assert (stamp.weights_sha256, stamp.runtime) == (home.name, "onnx")
    assert 0 <= stamp.difference < 1e-5


def test_a_prepared_encoder_loads_and_encodes_without_torch(cache):
    code = (
        "import sys; from pathlib import Path; from ingest.embed import load_encoder;"
        f"load_encoder(None, Path({str(cache)!r})).encode(['hello']);"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_an_encoder_that_was_never_prepared_says_what_to_do(tmp_path):
    with pytest.raises(EmbedderError, match=r"has not been prepared.*python -m ingest build"):
        load_encoder(None, tmp_path)


@pytest.mark.parametrize("damage", ["shorten", "delete", "alter", "stamp"])
def test_damage_to_the_prepared_files_is_named(cache, tmp_path, damage):
    shutil.copytree(cache, tmp_path / "cache")
    home = next((tmp_path / "cache").glob("*/stamp.json")).parent
    file = home / "model.onnx"
    content = file.read_bytes()
    if damage == "shorten":
        file.write_bytes(content[:-1])
    elif damage == "delete":
        file.unlink()
    elif damage == "alter":
        file.write_bytes(content[:5000] + bytes([content[5000] ^ 1]) + content[5001:])
    else:
        (home / "stamp.json").write_text("{}")

    with pytest.raises(EmbedderError):
        load_encoder(None, tmp_path / "cache", verify=True)


def test_other_weights_in_place_of_the_published_ones_are_refused(monkeypatch, tiny_model, tmp_path):
    monkeypatch.setattr("ingest.embed.find_model", lambda model: tiny_model)

    with pytest.raises(EmbedderError, match="not the published ones"):
        prepare_encoder(None, tmp_path)


def test_another_model_is_exported_under_its_own_name(tiny_model, tmp_path):
    encoder = prepare_encoder(str(tiny_model), tmp_path)

    assert encoder.name.startswith("tiny@")
    assert encoder.name.endswith("/onnx")
    assert load_encoder(str(tiny_model), tmp_path).name == encoder.name


def test_a_model_that_cannot_be_exported_is_served_by_sentence_transformers_and_says_so(tiny_model, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(tiny_model, other)
    pooling = other / "1_Pooling" / "config.json"
    pooling.write_text(json.dumps({**json.loads(pooling.read_text()), "pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}))

    encoder = prepare_encoder(str(other), tmp_path / "cache")

    assert encoder.name.endswith("/sentence-transformers")
    assert np.allclose(np.linalg.norm(encoder.encode(["hello", "you"]), axis=1), 1.0, atol=1e-5)
    assert encoder.encode([]).shape == (0, 384)


def test_a_model_that_is_not_on_this_machine_is_not_downloaded():
    with pytest.raises(EmbedderError, match="nothing is downloaded"):
        find_model("nobody/no-such-model")


def test_a_full_disk_leaves_no_half_prepared_model(tiny_model, tmp_path):
    code = (
        "import resource; from pathlib import Path; from ingest.embed import prepare_encoder;"
        "from corpus.errors import EmbedderError\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        f"try: prepare_encoder({str(tiny_model)!r}, Path({str(tmp_path / 'cache')!r}))\n"
        "except EmbedderError as error: print(error)"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert "could not be written" in done.stdout
    assert list((tmp_path / "cache").iterdir()) == []
