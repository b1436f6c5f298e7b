"""How drawings look: in: a Drawing of the model; out: SVG, DOT or Mermaid text."""
