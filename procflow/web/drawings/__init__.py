"""Pictures as data: figures in, boxes, lines, dots and words with their places out; no page, no language and no rule."""
