"""What `careplace calculate` is made of: the table that it reads, the methods that it knows, the table that it prints."""
