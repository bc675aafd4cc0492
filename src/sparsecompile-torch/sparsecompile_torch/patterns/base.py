"""What a pattern is: which places of a weight matrix may hold non-zeros."""

from abc import ABC, abstractmethod
from typing import Optional, Sequence, Tuple

import numpy as np
import torch
from torch import Tensor

LEAST_FIT = 0.9
"""Share of a pattern's places that must hold non-zeros for the compiler to name it."""


class Pattern(ABC):
    """A family of masks, one or more for each density.

    Patterns apply to the matrix of a layer as PyTorch stores it: ``weight.flatten(1)``, a row for each output and a column for
    each input, or tap of a convolution. Groups of a convolution do not matter: a row has the columns of its own group.
    """

    @property
    @abstractmethod
    def spec(self) -> str:
        """The pattern in one word, as ``sparsec`` takes it; ``parse_pattern`` reads it back."""

    @abstractmethod
    def name(self, shape: Sequence[int], density: float) -> str:
        """What the compiler calls a mask of this pattern (``Info`` and SPARSE0026)."""

    @abstractmethod
    def select(self, score: np.ndarray, density: float) -> np.ndarray:
        """The units of largest score that the pattern allows, [rows of units, columns of units]; of equals, the first."""

    @abstractmethod
    def places(self, nonzero: np.ndarray) -> int:
        """Places of the smallest mask of the pattern that covers the non-zeros of a matrix."""

    def pool(self, score: np.ndarray) -> np.ndarray:
        """Scores of what is kept or pruned as a whole: a weight, unless a pattern says otherwise."""
        return score

    def expand(self, units: np.ndarray, shape: Tuple[int, int]) -> np.ndarray:
        """The mask of a matrix, from that of its units."""
        return units

    def columns(self, shape: Sequence[int]) -> Optional[np.ndarray]:
        """The order of columns in which the pattern sees a weight tensor; None for their own."""
        return None

    def score(self, weight: Tensor) -> np.ndarray:
        """Magnitudes of a weight tensor's units."""
        return self.pool(self._matrix(weight))

    def mask_of_units(self, units: np.ndarray, weight: Tensor) -> Tensor:
        """The mask of a weight tensor, from that of its units."""
        rows = weight.shape[0]
        mask = self.expand(units, (rows, weight.numel() // rows))
        order = self.columns(weight.shape)
        if order is not None:
            mask = mask[:, np.argsort(order, kind="stable")]
        return torch.from_numpy(np.ascontiguousarray(mask)).view(weight.shape).to(weight.device)

    def mask(self, weight: Tensor, density: float) -> Tensor:
        """The mask (bool, True is kept) that keeps the weights of largest magnitude, of all masks of about this density.

        Raises:
            ValueError: the tensor is not a matrix or kernel, holds a NaN, or the density is not in (0, 1].
        """
        check_density(density)
        if density == 1.0:
            return torch.ones(weight.shape, dtype=torch.bool, device=weight.device)
        return self.mask_of_units(self.select(self.score(weight), density), weight)

    def project(self, weight: Tensor, density: float) -> Tensor:
        """The weight tensor with everything outside of its mask exactly +0."""
        return torch.where(self.mask(weight, density), weight.detach(), torch.zeros_like(weight))

    def fit(self, weight: Tensor) -> float:
        """How well the non-zeros of a tensor fit, 0 to 1: non-zeros of the places that the pattern leaves, as the compiler has it."""
        nonzero = self._matrix(weight) != 0.0
        places = self.places(nonzero)
        return float(nonzero.sum() / places) if places else 0.0

    def energy(self, weight: Tensor, density: float) -> float:
        """Share of the sum of squares that projecting a tensor keeps, 0 to 1."""
        total = float(weight.detach().double().square().sum())
        kept = float(self.project(weight, density).double().square().sum())
        return kept / total if total else 1.0

    def __repr__(self) -> str:
        return f"parse_pattern({self.spec!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pattern) and other.spec == self.spec

    def __hash__(self) -> int:
        return hash(self.spec)

    def _matrix(self, weight: Tensor) -> np.ndarray:
        if weight.ndim < 2 or weight.numel() == 0:
            raise ValueError(f"A pattern needs a weight tensor of two dimensions or more; found the shape {list(weight.shape)}.")
        matrix = weight.detach().abs().flatten(1).to("cpu", torch.float32).numpy()
        if np.isnan(matrix).any():
            raise ValueError("A weight is NaN; expected numbers that can be ranked.")
        order = self.columns(weight.shape)
        return matrix if order is None else matrix[:, order]


def check_density(density: float) -> float:
    """The density itself.

    Raises:
        ValueError: it is not in (0, 1].
    """
    if not 0.0 < density <= 1.0:
        raise ValueError(f"Invalid density: {density}. Expected a share of weights that are kept, greater than 0 and at most 1.")
    return density


def count_of(density: float, size: int) -> int:
    """How many of `size` are kept: at least one; halves go to the even number."""
    return min(size, max(1, round(density * size)))


def largest(score: np.ndarray, count: "int | np.ndarray") -> np.ndarray:
    """A mask of the `count` largest of the last dimension; of equals, the first ones."""
    order = np.argsort(-score, axis=-1, kind="stable")
    mask = np.zeros(score.shape, dtype=bool)
    np.put_along_axis(mask, order, np.arange(score.shape[-1]) < np.asarray(count)[..., None], axis=-1)
    return mask


def padded(score: np.ndarray, height: int, width: int, value: float = -1.0) -> np.ndarray:
    """The matrix, filled up to multiples of a tile: with a score below all others, unless stated."""
    rows, columns = score.shape
    return np.pad(score, ((0, -rows % height), (0, -columns % width)), constant_values=value)
