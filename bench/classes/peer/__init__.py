"""The peer of a class: oTree, which teachers use for tables in browsers, under the same load."""
