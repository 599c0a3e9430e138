"""What a timer does: jobs that applications register, each safe to run at any time and as often as anybody likes."""
