"""Permutation tiles: complementary sets and N of M at once."""

from typing import Sequence

import numpy as np

from .assignment import assign
from .base import Pattern, count_of, padded


class PermutationTiles(Pattern):
    """In every tile of size x size, one weight in each row and in each column: lanes and memories are full without exception.

    The density is 1 / size; at larger densities a tile is the sum of several permutations. The permutations of largest sum are
    selected exactly, by the Hungarian method.

    Args:
        size: Rows and columns of a tile.
    """

    def __init__(self, size: int = 16):
        if size < 2:
            raise ValueError(f"Invalid tile: {size}. Expected 2 or more rows and columns.")
        self.size = size

    @property
    def spec(self) -> str:
        return f"tiles{self.size}"

    def name(self, shape: Sequence[int], density: float) -> str:
        count = count_of(density, self.size)
        is_whole = min(int(shape[0]), int(np.prod(shape[1:]))) >= self.size
        return f"permutation tiles of {self.size} x {self.size}" if count == 1 and is_whole else f"{count}:{self.size}"

    def select(self, score: np.ndarray, density: float) -> np.ndarray:
        size, count = self.size, count_of(density, self.size)
        tiles = padded(score, size, size)
        rows, columns = tiles.shape
        tiles = tiles.reshape(rows // size, size, columns // size, size).transpose(0, 2, 1, 3).reshape(-1, size, size)

        # Of many permutations, those that go are fewer: what is left of all has as many in every row and column.
        kept = _union(tiles, count) if count <= size // 2 else ~_union(np.where(tiles < 0.0, -1.0, -tiles), size - count)
        kept = kept.reshape(rows // size, columns // size, size, size).transpose(0, 2, 1, 3).reshape(rows, columns)
        return kept[: score.shape[0], : score.shape[1]]

    def places(self, nonzero: np.ndarray) -> int:
        size = self.size
        tiles = padded(nonzero.astype(np.float32), size, size, 0.0)
        rows, columns = tiles.shape
        tiles = tiles.reshape(rows // size, size, columns // size, size)
        most = int(max(tiles.sum(1).max(), tiles.sum(3).max()))
        heights = np.minimum(size, nonzero.shape[0] - size * np.arange(rows // size))
        widths = np.minimum(size, nonzero.shape[1] - size * np.arange(columns // size))
        return int(np.minimum(most * np.minimum.outer(heights, widths), np.multiply.outer(heights, widths)).sum())


def _union(score: np.ndarray, count: int) -> np.ndarray:
    """The sum of `count` disjoint permutations of large score, one after the other. Taking one from a full tile leaves another."""
    kept = np.zeros(score.shape, dtype=bool)
    scale = float(np.abs(score).max()) + 1.0
    cost = -score.astype(np.float64)
    for _ in range(count):
        chosen = np.zeros(score.shape, dtype=bool)
        np.put_along_axis(chosen, assign(cost)[:, :, None], True, axis=2)
        kept |= chosen

        # So much that no permutation which avoids what is taken costs as much.
        cost[chosen] = 4.0 * scale * score.shape[1]
    return kept
