"""The launcher: start, stop and operate the platform with the command `krachtlijn`."""
