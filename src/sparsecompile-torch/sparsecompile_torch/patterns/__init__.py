"""Patterns of non-zeros, with the names that the compiler uses for what it finds."""

from .base import LEAST_FIT, Pattern
from .blocks import Blocks, Lines
from .complementary import Complementary
from .counts import NOfM, Rows, Unstructured
from .identify import Found, identify
from .parsing import parse_pattern
from .tiles import PermutationTiles

__all__ = [
    "LEAST_FIT", "Pattern", "Unstructured", "Rows", "NOfM", "Blocks", "Lines", "Complementary", "PermutationTiles",
    "Found", "identify", "parse_pattern",
]
