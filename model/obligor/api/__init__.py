"""The Python API: an agreement, its open cases and their answers as objects that show themselves in notebooks.

Enters: thin objects over the other rooms, for scripts and notebooks; `obligor.load` leads here.
Start reading at `model`, then `case`.
"""
