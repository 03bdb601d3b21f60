"""The screens: one file each, values on a stack."""
