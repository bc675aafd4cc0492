"""Every pattern, over random shapes: masks are exact, deterministic, and named as they are found."""

import random

import numpy as np
import pytest
import torch

from sparsecompile_torch import (
    Blocks, Complementary, Lines, NOfM, PermutationTiles, Rows, Unstructured, identify, parse_pattern)
from sparsecompile_torch.patterns.assignment import assign

SPECS = ["any", "rows", "n:4", "n:32", "n:32+", "n:16@0", "16x1", "8x1", "4x4", "1x4", "lines", "row-lines", "column-lines",
         "complementary4", "complementary16", "complementary8-free", "tiles4", "tiles16"]


def shapes(seed, count):
    """Matrices and kernels of any extents, grouped and depthwise convolutions among them."""
    generator = random.Random(seed)
    for _ in range(count):
        rows, channels = generator.randint(1, 70), generator.choice([1, 2, 3, 5, 8, 16, 33])
        window = generator.choice([(), (3,), (3, 3), (5, 5), (1, 7)])
        yield (rows, channels * (1 if window else generator.randint(1, 12)), *window)


@pytest.mark.parametrize("spec", SPECS)
def test_a_mask_is_of_its_pattern_for_any_shape(spec):
    pattern = parse_pattern(spec)
    for number, shape in enumerate(shapes(spec, 15)):
        density = random.Random(number).choice([1 / 16, 1 / 8, 1 / 4, 1 / 2, 0.9])
        torch.manual_seed(number)
        try:
            mask = pattern.mask(torch.randn(shape), density)
        except ValueError as error:
            assert "@" in spec and "divisor" in str(error)
            continue
        assert mask.shape == shape and mask.dtype == torch.bool and mask.any()
        check(pattern, mask, density)


def check(pattern, mask, density):
    """The definition of each pattern, in loops."""
    matrix = mask.flatten(1).numpy()
    rows, columns = matrix.shape
    if isinstance(pattern, Unstructured):
        assert matrix.sum() == max(1, round(density * matrix.size))
    elif isinstance(pattern, Rows):
        assert (matrix.sum(1) == max(1, round(density * columns))).all()
    elif isinstance(pattern, NOfM):
        check_groups(pattern, mask, density)
    elif isinstance(pattern, Blocks):
        for row in range(0, rows, pattern.height):
            blocks = [matrix[row:row + pattern.height, column:column + pattern.width] for column in range(0, columns, pattern.width)]
            assert all(block.all() or not block.any() for block in blocks)
            assert sum(block.all() for block in blocks) == max(1, round(density * len(blocks)))
    elif isinstance(pattern, Lines):
        assert (matrix == (matrix.any(1)[:, None] & matrix.any(0)[None, :])).all()
    elif isinstance(pattern, Complementary):
        check_sets(pattern, matrix, density)
    else:
        check_tiles(pattern, matrix, density)


def check_groups(pattern, mask, density):
    order = pattern.columns(mask.shape)
    matrix = mask.flatten(1).numpy()
    matrix = matrix if order is None else matrix[:, order]
    for first in range(0, matrix.shape[1], pattern.group):
        counts = matrix[:, first:first + pattern.group].sum(1)
        width = min(pattern.group, matrix.shape[1] - first)
        assert (counts == counts[0]).all()
        if not pattern.spread:
            assert counts[0] == min(width, max(1, round(density * pattern.group)))
    if pattern.spread and matrix.shape[1] % pattern.group == 0:
        assert matrix[0].sum() == max(1, round(density * matrix.shape[1]))


def check_sets(pattern, matrix, density):
    for first in range(0, len(matrix), pattern.rows):
        rows = matrix[first:first + pattern.rows]
        assert (rows.sum(0) == min(len(rows), max(1, round(density * pattern.rows)))).all()
        if pattern.balanced and max(1, round(density * pattern.rows)) == 1:
            assert rows.sum(1).max() <= -(-matrix.shape[1] // len(rows))


def check_tiles(pattern, matrix, density):
    size, count = pattern.size, max(1, round(density * pattern.size))
    for row in range(0, matrix.shape[0], size):
        for column in range(0, matrix.shape[1], size):
            tile = matrix[row:row + size, column:column + size]
            assert tile.sum(0).max() <= count and tile.sum(1).max() <= count
            if tile.shape == (size, size):
                assert (tile.sum(0) == count).all() and (tile.sum(1) == count).all()
            elif count == 1:
                assert tile.sum() == min(tile.shape)


@pytest.mark.parametrize("spec", SPECS)
def test_a_projected_tensor_fits_keeps_the_largest_and_is_exactly_zero_elsewhere(spec):
    pattern = parse_pattern(spec)
    torch.manual_seed(3)
    weight = torch.randn(64, 32, 3, 3)
    for density in (1 / 16, 1 / 4):
        projected = pattern.project(weight, density)
        mask = pattern.mask(weight, density)
        assert torch.equal(projected[mask], weight[mask])
        assert not torch.signbit(projected[~mask]).any() and (projected[~mask] == 0).all()
        assert pattern.fit(projected) == pytest.approx(1.0, abs=0.13 if pattern.spec.endswith("+") else 1e-9)
        assert torch.equal(pattern.mask(projected, density), mask)
        kept = pattern.mask(torch.rand(weight.shape), density)
        assert pattern.energy(weight, density) > float(weight[kept].square().sum() / weight.square().sum())


@pytest.mark.parametrize("spec", [spec for spec in SPECS if spec not in ("n:32+", "any")])
def test_what_is_projected_is_identified_by_its_name(spec):
    pattern = parse_pattern(spec)
    for seed, shape in enumerate([(64, 256), (96, 32, 3, 3), (128, 160, 3), (80, 240)]):
        torch.manual_seed(seed)
        for density in (1 / 4, 1 / 8, 1 / 16):
            if pattern.spec.startswith(("complementary", "tiles", "n:")) and round(density * group_of(pattern)) < 1:
                continue
            projected = pattern.project(torch.randn(shape), density)
            if isinstance(pattern, Complementary) and round(density * pattern.rows) != 1:
                continue
            assert identify(projected).name == pattern.name(shape, density)


def group_of(pattern):
    """Rows of a set, rows of a tile or columns of a group."""
    return getattr(pattern, "rows", None) or getattr(pattern, "size", None) or pattern.group


@pytest.mark.parametrize("spec", SPECS)
def test_patterns_are_read_back_from_their_word_and_do_not_depend_on_chance(spec):
    pattern = parse_pattern(spec)
    assert parse_pattern(pattern.spec) == pattern
    weight = torch.ones(32, 16, 3, 3)
    assert torch.equal(pattern.mask(weight, 1 / 8), parse_pattern(spec).mask(weight, 1 / 8))


def test_random_masks_are_not_taken_for_a_pattern():
    for seed in range(30):
        generator = np.random.default_rng(seed)
        shape = (int(generator.integers(2, 90)), int(generator.integers(8, 300)))
        mask = generator.random(shape) < 0.02 + 0.9 * generator.random()
        assert identify(torch.from_numpy(mask)).name in ("unstructured", "all zero")


def test_permutations_are_of_least_cost():
    scipy = pytest.importorskip("scipy.optimize")
    generator = np.random.default_rng(1)
    for size in (1, 2, 5, 16):
        cost = generator.standard_normal((20, size, size))
        found = assign(cost)
        for matrix, columns in zip(cost, found):
            assert sorted(columns) == list(range(size))
            best = matrix[scipy.linear_sum_assignment(matrix)].sum()
            assert matrix[np.arange(size), columns].sum() == pytest.approx(best)


@pytest.mark.parametrize("density", [0.0, -0.5, 1.5, float("nan")])
def test_a_density_outside_of_its_range_is_refused(density):
    with pytest.raises(ValueError, match="Invalid density"):
        Rows().mask(torch.ones(4, 4), density)


def test_weights_that_cannot_be_ranked_are_refused():
    with pytest.raises(ValueError, match="NaN"):
        Rows().mask(torch.full((4, 4), float("nan")), 0.5)
    with pytest.raises(ValueError, match="two dimensions"):
        Rows().mask(torch.ones(4), 0.5)


@pytest.mark.parametrize("spec", ["", "blocks", "0x1", "1x1", "n:1", "tiles1", "complementary1", "n:x", "16x1 "])
def test_unknown_words_are_refused(spec):
    with pytest.raises(ValueError, match="Expected"):
        parse_pattern(spec)


def test_depthwise_and_grouped_convolutions_are_matrices_of_their_own_inputs():
    depthwise = torch.nn.Conv2d(32, 32, 3, groups=32)
    mask = Blocks(16, 1).mask(depthwise.weight, 1 / 3)
    assert mask.shape == (32, 1, 3, 3) and int(mask.sum()) == 2 * 16 * 3


def test_permutation_tiles_are_complementary_and_n_of_m():
    weight = PermutationTiles(16).project(torch.randn(64, 128), 1 / 16)
    assert Complementary(16).fit(weight) == 1.0 and NOfM(16).fit(weight) == 1.0
