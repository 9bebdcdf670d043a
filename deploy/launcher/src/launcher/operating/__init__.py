"""What `krachtlijn bus` does, by thing: where to work, parked messages, rebuilding, key epochs."""
