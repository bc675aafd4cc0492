"""Methods by which a model gets its patterns while it is trained."""

from .base import CubicRamp, Method, Target
from .dynamic import RigL, StraightThrough
from .evolution import ComplementaryEvolution
from .magnitude import Gradual, OneShot

__all__ = ["CubicRamp", "Method", "Target", "OneShot", "Gradual", "RigL", "StraightThrough", "ComplementaryEvolution"]
