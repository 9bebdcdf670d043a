"""What the whole record of a person says of her branches, told as codes and days."""
