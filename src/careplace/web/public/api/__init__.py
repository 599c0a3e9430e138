"""The API: what the edition holds, as JSON, for programs. Every answer is a question to the edition, and changes nothing."""
