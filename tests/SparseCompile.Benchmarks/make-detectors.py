"""Write ONNX files of face detectors, laid out as YuNet, UltraFace RFB and BlazeFace are, with random weights.

    python3 make-detectors.py FOLDER        (PyTorch and onnx; the files are measured by the verb `networks`)
"""

import sys
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional


class Separable(nn.Module):
    """YuNet's unit: 1x1, then depthwise 3x3, batch norm and ReLU."""

    def __init__(self, inputs, outputs, activated=True):
        super().__init__()
        self.point = nn.Conv2d(inputs, outputs, 1)
        self.depthwise = nn.Conv2d(outputs, outputs, 3, padding=1, groups=outputs)
        self.norm = nn.BatchNorm2d(outputs) if activated else None

    def forward(self, x):
        x = self.depthwise(self.point(x))
        return x if self.norm is None else functional.relu(self.norm(x))


class YuNet(nn.Module):
    """Three scales, twelve outputs: classes, objects, boxes and landmarks of each."""

    HEADS = {"classes": 1, "objects": 1, "boxes": 4, "landmarks": 10}

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 16, 3, 2, 1), nn.BatchNorm2d(16), nn.ReLU(), Separable(16, 16))
        self.stages = nn.ModuleList(nn.Sequential(Separable(i, i), Separable(i, o)) for i, o in [(16, 64)] + 4 * [(64, 64)])
        self.lateral = nn.ModuleList(Separable(64, 64) for _ in range(3))
        self.shared = nn.ModuleList(Separable(64, 64) for _ in range(3))
        self.heads = nn.ModuleDict({name: nn.ModuleList(Separable(64, n, activated=False) for _ in range(3)) for name, n in self.HEADS.items()})

    def forward(self, x):
        x = functional.max_pool2d(self.stem(x), 2)
        x = functional.max_pool2d(self.stages[1](self.stages[0](x)), 2)
        scales = [self.stages[2](x)]
        for stage in self.stages[3:]:
            scales.append(stage(functional.max_pool2d(scales[-1], 2)))
        for i in (2, 1, 0):
            above = functional.interpolate(scales[i + 1], scale_factor=2.0, mode="nearest") if i < 2 else 0
            scales[i] = self.lateral[i](scales[i] + above if i < 2 else scales[i])
        scales = [shared(scale) for shared, scale in zip(self.shared, scales)]
        outputs = []
        for name, count in self.HEADS.items():
            for head, scale in zip(self.heads[name], scales):
                values = head(scale).permute(0, 2, 3, 1).reshape(1, -1, count)
                outputs.append(values.sigmoid() if count == 1 else values)
        return tuple(outputs)


def block(inputs, outputs, size, stride=1, padding=0, dilation=1, groups=1, activated=True):
    """Convolution, batch norm, ReLU."""
    layers = [nn.Conv2d(inputs, outputs, size, stride, padding, dilation, groups, bias=False), nn.BatchNorm2d(outputs)]
    return nn.Sequential(*layers, *([nn.ReLU()] if activated else []))


def mobile(inputs, outputs, stride):
    """Depthwise 3x3, then 1x1, each with batch norm and ReLU."""
    return nn.Sequential(block(inputs, inputs, 3, stride, 1, groups=inputs), block(inputs, outputs, 1))


class ReceptiveFields(nn.Module):
    """Branches of growing dilation, concatenated, beside a 1x1 shortcut."""

    def __init__(self, channels):
        super().__init__()
        few = channels // 8

        def branch(middle, dilation):
            return nn.Sequential(
                block(channels, few, 1, activated=False), *middle, block(2 * few, 2 * few, 3, 1, dilation, dilation, activated=False))

        more = few // 2 * 3
        self.branches = nn.ModuleList([
            branch([block(few, 2 * few, 3, 1, 1)], 2), branch([block(few, 2 * few, 3, 1, 1)], 3),
            branch([block(few, more, 3, 1, 1), block(more, 2 * few, 3, 1, 1)], 5)])
        self.joined = block(6 * few, channels, 1, activated=False)
        self.shortcut = block(channels, channels, 1, activated=False)

    def forward(self, x):
        return functional.relu(self.joined(torch.cat([branch(x) for branch in self.branches], 1)) + self.shortcut(x))


class UltraFace(nn.Module):
    """Four scales, whose scores and boxes are concatenated."""

    def __init__(self):
        super().__init__()
        self.stages = nn.ModuleList([
            nn.Sequential(block(3, 16, 3, 2, 1), mobile(16, 32, 1), mobile(32, 32, 2), mobile(32, 32, 1), mobile(32, 64, 2), mobile(64, 64, 1),
                          mobile(64, 64, 1), ReceptiveFields(64)),
            nn.Sequential(mobile(64, 128, 2), mobile(128, 128, 1), mobile(128, 128, 1)),
            nn.Sequential(mobile(128, 256, 2), mobile(256, 256, 1)),
            nn.Sequential(nn.Conv2d(256, 64, 1), nn.ReLU(), nn.Conv2d(64, 64, 3, 2, 1, groups=64), nn.ReLU(), nn.Conv2d(64, 256, 1), nn.ReLU())])
        self.boxes = nn.ModuleList(self.head(c, 4 * n, i) for i, (c, n) in enumerate(zip((64, 128, 256, 256), (3, 2, 2, 3))))
        self.scores = nn.ModuleList(self.head(c, 2 * n, i) for i, (c, n) in enumerate(zip((64, 128, 256, 256), (3, 2, 2, 3))))

    @staticmethod
    def head(inputs, outputs, scale):
        """Separable, but for the last scale."""
        if scale == 3:
            return nn.Conv2d(inputs, outputs, 3, padding=1)
        return nn.Sequential(nn.Conv2d(inputs, inputs, 3, 1, 1, groups=inputs), nn.ReLU(), nn.Conv2d(inputs, outputs, 1))

    def forward(self, x):
        scores, boxes = [], []
        for stage, score, box in zip(self.stages, self.scores, self.boxes):
            x = stage(x)
            scores.append(score(x).permute(0, 2, 3, 1).reshape(1, -1, 2))
            boxes.append(box(x).permute(0, 2, 3, 1).reshape(1, -1, 4))
        places = torch.cat(boxes, 1)
        centres, sizes = places[..., :2] * 0.1, torch.exp(places[..., 2:] * 0.2)
        return torch.cat(scores, 1).softmax(2), torch.cat([centres - sizes / 2, centres + sizes / 2], 2)


class BlazeBlock(nn.Module):
    """Depthwise and 1x1 beside a shortcut whose channels are padded; PReLU."""

    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.stride, self.more = stride, outputs - inputs
        self.depthwise = nn.Conv2d(inputs, inputs, 3, stride, 1 if stride == 1 else 0, groups=inputs)
        self.point = nn.Conv2d(inputs, outputs, 1)
        self.activation = nn.PReLU(outputs)

    def forward(self, x):
        inner = x
        if self.stride == 2:
            inner, x = functional.pad(x, (0, 2, 0, 2)), functional.max_pool2d(x, 2)
        x = functional.pad(x, (0, 0, 0, 0, 0, self.more)) if self.more > 0 else x
        return self.activation(self.point(self.depthwise(inner)) + x)


class BlazeFace(nn.Module):
    """Two scales, whose scores and boxes are concatenated."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 24, 5, 2, 2), nn.PReLU(24))
        widths = [24, 24, 28, 32, 36, 42, 48, 56, 64, 72, 80, 88]
        self.fine = nn.Sequential(*(BlazeBlock(i, o, 2 if o in (32, 48) else 1) for i, o in zip(widths, widths[1:])))
        self.coarse = nn.Sequential(BlazeBlock(88, 96, 2), *(BlazeBlock(96, 96) for _ in range(4)))
        self.heads = nn.ModuleList(nn.Conv2d(c, n, 1) for c, n in ((88, 2), (96, 6), (88, 32), (96, 96)))

    def forward(self, x):
        fine = self.fine(self.stem(x))
        scales = 2 * [fine, self.coarse(fine)]
        values = [head(x).permute(0, 2, 3, 1).reshape(1, -1, n) for head, x, n in zip(self.heads, scales, (1, 1, 16, 16))]
        return torch.cat(values[:2], 1), torch.cat(values[2:], 1)


def main():
    folder = Path(sys.argv[1])
    torch.manual_seed(0)
    for name, model, shape in (("yunet320", YuNet(), (320, 320)), ("yunet640", YuNet(), (640, 640)), ("ultraface", UltraFace(), (240, 320)), ("blazeface", BlazeFace(), (128, 128))):
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.running_mean.normal_(0, 0.1)
                module.running_var.uniform_(0.5, 1.5)
        torch.onnx.export(model.eval(), torch.randn(1, 3, *shape), str(folder / f"{name}.onnx"), opset_version=11)


if __name__ == "__main__":
    main()
