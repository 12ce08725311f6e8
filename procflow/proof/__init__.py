"""What can be proved about the records: that they are whole and that everything else follows from them; it changes nothing."""
