"""How each real manager is given the exported files, and started."""
