# Made up for Axial's demonstration; not meant to be run.
from transformers import PreTrainedTokenizer


class TinyChatTokenizer(PreTrainedTokenizer):
    vocab_files_names = {"vocab_file": "tokenizer.model"}
