"""Reading in a process of its own, so that no file can take the build with it: record 0010 says why."""
