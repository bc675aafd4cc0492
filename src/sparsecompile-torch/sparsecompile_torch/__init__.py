"""Pruning patterns that SparseCompile turns into fast kernels, trained in with PyTorch. Start with ``Pruner``."""

from .advice import Advice, Choice, advise
from .densities import by_magnitude, erk, uniform
from .exporting import csharp_class, export, plain_state, report
from .methods import ComplementaryEvolution, Gradual, OneShot, RigL, StraightThrough
from .patterns import Blocks, Complementary, Lines, NOfM, Pattern, PermutationTiles, Rows, Unstructured, identify, parse_pattern
from .pruner import Pruner
from .sparsec import SparsecError
from .winners import KWinners, KWinnersPerPixel

__version__ = "0.1.0"

__all__ = [
    "Pruner", "OneShot", "Gradual", "RigL", "StraightThrough", "ComplementaryEvolution",
    "Pattern", "Unstructured", "Rows", "NOfM", "Blocks", "Lines", "Complementary", "PermutationTiles", "identify", "parse_pattern",
    "uniform", "erk", "by_magnitude", "KWinners", "KWinnersPerPixel",
    "export", "plain_state", "csharp_class", "report", "advise", "Advice", "Choice", "SparsecError",
]
