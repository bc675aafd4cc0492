"""Writes tiny.npz, the weights of the sample, with Python's standard library alone. The same bytes on every machine."""

import struct
import zipfile

TENSORS = {
    # 4 outputs, 8 inputs; a row is an output's weights. 10 of 32 are kept. Nobody reads output 2: fc2 has zeros for it.
    "fc1.weight": [
        [0.5, 0, 0, 0, 0, -1.0, 0, 0],
        [0, 0, 2.0, 0, 0, 0, 0, 0.25],
        [0, 1.0, 0, 0, 3.0, 0, 0, 0],
        [0, 0, -0.5, 1.5, 0, 0, 1.0, 0.75],
    ],
    "fc1.bias": [0.1, 0.2, 0.3, -0.4],
    "fc2.weight": [
        [1.0, 0, 0, -2.0],
        [0, 0.5, 0, 0],
    ],
    "fc2.bias": [0.0, 1.0],
}


def npy(values):
    rows = values if isinstance(values[0], list) else [values]
    shape = f"({len(rows)}, {len(rows[0])})" if isinstance(values[0], list) else f"({len(values)},)"
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".ljust(117) + "\n"
    data = b"".join(struct.pack("<f", value) for row in rows for value in row)
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + data


with zipfile.ZipFile("tiny.npz", "w") as archive:
    for name, values in TENSORS.items():
        archive.writestr(zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), npy(values))
