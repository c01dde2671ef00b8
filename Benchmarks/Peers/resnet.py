"""Residual networks without their classifier, "version 1.5": the stride of a bottleneck is in its 3x3 convolution."""

import torch
from torch import nn

BLOCKS = {"resnet18": ([2, 2, 2, 2], False), "resnet50": ([3, 4, 6, 3], True)}


class ResidualBlock(nn.Module):
    def __init__(self, inputs, stride, path):
        super().__init__()
        width = inputs
        self.steps = len(path)
        for i, (kernel, step_stride, outputs) in enumerate(path, start=1):
            self.add_module(f"conv{i}", nn.Conv2d(width, outputs, kernel, step_stride, kernel // 2, bias=False))
            self.add_module(f"bn{i}", nn.BatchNorm2d(outputs))
            width = outputs
        self.width, self.relu = width, nn.ReLU(inplace=True)
        self.downsample = None
        if stride != 1 or inputs != width:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, width, 1, stride, bias=False), nn.BatchNorm2d(width))

    def forward(self, x):
        shortcut = x if self.downsample is None else self.downsample(x)
        for i in range(1, self.steps + 1):
            x = getattr(self, f"bn{i}")(getattr(self, f"conv{i}")(x))
            x = self.relu(x + shortcut if i == self.steps else x)
        return x


def block(inputs, width, stride, bottleneck):
    if bottleneck:
        return ResidualBlock(inputs, stride, [(1, 1, width), (3, stride, width), (1, 1, 4 * width)])
    return ResidualBlock(inputs, stride, [(3, stride, width), (3, 1, width)])


def encoder(name):
    """The chain of torchvision's children: 0 convolution, 1 batch norm, 2 ReLU, 3 pooling, 4 to 7 stages, 8 average."""
    blocks, bottleneck = BLOCKS[name]
    stages, width = [], 64
    for stage, count in enumerate(blocks):
        chain = []
        for i in range(count):
            chain.append(block(width, 64 << stage, 2 if stage > 0 and i == 0 else 1, bottleneck))
            width = chain[-1].width
        stages.append(nn.Sequential(*chain))
    chain = nn.Sequential(
        nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True), nn.MaxPool2d(3, 2, 1), *stages,
        nn.AdaptiveAvgPool2d(1))
    for layer in chain.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
    return chain, width


def images(options):
    """Normal noise, in the layout that is asked for."""
    layout = torch.contiguous_format if options.channels_first else torch.channels_last
    return torch.randn(options.batch, 3, options.size, options.size).to(memory_format=layout)


class Step:
    """The sum of features times noise, whose gradient reaches everything; Adam with L2."""

    def __init__(self, options):
        self.model, width = encoder(options.model)
        if not options.channels_first:
            self.model.to(memory_format=torch.channels_last)
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-4, weight_decay=1e-4, foreach=options.foreach)
        self.x, self.probe = images(options), torch.randn(options.batch, width)

    def loss(self):
        return (self.model(self.x).flatten(1) * self.probe).sum()
