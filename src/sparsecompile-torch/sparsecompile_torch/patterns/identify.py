"""Names the pattern of a weight tensor exactly as the compiler does (``src/SparseCompile.Compiler/Passes/Patterns``)."""

from typing import Callable, List, NamedTuple, Optional

import numpy as np
from torch import Tensor

from .base import LEAST_FIT
from .blocks import Blocks, Lines
from .complementary import Complementary
from .counts import LARGEST_GROUP, NOfM
from .tiles import PermutationTiles

_LEAST_NONZEROS = 32    # fewer lie in some pattern by chance
_FULLEST = 0.75         # of a group of N:M
_MOST = 0.9             # of the matrix that lines and blocks may leave
_LEAST_ROWS = 16        # fewer have equal counts by chance


class Found(NamedTuple):
    """A pattern that was found."""

    name: str
    """As the compiler prints it."""
    fit: float
    """Non-zeros of the places that the pattern leaves, 0 to 1."""


def identify(weight: Tensor) -> Found:
    """The pattern of a weight tensor's non-zeros. Convolutions are tried with channels last, too."""
    nonzero = (weight.detach() != 0.0).flatten(1).cpu().numpy()
    count = int(nonzero.sum())
    if count == 0:
        return Found("all zero", 1.0)
    if count == nonzero.size:
        return Found("dense", 1.0)
    unstructured = Found("unstructured", 1.0)
    if count < _LEAST_NONZEROS:
        return unstructured
    return (
        _first(nonzero, [_band, _lines, _blocks, _tiles])
        or _channels_last(nonzero, weight.shape[1])
        or _first(nonzero, [_groups, _complementary, _rows])
        or unstructured)


def _channels_last(nonzero: np.ndarray, channels: int) -> Optional[Found]:
    taps = nonzero.shape[1] // channels
    if taps == 1 or channels == 1:
        return None
    ordered = nonzero[:, np.arange(nonzero.shape[1]).reshape(channels, taps).T.reshape(-1)]
    found = _first(ordered, [_blocks, _tiles, lambda matrix: _groups(matrix, channels)])
    return Found(found.name + ", channels last", found.fit) if found else None


def _first(nonzero: np.ndarray, finders: List[Callable[[np.ndarray], Optional[Found]]]) -> Optional[Found]:
    for find in finders:
        found = find(nonzero)
        if found:
            return found
    return None


def _fitting(name: str, nonzero: np.ndarray, places: int) -> Optional[Found]:
    fit = float(nonzero.sum()) / places if places else 0.0
    return Found(name, fit) if fit >= LEAST_FIT else None


def _band(nonzero: np.ndarray) -> Optional[Found]:
    rows, columns = np.nonzero(nonzero)
    below, above = max(0, int((rows - columns).max())), max(0, int((columns - rows).max()))
    row = np.arange(nonzero.shape[0])
    widths = np.minimum(nonzero.shape[1] - 1, row + above) - np.maximum(0, row - below) + 1
    places = int(np.maximum(0, widths).sum())
    if places > 0.5 * nonzero.size:
        return None
    name = "diagonal" if below + above == 0 else f"banded, {below} below and {above} above the diagonal"
    return _fitting(name, nonzero, places)


def _lines(nonzero: np.ndarray) -> Optional[Found]:
    places = Lines().places(nonzero)
    if places > _MOST * nonzero.size:
        return None
    rows, columns = int((~nonzero.any(1)).sum()), int((~nonzero.any(0)).sum())
    return _fitting(f"whole lines, {rows} rows and {columns} columns pruned", nonzero, places)


def _blocks(nonzero: np.ndarray) -> Optional[Found]:
    best, area = None, 1
    for height in (32, 16, 8, 4, 2, 1):
        for width in (32, 16, 8, 4, 2, 1):
            if height * width > area:
                blocks = Blocks(height, width)
                places = blocks.places(nonzero)
                found = _fitting(blocks.name(nonzero.shape, 1.0), nonzero, places) if places <= _MOST * nonzero.size else None
                if found:
                    best, area = found, height * width
    return best


def _tiles(nonzero: np.ndarray) -> Optional[Found]:
    # In a matrix of fewer rows, one weight in each row is often in different columns by chance.
    for size in range(2, min(LARGEST_GROUP, *nonzero.shape) + 1):
        if _is_permutation(nonzero, size):
            tiles = PermutationTiles(size)
            found = _fitting(tiles.name(nonzero.shape, 1.0 / size), nonzero, tiles.places(nonzero))
            if found:
                return found
    return None


def _is_permutation(nonzero: np.ndarray, size: int) -> bool:
    rows, columns = np.nonzero(nonzero)
    across, down = -(-nonzero.shape[1] // size), -(-nonzero.shape[0] // size)
    of_rows = np.bincount(rows * across + columns // size, minlength=1)
    of_columns = np.bincount(columns * down + rows // size, minlength=1)
    return max(int(of_rows.max()), int(of_columns.max())) == 1


def _groups(nonzero: np.ndarray, largest: int = LARGEST_GROUP) -> Optional[Found]:
    for size in range(2, min(LARGEST_GROUP, largest, nonzero.shape[1]) + 1):
        places = NOfM(size).places(nonzero)
        groups = nonzero.shape[0] * -(-nonzero.shape[1] // size)
        most = places // groups
        found = _fitting(f"{most}:{size}", nonzero, places) if most <= _FULLEST * size else None
        if found:
            return found
    return None


def _complementary(nonzero: np.ndarray) -> Optional[Found]:
    rows, columns = nonzero.shape
    count = int(nonzero.sum())
    for size in range(rows, 1, -1):
        places = -(-rows // size) * columns
        if count <= places and count >= LEAST_FIT * places and Complementary(size).most_owners(nonzero) == 1:
            return _fitting(f"complementary sets of {size} rows", nonzero, places)
    return None


def _rows(nonzero: np.ndarray) -> Optional[Found]:
    counts = nonzero.sum(1)
    if len(counts) < _LEAST_ROWS or counts.min() != counts.max():
        return None
    return Found(f"{int(counts[0])} in every row", 1.0)
