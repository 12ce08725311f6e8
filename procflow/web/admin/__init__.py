"""Administration: who is who, where and until when, filed as dated facts through the write door. Its pages hold no rule."""
