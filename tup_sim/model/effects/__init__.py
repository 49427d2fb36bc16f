"""What moves the states that several parts of the model act on: one file for each subject, which alone writes them."""
