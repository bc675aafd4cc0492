"""From a trained model to what the compiler reads."""

from .csharp import csharp_class
from .files import export, plain_state, write_tensors
from .reports import Report, report

__all__ = ["export", "plain_state", "write_tensors", "csharp_class", "report", "Report"]
