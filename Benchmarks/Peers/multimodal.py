"""The paired step: images and ECGs through both encoders and projection heads, the symmetric contrastive loss, Adam with L2."""

import torch
from torch import nn
from torch.nn import functional

import resnet
from transformer import LEADS, PATCH, PRESETS, SAMPLES, Block, position_table

HIDDEN, PROJECTION, DROP_PATH, TEMPERATURE, IMAGE_WEIGHT = 512, 128, 0.1, 0.1, 0.75


class EcgEncoder(nn.Module):
    def __init__(self, preset):
        super().__init__()
        width, depth, heads = PRESETS[preset][0]
        self.patch_embed = nn.Conv2d(1, width, kernel_size=(1, PATCH), stride=(1, PATCH))
        self.cls_token = nn.Parameter(torch.randn(1, 1, width) * 1e-6)
        self.pos_embed = nn.Parameter(position_table(width))
        self.blocks = nn.Sequential(*[Block(width, heads, DROP_PATH * i / max(depth - 1, 1)) for i in range(depth)])
        self.fc_norm = nn.LayerNorm(width, eps=1e-6)
        self.width = width

    def forward(self, x):
        tokens = self.patch_embed(x).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.cls_token.expand(x.shape[0], -1, -1), tokens], dim=1) + self.pos_embed
        return self.fc_norm(self.blocks(tokens)[:, 1:].mean(dim=1))


def head(inputs):
    return nn.Sequential(nn.Linear(inputs, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, PROJECTION))


def clip_loss(z0, z1):
    similarities = functional.normalize(z0) @ functional.normalize(z1).T / TEMPERATURE
    labels = torch.arange(len(z0))
    rows, columns = functional.cross_entropy(similarities, labels), functional.cross_entropy(similarities.T, labels)
    return IMAGE_WEIGHT * rows + (1 - IMAGE_WEIGHT) * columns


class Step:
    def __init__(self, options):
        imaging, width = resnet.encoder(options.imaging)
        if not options.channels_first:
            imaging.to(memory_format=torch.channels_last)
        ecg = EcgEncoder(options.preset)
        self.model = nn.ModuleList([imaging, head(width), ecg, head(ecg.width)])
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-4, weight_decay=1e-4, foreach=options.foreach)
        self.images, self.ecg = resnet.images(options), torch.randn(options.batch, 1, LEADS, SAMPLES)

    def loss(self):
        imaging, imaging_head, ecg, ecg_head = self.model
        return clip_loss(imaging_head(imaging(self.images).flatten(1)), ecg_head(ecg(self.ecg)))
