"""Random single changes to what a database stores, made as its owner could make them: each must be found and named."""
