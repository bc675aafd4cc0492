"""The C# class that declares a model, to be pasted into a project."""

import operator
from typing import Any, Dict, List, Optional, Sequence, Tuple

import torch
from torch import fx, nn
from torch.nn import functional

from ..winners import KWinners

_ACTIVATIONS: Dict[Any, str] = {
    nn.ReLU: "Relu", nn.ReLU6: "Relu6", nn.Sigmoid: "Sigmoid", nn.Tanh: "Tanh", nn.Hardswish: "HardSwish", nn.GELU: "Gelu", nn.Softmax: "Softmax",
    functional.relu: "Relu", torch.relu: "Relu", functional.relu6: "Relu6", torch.sigmoid: "Sigmoid", torch.tanh: "Tanh",
    functional.hardswish: "HardSwish", functional.gelu: "Gelu", functional.softmax: "Softmax", torch.softmax: "Softmax",
    "relu": "Relu", "sigmoid": "Sigmoid", "tanh": "Tanh", "softmax": "Softmax",
}
_WITH_ACTIVATION = ("Linear(", "Conv1D(", "Conv2D(", "BatchNorm(", "Add(", "Concat(")
_ADDITIONS = (operator.add, operator.iadd, torch.add, "add")
_FLATTENINGS = (nn.Flatten, torch.flatten, "flatten", "view", "reshape")
_NOTHING = (nn.Dropout, nn.Dropout2d, nn.Identity, functional.dropout, "contiguous", "detach")
_NO_TENSORS = (getattr, operator.getitem, "size", "dim")
_POOLS: Dict[Any, str] = {
    nn.MaxPool1d: "MaxPool1D", nn.MaxPool2d: "MaxPool2D", nn.AvgPool1d: "AveragePool1D", nn.AvgPool2d: "AveragePool2D",
    functional.max_pool1d: "MaxPool1D", functional.max_pool2d: "MaxPool2D",
    functional.avg_pool1d: "AveragePool1D", functional.avg_pool2d: "AveragePool2D",
}
_GLOBAL_POOLS = (nn.AdaptiveAvgPool1d, nn.AdaptiveAvgPool2d, functional.adaptive_avg_pool1d, functional.adaptive_avg_pool2d)


def csharp_class(model: nn.Module, name: str, weights: str, input_shape: Sequence[int]) -> str:
    """A partial class with an attribute for each layer, which compiles to the same function as the model in evaluation mode.

    Args:
        model: The model; ``torch.fx`` must be able to trace it. Flattening is taken to start at the channels.
        name: Name of the class.
        weights: Path of the weight file in the project, as ``export`` wrote it.
        input_shape: Shape of one input, without the batch.

    Raises:
        ValueError: the model has an operation that the compiler does not have, or that needs a declaration by hand.
    """
    writer = _Writer(model)
    for node in _Tracer().trace(model).nodes:
        writer.write(node)
    head = [f'SparseModel("{weights}")', f"Input({', '.join(map(str, input_shape))})"]
    return "using SparseCompile;\n\n" + "".join(f"[{line}]\n" for line in head + writer.lines) + f"public static partial class {name};\n"


class _Tracer(fx.Tracer):
    """Keeps the modules of this package whole."""

    def is_leaf_module(self, module: nn.Module, qualified_name: str) -> bool:
        return isinstance(module, KWinners) or super().is_leaf_module(module, qualified_name)


class _Writer:
    """Writes attributes, node by node."""

    def __init__(self, model: nn.Module):
        self.lines: List[str] = []
        self._modules = dict(model.named_modules())
        self._values: Dict[fx.Node, int] = {}               # the line that computes a node's value; 0 for the model's input
        self._names: Dict[int, Optional[str]] = {0: "input"}

    def write(self, node: fx.Node) -> None:
        """Writes what a node adds to the class, if anything."""
        if node.op == "placeholder":
            self._values[node] = 0
        elif node.op == "call_module":
            module = self._modules[str(node.target)]
            self._operation(node, KWinners if isinstance(module, KWinners) else type(module), module)
        elif node.op in ("call_function", "call_method"):
            self._operation(node, node.target, None)
        elif node.op != "output":
            raise _unknown(node)

    def _operation(self, node: fx.Node, kind: Any, module: Optional[nn.Module]) -> None:
        if kind in _NO_TENSORS:
            return
        if kind in _ADDITIONS or kind is torch.cat:
            self._join(node, "Add" if kind in _ADDITIONS else "Concat")
        elif not node.args or node.args[0] not in self._values:
            raise _unknown(node)
        elif kind in _NOTHING:
            self._values[node] = self._values[node.args[0]]
        elif kind in _ACTIVATIONS:
            self._activate(node, f"Activation = Activation.{_ACTIVATIONS[kind]}")
        elif kind in _FLATTENINGS:
            self._layer(node, "Flatten", None)
        elif kind in _POOLS:
            self._pool(node, _POOLS[kind], module)
        elif kind in _GLOBAL_POOLS:
            if set(_pair(module.output_size if module else node.args[1])) != {1}:
                raise _unknown(node)
            self._layer(node, "GlobalAveragePool", None)
        elif module is not None:
            self._module(node, module)
        else:
            raise _unknown(node)

    def _module(self, node: fx.Node, module: nn.Module) -> None:
        name = str(node.target)
        if isinstance(module, nn.Linear):
            self._layer(node, "Linear", name)
        elif isinstance(module, (nn.Conv1d, nn.Conv2d)):
            self._layer(node, f"Conv{len(module.kernel_size)}D", name, *_convolution(node, module))
        elif isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            self._layer(node, "BatchNorm", name, *([] if module.eps == 1e-5 else [f"Epsilon = {module.eps!r}f"]))
        elif isinstance(module, KWinners):
            amount = f"Share = {module.share!r}" if module.count is None else f"Count = {module.count}"
            boost = [f"Boost = {module.boost!r}f"] if module.boost else []
            self._layer(node, "KWinners", name, amount, *(["PerPixel = true"] if module.per_pixel else []), *boost)
        else:
            raise _unknown(node)

    def _pool(self, node: fx.Node, kind: str, module: Optional[nn.Module]) -> None:
        names = ("kernel_size", "stride", "padding")
        values = {name: getattr(module, name) for name in names} if module else dict(zip(names, node.args[1:]), **node.kwargs)
        size, stride, padding = values["kernel_size"], values.get("stride"), values.get("padding", 0)
        options = [] if not stride or _pair(stride) == _pair(size) else [f"Stride = {_square(node, stride)}"]
        options += [f"Padding = {_square(node, padding)}"] if set(_pair(padding)) != {0} else []
        self._layer(node, kind, None, str(_square(node, size)), *options)

    def _activate(self, node: fx.Node, option: str) -> None:
        source = node.args[0]
        line = self.lines[-1] if self.lines else ""
        is_last = self._values[source] == len(self.lines)
        if is_last and len(source.users) == 1 and line.startswith(_WITH_ACTIVATION) and "Activation = " not in line:
            self.lines[-1] = f"{line[:-1]}, {option})"
            self._values[node] = len(self.lines)
        else:
            self._layer(node, "Activation", None, option)

    def _join(self, node: fx.Node, kind: str) -> None:
        parts = node.args if kind == "Add" else node.args[0]
        if not all(isinstance(part, fx.Node) and part in self._values for part in parts):
            raise _unknown(node)
        names = [f'"{self._name_of(node, part)}"' for part in parts]
        self._append(node, f'{kind}("{node.name}", {", ".join(names)})', node.name)

    def _layer(self, node: fx.Node, kind: str, name: Optional[str], *options: str) -> None:
        source = node.args[0]
        arguments = [*([f'"{name}"'] if name else []), *options]
        if self._values[source] != len(self.lines):
            arguments.append(f'From = "{self._name_of(node, source)}"')
        self._append(node, f"{kind}({', '.join(arguments)})" if arguments else kind, name)

    def _append(self, node: fx.Node, line: str, name: Optional[str]) -> None:
        self.lines.append(line)
        self._values[node] = len(self.lines)
        self._names[len(self.lines)] = name

    def _name_of(self, node: fx.Node, source: fx.Node) -> str:
        name = self._names[self._values[source]]
        if name is None:
            raise _unknown(node, f"a value of '{self.lines[self._values[source] - 1]}', which has no name")
        return name


def _convolution(node: fx.Node, module: nn.Module) -> List[str]:
    if isinstance(module.padding, str):
        raise _unknown(node, f"padding {module.padding!r} instead of a number")
    values = (("Stride", module.stride, 1), ("Padding", module.padding, 0), ("Dilation", module.dilation, 1))
    options = [f"{name} = {_square(node, value)}" for name, value, usual in values if set(_pair(value)) != {usual}]
    return options + ([f"Groups = {module.groups}"] if module.groups > 1 else [])


def _square(node: fx.Node, value: Any) -> int:
    first, second = _pair(value)
    if first != second:
        raise _unknown(node, f"{first} x {second} instead of the same in both directions")
    return first


def _pair(value: Any) -> Tuple[int, int]:
    values = (value,) if isinstance(value, int) else tuple(value)
    return (values[0], values[-1])


def _unknown(node: fx.Node, found: str = "") -> ValueError:
    target = node.target if isinstance(node.target, str) else getattr(node.target, "__name__", node.target)
    return ValueError(
        f"Operation '{node.name}' ({target}) cannot be declared{': found ' + found if found else ''}. "
        "Expected a layer, pool, activation or join that the compiler has; else write the class by hand.")
