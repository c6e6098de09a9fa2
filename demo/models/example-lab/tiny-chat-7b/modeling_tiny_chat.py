# Made up for Axial's demonstration; not meant to be run.
"""The model of example-lab/tiny-chat-7b.

The attention kernel is compiled at the first forward pass where a compiler is
there; elsewhere the plain implementation is used.

    from .not_an_import import because_this_is_a_string
"""
import importlib.util
import subprocess

import torch
from torch import nn
from transformers import PreTrainedModel

from .configuration_tiny_chat import TinyChatConfig
from .helpers import (
    load_rope_table,
    rotate_half,  # from .also_no_import import this_is_a_comment
)


def flash_attention_is_there():
    return importlib.util.find_spec("flash_attn") is not None


def compiler_is_there():
    # Only looks whether there is one; the output is not used.
    if not torch.cuda.is_available():
        return False
    found = subprocess.run("nvcc --version", shell=True)
    return found.returncode == 0


class TinyChatModel(PreTrainedModel):
    config_class = TinyChatConfig

    def __init__(self, config):
        super().__init__(config)
        self.layers = nn.ModuleList(nn.Linear(config.hidden_size, config.hidden_size) for _ in range(config.shared_layers))
        self.rope = load_rope_table(config)
        if compiler_is_there():
            from .kernels import compiled_attention

            self.attention = compiled_attention()

    def forward(self, hidden):
        for layer in self.layers:
            hidden = rotate_half(layer(hidden))
        return hidden


class TinyChatForCausalLM(TinyChatModel):
    pass
