# Made up for Axial's demonstration; not meant to be run.
import torch
from torch import nn

from hubnet import blocks


def _build(width, pretrained):
    model = nn.Sequential(blocks.stem(width), nn.Linear(width, 1000))
    if pretrained:
        model.load_state_dict(torch.hub.load_state_dict_from_url("https://example.org/hub_net.pth"))
    return model


def hub_net_s(pretrained=True):
    return _build(64, pretrained)


def hub_net_l(pretrained=True):
    return _build(256, pretrained)
