# Made up for Axial's demonstration; not meant to be run.
__version__ = "0.3"
