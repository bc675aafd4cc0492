"""Advice: estimates and losses are combined to the best choice within a budget."""

import itertools
import json
import os
import stat
import sys

import pytest
import torch

from models import batch, small, train
from sparsecompile_torch import Pruner, SparsecError, advise
from sparsecompile_torch.sparsec import estimate


def fake(requests):
    """Times that are proportional to the weights; blocks take a third."""
    answers = []
    for request in requests:
        columns = request.get("columns") or request["channels"] // request["groups"] * request["kernel"][0] * request["kernel"][-1]
        time = request["rows"] * columns * request["density"] / (3 if "x" in request["pattern"] else 1)
        answers.append({"nanoseconds": time + 5, "denseNanoseconds": 1, "nonZeros": 1, "kernel": "fake", "patternFound": ""})
    return answers


@pytest.fixture(scope="module")
def trained():
    model = small()
    train(model, 60, lambda: None)
    return model


def test_the_choice_is_the_best_of_all_combinations_within_the_budget(trained):
    advice = advise(trained, 4000, batch(9, 128), ["rows", "16x1"], [0.25, 0.05], estimator=fake)
    assert advice.nanoseconds <= 4000 < advice.dense_nanoseconds
    layers = {name: [c for c in advice.alternatives if c.layer == name] for name in ("0", "2", "5", "7")}
    assert [len(options) for options in layers.values()] == [5, 5, 5, 5]
    best = min(sum(max(0.0, choice.loss) for choice in chosen) for chosen in itertools.product(*layers.values())
               if sum(choice.nanoseconds for choice in chosen) <= 4000 * 0.998)
    assert sum(max(0.0, choice.loss) for choice in advice.choices) <= best + 1e-9
    Pruner(trained, advice.patterns, advice.densities)
    assert "all: " in str(advice)


def test_asking_leaves_the_model_as_it_was(trained):
    before = {name: value.clone() for name, value in trained.state_dict().items()}
    trained.train()
    advise(trained, 1e9, batch(9), ["rows"], [0.1], estimator=fake)
    assert trained.training and all(torch.equal(value, trained.state_dict()[name]) for name, value in before.items())


def test_a_budget_that_nothing_meets_is_refused_with_the_least(trained):
    with pytest.raises(ValueError, match=r"No combination takes 10 ns or less. Expected a budget of at least \d+ ns"):
        advise(trained, 10, batch(9), ["rows"], [0.1], estimator=fake)


def test_images_are_described_by_what_the_batch_shows(trained):
    requests = []
    advise(trained, 1e9, batch(9), ["rows"], [0.1], estimator=lambda asked: requests.extend(asked) or fake(asked))
    assert requests[3] == {
        "rows": 32, "channels": 16, "height": 6, "width": 6, "groups": 4, "kernel": [3, 3], "stride": [1, 1], "padding": [0, 0],
        "dilation": [1, 1], "name": "2", "pattern": "rows", "density": 0.1}


def test_errors_of_the_tool_are_its_own_words(tmp_path, monkeypatch):
    tool = tmp_path / "tool"
    tool.write_text(f"#!{sys.executable}\nimport sys\nsys.stderr.write(\"Unknown pattern: 'x'.\\n\")\nsys.exit(1)\n")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(SparsecError, match="Unknown pattern: 'x'."):
        estimate([], [str(tool)])
    with pytest.raises(SparsecError, match="cannot be started"):
        estimate([], [str(tmp_path / "nothing")])
    monkeypatch.delenv("SPARSEC", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SparsecError, match="not on the path"):
        estimate([])


@pytest.mark.skipif("SPARSEC" not in os.environ, reason="SPARSEC does not name the built tool; dotnet test sets it")
def test_the_tool_itself_estimates_every_layer(trained):
    advice = advise(trained, 1e6, batch(9), ["16x1", "tiles16"], [1 / 16])
    assert len(advice.alternatives) == 4 * 3 and all(choice.nanoseconds > 0 and "/" in choice.kernel for choice in advice.alternatives)
    tight = sum(min(c.nanoseconds for c in advice.alternatives if c.layer == name) for name in ("0", "2", "5", "7")) * 1.05
    advice = advise(trained, tight, batch(9), ["16x1", "tiles16"], [1 / 16])
    assert advice.nanoseconds <= tight and advice.patterns


def test_requests_and_answers_are_json(tmp_path):
    tool = tmp_path / "tool"
    tool.write_text(f"#!{sys.executable}\nimport json, sys\nassert sys.argv[1:] == ['estimate', '--requests', '-', '--json']\n"
                    "print(json.dumps({'layers': json.load(sys.stdin)['layers']}))\n")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    request = {"name": "fc", "rows": 2, "columns": 3, "pattern": "rows", "density": 0.5}
    assert estimate([request], [str(tool)]) == json.loads(json.dumps([request]))
