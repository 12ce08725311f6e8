"""The read door, asked by people of one small world that was written through the write door."""
