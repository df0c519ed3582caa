"""The agreement's norms, and a case's proofs, as networkx graphs; questions to them, and their pictures.

Enters: whatever is read off the rules or proofs as nodes and edges. networkx is loaded when a graph is asked for.
Start reading at `norm_graph` and `case_graph`, then `queries`; `abstract_evaluation` tells what rules can come to.
"""
