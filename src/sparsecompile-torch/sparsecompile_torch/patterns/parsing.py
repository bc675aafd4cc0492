"""Patterns in one word, for command lines and files."""

import re
from typing import Union

from .base import Pattern
from .blocks import Blocks, Lines
from .complementary import Complementary
from .counts import NOfM, Rows, Unstructured
from .tiles import PermutationTiles

EXPECTED = "'any', 'rows', 'n:32', '16x1', 'lines', 'row-lines', 'column-lines', 'complementary16' or 'tiles16', with any numbers"

_FIXED = {
    "any": Unstructured, "rows": Rows, "lines": Lines,
    "row-lines": lambda: Lines("rows"), "column-lines": lambda: Lines("columns"),
}


def parse_pattern(spec: Union[str, Pattern]) -> Pattern:
    """The pattern of a word such as ``16x1``; a pattern is returned as it is.

    Raises:
        ValueError: there is no such pattern.
    """
    if isinstance(spec, Pattern):
        return spec
    if spec in _FIXED:
        return _FIXED[spec]()
    if match := re.fullmatch(r"n:(\d{1,6})(\+?)(?:@(\d{1,6}))?", spec):
        return NOfM(int(match[1]), bool(match[2]), None if match[3] is None else int(match[3]))
    if match := re.fullmatch(r"(\d{1,6})x(\d{1,6})", spec):
        return Blocks(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"complementary(\d{1,6})(-free)?", spec):
        return Complementary(int(match[1]), match[2] is None)
    if match := re.fullmatch(r"tiles(\d{1,6})", spec):
        return PermutationTiles(int(match[1]))
    raise ValueError(f"Unknown pattern: {spec!r}. Expected {EXPECTED}.")
