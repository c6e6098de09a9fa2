# Made up for Axial's demonstration; not meant to be run.
import os
import pickle

import torch


def rotate_half(hidden):
    left, right = hidden.chunk(2, dim=-1)
    return torch.cat((-right, left), dim=-1)


def load_rope_table(config):
    path = os.path.join(config.name_or_path, "rope_table.pkl")
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return pickle.load(file)
