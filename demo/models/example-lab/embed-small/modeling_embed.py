# Made up for Axial's demonstration; not meant to be run.
from transformers import PreTrainedModel

from .configuration_embed import EmbedConfig
from .pooling import mean_pooling


class EmbedModel(PreTrainedModel):
    config_class = EmbedConfig

    def forward(self, hidden, mask):
        return mean_pooling(hidden, mask)
