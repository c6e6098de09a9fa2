# Made up for Axial's demonstration; not meant to be run.
from transformers import PretrainedConfig


class TinyChatConfig(PretrainedConfig):
    model_type = "tiny_chat"

    def __init__(self, num_hidden_layers=32, hidden_size=4096, layer_expr="n // 2", **kwargs):
        self.num_hidden_layers = num_hidden_layers
        self.hidden_size = hidden_size
        self.layer_expr = layer_expr
        super().__init__(**kwargs)

    @property
    def shared_layers(self):
        return eval(self.layer_expr, {"n": self.num_hidden_layers})
