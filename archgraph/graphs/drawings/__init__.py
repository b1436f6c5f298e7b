"""What is worth drawing: each module chooses the boxes and links of one sort of picture."""
