"""What a pruning method is: when masks change, and how."""

import math
from abc import ABC, abstractmethod
from typing import Any, Dict

import numpy as np
from torch import Tensor

from ..layers import MaskedLayer
from ..patterns import Pattern


class Target:
    """A layer that is pruned: its pattern, its density in the end, and what the method remembers of it."""

    def __init__(self, layer: MaskedLayer, pattern: Pattern, density: float):
        self.layer = layer
        self.pattern = pattern
        self.density = density
        self.memory: Dict[str, Any] = {}

    @property
    def name(self) -> str:
        """The layer's name."""
        return self.layer.name

    def prune(self, density: float) -> None:
        """Keeps the weights of largest magnitude that the pattern allows."""
        self.layer.set_mask(self.pattern.mask(self.layer.weight, density))

    def kept_units(self) -> np.ndarray:
        """Units of the pattern that hold a weight of the mask."""
        return self.pattern.score(self.layer.mask.float()) > 0.0


class Method(ABC):
    """When masks change, and how. A method has no state of its own: one can prune several models."""

    keeps_pruned_weights = False
    """The stored weights stay dense until the end."""

    def begin(self, target: Target) -> None:
        """Called once, before the first step."""

    def resume(self, target: Target) -> None:
        """Called after a checkpoint was loaded into the target."""

    @abstractmethod
    def update(self, target: Target, step: int) -> None:
        """Called after each step of the optimizer; the first is step 1."""

    def end(self, target: Target) -> None:
        """Called once, at the end."""


class CubicRamp:
    """Densities that fall from 1 along a cubic: fast at first, while there is much to choose from, then ever slower.

    Args:
        begin: Last step with all weights.
        end: First step with the density of the end.
    """

    def __init__(self, begin: int, end: int):
        if not 0 <= begin < end:
            raise ValueError(f"Invalid steps: {begin} to {end}. Expected 0 or later, and an end after the beginning.")
        self.begin = begin
        self.end = end

    def density(self, step: int, final: float) -> float:
        """The density at a step; 1 before the ramp, `final` after it."""
        share = min(1.0, max(0.0, (step - self.begin) / (self.end - self.begin)))
        return final + (1.0 - final) * (1.0 - share) ** 3


def cosine_share(step: int, first: float, end: int) -> float:
    """A share that falls from `first` to 0 along half a cosine."""
    return 0.5 * first * (1.0 + math.cos(math.pi * min(1.0, step / end)))


def require_gradient(target: Target) -> Tensor:
    """The gradient since the last call, of pruned weights too.

    Raises:
        RuntimeError: no backward pass has reached the layer.
    """
    gradient = target.layer.gradient
    if gradient is None:
        raise RuntimeError(f"Layer '{target.name}' has no gradient. Expected a backward pass before each pruner.step().")
    target.layer.gradient = None
    return gradient
