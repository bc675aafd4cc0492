"""Densities by layer."""

import math

import pytest
import torch
from torch import nn

from models import small
from sparsecompile_torch import Pruner, by_magnitude, erk, uniform


def total(model, densities):
    """Share of the weights of all layers that is kept."""
    sizes = {name: dict(model.named_modules())[name].weight.numel() for name in densities}
    return sum(densities[name] * size for name, size in sizes.items()) / sum(sizes.values())


def test_uniform_is_the_same_in_every_layer():
    assert uniform(small(), 0.25) == {"0": 0.25, "2": 0.25, "5": 0.25, "7": 0.25}
    assert uniform(small(), 0.25, ["5"]) == {"5": 0.25}


@pytest.mark.parametrize("density", [0.02, 0.1, 0.5, 1.0])
def test_erk_keeps_the_total_and_more_of_small_layers(density):
    model = small()
    densities = erk(model, density)
    assert total(model, densities) == pytest.approx(density)
    assert all(0 < value <= 1 for value in densities.values())
    if density < 1:
        free = {name: value for name, value in densities.items() if value < 1}
        scales = [densities[name] * math.prod(shape) / sum(shape) for name in free for shape in [dict(model.named_modules())[name].weight.shape]]
        assert max(scales) == pytest.approx(min(scales))


def test_magnitudes_of_all_layers_are_ranked_together():
    model = nn.Sequential(nn.Linear(10, 10, bias=False), nn.Linear(10, 10, bias=False))
    with torch.no_grad():
        model[0].weight.copy_(torch.arange(1.0, 101.0).view(10, 10))
        model[1].weight.copy_(torch.arange(91.0, 191.0).view(10, 10))
    assert by_magnitude(model, 0.5) == pytest.approx({"0": 0.05, "1": 0.95}, abs=0.02)
    Pruner(model, {"0": "any", "1": "any"}, by_magnitude(model, 0.5))
    assert float((model[0].weight != 0).sum() + (model[1].weight != 0).sum()) == pytest.approx(100, abs=1)


@pytest.mark.parametrize("choose", [uniform, erk, by_magnitude])
def test_impossible_densities_and_unknown_layers_are_refused(choose):
    with pytest.raises(ValueError, match="Invalid density"):
        choose(small(), 0.0)
    with pytest.raises(ValueError, match="Unknown layer: 'fc'"):
        choose(small(), 0.5, ["fc"])
