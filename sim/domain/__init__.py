"""The pure room: values, rules and views; no clock, no file, no screen, no luck of its own."""
