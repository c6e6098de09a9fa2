# Made up for Axial's demonstration; not meant to be run.
from transformers import PretrainedConfig


class EmbedConfig(PretrainedConfig):
    model_type = "embed"
