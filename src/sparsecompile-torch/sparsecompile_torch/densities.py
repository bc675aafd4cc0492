"""Densities by layer: the share of the weights that is kept."""

import math
from typing import Dict, Iterable, Mapping, Optional, Union

import torch
from torch import nn

from .layers import find_layers, prunable
from .patterns.base import check_density

Density = Union[float, Mapping[str, float]]


def uniform(model: nn.Module, density: float, layers: Optional[Iterable[str]] = None) -> Dict[str, float]:
    """The same density in every layer."""
    check_density(density)
    return {name: density for name in _layers(model, layers)}


def erk(model: nn.Module, density: float, layers: Optional[Iterable[str]] = None) -> Dict[str, float]:
    """Erdos-Renyi-kernel densities: proportional to the sum of a layer's extents over their product, so that small layers keep more.

    Layers that would keep more than all of their weights are dense, and the others make up for it. The total is `density`.
    """
    check_density(density)
    shapes = {name: tuple(module.weight.shape) for name, module in _layers(model, layers).items()}
    sizes = {name: math.prod(shape) for name, shape in shapes.items()}
    raw = {name: sum(shape) / math.prod(shape) for name, shape in shapes.items()}
    dense = set()
    while True:
        left = density * sum(sizes.values()) - sum(sizes[name] for name in dense)
        weighted = sum(raw[name] * sizes[name] for name in shapes if name not in dense)
        scale = left / weighted if weighted else 0.0
        full = {name for name in shapes if name not in dense and raw[name] * scale >= 1.0}
        if not full:
            return {name: 1.0 if name in dense else raw[name] * scale for name in shapes}
        dense |= full


def by_magnitude(model: nn.Module, density: float, layers: Optional[Iterable[str]] = None) -> Dict[str, float]:
    """What global magnitude pruning leaves of each layer: the share of its weights among the largest of all layers; never nothing."""
    check_density(density)
    magnitudes = {name: module.weight.detach().abs().flatten() for name, module in _layers(model, layers).items()}
    everything = torch.cat(list(magnitudes.values()))
    kept = max(1, round(density * everything.numel()))
    bound = everything.sort(descending=True)[0][kept - 1]
    return {name: max(1, int((values >= bound).sum())) / values.numel() for name, values in magnitudes.items()}


def given(model: nn.Module, density: Density, layers: Iterable[str]) -> Dict[str, float]:
    """A density for each of the layers, of one number or a number for each.

    Raises:
        ValueError: a layer has none, or a density is not in (0, 1].
    """
    chosen = {}
    for name in layers:
        if isinstance(density, Mapping) and name not in density:
            raise ValueError(f"Layer '{name}' has no density; found densities of {', '.join(density) or 'no layer'}.")
        chosen[name] = check_density(density[name] if isinstance(density, Mapping) else density)
    return chosen


def _layers(model: nn.Module, layers: Optional[Iterable[str]]) -> Dict[str, nn.Module]:
    return prunable(model) if layers is None else find_layers(model, layers)
