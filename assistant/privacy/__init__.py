"""What speaks of private people: found, kept from cloud models behind placeholders, put back."""
