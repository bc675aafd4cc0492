"""Weight files that the compiler reads, written whole or not at all."""

import json
import os
import struct
import tempfile
from pathlib import Path
from typing import BinaryIO, Dict, Mapping, Union

import numpy as np
import torch
from torch import nn

PathLike = Union[str, "os.PathLike[str]"]

_TYPES = {"float64": "F64", "float32": "F32", "float16": "F16", "int64": "I64", "int32": "I32", "int16": "I16", "int8": "I8", "uint8": "U8"}


def plain_state(model: nn.Module, half: bool = False) -> Dict[str, np.ndarray]:
    """The tensors of a model under the names of its layers: masks applied, pruned weights exactly +0.

    Args:
        model: The model. Masks of ``torch.nn.utils.prune`` and of a ``Pruner`` that is not finished are applied.
        half: Weights of two dimensions and more in half precision, in which none that was kept becomes 0.
    """
    computed: Dict[str, np.ndarray] = {}
    with torch.no_grad():
        for name, module in model.named_modules():
            prefix = name + "." if name else ""
            masked = [key[: -len("_mask")] for key, _ in module.named_buffers(recurse=False) if key.endswith("_mask")]
            own = {key: value for key, value in module.named_parameters(recurse=False) if not key.endswith("_orig")}
            own.update((key, value) for key, value in module.named_buffers(recurse=False) if not key.endswith("_mask"))
            own.update((key, getattr(module, key + "_orig") * getattr(module, key + "_mask")) for key in masked)
            if isinstance(getattr(module, "parametrizations", None), nn.ModuleDict):
                own.update((key, getattr(module, key)) for key in module.parametrizations)
            for key, value in own.items():
                # A number, such as how many batches a norm has seen, is no tensor of a layer.
                if value.ndim > 0 and ".parametrizations" not in "." + prefix:
                    computed[prefix + key] = _array(value, half)
    return computed


def export(model: nn.Module, path: PathLike, half: bool = False) -> Path:
    """Writes a model's tensors as npz or safetensors, by the extension. Returns the path.

    Raises:
        ValueError: the extension is another one.
    """
    return write_tensors(plain_state(model, half), path)


def write_tensors(tensors: Mapping[str, np.ndarray], path: PathLike) -> Path:
    """Writes arrays as npz or safetensors, by the extension. Returns the path.

    Raises:
        ValueError: the extension is another one, or a type of numbers that safetensors does not have.
    """
    path = Path(path)
    writers = {".npz": lambda file: np.savez_compressed(file, **tensors), ".safetensors": lambda file: _write_safetensors(tensors, file)}
    if path.suffix not in writers:
        raise ValueError(f"Unknown format of '{path.name}'. Expected the extension .npz or .safetensors.")
    handle, temporary = tempfile.mkstemp(suffix=path.suffix, prefix=path.stem + ".", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            writers[path.suffix](file)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    return path


def _write_safetensors(tensors: Mapping[str, np.ndarray], file: BinaryIO) -> None:
    header, arrays, end = {}, [], 0
    for name, value in tensors.items():
        array = np.ascontiguousarray(value).astype(value.dtype.newbyteorder("<"), copy=False)
        if array.dtype.name not in _TYPES:
            raise ValueError(f"Tensor '{name}' has the type {array.dtype.name}. Expected one of {', '.join(_TYPES)}.")
        header[name] = {"dtype": _TYPES[array.dtype.name], "shape": list(value.shape), "data_offsets": [end, end + array.nbytes]}
        arrays.append(array)
        end += array.nbytes
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    file.write(struct.pack("<Q", len(text)) + text)
    for array in arrays:
        file.write(array.tobytes())


def _array(value: torch.Tensor, half: bool) -> np.ndarray:
    array = np.ascontiguousarray(value.detach().cpu().numpy())
    if array.dtype.kind == "f":
        array = np.where(array == 0.0, np.zeros((), array.dtype), array)
    if not half or array.ndim < 2 or array.dtype.kind != "f":
        return array
    smallest = np.copysign(np.float16(2.0**-24), array).astype(np.float16)
    rounded = array.astype(np.float16)
    return np.where((rounded == 0.0) & (array != 0.0), smallest, rounded)
