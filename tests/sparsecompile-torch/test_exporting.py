"""Weight files, reports and C# classes."""

import json
import struct

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn.utils import prune

from models import PATTERNS, Joined, small, train
from sparsecompile_torch import Pruner, StraightThrough, csharp_class, export, plain_state, report
from sparsecompile_torch.exporting import write_tensors


def read_safetensors(path):
    """An independent reader of the format."""
    data = path.read_bytes()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    types = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
    body = data[8 + size:]
    assert sorted(entry["data_offsets"][0] for entry in header.values())[0] == 0
    assert max(entry["data_offsets"][1] for entry in header.values()) == len(body) and size % 8 == 0
    return {name: np.frombuffer(body[slice(*entry["data_offsets"])], types[entry["dtype"]]).reshape(entry["shape"]) for name, entry in header.items()}


@pytest.mark.parametrize("extension", ["npz", "safetensors"])
def test_weights_are_written_as_they_are_with_plus_zeros(tmp_path, extension):
    model = small()
    pruner = Pruner(model, PATTERNS, 1 / 8)
    with torch.no_grad():
        model[5].weight[model[5].weight == 0] = -0.0
    path = export(model, tmp_path / f"small.{extension}")
    found = dict(np.load(path)) if extension == "npz" else read_safetensors(path)
    assert list(found) == ["0.weight", "0.bias", "2.weight", "2.bias", "5.weight", "5.bias", "7.weight", "7.bias"]
    for name, value in found.items():
        assert np.array_equal(value, model.state_dict()[name].numpy()) and not np.signbit(value[value == 0]).any()
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert pruner.masks["5"].numpy()[found["5.weight"] != 0].all()


def test_masks_of_torch_and_of_straight_through_are_applied_without_changing_the_model():
    model = small()
    pruner = Pruner(model, {"2": "16x1"}, 1 / 8, StraightThrough(100, ramp=0.0))
    prune.l1_unstructured(model[5], "weight", 0.75)
    train(model, 2, pruner.step)
    state = plain_state(model)
    assert list(state) == ["0.weight", "0.bias", "2.bias", "2.weight", "5.bias", "5.weight", "7.weight", "7.bias"]
    assert np.array_equal(state["2.weight"] != 0, pruner.masks["2"].numpy())
    assert np.count_nonzero(state["5.weight"]) == 48 * 512 // 4
    assert hasattr(model[5], "weight_orig") and "2.parametrizations.weight.original" in model.state_dict()


def test_half_precision_prunes_nothing():
    model = nn.Sequential(nn.Linear(3, 1))
    with torch.no_grad():
        model[0].weight.copy_(torch.tensor([[1e-12, 0.0, -0.1]]))
    weight = plain_state(model, half=True)["0.weight"]
    assert weight.dtype == np.float16 and (weight != 0).tolist() == [[True, False, True]]
    assert plain_state(model, half=True)["0.bias"].dtype == np.float32


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "weights.safetensors"
    target.write_bytes(b"before")
    with pytest.raises(ValueError, match="'x' has the type complex64"):
        write_tensors({"x": np.zeros(3, np.complex64)}, target)
    assert target.read_bytes() == b"before" and len(list(tmp_path.iterdir())) == 1
    with pytest.raises(ValueError, match="Expected the extension .npz or .safetensors"):
        write_tensors({}, tmp_path / "weights.pt")


def test_the_report_names_what_is_left():
    model = small()
    Pruner(model, PATTERNS, {"2": 0.25, "5": 1 / 16}).finish()
    rows = report(model)
    assert [(row["layer"], row["nonZeros"], row["pattern"]) for row in rows] == [
        ("0", 144, "dense"), ("2", 288, "blocks of 16 x 1"), ("5", 1536, "2:32"), ("7", 192, "dense")]
    assert "1,536" in str(rows) and "blocks of 16 x 1 (fit 100.00 %)" in str(rows) and str(rows).splitlines()[0].startswith("layer")


def test_a_chain_is_declared_layer_by_layer():
    assert csharp_class(small(), "Small", "weights/small.npz", [1, 8, 8]) == """using SparseCompile;

[SparseModel("weights/small.npz")]
[Input(1, 8, 8)]
[Conv2D("0", Activation = Activation.Relu)]
[Conv2D("2", Groups = 4, Activation = Activation.Relu)]
[Flatten]
[Linear("5", Activation = Activation.Relu)]
[Linear("7")]
public static partial class Small;
"""


def test_branches_functions_and_winners_are_declared():
    assert csharp_class(Joined(), "Joined", "joined.npz", [3, 8, 8]).splitlines()[4:-1] == [
        '[Conv2D("conv1", Padding = 1)]',
        '[BatchNorm("bn1", Activation = Activation.Relu)]',
        '[Conv2D("conv2", Padding = 1, Groups = 4)]',
        '[Add("add", "conv2", "bn1")]',
        "[MaxPool2D(2)]",
        '[KWinners("winners", Share = 0.25, Boost = 1.5f)]',
        "[Flatten]",
        '[Linear("fc")]',
    ]


class Forked(nn.Module):
    """Reads the value of a layer without a name twice."""

    def __init__(self):
        super().__init__()
        self.a, self.b = nn.Linear(4, 4), nn.Linear(4, 4)

    def forward(self, x):
        y = torch.relu(x)
        return self.a(y) + self.b(y)


@pytest.mark.parametrize("model, message", [
    (nn.Sequential(nn.LSTM(3, 3)), "'_0' .* cannot be declared"),
    (nn.Sequential(nn.Conv2d(1, 1, 3, stride=(1, 2))), "1 x 2 instead of the same in both directions"),
    (nn.Sequential(nn.Conv2d(1, 1, 3, padding="same")), "padding 'same' instead of a number"),
    (Forked(), "which has no name"),
])
def test_what_the_compiler_does_not_have_is_refused(model, message):
    with pytest.raises(ValueError, match=message):
        csharp_class(model, "Model", "model.npz", [4])
