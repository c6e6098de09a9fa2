# Made up for Axial's demonstration; not meant to be run.
from transformers import PreTrainedTokenizer


class EmbedTokenizer(PreTrainedTokenizer):
    vocab_files_names = {"vocab_file": "vocab.txt"}
